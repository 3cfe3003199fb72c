"""Words with which residents ask about an action, and where to send them."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from ..content.models import NamedAddress, Plan
from .plan_index import ActionRef, Link

__all__ = ["Ask", "ask"]

_SUBJECT = "Action {id} of the {plan}"
_QUESTION = "I have a question about action {id}, “{title}”, of the {plan} of {publisher}: "
_REQUEST = (
    "Please send me the information you hold on action {id}, “{title}”, of the {plan} of"
    " {publisher}: how far it has been delivered and by whom, what has been spent on it, and what"
    " evidence there is of its results."
)


class Ask(NamedTuple):
    """A link, and the words to send there; a mail program that it opens has them filled in."""

    link: Link
    note: str
    """What else to know about it, or nothing."""
    label: str
    """What the words are for."""
    words: str


def ask(plan: Plan, action: ActionRef) -> tuple[Ask, ...]:
    """Return the ways the plan names of asking about an action: its contact, then a request."""
    ways = (
        (plan.contact, "Words to begin a question with", _QUESTION),
        (plan.freedom_of_information, "Words to request information with", _REQUEST),
    )
    return tuple(
        _ask(address, label, words, plan, action) for address, label, words in ways if address
    )


def _ask(address: NamedAddress, label: str, words: str, plan: Plan, action: ActionRef) -> Ask:
    values = {
        "id": action.id,
        "title": action.title,
        "plan": plan.title,
        "publisher": plan.publisher,
    }
    words = words.format_map(values)
    url = address.address
    if url.casefold().startswith("mailto:") and "?" not in url:
        url += f"?subject={quote(_SUBJECT.format_map(values))}&body={quote(words)}"
    return Ask(
        link=Link(address.title, url), note=address.note or "", label=label, words=words.strip()
    )
