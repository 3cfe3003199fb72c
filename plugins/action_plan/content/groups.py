"""Groups of fields: their names, and the fields that seem to be of one."""

from __future__ import annotations

from collections.abc import Container, Mapping

from .block import LISTS, Location
from .models import Action, Measure, Reading, Record, Update, record_in
from .plan_models import Accessibility, Plan
from .record_fields import fields_of, meant_field

__all__ = ["GROUPS", "Group", "group_at"]

_OWNERS: Mapping[str, type[Record]] = {
    "": Plan,
    "accessibility": Accessibility,
    "measures": Measure,
    "readings": Reading,
    "updates": Update,
}
"""The records that have groups of fields, by the field that holds them."""
_FIELDS = [*fields_of(Action).items()]
_FIELDS += [item for owner in _OWNERS.values() for item in fields_of(owner).items()]
GROUPS = {name for name, field in _FIELDS if record_in(field.annotation)} - LISTS | {"glossary"}
"""The names of groups of fields."""


class Group:
    """A group of fields of which nothing was found where it should be."""

    def __init__(self, name: str, others: Container[str], own: Container[str]) -> None:
        self.name = name
        self._others = others
        self._own = own

    def takes(self, key: str, values: Mapping[str, object]) -> bool:
        """Whether a field that is beside the group, among these values, is one of the group."""
        return key in self._own and (key not in self._others or key in values)


class _Glossary(Group):
    """The glossary, whose fields have any names."""

    def takes(self, key: str, values: Mapping[str, object]) -> bool:
        """Whether a field is an abbreviation, and neither one of the plan nor meant as one."""
        return not meant_field(key, [*fields_of(Plan)]) and key not in values


def group_at(location: Location, name: str) -> Group | None:
    """Return the group of fields that a name is of at a location, or `None` where it is none."""
    within = next((part for part in reversed(location) if isinstance(part, str)), "")
    owner = _OWNERS.get(within)
    field = fields_of(owner).get(name) if owner else None
    if owner is None or field is None:
        return None
    if name == "glossary":
        return _Glossary(name, (), ())
    record = record_in(field.annotation)
    own = {"title", "address"} if name == "evidence" else fields_of(record) if record else ()
    return Group(name, fields_of(owner), own) if own else None
