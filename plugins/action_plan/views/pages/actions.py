"""The list of all actions, and what it can be narrowed by."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from ... import urls
from ...content.plan_models import Plan
from ...formatting import noun_of
from ...frozen import frozen
from ..action_summary import ActionSummary, Group, GroupedActions, newest_day
from ..names import Name, each_once, facets, leads, milestone_leads, named, partners
from ..page import ACTIONS, Menu, Page, page_of_list
from ..pagination import Pagination, paginate
from ..plan_index import PlanIndex
from ..search import LATE, SAME, Searchable, SearchWords, phrases
from .checkable import CHECKS

__all__ = ["ActionList", "Choice", "Option", "pages"]


class Option(NamedTuple):
    """A value of a choice, with its words."""

    value: str
    label: str
    heading: str = ""
    """The heading of a list that is narrowed by it, where it has one of its own."""


_YES_OR_NO: Mapping[str, tuple[str, Option, Option]] = {
    "late": (
        "Late",
        Option("yes", "Late", "{count} late {noun}"),
        Option("no", "Not late", "{count} {noun} that are not late"),
    ),
    "overdue": (
        "Review",
        Option("yes", "Overdue for review", "{count} {noun} overdue for review"),
        Option("no", "Not overdue for review", "{count} {noun} not overdue for review"),
    ),
    "amount": (
        "Amount",
        Option("yes", "With an allocated amount", "{count} {noun} with an allocated amount"),
        Option("no", "Without an allocated amount", "{count} {noun} without an allocated amount"),
    ),
    "lead": (
        "Lead",
        Option("yes", "With a lead", "{count} {noun} with a lead"),
        Option("no", "Without a lead", "{count} {noun} without a lead"),
    ),
    "due": (
        "Due date",
        Option("yes", "With a due date", "{count} {noun} with a due date"),
        Option("no", "Without a due date", "{count} {noun} without a due date"),
    ),
    "aim": (
        "Number",
        Option("yes", "With a number in the aim", "{count} {noun} with a number in the aim"),
        Option("no", "Without a number in the aim", "{count} {noun} without a number in the aim"),
    ),
    "milestones": (
        "Milestones",
        Option("yes", "With dated milestones", "{count} {noun} with dated milestones"),
        Option("no", "Without dated milestones", "{count} {noun} without dated milestones"),
    ),
    "measures": (
        "Measures",
        Option("yes", "With a target", "{count} {noun} with a target"),
        Option("no", "Without a target", "{count} {noun} without a target"),
    ),
    "evidence": (
        "Evidence",
        Option("yes", "With evidence", "{count} {noun} with evidence"),
        Option("no", "Without evidence", "{count} {noun} without evidence"),
    ),
    "again": (
        "Reports",
        Option("yes", "Reported more than once", "{count} {noun} reported more than once"),
        Option("no", "Not reported more than once", "{count} {noun} not reported more than once"),
    ),
}
"""What an action has or not: its name, and the options for those that do and do not."""
_HAS: Mapping[str, Callable[[ActionSummary], bool]] = {
    "late": lambda action: action.late is not None,
    "overdue": lambda action: action.overdue is not None,
    **{key: check.holds for key, check in CHECKS.items()},
}
_APART = "apart"
"""What an action has that is part of no count: no such choice finds it, neither `yes` nor `no`."""
_ALL_ALIKE = 3
"""Options of a choice that has the name of a single lead."""
_IN_FORM = ("late", "overdue", "amount", "lead")
"""What has a control, where it divides the actions; to the others only links lead."""


class Choice(NamedTuple):
    """Something that the list can be narrowed by."""

    key: str
    label: str
    options: tuple[Option, ...]
    in_form: bool = True
    """Whether it has a control."""
    is_facet: bool = False
    """Whether the plan declares it, and what `yes` means in it."""


class Listed(NamedTuple):
    """What the script that narrows the list knows of an action."""

    has: str
    """What it has of what can be had or not, with spaces between."""
    named: str
    """What else it has by name, such as `lead=procurement`, with spaces between."""
    search: SearchWords


@frozen
class ActionList:
    """What a page of the list of actions shows, and what the list can be narrowed by."""

    choices: tuple[Choice, ...]
    themes: Sequence[tuple[str, str]]
    """Title and URL of each theme."""
    sections: GroupedActions
    """Sections without any actions are named where the list has one page."""
    searchable: Searchable
    plan: Plan
    is_reported: bool
    """Whether it is reported of any action where delivery stands."""
    pagination: Pagination
    late_note: str
    """What is to be said where a late action is looked for and there is none, if anything."""
    late_words: tuple[str, ...]
    """The words with which one is looked for."""
    orders: tuple[Option, ...]
    """What the list can be sorted by."""
    vocabulary: str
    """The words of the search and of headings, as JSON; on the first page only."""

    def listed(self, action: ActionSummary) -> Listed:
        """Return what the script knows of an action; looked up when the list is printed."""
        has = [key for key, has in _HAS.items() if has(action)]
        if action.is_apart:
            has.append(_APART)
        return Listed(
            " ".join(has), " ".join(_names_of(action, self.plan)), self.searchable.words(action)
        )


def pages(plan_index: PlanIndex, _hosting: object) -> Iterator[Page[ActionList]]:
    """Return the list of all actions, page by page."""
    choices = tuple(_choices(plan_index))
    vocabulary = _vocabulary(plan_index, choices)
    orders = tuple(_orders(plan_index))
    searchable = Searchable(plan_index.plan)
    for pagination, actions in paginate(plan_index.actions, urls.ACTIONS):
        sections = plan_index.in_sections(actions).items()
        first = Page(
            url=urls.ACTIONS,
            template="actions",
            title="All actions",
            short_title=ACTIONS.title,
            menu=Menu.NAVIGATION,
            summary=_summary(plan_index),
            view=ActionList(
                choices=choices,
                themes=tuple((theme.title, theme.url) for theme in plan_index.themes.values()),
                sections=tuple(
                    (section, found) for section, found in sections if found or not pagination.pages
                ),
                searchable=searchable,
                plan=plan_index.plan,
                is_reported=plan_index.is_reported,
                pagination=pagination,
                late_note=plan_index.late_note,
                late_words=LATE,
                orders=orders,
                vocabulary=vocabulary,
            ),
            updated=newest_day(actions),
        )
        yield page_of_list(first, pagination)


def _summary(plan_index: PlanIndex) -> str:
    title = plan_index.plan.title
    if not plan_index.is_reported or not plan_index.has_money:
        return f"Every action in the {title}."
    return f"Every action in the {title}: its theme, status and funding."


def _choices(plan_index: PlanIndex) -> Iterator[Choice]:
    """Return what the list can be narrowed by.

    The first that is chosen and has a heading of its own heads the list.
    """
    statuses = plan_index.statuses.items()
    yield Choice(
        "status",
        "Status",
        tuple(Option(key, status.label, _status_heading(status.label)) for key, status in statuses),
        in_form=plan_index.is_reported,
    )
    for key, label, groups in (
        ("theme", "Theme", plan_index.themes),
        ("section", "Section", _sections(plan_index)),
    ):
        options = tuple(Option(group.id, group.title) for group in groups.values())
        yield Choice(key, label, options, in_form=len(options) > 1)
    shared = [theme for theme in plan_index.themes.values() if theme.has_others]
    if shared:
        options = tuple(Option(theme.id, theme.title) for theme in shared)
        yield Choice("counted", "Counted in", options, in_form=False)
    yield from _choices_of_having(plan_index)
    records = [action.record for action in plan_index.actions]
    helping = _named(
        chain.from_iterable(map(partners, records)), "{count} {noun} with “{name}” as a partner"
    )
    if helping:
        yield Choice("partner", "Partner", helping)
    for facet in plan_index.plan.facets:
        heading = f"{{count}} {{noun}}, {facet.title}: {{name}}"
        values = chain.from_iterable(named(facet, record) for record in records)
        names = _named(values, heading, facet.values)
        if names and facet.filter:
            yield Choice(facet.id, facet.title, names, is_facet=True)


def _choices_of_having(plan_index: PlanIndex) -> Iterator[Choice]:
    """Return the choices between having something and not, of what the plan has any of."""
    led = tuple(_leads(plan_index.actions))
    for key, (label, yes, no) in _YES_OR_NO.items():
        if key == "overdue" and not plan_index.plan.review_every:
            continue
        if key == "late" and not plan_index.content.outline.has_due_dates:
            continue
        if key in CHECKS and not CHECKS[key].concerns(plan_index):
            continue
        having = sum(map(_HAS[key], plan_index.actions))
        divides = 0 < having < len(plan_index.actions)
        options = (yes, no, *led) if key == "lead" else (yes, no)
        in_form = key in _IN_FORM and (divides or len(options) > _ALL_ALIKE)
        yield Choice(key, label, options, in_form)


def _leads(actions: Sequence[ActionSummary]) -> Iterator[Option]:
    """Return who leads actions or milestones, with the heading that is true of either."""
    of_actions = [name for action in actions for name in leads(action.record)]
    of_milestones = [name for action in actions for name in milestone_leads(action.record)]
    leading, among = ({name.value for name in names} for names in (of_actions, of_milestones))
    for value, title in each_once((*of_actions, *of_milestones)).items():
        heading = "{count} {noun} led by “{name}”"
        if value in among and value in leading:
            heading = "{count} {noun} led, or with milestones led, by “{name}”"
        elif value in among:
            heading = "{count} {noun} with milestones led by “{name}”"
        yield Option(value, title, heading.replace("{name}", title))


def _named(names: Iterable[Name], heading: str, order: Sequence[str] = ()) -> tuple[Option, ...]:
    """Return each name once, with the heading of a list that is narrowed by it."""
    return tuple(
        Option(value, title, heading.replace("{name}", title))
        for value, title in each_once(names, order).items()
    )


def _names_of(action: ActionSummary, plan: Plan) -> Iterator[str]:
    """Return what an action is found by that it can have several of."""
    if action.theme.has_others:
        yield f"counted={action.theme.id}"
    for theme in action.other_themes:
        yield f"theme={theme.id}"
    record = action.record
    for name in dict.fromkeys((*leads(record), *milestone_leads(record), *partners(record))):
        yield f"{name.key}={name.value}"
    for facet, names in facets(action.record, plan):
        for name in names if facet.filter else ():
            yield f"{name.key}={name.value}"


def _apart(choice: Choice, option: Option) -> str:
    """Return what an option is called where its choice is not named beside it."""
    return f"{choice.label}: {option.label}" if choice.is_facet else option.label


def _orders(plan_index: PlanIndex) -> Iterator[Option]:
    """Return what the list can be sorted by."""
    yield Option("id", "Number")
    if plan_index.has_amounts:
        yield Option("money", "Amount, largest first")
    if plan_index.updates:
        yield Option("updated", "Newest update")
    if any(action.record.due for action in plan_index.actions):
        yield Option("due", "Due date, earliest first")


def _sections(plan_index: PlanIndex) -> Mapping[str, Group]:
    """Return the sections, and what takes their place for actions that are in none."""
    none = plan_index.no_section
    if plan_index.sections and none in plan_index.by_section:
        return {**plan_index.sections, none.id: none}
    return plan_index.sections


def _status_heading(label: str) -> str:
    """Return the heading of the actions of a status: `3 complete actions`, `4 actions on hold`."""
    words = label if label.isupper() else label[0].lower() + label[1:]
    return f"{{count}} {{noun}} {words}" if " " in words else f"{{count}} {words} {{noun}}"


def _vocabulary(plan_index: PlanIndex, choices: Sequence[Choice]) -> str:
    """Return the words that the script needs to understand a question and to head its answer."""
    words = {
        "nouns": [noun_of(number, "action") for number in (1, 2)],
        "narrowings": {
            choice.key: [
                choice.label,
                {
                    option.value: [_apart(choice, option), option.heading]
                    for option in choice.options
                },
                *([1] if choice.is_facet else []),
            ]
            for choice in choices
        },
        "choices": phrases(plan_index.statuses, {choice.key for choice in choices}),
        "same": SAME,
        "glossary": plan_index.plan.glossary,
        "about": {key: theme.summary for key, theme in plan_index.themes.items() if theme.summary},
    }
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))
