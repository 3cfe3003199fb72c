"""The sample plan that the project comes with, as far as it shows where it is left in another's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["SamplePlan", "sample_plan"]


class SamplePlan(NamedTuple):
    """What sample_plan.json says of it."""

    publisher: str
    host: str
    """The domain of its publisher."""
    document: str
    """The SHA-256 of the document it was taken from."""
    document_size: int
    """The bytes of that document."""
    tests: list[str]
    """What its accessibility statement says to have been tested."""
    own_terms: Mapping[str, str]
    """What its glossary explains as that publisher alone has it."""
    glossary: Mapping[str, str]
    """What else its glossary explains."""
    titles: list[str]
    """The titles of its actions."""


@cache
def sample_plan() -> SamplePlan:
    """Return what is known of the sample plan."""
    text = Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
    return SamplePlan(**json.loads(text))
