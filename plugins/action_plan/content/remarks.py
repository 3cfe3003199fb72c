"""Remarks: what is probably not meant, and does not keep the site from being built.

Each is a function, which looks at an action.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date

from ..formatting import MONTHS, financial_year
from ..messages import quoted
from .front_matter import Location, field_name
from .measure_remarks import MEASURE_REMARKS
from .models import Action, has_fields, items_with
from .money_remarks import MONEY_REMARKS
from .rules import PAST_TIMES, Violation
from .update_remarks import UPDATE_REMARKS, unusual_updates
from .vocabulary import Vocabulary
from .when import When

__all__ = ["action_remarks", "unusual_updates"]

_AND = re.compile(r" (?:and|et|und|y|i|a|og|och|e|en|&) ")
"""What the name of one body with several commas in it has, in many languages."""
_DIVIDED = re.compile(
    r";| [|•] |^(?:[A-Z]{2,}\w*|[^\s/()]+ [^/()]+) / (?:[A-Z]{2,}\w*(?![^/()])|[^\s/()]+ [^\s/()])"
)
"""What is between several, and hardly ever within the name of one: `Health / Social Care` is one,
of which a word has no other beside it."""
_OF_WORDS = re.compile(r"\w+(?:, ?\w+)+")
"""Words with nothing but commas between them, as in "NatureScot, SWT" or "3, 4"."""
_EXAMPLES = {
    "title": "A short title, written for the site",
    "text": "The action in full, as the document words it.",
}
_EXAMPLE_PARTS = ("What it is to achieve.", "What it needs.")
"""What CONTRIBUTING.md has in its example of a new action."""
_EXAMPLE_ADDRESS = re.compile(r"https?://(?:www\.)?example\.(?:org|com|net)(?:[/?#]|$)")
_EXAMPLE_LINK = re.compile(r"https?://(?:www\.)?example\.(?:org|com|net)(?![\w.-])[^\s)>\]]*")
_OF_A_ROLE = (
    r"(?:active|admin|air|benefit|biodivers|budget|building|business|care|centre|clerk|climate|comm"
    r"|consult|contact|council|customer|data|democra|design|develop|digital|econom|educat|elect"
    r"|energy|enquir|env|equalit|estates|event|finance|flood|foi|freedom|grants|harbour|health|help"
    r"|heritage|highways|housing|inclusion|info|land|legal|leisure|librar|licens|local|mail|media"
    r"|museum|net|office|parks|partnership|plan|police|policy|press|procure|project|property|public"
    r"|rates|recycl|rent|resilience|road|safe|school|secretar|service|skills|social|sport|strateg"
    r"|support|sustainab|team|tourism|town|traffic|transport|travel|waste|youth|zero)"
    r"[a-z]*[._@]"
)
"""How the parts of a mailbox begin that is a team's."""
_PERSON = re.compile(
    rf"(?<![\w.])(?!{_OF_A_ROLE})[A-Za-z]+[._](?!{_OF_A_ROLE})[A-Za-z]+@[\w.-]+\w"
    r"|(?<!\w)(?:Mr|Mrs|Ms|Miss)\.? [A-Z]\w*|(?<![\w/@.])@[A-Z][a-z]+ [A-Z][a-z]+"
)
_QUARTER_OF_ONE_YEAR = re.compile(r"([qh][1-4])[ ,/-]*(\d{4})|(\d{4})[ ,/-]*([qh][1-4])", re.ASCII)
_SHORTEST = 10
"""Characters from which on a text has words."""
_LONG_BEFORE, _LONG_AFTER = 3, 25
"""Years before and after the start of a plan in which hardly anything of it is due."""
_ANSWERS = frozenset(("yes", "no", "true", "false"))


def action_remarks(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """Return what is probably not meant in an action, perhaps incomplete."""
    for remark in _REMARKS:
        yield from remark(action, vocabulary)


def _nothing_is_before_the_plan(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """What has happened should not be dated before the plan's period and its document."""
    start, document = vocabulary.period_start, vocabulary.document_date
    if has_fields(action, "added") and action.added and action.added.last < min(start, document):
        yield ("added",), _before(action.added, start)
    for name, day in PAST_TIMES:
        for index, item in items_with(action, name, day):
            found = getattr(item, day)
            if found and found.last < min(start, document):
                yield (name, index, day), _before(found, start)


def _before(found: When, start: date) -> str:
    return (
        f"{found} is before the plan's period, which starts on {start.isoformat()}. Check the year."
    )


def _no_example_is_left(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """No words and no address of the guide's example should be left."""
    left: list[tuple[Location, str]] = [
        ((name,), words)
        for name, words in _EXAMPLES.items()
        if has_fields(action, name) and str(getattr(action, name)).strip() == words
    ]
    parts = action.parts if has_fields(action, "parts") else {}
    left += [(("parts", part), text) for part, text in parts.items() if text in _EXAMPLE_PARTS]
    for location, words in left[:1]:
        yield location, f"{quoted(words)} is the guide's example. Write this action's own words."
    for index, update in items_with(action, "updates", "evidence"):
        for place, address in enumerate(update.evidence):
            if _EXAMPLE_ADDRESS.match(address):
                yield (
                    ("updates", index, "evidence", place),
                    f"{quoted(address)} is the guide's example. Write the address of the evidence,"
                    " or leave it out.",
                )
    for index, update in items_with(action, "updates", "note"):
        if (
            update.note
            and "example." in update.note
            and (link := _EXAMPLE_LINK.search(update.note))
        ):
            yield (
                ("updates", index, "note"),
                f"{quoted(link[0])} is the guide's example. Write the address that is meant, in"
                " Markdown or alone.",
            )


def _a_text_has_words(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """A text should be more than a dash."""
    texts: list[tuple[Location, str]] = []
    if has_fields(action, "text"):
        texts.append((("text",), action.text))
    if has_fields(action, "parts"):
        texts += ((("parts", part), text) for part, text in action.parts.items())
    for location, text in texts:
        if text and len(text) < _SHORTEST and not any(map(str.isalnum, text)):
            message = f"{quoted(text)} says nothing. Write what the document says, or leave it out."
            yield location, message


def _nothing_is_there_twice(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """A line of funding, a milestone or an address of evidence should be there once."""
    for name in ("funding", "milestones"):
        items = getattr(action, name) if has_fields(action, name) else ()
        for index in _repeated(items):
            if getattr(items[index], "amount", "") is not None:
                yield (name, index), "is there twice, with the same words. Keep one, if it is one."
    for index, update in items_with(action, "updates", "evidence"):
        for place in _repeated(update.evidence):
            message = f"{quoted(update.evidence[place])} is there twice. Keep one."
            yield ("updates", index, "evidence", place), message


def _repeated(items: Iterable[Hashable]) -> Iterator[int]:
    """Return the places of items that are there before."""
    seen: set[Hashable] = set()
    for place, item in enumerate(items):
        if item in seen:
            yield place
        seen.add(item)


def _no_private_person_is_named(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """A lead or partner should be a role or team, and a note name nobody's own mailbox."""
    texts: list[tuple[Location, str]] = []
    if has_fields(action, "lead", "other_leads"):
        texts += ((("lead", index), lead) for index, lead in enumerate(action.leads))
    if has_fields(action, "partners"):
        texts += ((("partners", index), partner) for index, partner in enumerate(action.partners))
    for index, update in items_with(action, "updates", "note"):
        if update.note and "@" in update.note:
            texts.append((("updates", index, "note"), update.note))
    for index, update in items_with(action, "updates", "evidence"):
        texts += (
            (("updates", index, "evidence", place), address)
            for place, address in enumerate(update.evidence)
            if address.startswith("mailto:")
        )
    for location, text in texts:
        if ("@" in text or "M" in text) and (found := _PERSON.search(text)):
            yield (
                location,
                f"{quoted(found[0])} seems to be a person. Residents read it, and it is in the data"
                " for good: write a role or a team, and its mailbox.",
            )


def _one_is_not_several(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """A lead, a partner, or a value of a facet that can have several, should be one."""
    texts: list[tuple[str, tuple[str, ...]]] = []
    if has_fields(action, "lead", "other_leads"):
        texts.append(("lead", action.leads))
    if has_fields(action, "partners"):
        texts.append(("partners", action.partners))
    if vocabulary.facets and has_fields(action, "facets"):
        texts += (
            (field_name(facet.id), action.facets.get(facet.id, ()))
            for facet in vocabulary.facets
            if facet.several and not facet.values
        )
    for name, values in texts:
        for index, text in enumerate(values):
            is_list = _DIVIDED.search(text) or (text.count(",") > 1 and not _AND.search(text))
            if is_list or ("," in text and _OF_WORDS.fullmatch(text)):
                yield (
                    (name, index),
                    f"{quoted(text)} is read as one. Where it is several, write each on a line of"
                    ' its own that starts with "- ".',
                )


def _quarters_say_of_which_year(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """Where years are financial, `Q4 2026` should say which year the quarter is of."""
    if vocabulary.first_month in (None, 1):
        return
    for location, time in _planned_times(action):
        found = _QUARTER_OF_ONE_YEAR.fullmatch(time.text.casefold()) if time.text else None
        if found:
            part, year = found[1] or found[4], int(found[2] or found[3])
            pair = f"{part.upper()} {financial_year(year)}"
            yield (
                location,
                f"{quoted(time)} is not a date with one reading where years are financial: it is"
                f" read as {_months(time)}. For one of a financial year, write it like"
                f" {quoted(pair)}.",
            )


def _planned_times(action: Action) -> Iterator[tuple[Location, When]]:
    for name in ("starts", "due"):
        if has_fields(action, name) and (time := getattr(action, name)):
            yield (name,), time
    for index, milestone in items_with(action, "milestones", "due"):
        if milestone.due:
            yield ("milestones", index, "due"), milestone.due


def _months(time: When) -> str:
    first, last = MONTHS[time.first.month - 1], MONTHS[time.last.month - 1]
    return f"{first} to {last} {time.last.year}"


def _a_status_note_is_no_status(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """A status note should say more than the status, which is printed in front of it."""
    if has_fields(action, "status", "status_note") and action.status and action.status_note:
        label = vocabulary.status_label(action.status)
        note = action.status_note.casefold()
        if note == label.casefold():
            yield ("status_note",), "says what the status says. Delete the line, or say more."
        elif note in map(
            str.casefold, vocabulary.statuses.labels.values() if vocabulary.statuses else ()
        ):
            yield (
                ("status_note",),
                f"{quoted(action.status_note)} is another status, printed behind"
                f" {quoted(label)}. Write what holds as the status, or say more.",
            )


def _a_title_is_without_its_id(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """A title should not begin with the action's id, which is printed in front of it."""
    is_known = has_fields(action, "id", "title")
    if is_known and action.title.startswith((f"{action.id} ", f"{action.id}:")):
        yield ("title",), "begins with the id, which is printed in front of it. Leave it out here."


def _nothing_is_due_in_other_years(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """What is due years before the plan began, or decades after, is perhaps of another year."""
    start = vocabulary.period_start
    for location, time in _planned_times(action):
        if location[-1] == "due" and time.last.year < start.year - _LONG_BEFORE:
            yield (
                location,
                f"{quoted(time)} is over {_LONG_BEFORE} years before the plan began. Check the"
                " year.",
            )
        if start > date.min and start.year + _LONG_AFTER < time.last.year < date.max.year:
            yield (
                location,
                f"{quoted(time)} is over {_LONG_AFTER} years after the plan began. Check the year.",
            )


def _no_field_answers_a_question(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """Who leads an action, or the period it goes on in, should not be "yes"."""
    for name in ("lead", "status_note", "continues_into"):
        text = getattr(action, name) if has_fields(action, name) else None
        if text and text.casefold() in _ANSWERS:
            yield (
                (name,),
                f"{quoted(text)} is printed as it is. Write what is meant, or delete the line.",
            )


def _milestones_begin_before_they_end(
    action: Action, _vocabulary: Vocabulary
) -> Iterator[Violation]:
    """A milestone should not be due or done before it starts."""
    for index, milestone in items_with(action, "milestones", "starts", "due", "done"):
        for name in ("due", "done"):
            time = getattr(milestone, name)
            if milestone.starts and time and time.last < milestone.starts.first:
                message = f"is before the milestone starts, {milestone.starts}. Check both."
                yield ("milestones", index, name), message


def _a_milestone_says_why_it_moved(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """A milestone that is due at another time than at first should have a note that says why."""
    for index, milestone in items_with(action, "milestones", "first_due", "due", "note"):
        if milestone.first_due and milestone.due != milestone.first_due and not milestone.note:
            message = (
                'was moved, and nothing says why. Write the reason as the milestone\'s "note".'
            )
            yield ("milestones", index, "first_due"), message


_REMARKS: tuple[Callable[[Action, Vocabulary], Iterator[Violation]], ...] = (
    *MONEY_REMARKS,
    *MEASURE_REMARKS,
    *UPDATE_REMARKS,
    _nothing_is_before_the_plan,
    _no_example_is_left,
    _a_text_has_words,
    _nothing_is_there_twice,
    _no_private_person_is_named,
    _one_is_not_several,
    _quarters_say_of_which_year,
    _a_status_note_is_no_status,
    _a_title_is_without_its_id,
    _nothing_is_due_in_other_years,
    _no_field_answers_a_question,
    _milestones_begin_before_they_end,
    _a_milestone_says_why_it_moved,
)
