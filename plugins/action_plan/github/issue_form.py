"""GitHub's form for reporting progress: written from the plan, and read when it is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from ..content.loading import Content
from ..content.parsers import NO_CHANGE, fold
from ..editing.asked_words import TAKE_AWAY
from ..editing.update_request import UpdateRequest
from ..editing.yaml_scalars import double_quoted
from ..hosting import STATUS_FORM
from ..messages import one_of, quoted
from ..problems import Problem

__all__ = ["LABELS", "PATH", "form_remarks", "form_yaml", "is_form", "read_form"]

PATH = f".github/ISSUE_TEMPLATE/{STATUS_FORM}"
"""Where GitHub looks for the form, from the root of the repository."""


class _Field(NamedTuple):
    """A field of the form: what people read, and its kind as GitHub has it."""

    label: str
    description: str
    kind: str = "input"
    is_required: bool = False


_FIELDS = {
    # Text, so that addresses can fill it in, and the form is the same whatever actions there are.
    "id": _Field(
        "Action",
        "The number of the action, as on its page, like 4.2.1. One action a form.",
        is_required=True,
    ),
    "status": _Field(
        "New status",
        f"Where does it stand now? “{NO_CHANGE}” says that it was reviewed.",
        kind="dropdown",
        is_required=True,
    ),
    "date": _Field("Date", "The day it happened, as YYYY-MM-DD. Leave empty for today."),
    "status_note": _Field(
        "Words beside the status",
        "A few words, like “showcase planned”. Leave empty to keep those that are there;"
        f" write “{TAKE_AWAY}” where they are no longer true.",
    ),
    "spent": _Field(
        "Money spent so far",
        "All that was spent up to that day, like 7,250.50. Leave empty where it has not changed.",
    ),
    "spent_from": _Field(
        "Spent from",
        "Only where the action has several amounts: the one it was spent from, or its year.",
    ),
    "due": _Field(
        "New due date",
        "Only where it has moved, like 2026-03-31 or March 2026. Say why in the last field.",
    ),
    "evidence": _Field(
        "Evidence",
        "Where residents can see it: addresses that start with https://, with spaces between.",
    ),
    # The last, because only here can somebody write lines that look like a part of the form.
    "note": _Field(
        "What was done or found",
        "One or two sentences that residents will read with the change. Lists and links are fine;"
        " pictures are not.",
        kind="textarea",
        is_required=True,
    ),
}
"""The fields in the order of the form, by what a request calls them."""
LABELS = {name: field.label for name, field in _FIELDS.items()}
"""What the form calls each value of a request."""
_IDS = {"id": "action"}
"""What GitHub calls a field, by which addresses fill it in, where a request calls it otherwise."""

_LARGEST = 1024 * 1024
"""Bytes of a form that are compared: many times those of any."""
_OPTION = "        - "
_REQUIRED = ("    validations:", "      required: true")
_EMPTY = "_No response_"
_HEADING = "### "
_UNKNOWN = "?"


def form_yaml(content: Content) -> str:
    """Return the form as GitHub reads it, with the statuses of the plan to choose from."""
    statuses = [*(status.label for status in content.plan.statuses), NO_CHANGE]
    lines = [
        "# Written from the content by: make forms",
        f"name: {double_quoted('Report progress of an action')}",
        'description: "For officers: where an action stands now, with a date and a note."',
        'title: "Progress of an action"',
        "body:",
        "  - type: markdown",
        "    attributes:",
        "      value: |",
        "        Fill this in and press the green button. A pull request with the change opens by",
        "        itself within minutes, and a comment here says so or says what to fix.",
        "        Only people who may write to this repository can use it.",
    ]
    for name, field in _FIELDS.items():
        options: list[str] = []
        if name == "status":
            options = ["      options:", *(f"{_OPTION}{double_quoted(each)}" for each in statuses)]
        lines += [
            f"  - type: {field.kind}",
            f"    id: {_IDS.get(name, name)}",
            "    attributes:",
            f"      label: {double_quoted(field.label)}",
            f"      description: {double_quoted(field.description)}",
            *options,
            *(_REQUIRED if field.is_required else ()),
        ]
    return "\n".join(lines) + "\n"


def form_remarks(root: Path, content: Content) -> Iterator[Problem]:
    """Return the remark that the form of a repository is not the one made from its content.

    It is of use even so. A repository without the form has none that could be wrong.
    """
    path = root / PATH
    if not path.is_file():
        return
    with path.open("rb") as stream:
        written = stream.read(_LARGEST).decode(errors="replace").splitlines()
    expected = form_yaml(content).splitlines()
    if written == expected:
        return
    first = next(n for n, pair in enumerate(zip_longest(expected, written)) if pair[0] != pair[1])
    by_hand = ""
    if _without_options(written) == _without_options(expected):
        options = [line.strip() for line in expected if line.startswith(_OPTION)]
        by_hand = f' Or write below "options:", each on a line of its own: {", ".join(options)}.'
    message = f"the form does not offer what the plan has. Run make forms.{by_hand}"
    yield Problem(PATH, first + 1, "", message)


def _without_options(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if not line.startswith(_OPTION)]


def is_form(body: str) -> bool:
    """Whether an issue's text was written with the form: it has the parts that are required."""
    headings = set(map(_heading, _lines(body)))
    return headings.issuperset(fold(field.label) for field in _FIELDS.values() if field.is_required)


def read_form(body: str, asked_at: datetime) -> tuple[UpdateRequest, list[Problem]]:
    """Return the request that an issue's text makes, and what is wrong with the text itself.

    What is not there is empty. All that is below the heading of the note is the note.
    """
    names = {fold(label): name for name, label in LABELS.items()}
    parts: dict[str, list[str]] = {}
    problems: list[Problem] = []
    name = ""
    for line in _lines(body):
        heading = _heading(line)
        found = names.get(heading, "")
        if name == "note":
            if found:
                message = f"{quoted(line)} is a heading of the form, and not of a note. Delete it."
                problems.append(Problem("", 1, LABELS[name], message))
            heading = found = ""
        if heading and not found:
            message = f"{quoted(line)} is no heading of the form. {one_of(LABELS.values())}"
            problems.append(Problem("", 1, "", message))
        elif found in parts:
            message = "is there twice. Keep one, with its answer."
            problems.append(Problem("", 1, LABELS[found], message))
        if heading:
            name = found or _UNKNOWN
            parts.setdefault(name, [])
        elif name:
            parts[name].append(line)
        elif line.strip():
            message = f"{quoted(line)} is above the form, where nothing is read. Delete it."
            problems.append(Problem("", 1, "", message))
    values = {name: "\n".join(lines).strip() for name, lines in parts.items() if name in LABELS}
    answered = {name: value for name, value in values.items() if value != _EMPTY}
    return UpdateRequest(answered, LABELS, asked_at=asked_at), problems


def _lines(body: str) -> list[str]:
    return body.replace("\r\n", "\n").split("\n")


def _heading(line: str) -> str:
    """Return the words of a heading as GitHub writes them above each answer, or nothing."""
    return fold(line.removeprefix(_HEADING)) if line.startswith(_HEADING) else ""
