"""Addresses: where each thing is on the site, from its root and without a slash in front.

They are permanent (design, "Addresses"): an id in an address never changes.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlencode

__all__ = [
    "ACCESSIBILITY",
    "ACTIONS",
    "BUDGET",
    "CALENDAR",
    "CHECKABLE",
    "DATA",
    "DOMAIN_FILE",
    "DRAFTS",
    "EMBED",
    "EMBED_STATUS",
    "FOLLOW",
    "HOME",
    "NONE",
    "NOT_FOUND",
    "NO_JEKYLL",
    "PLAN",
    "ROBOTS",
    "SHARE_PICTURE",
    "SITEMAP",
    "SOURCE",
    "STATUS",
    "STYLESHEET",
    "THEME",
    "UPDATES",
    "action",
    "action_data",
    "actions_where",
    "data",
    "embedded",
    "feed",
    "later_page",
    "link",
    "link_to_file",
    "of_file",
    "page",
    "relative_root",
    "save_as",
    "section",
    "source",
    "theme",
]

_PATH = re.compile(r"[^?#]*")

HOME = ""
ACTIONS = "actions/"
STATUS = "status/"
BUDGET = "budget/"
UPDATES = "updates/"
FOLLOW = "follow/"
CHECKABLE = "checkable/"
PLAN = "plan/"
DATA = "data/"
EMBED = "embed/"
EMBED_STATUS = "embed/status/"
CALENDAR = "plan.ics"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
ACCESSIBILITY = "accessibility/"
NOT_FOUND = "404.html"
SOURCE = "source/"
THEME = "theme/"
STYLESHEET = "theme/site.css"
SHARE_PICTURE = "theme/card.png"
"""Where it always was: other sites keep the address of a picture with what was shared."""
DRAFTS = "drafts/"
"""Where Pelican puts what nobody is to see yet."""
NONE = "-"
"""What narrows the list of actions to those without a section, or a status; no id can be this."""
DOMAIN_FILE = "CNAME"
NO_JEKYLL = ".nojekyll"


def action(slug: str) -> str:
    """Return the address of one action, by its id as URLs have it."""
    return f"actions/{quote(slug)}/"


def action_data(slug: str) -> str:
    """Return the address of one action as data."""
    return f"{action(slug)}action.json"


def embedded(slug: str) -> str:
    """Return the address of one action as other sites frame it."""
    return f"{EMBED}{action(slug)}"


def feed(address: str = HOME) -> str:
    """Return the address of the feed that belongs to a page: `themes/harbour/updates.atom`."""
    return f"{address}updates.atom"


def data(file: str) -> str:
    """Return the address of a file of open data."""
    return f"{DATA}{file}"


def theme(theme_id: str) -> str:
    """Return the address of one theme."""
    return f"themes/{quote(theme_id)}/"


def section(section_id: str) -> str:
    """Return the address of one section of the document."""
    return f"sections/{quote(section_id)}/"


def later_page(address: str, number: int) -> str:
    """Return the address of a page of a list that starts at an address: `actions/page/2/`."""
    return address if number == 1 else f"{address}page/{number}/"


def page(slug: str) -> str:
    """Return the address of a page of content/pages/."""
    return f"{quote(slug)}/"


def source(file: str) -> str:
    """Return the address of the source document as received."""
    return f"{SOURCE}{quote(file, errors='surrogateescape')}"


def actions_where(**choices: str) -> str:
    """Return the address of the list narrowed by choices: `actions/?status=under-way`."""
    return f"{ACTIONS}?{urlencode(choices)}"


def save_as(address: str) -> str:
    """Return the file that answers at an address: `actions/4.2.1/index.html`."""
    return unquote(_with_file(address))


def of_file(file: str) -> str:
    """Return the address at which a file answers: `about/` for `about/index.html`."""
    folder, slash, name = file.rpartition("/")
    return folder + slash if name == "index.html" else file


def _with_file(address: str) -> str:
    return f"{address}index.html" if address == "" or address.endswith("/") else address


def relative_root(address: str) -> str:
    """Return the way from an address to the site's root: `../../`, or `./` where it is the root."""
    return "../" * address.count("/") or "./"


def link(address: str, root: str) -> str:
    """Return the link to an address from a page that reaches the site's root by `root`."""
    return f"{root}{address}"


def link_to_file(address: str, root: str) -> str:
    """Return the link to the file of an address, for pages that are opened without a server."""
    path = _PATH.match(address)[0]  # type: ignore[index] # it matches the empty text, too
    return f"{root}{_with_file(path)}{address[len(path) :]}"
