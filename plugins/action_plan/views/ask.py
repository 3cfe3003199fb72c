"""Words with which residents ask about an action, and where to send them."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from ..content.models import NamedAddress
from ..content.plan_models import Plan
from .action_summary import ActionRef, Link

__all__ = ["Ask", "ask"]

_SUBJECT = "Action {id} of the {plan}"
_QUESTION = "I have a question about action {id}, “{title}”, of the {plan} of {publisher}: "
_REQUEST = (
    "Please send me the information you hold on action {id}, “{title}”, of the {plan} of"
    " {publisher}: how far it has been delivered and by whom, what has been spent on it, and what"
    " evidence there is of its results."
)
_WRONG = (
    "What is wrong on the page of action {id}, “{title}”, and what should it say instead?\n{url}"
)


class Ask(NamedTuple):
    """A link, and the words to send there; a mail program that it opens has them filled in."""

    link: Link
    note: str
    """What else to know about it, or nothing."""
    label: str
    """What the words are for."""
    words: str
    mail: str
    """The mail address alone, where the link has more and does not show it."""


def correction(plan: Plan, action: ActionRef, url: str) -> Ask | None:
    """Return whom to send a correction of an action's page, whose complete URL may be known."""
    address = plan.contact
    publisher = plan.published_by
    if publisher and publisher.address:
        address = NamedAddress(title=publisher.title, address=publisher.address)
    if address is None:
        return None
    return _ask(address, "Words to send a correction with", _WRONG, plan, action, url)


def ask(plan: Plan, action: ActionRef) -> tuple[Ask, ...]:
    """Return the ways the plan names of asking about an action: its contact, then a request."""
    ways = (
        (plan.contact, "Words to begin a question with", _QUESTION),
        (plan.freedom_of_information, "Words to request information with", _REQUEST),
    )
    return tuple(
        _ask(address, label, words, plan, action) for address, label, words in ways if address
    )


def _ask(
    address: NamedAddress, label: str, words: str, plan: Plan, action: ActionRef, url: str = ""
) -> Ask:
    values = {
        "id": action.id,
        "title": action.title,
        "plan": plan.title,
        "publisher": plan.publisher,
        "url": url,
    }
    words = words.format_map(values)
    to = address.address
    mail = ""
    if to.casefold().startswith("mailto:") and "?" not in to:
        mail = to.partition(":")[2]
        to += f"?subject={quote(_SUBJECT.format_map(values))}&body={quote(words)}"
    return Ask(
        link=Link(address.title, to),
        note=address.note or "",
        label=label,
        words=words.strip(),
        mail=mail if mail != address.title else "",
    )
