"""What actions are found by: their own words, what abbreviations stand for, words people use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from ..content.models import Action
from ..content.plan_models import Plan, Status
from .action_summary import ActionSummary

__all__ = ["LATE", "SAME", "SearchWords", "Searchable", "phrases"]

SAME = (
    "adult grown",
    "advice advise advisor adviser guidance",
    "bicycle bike cycle cycling",
    "building premises property asset",
    "business company enterprise firm trader",
    "bus coach transport",
    "car driving motor vehicle",
    "charity voluntary volunteer nonprofit vcse vcs",
    "child children kid pupil youth young",
    "cost price",
    "council authority",
    "crime safety police",
    "disabled disability accessible",
    "doctor gp health nhs",
    "elderly older pensioner",
    "energy electricity heating power",
    "equality inequality equity fairness",
    "environment climate green nature carbon emission sustainable sustainability",
    "fund grant money budget finance cash",
    "garbage rubbish waste recycling refuse",
    "help support assist assistance",
    "home house housing flat",
    "job employment employ vacancy career",
    "lend loan borrow credit debt",
    "park playground garden",
    "pay wage salary earning",
    "people resident citizen public",
    "plant tree planting",
    "poor poverty deprived deprivation disadvantage hardship",
    "purchasing buying procurement procure",
    "renting tenancy tenant lease",
    "road street highway",
    "school education college",
    "skill learning training course qualification apprenticeship",
    "staff colleague employee officer workforce",
    "supplier contractor vendor",
    "tender bid bidding",
    "walk pedestrian footpath",
)
"""Words that people use for the same thing, as residents of British councils do.

Each finds the others less well than itself. Other forms of a word need not be named.
"""

_STAGE_WORDS: Mapping[str, tuple[str, ...]] = {
    "waiting": (
        "not started",
        "not yet started",
        "not begun",
        "to do",
        "unstarted",
        "yet to start",
    ),
    "active": ("in progress", "under way", "underway", "ongoing", "started", "begun"),
    "done": ("complete", "completed", "done", "finished", "achieved", "delivered"),
    "stalled": ("paused", "on hold", "stalled", "suspended"),
    "ended": ("stopped", "ended", "cancelled", "canceled", "abandoned", "dropped"),
    "unreported": ("not reported", "unreported", "no report", "no reports"),
    "unknown": ("not known", "unknown", "unclear", "not reported"),
    "apart": ("not chosen", "not selected", "rejected", "superseded"),
}
"""Words that people use for the statuses of a stage, whatever the plan calls them."""

_UNFINISHED = ("unfinished", "not finished", "incomplete", "not complete", "not completed")

LATE = ("late", "delayed", "behind schedule", "missed deadline", "past due")
"""Words with which people ask what is late."""

_OTHER_PHRASES: Mapping[str, tuple[str, ...]] = {
    "lead=no": ("nobody", "nobody responsible", "no one responsible", "nobody named"),
    "late=yes": LATE,
    "overdue=yes": ("overdue", "overdue for review", "not updated", "no update", "no updates"),
}

_NOT_SAID: Mapping[str, tuple[str, ...]] = {
    "amount": ("amount", "money", "budget", "funding"),
    "lead": ("lead", "owner", "one responsible"),
    "due": ("date", "deadline", "due date", "end date"),
    "evidence": ("evidence", "proof"),
}
"""What people ask for the lack of ("no money"), by the name that narrows the list to it."""


class SearchWords(NamedTuple):
    """The words that an action is found by; each line is a text of its own."""

    words: str
    """What the action's page says of it."""
    evidence: str
    """The URLs of its evidence."""
    terms: str
    """The terms of the glossary that belong to it."""


class Searchable:
    """The words of a plan's actions, with the plan's glossary looked up both ways."""

    def __init__(self, plan: Plan) -> None:
        self._facets = plan.facets
        self._terms = tuple(plan.glossary)
        self._forms: dict[str, list[tuple[str, str]]] = {}
        """By its first word, each form of a term, in words between spaces, and the term."""
        for term, meaning in plan.glossary.items():
            for form in (_phrase(term), _phrase(meaning)):
                for words in (form, f"{form}s"):
                    first = words.partition(" ")[0]
                    self._forms.setdefault(first, []).append((f" {words} ", term))

    def words(self, action: ActionSummary) -> SearchWords:
        """Return the words of an action.

        A term belongs to it where the action says the term or what that stands for.
        """
        record = action.record
        bodies = (record.text, *(part.text for part in action.parts))
        words = _lines(
            *(body.html.words for body in bodies),
            *(entry.note.html.words for entry in action.history),
            *(word for line in record.funding for word in (line.source, line.note)),
            *(title for update in record.updates for title in update.documents),
            *(word for link in record.links for word in (link.title, link.note)),
            *(word for step in record.milestones for word in (step.title, step.note, step.lead)),
            *(word for measure in record.measures for word in (measure.title, measure.unit)),
            *(record.status_note, *record.leads, *record.partners, record.continues_into),
            *(f"{title}: {value}" for title, value in self._facets_of(record)),
        )
        section = record.section and action.section.title
        said = f" {_phrase(_lines(action.link.title, words, section))} "
        said = said.replace(" s ", " ")
        evidence = (
            text
            for update in record.updates
            for address in update.evidence
            for text in (address, address.words)
        )
        return SearchWords(words, _lines(*evidence), _lines(*self._terms_of(said)))

    def _facets_of(self, record: Action) -> Iterator[tuple[str, str]]:
        for facet in self._facets:
            for value in record.facets.get(facet.id, ()):
                yield facet.title, value

    def _terms_of(self, said: str) -> Iterator[str]:
        begun = self._forms.keys() & said.split()
        found = {term for word in begun for form, term in self._forms[word] if form in said}
        yield from (term for term in self._terms if term in found)


def phrases(statuses: Mapping[str, Status], narrowings: Collection[str]) -> dict[str, str]:
    """Return what people call the choices that narrow the list, with the choice each means.

    For example `{"not begun": "status=planned"}`; of several values, spaces between.
    `narrowings` are the names of those there are.
    """
    found = {_phrase(status.label): f"status={key}" for key, status in statuses.items()}
    named = [
        *(
            ([key for key, status in statuses.items() if status.stage == stage], words)
            for stage, words in _STAGE_WORDS.items()
        ),
        ([key for key, status in statuses.items() if not status.is_finished], _UNFINISHED),
    ]
    for keys, words in named:
        if keys:
            found |= {word: f"status={' '.join(keys)}" for word in words if word not in found}
    for choice, words in _OTHER_PHRASES.items():
        if choice.partition("=")[0] in narrowings:
            found |= {word: choice for word in words if word not in found}
    for key, words in _NOT_SAID.items():
        if key in narrowings:
            found |= {f"{no} {word}": f"{key}=no" for word in words for no in ("no", "without")}
    return found


def _lines(*texts: str | None) -> str:
    """Return texts as lines, each once."""
    lines = (" ".join(text.split()) for text in texts if text)
    return "\n".join(dict.fromkeys(lines))


def _phrase(text: str) -> str:
    """Return the words of a text in lower case, without accents and what is between words."""
    plain = text.casefold()
    if not plain.isascii():
        plain = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", plain))
    return " ".join(re.findall(r"\w+", plain))
