"""Classes whose instances are made once and not changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

__all__ = ["frozen"]

C = TypeVar("C")


@dataclass_transform(eq_default=False, kw_only_default=True, frozen_default=True)
def frozen(cls: type[C]) -> type[C]:
    """Return a class with slots for its fields, which are given by name and not set again.

    Two of them are equal only if they are the same. Type checks alone keep them unchanged: the
    methods that would do so at run time, times 45 classes, cost a twentieth of a small build.
    """
    return dataclass(slots=True, kw_only=True, eq=False, repr=False)(cls)
