"""What pages and files have for search engines, feed readers and whoever shares a page."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from conftest import Project
from sites import SITE

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Head(HTMLParser):
    """Reads what a page's head has for programs."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.feeds: list[str] = []
        self.canonical: str | None = None
        self.meta: dict[str, str] = {}
        self.structured: list[dict[str, object]] = []
        self._in_data = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links, meta elements and the start of structured data."""
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and given.get("type") == "application/atom+xml":
            self.feeds.append(given["href"])
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical = given["href"]
        if tag == "meta" and "content" in given:
            self.meta[given.get("name") or given.get("property") or ""] = given["content"]
        self._in_data = tag == "script" and given.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        """Read structured data."""
        if self._in_data:
            self.structured.append(json.loads(data))
            self._in_data = False


def read_head(path: Path) -> Head:
    return Head(path.read_text(encoding="utf-8"))


def test_pages_announce_the_feeds_they_belong_to(published_harbour: Project) -> None:
    """The plan's feed on every page, and a theme's and an action's on theirs; all exist."""
    pages = [path for path in published_harbour.output.rglob("*.html") if "embed" not in path.parts]
    for path in pages:
        file = path.relative_to(published_harbour.output).as_posix()
        base = f"{SITE}/" if file == "404.html" else f"{SITE}/{file.removesuffix('index.html')}"
        found = [urljoin(base, feed).removeprefix(f"{SITE}/") for feed in read_head(path).feeds]
        expected = ["updates.atom"]
        if re.match(r"(actions|themes)/.", file) and file != "actions/index.html":
            expected.append(file.replace("index.html", "updates.atom"))

        assert found == expected, file
        assert all((published_harbour.output / feed).is_file() for feed in found)


def test_sitemap_is_dated_by_the_updates(published_harbour: Project) -> None:
    """Every page for search engines, with the newest update it shows and never the clock."""
    sitemap = ET.fromstring((published_harbour.output / "sitemap.xml").read_bytes())  # noqa: S314 - our own file
    found = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in sitemap}

    assert found == {
        f"{SITE}/{address}": day
        for address, day in {
            "": "2025-10-01",
            "actions/": "2025-10-01",
            "actions/A-7/": "2025-06-30",
            "actions/A-10/": "2025-09-10",
            "actions/US0113.1/": "2025-02-01",
            "actions/US0113.2/": "2025-10-01",
            "themes/harbour/": "2025-09-10",
            "themes/streets/": "2025-10-01",
            "themes/sea-wall/": None,
            "sections/promises/": "2025-09-10",
            "sections/wishes/": "2025-10-01",
            "sections/later/": None,
            "status/": "2025-10-01",
            "budget/": None,
            "updates/": "2025-10-01",
            "plan/": "2025-10-01",
            "follow/": None,
            "checkable/": "2025-10-01",
            "data/": "2025-10-01",
            "about/": None,
        }.items()
    }
    robots = (published_harbour.output / "robots.txt").read_text("utf-8")
    assert robots == f"User-agent: *\nAllow: /\n\nSitemap: {SITE}/sitemap.xml\n"


def test_no_sitemap_without_an_address(built_harbour: Project) -> None:
    """A sitemap has complete URLs; where the site has none, there is no sitemap."""
    assert not (built_harbour.output / "sitemap.xml").exists()
    assert "Sitemap" not in (built_harbour.output / "robots.txt").read_text("utf-8")


def test_heads_tell_search_engines_and_sharers(published_harbour: Project) -> None:
    """Title, description, one canonical address, Open Graph; small pages point to the large."""
    for path in published_harbour.output.rglob("index.html"):
        head = read_head(path)
        address = path.parent.relative_to(published_harbour.output).as_posix().removeprefix(".")
        address = f"{address}/" if address else ""
        if address.startswith("embed/"):
            assert head.canonical == f"{SITE}/{address.removeprefix('embed/')}"
            assert head.meta["robots"] == "noindex"
            continue
        assert head.canonical == head.meta["og:url"] == f"{SITE}/{address}"
        assert head.meta["description"] == head.meta["og:description"]
        assert 0 < len(head.meta["description"]) <= 155
        assert head.meta["og:title"]
        assert "robots" not in head.meta


def test_search_engines_get_the_breadcrumbs(
    published_harbour: Project, built_harbour: Project
) -> None:
    """The path to a page in complete URLs, or from the page itself where the site has none."""
    (way,) = read_head(published_harbour.output / "actions/A-7/index.html").structured
    (local,) = read_head(built_harbour.output / "actions/A-7/index.html").structured

    assert way == {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Home", "item": f"{SITE}/"},
            {"@type": "ListItem", "position": 2, "name": "Actions", "item": f"{SITE}/actions/"},
            {
                "@type": "ListItem",
                "position": 3,
                "name": "Harbour & quay",
                "item": f"{SITE}/themes/harbour/",
            },
            {
                "@type": "ListItem",
                "position": 4,
                "name": 'Repair the "old" quay <safely> – action A-7',
            },
        ],
    }
    assert "../../themes/harbour/" in json.dumps(local)
    assert read_head(published_harbour.output / "index.html").structured == []


def test_search_engines_get_the_dataset(published_harbour: Project) -> None:
    """/data/ names the dataset, its licence, its period and every download."""
    _, dataset = read_head(published_harbour.output / "data/index.html").structured
    downloads = dataset.pop("distribution")

    assert dataset == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "Harbour Town Plan",
        "description": "What the council promised for the harbour and the streets.",
        "url": f"{SITE}/data/",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": {"@type": "Organization", "name": "Harbour Town Council"},
        "isBasedOn": "https://harbour.example/plan",
        "temporalCoverage": "2025-01-01/2025-12-31",
        "dateModified": "2025-10-01",
        "isAccessibleForFree": True,
    }
    assert isinstance(downloads, list)
    for download in downloads:
        file = download["contentUrl"].removeprefix(f"{SITE}/")
        assert (published_harbour.output / file).is_file()
