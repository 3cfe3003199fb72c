"""Tag URIs (RFC 4151): ids of entries and events that stay the same wherever the site is."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from ..content.addresses import ascii_host
from ..content.plan_models import Plan
from ..views.action_summary import UpdateEntry

__all__ = ["entry_name", "tag_uri"]


def tag_uri(plan: Plan, name: str) -> str:
    """Return the tag URI of a name within a plan.

    Its authority is the host of the source document on the document's date: the publisher's own.
    Without that address it is an UUID URN (RFC 9562) of the publisher and the title.
    """
    address = plan.source_document.address
    if address is None:
        own = uuid5(NAMESPACE_URL, f"{plan.publisher}\n{plan.title}")
        return f"{own.urn}#{name}"
    parts = urlsplit(address)
    mailbox, _, domain = parts.path.rpartition("@")
    authority = ascii_host(parts.hostname) if parts.hostname else f"{mailbox}@{ascii_host(domain)}"
    day = plan.known_since.first.isoformat()
    return f"tag:{authority.replace(':', '-')},{day}:{name}"


def entry_name(entry: UpdateEntry) -> str:
    """Return a name that no other update has: its action and day, and which of that day's it is."""
    which = f"/{entry.number}" if entry.number > 1 else ""
    return f"{entry.action.url}{entry.date.key}{which}"
