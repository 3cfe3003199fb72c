"""Tag URIs (RFC 4151): ids of entries and events that stay the same wherever the site is."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from ..content.addresses import ascii_host
from ..content.plan_models import Plan
from ..views.action_summary import UpdateEntry

__all__ = ["entry_name", "ids_begin_with", "tag_uri"]


def tag_uri(plan: Plan, name: str) -> str:
    """Return the tag URI of a name within a plan, or the name within an UUID URN."""
    begin = ids_begin_with(plan)
    return f"{begin}:{name}" if begin.startswith("tag:") else f"{begin}#{name}"


def ids_begin_with(plan: Plan) -> str:
    """Return what the ids of a plan begin with: what plan.yml says, or else a tag or a URN.

    The tag's authority is the host of the source document on the document's date: the publisher's
    own. Without that address it is an UUID URN (RFC 9562) of the publisher and the title.
    """
    if plan.feed_ids:
        return plan.feed_ids
    address = plan.source_document.address
    if address is None:
        return uuid5(NAMESPACE_URL, f"{plan.publisher}\n{plan.title}").urn
    parts = urlsplit(address)
    mailbox, _, domain = parts.path.rpartition("@")
    authority = ascii_host(parts.hostname) if parts.hostname else f"{mailbox}@{ascii_host(domain)}"
    day = plan.known_since.first.isoformat()
    return f"tag:{authority.replace(':', '-')},{day}"


def entry_name(entry: UpdateEntry) -> str:
    """Return a name that no other update has: its action and day, and which of that day's it is."""
    which = f"/{entry.number}" if entry.number > 1 else ""
    return f"{entry.action.url}{entry.date.key}{which}"
