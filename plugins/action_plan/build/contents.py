"""Pelican's view of an action: a content object that carries the record."""

from __future__ import annotations

from pelican.contents import Content

from ..content import models

__all__ = ["Action"]


class Action(Content):
    """One action as Pelican and its other plugins know contents.

    Its `status` is Pelican's; where delivery stands is `record.status`.
    """

    default_template = "action"
    mandatory_properties = ("title", "record")
    default_status = "published"
    record: models.Action
