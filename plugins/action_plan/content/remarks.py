"""Remarks: what is probably not meant, and does not keep the site from being built.

Each is a function, and its docstring says what should be so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from ..messages import quoted
from .models import Action, Record, has_fields
from .rules import Violation, items_with
from .vocabulary import Vocabulary
from .when import When, is_of_a_financial_year

__all__ = ["action_remarks", "not_in_the_document", "unfinished_lines", "within_financial_years"]

_UNFINISHED = re.compile(
    r"to be (?:confirmed|agreed|determined|decided|completed|advised|added)|lorem ipsum"
    r"|\[(?:insert|drafts?\b|DN\b|tbc|to follow)"
    r"|awaiting (?:confirmation|approval|agreement|details)"
    r"|(?<![A-Za-z])(?:TB[ACD]|XXX+|TODO|FIXME)(?![A-Za-z])",
    re.IGNORECASE,
)
_IN_UNFINISHED = (
    *("to be ", "awaiting", "lorem", "[insert", "[d", "[tbc", "[to ", "tba", "tbc", "tbd"),
    *("xxx", "todo", "fixme"),
)
"""What is in every text that `_UNFINISHED` finds anything in, and is looked for much faster."""
_EXAMPLES = {
    "title": "A short title, written for the site",
    "text": "The action in full, as the document words it.",
}
_EXAMPLE_PARTS = ("What it is to achieve.", "What it needs.")
"""What CONTRIBUTING.md has in its example of a new action."""
_EXAMPLE_ADDRESS = re.compile(r"https?://(?:www\.)?example\.(?:org|com|net)(?:[/?#]|$)")
_TOKEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


def action_remarks(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """Return what is probably not meant in an action, perhaps incomplete."""
    for remark in _REMARKS:
        yield from remark(action, vocabulary)


def unfinished_lines(text: str) -> Iterator[tuple[int, str]]:
    """Return the lines of a file, comments left out, that say that something is not final."""
    folded = text.casefold()
    if not any(words in folded for words in _IN_UNFINISHED):
        return
    for number, line in enumerate(text.split("\n"), 1):
        found = _UNFINISHED.search(line)
        if found and not line.lstrip().startswith("# "):
            yield (
                number,
                f"{quoted(found[0])} is printed for residents. Write what is known, or leave it"
                " out, unless the document itself says so.",
            )


def not_in_the_document(actions: Iterable[Action], document: str) -> Iterator[Action]:
    """Return the actions that say of themselves to be in a document, and are not in its text.

    Nothing is known of a document that has not the ids of most actions.
    """
    known = set(_TOKEN.findall(document))
    original = [a for a in actions if has_fields(a, "id", "added") and a.added is None]
    missing = [action for action in original if action.id not in known]
    if len(missing) * 2 < len(original):
        yield from missing


def within_financial_years(record: Record) -> Iterator[When]:
    """Return the times of a record, perhaps incomplete, whose days depend on financial years."""
    for value in record.__dict__.values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, When) and is_of_a_financial_year(item):
                yield item
            elif isinstance(item, Record):
                yield from within_financial_years(item)


def _spending_is_within_its_amount(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """`spent` should not be more than the amount."""
    for index, line in items_with(action, "funding", "amount", "spent"):
        if line.amount is not None and line.spent is not None and line.spent > line.amount:
            message = "is more than the amount it was spent from. Check both."
            yield ("funding", index, "spent"), message


def _nothing_is_before_the_plan(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """Updates, spending and being added should not be dated before the plan's period."""
    start = vocabulary.period_start
    if has_fields(action, "added") and action.added and action.added.last < start:
        yield ("added",), _before(action.added, start)
    for name, day in (("updates", "date"), ("funding", "spent_as_at")):
        for index, item in items_with(action, name, day):
            found = getattr(item, day)
            if found and found.last < start:
                yield (name, index, day), _before(found, start)


def _before(found: When, start: date) -> str:
    return (
        f"{found} is before the plan's period, which starts on {start.isoformat()}. Check the year."
    )


def _updates_are_in_their_order(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """Updates should go from the oldest to the newest, or from the newest to the oldest."""
    times = [update.date for _, update in items_with(action, "updates", "date")]
    days = [time.last for time in times]
    if len(days) < 3 or days in (sorted(days), sorted(days, reverse=True)):
        return
    rises = days[1] >= days[0] if days[1] != days[0] else days[2] >= days[1]
    for index in range(1, len(days)):
        if (days[index] < days[index - 1]) == rises:
            yield (
                ("updates", index, "date"),
                f"{times[index]} is older or newer than its place among the updates"
                f" says: the one above it is of {times[index - 1]}. Check the date.",
            )
            return


def _no_example_is_left(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """No words and no address of the guide's example should be left."""
    left = [
        (name, words)
        for name, words in _EXAMPLES.items()
        if has_fields(action, name) and str(getattr(action, name)).strip() == words
    ]
    parts = action.parts.values() if has_fields(action, "parts") else ()
    left += [("id", words) for words in _EXAMPLE_PARTS if words in parts]
    if left:
        name, words = left[0]
        yield (
            ("title" if name == "title" else "id",),
            f"{quoted(words)} is the guide's example. Write this action's own words.",
        )
    for index, update in items_with(action, "updates", "evidence"):
        for place, address in enumerate(update.evidence):
            if _EXAMPLE_ADDRESS.match(address):
                yield (
                    ("updates", index, "evidence", place),
                    f"{quoted(address)} is the guide's example. Write the address of the evidence,"
                    " or leave it out.",
                )


_REMARKS: tuple[Callable[[Action, Vocabulary], Iterator[Violation]], ...] = (
    _spending_is_within_its_amount,
    _nothing_is_before_the_plan,
    _updates_are_in_their_order,
    _no_example_is_left,
)
