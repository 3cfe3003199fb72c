"""GitHub's form for changing a status: written from the plan, and read when it is filled in."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from ..content.loading import Content
from ..content.parsers import NO_CHANGE
from ..editing.update_request import UpdateRequest
from ..editing.yaml_scalars import double_quoted
from ..problems import ContentProblems, Problem

__all__ = ["FIRST_LINE", "PATH", "check_form", "form_yaml", "read_form"]

PATH = ".github/ISSUE_TEMPLATE/status.yml"
"""Where GitHub looks for the form, from the root of the repository."""

_LABELS = {
    "id": "Action",
    "status": "New status",
    "date": "Date",
    "evidence": "Evidence",
    # The last, because only here can somebody write lines that look like a part of the form.
    "note": "What was done or found",
}
_MOST_BYTES = 4 * 1024 * 1024
"""Bytes of the form that are compared: with 10,000 actions it has one fourth of them."""
_MOST_COMPARED, _MOST_EDITS = 1_000, 10
"""Lines of the form that are compared one by one, and changes that somebody makes by hand."""
_EMPTY = "_No response_"
_REQUIRED = ("    validations:", "      required: true")

FIRST_LINE = f"### {_LABELS['id']}"
"""How an issue begins that was written with the form."""


def form_yaml(content: Content) -> str:
    """Return the form as GitHub reads it, to choose from the actions and statuses of the plan."""
    actions = [f"{action.id} {action.title}" for action in content.actions]
    statuses = [*(status.label for status in content.plan.statuses), NO_CHANGE]
    meanings = " ".join(f"{status.label}: {status.meaning}" for status in content.plan.statuses)
    lines = [
        "# Written from the content by: make forms",
        f"name: {double_quoted('Change an action’s status')}",
        'description: "For officers: where an action stands now, with a date and a note."',
        'title: "Change of status"',
        "body:",
        "  - type: markdown",
        "    attributes:",
        "      value: |",
        "        Fill this in and press the green button. A pull request with the change opens by",
        "        itself within minutes, and a comment here says so or says what to fix.",
        "        Only people who may write to this repository can use it.",
        *_choice("id", "Which action is this about?", actions),
        *_choice(
            "status",
            f"Where does it stand now? “{NO_CHANGE}” says that it was reviewed. {meanings}",
            statuses,
        ),
        *_field("input", "date", "The day it happened, as YYYY-MM-DD. Leave empty for today."),
        *_field(
            "input",
            "evidence",
            "Where residents can see it: addresses that start with https://, with spaces between.",
        ),
        *_field(
            "textarea", "note", "One or two sentences that residents will read with the change."
        ),
        *_REQUIRED,
    ]
    return "\n".join(lines) + "\n"


def _choice(name: str, description: str, options: list[str]) -> Iterator[str]:
    yield from _field("dropdown", name, description)
    yield "      options:"
    yield from (f"        - {double_quoted(option)}" for option in options)
    yield from _REQUIRED


def _field(kind: str, name: str, description: str) -> Iterator[str]:
    yield f"  - type: {kind}"
    yield f"    id: {'action' if name == 'id' else name}"
    yield "    attributes:"
    yield f"      label: {double_quoted(_LABELS[name])}"
    yield f"      description: {double_quoted(description)}"


def check_form(root: Path, content: Content) -> None:
    """Raise `ContentProblems` where the form of a repository is not the one made from its content.

    A repository without the form has none that could be wrong.
    """
    path = root / PATH
    if not path.is_file():
        return
    with path.open("rb") as stream:
        written = stream.read(_MOST_BYTES).decode(errors="replace").splitlines()
    expected = form_yaml(content).splitlines()
    if written == expected:
        return
    start = next(n for n, pair in enumerate(zip_longest(expected, written)) if pair[0] != pair[1])
    edits = list(_edits(expected[start:], written[start:], start + 1))
    change = f" Or, from the last to the first: {'; '.join(reversed(edits))}" if edits else ""
    if len(edits) == 1:
        change = f" Or: {edits[0][0].upper()}{edits[0][1:]}"
    message = f"the form does not offer what the plan has. Run make forms.{change}"
    raise ContentProblems([Problem(PATH, start + 1, "", message)])


def _edits(expected: list[str], written: list[str], first: int) -> Iterator[str]:
    """Return what to do by hand, where it is little; `first` is the number of the first line."""
    if max(len(expected), len(written)) > _MOST_COMPARED:
        return
    matcher = difflib.SequenceMatcher(None, written, expected, autojunk=False)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    if len(changes) > _MOST_EDITS:
        return
    for _, start, end, new_start, new_end in changes:
        old, new = end - start, new_end - new_start
        for number in range(max(old, new)):
            line = expected[new_start + number].strip() if number < new else ""
            if number < min(old, new):
                yield f"write line {first + start + number} as: {line}"
            elif new > old:
                yield f"above line {first + end}, add the line: {line}"
            else:
                yield f"delete line {first + start + number}"


def read_form(body: str) -> UpdateRequest:
    """Return the request that an issue's text makes; what is not there is empty.

    Each part ends at the first heading of the next; the note, which is the last, at the end.
    """
    rest = body.replace("\r\n", "\n")
    values: dict[str, str] = {}
    names = list(_LABELS)
    for name, following in zip(names, [*names[1:], ""], strict=True):
        _, _, rest = rest.partition(f"### {_LABELS[name]}\n")
        if following:
            value, heading, after = rest.partition(f"### {_LABELS[following]}\n")
            rest = heading + after
        else:
            value = rest
        values[name] = "" if value.strip() == _EMPTY else value.strip()
    return UpdateRequest(values, _LABELS, with_title=True)
