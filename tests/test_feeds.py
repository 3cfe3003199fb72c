"""Feeds, calendar and what crawlers read: valid, dated by the updates, the same everywhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from action_plan.checks.reading import read_content
from action_plan.content.when import When
from action_plan.exports import ical
from action_plan.exports.context import ExportContext
from action_plan.exports.tag_uris import tag_uri
from action_plan.views.plan_index import PlanIndex
from conftest import HARBOUR, Project

SITE = "https://council.example/plan"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
TAG_URI = re.compile(r"tag:[a-z0-9.@-]+,\d{4}-\d\d-\d\d:[\w./-]+", re.ASCII)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the small plan's project, built for a known address."""
    project = Project(tmp_path_factory.mktemp("published") / "harbour", HARBOUR)
    build(project, SITEURL=SITE)
    return project


def build(project: Project, **environment: str) -> None:
    done = project.action_plan("build", "--settings", "publishconf.py", env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def read_feed(project: Project, file: str) -> ET.Element:
    return ET.fromstring((project.output / file).read_bytes())  # noqa: S314 - our own file


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def link(element: ET.Element, rel: str) -> str | None:
    return next(
        (found.get("href") for found in element.iter(f"{ATOM}link") if found.get("rel") == rel),
        None,
    )


def all_feeds(project: Project) -> list[str]:
    return sorted(
        path.relative_to(project.output).as_posix() for path in project.output.rglob("*.atom")
    )


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


@pytest.mark.parametrize("fixture", ["built_harbour", "built_real", "published"])
def test_feeds_keep_to_the_rules_of_atom(fixture: str, request: pytest.FixtureRequest) -> None:
    """What a feed validator asks (RFC 4287): ids, dates, authors, links, content, no doubles."""
    project: Project = request.getfixturevalue(fixture)
    actions = len(list((project.root / "content" / "actions").glob("*.md")))
    themes = len(list((project.output / "themes").iterdir()))
    files = all_feeds(project)
    feed_ids = set()

    assert len(files) == 1 + themes + actions
    for file in files:
        feed = read_feed(project, file)
        assert feed.tag == f"{ATOM}feed"
        for name in ("id", "title", "updated", "author"):
            assert len(feed.findall(f"{ATOM}{name}")) == 1, f"{file}: {name}"
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        assert link(feed, "alternate") is not None
        entries = feed.findall(f"{ATOM}entry")
        ids = [text(entry, "id") for entry in entries]
        dates = [text(entry, "updated") for entry in entries]
        feed_ids.add(text(feed, "id"))
        assert len(set(ids)) == len(ids)
        assert dates == sorted(dates, key=datetime.fromisoformat, reverse=True)
        if entries:
            assert text(feed, "updated") == dates[0]
        for found in (text(feed, "updated"), *dates):
            assert RFC_3339.fullmatch(found)
        for found in (text(feed, "id"), *ids):
            assert TAG_URI.fullmatch(found), found
        for entry in entries:
            assert text(entry, "title")
            assert link(entry, "alternate")
            content = entry.find(f"{ATOM}content")
            assert content is not None
            assert content.get("type") == "html"
            # Whatever was written is text, so that no element of it is a script.
            assert set(re.findall(r"<(\w+)", content.text or "")) <= {"p", "a"}
    assert len(feed_ids) == len(files)


def test_the_feed_of_an_action_has_its_history(published: Project) -> None:
    """Newest first: status from and to, the note, the evidence, the day it happened."""
    feed = read_feed(published, "actions/A-7/updates.atom")
    newest, first = feed.findall(f"{ATOM}entry")

    assert text(feed, "title") == 'A-7 Repair the "old" quay <safely> – Harbour Town Plan'
    assert text(feed, "id") == "tag:harbour.example,2025-01-15:actions/A-7/"
    assert link(feed, "self") == f"{SITE}/actions/A-7/updates.atom"
    assert link(feed, "alternate") == f"{SITE}/actions/A-7/"
    assert text(newest, "title") == 'A-7 Repair the "old" quay <safely>: Planned → Under way'
    assert text(newest, "id") == "tag:harbour.example,2025-01-15:actions/A-7/2025-06-30"
    # Noon in Dublin, in summer.
    assert text(newest, "updated") == "2025-06-30T12:00:00+01:00"
    assert link(newest, "alternate") == f"{SITE}/actions/A-7/"
    assert text(newest, "content") == (
        "<p>Planned → Under way</p><p>The north side is being repaired.</p>"
        '<p>Evidence: <a href="https://harbour.example/minutes/30-june">harbour.example</a>,'
        ' <a href="mailto:harbour@harbour.example">harbour@harbour.example</a></p>'
    )
    assert text(first, "content") == "<p>Planned</p><p>The contract was let.</p>"
    assert text(first, "updated") == "2025-02-01T12:00:00+00:00"


def test_feeds_of_plan_and_theme_hold_the_updates_of_their_actions(published: Project) -> None:
    """The plan's feed has all seven updates, a theme's has its own, an empty theme's none."""
    plan = read_feed(published, "updates.atom")
    theme = read_feed(published, "themes/harbour/updates.atom")
    empty = read_feed(published, "themes/sea-wall/updates.atom")
    ids = [text(entry, "id") for entry in plan.iter(f"{ATOM}entry")]
    of_theme = [text(entry, "id") for entry in theme.iter(f"{ATOM}entry")]

    assert len(ids) == 7
    assert of_theme == [found for found in ids if "/A-" in found]
    assert list(empty.iter(f"{ATOM}entry")) == []
    assert text(empty, "updated") == "2025-01-15T12:00:00+00:00"


def test_ids_do_not_depend_on_where_the_site_is(published: Project, built_harbour: Project) -> None:
    """The same entries have the same ids at any address; without one, links start at the feed."""
    for file in all_feeds(published):
        here, there = read_feed(published, file), read_feed(built_harbour, file)
        assert [found.text for found in here.iter(f"{ATOM}id")] == [
            found.text for found in there.iter(f"{ATOM}id")
        ]
        assert link(there, "self") is None
        for found in there.iter(f"{ATOM}link"):
            target = urljoin(f"https://host.example/{file}", found.get("href") or "")
            path = target.removeprefix("https://host.example/")
            assert (built_harbour.output / path / "index.html").is_file()


def test_an_entry_keeps_its_id_when_updates_are_added(harbour: Project) -> None:
    """A second update of the same day, and a corrected note, leave the first one's id alone."""
    build(harbour, SITEURL=SITE)
    before = read_feed(harbour, "actions/A-10/updates.atom")
    harbour.replace(
        "content/actions/A-10.md",
        "  - {date: 2025-09-10, status: Done, note: The lamps are lit.}",
        "  - {date: 2025-09-10, status: Done, note: The lamps were lit.}\n"
        "  - {date: 2025-09-10, status: Done, note: And seen from afar.}",
    )
    build(harbour, SITEURL=SITE)
    after = read_feed(harbour, "actions/A-10/updates.atom")

    old = [text(entry, "id") for entry in before.iter(f"{ATOM}entry")]
    new = [text(entry, "id") for entry in after.iter(f"{ATOM}entry")]
    assert new == [f"{old[0]}/2", *old]
    assert "no change of status" in text(next(after.iter(f"{ATOM}entry")), "title")


def test_a_long_feed_ends_between_two_days(harbour: Project) -> None:
    """At least the newest 200 updates, and never only a part of a day's: none is missed."""
    # One update of 2025-12-02 and 230 of 2025-12-01, in the file of one action and its copies.
    path = harbour.action("US0113.2")
    source = path.read_text(encoding="utf-8").replace("US0113.2", "Z-{0}")
    for number in range(230):
        text_ = source.replace("2025-10-01", "2025-12-01").replace("{0}", str(number))
        harbour.action(f"Z-{number}").write_text(text_, encoding="utf-8")
    text_ = source.replace("2025-10-01", "2025-12-02").replace("{0}", "999")
    harbour.action("Z-999").write_text(text_, encoding="utf-8")
    build(harbour, SITEURL=SITE)

    entries = list(read_feed(harbour, "updates.atom").iter(f"{ATOM}entry"))

    assert len(entries) == 231
    assert {text(entry, "updated")[:10] for entry in entries} == {"2025-12-01", "2025-12-02"}


def test_feed_ids_are_made_of_mail_addresses_and_foreign_hosts_too(harbour: Project) -> None:
    """Whatever address the document was published at, the ids are tag URIs by RFC 4151."""
    plan = read_content(harbour.root / "content").plan
    for address, authority in (
        ("mailto:clerk@harbour.example", "clerk@harbour.example"),
        ("https://Häfen.example/plan", "xn--hfen-loa.example"),
        ("https://harbour.example:8443/plan", "harbour.example"),
    ):
        document = plan.source_document.model_copy(update={"address": address})

        found = tag_uri(plan.model_copy(update={"source_document": document}), "updates")

        assert found == f"tag:{authority},2025-01-15:updates"


def test_pages_announce_the_feeds_they_belong_to(published: Project) -> None:
    """The plan's feed on every page, and a theme's and an action's on theirs; all exist."""
    pages = [path for path in published.output.rglob("*.html") if "embed" not in path.parts]
    for path in pages:
        file = path.relative_to(published.output).as_posix()
        base = f"{SITE}/" if file == "404.html" else f"{SITE}/{file.removesuffix('index.html')}"
        found = [urljoin(base, feed).removeprefix(f"{SITE}/") for feed in read_head(path).feeds]
        expected = ["updates.atom"]
        if re.match(r"(actions|themes)/.", file) and file != "actions/index.html":
            expected.append(file.replace("index.html", "updates.atom"))

        assert found == expected, file
        assert all((published.output / feed).is_file() for feed in found)


def test_calendar_has_the_days_on_which_actions_are_due(published: Project) -> None:
    """One event, the whole day, dated by the update; lines end in CRLF and have 75 octets."""
    content = (published.output / "plan.ics").read_bytes()
    lines = content.decode().split("\r\n")

    assert all(len(line.encode()) <= 75 for line in lines)
    assert content.count(b"\n") == content.count(b"\r\n") == len(lines) - 1
    assert lines[5:-2] == [
        "BEGIN:VEVENT",
        "UID:tag:harbour.example,2025-01-15:actions/A-7/due",
        "DTSTAMP:20250630T120000Z",
        "DTSTART;VALUE=DATE:20251130",
        "DTEND;VALUE=DATE:20251201",
        'SUMMARY:Due: A-7 Repair the "old" quay <safely>',
        "DESCRIPTION:Status: Under way",
        "CATEGORIES:Harbour & quay",
        f"URL:{SITE}/actions/A-7/",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def test_calendar_folds_and_escapes(harbour: Project) -> None:
    """A long title with commas and letters of two octets is folded within none of them."""
    title = "Öffne die Brücke; repair, paint and light the quay, the wall and the whole harbour"
    harbour.replace("content/actions/A-7.md", 'Repair the "old" quay <safely>', f'"{title}"')
    build(harbour)

    content = (harbour.output / "plan.ics").read_bytes()
    unfolded = content.decode().replace("\r\n ", "")
    escaped = title.replace(",", r"\,").replace(";", r"\;")

    assert f"SUMMARY:Due: A-7 {escaped}\r\n" in unfolded
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_a_calendar_can_have_the_first_days_there_are(harbour: Project) -> None:
    """Years have four digits, and what goes on has no day on which it is due."""
    content = read_content(harbour.root / "content")
    quay, wall, *_ = content.actions
    actions = (
        quay.model_copy(update={"due": When(date.max, date.min, "ongoing")}),
        wall.model_copy(update={"due": When.on_day(date(204, 9, 17))}),
    )
    plan_index = PlanIndex(replace(content, actions=actions))
    context = ExportContext(plan_index=plan_index, base_url="")

    (file,) = ical.files(context)

    assert [line for line in file.content().decode().splitlines() if ";VALUE=DATE:" in line] == [
        "DTSTART;VALUE=DATE:02040917",
        "DTEND;VALUE=DATE:02040918",
    ]


def test_no_calendar_without_due_dates(built_real: Project) -> None:
    """The real plan names no due date: there is no calendar and no word of one."""
    assert not (built_real.output / "plan.ics").exists()
    assert "plan.ics" not in (built_real.output / "data" / "index.html").read_text("utf-8")


def test_sitemap_is_dated_by_the_updates(published: Project) -> None:
    """Every page for search engines, with the newest update it shows and never the clock."""
    sitemap = ET.fromstring((published.output / "sitemap.xml").read_bytes())  # noqa: S314 - our own file
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
    robots = (published.output / "robots.txt").read_text("utf-8")
    assert robots == f"User-agent: *\nAllow: /\n\nSitemap: {SITE}/sitemap.xml\n"


def test_no_sitemap_without_an_address(built_harbour: Project) -> None:
    """A sitemap has complete URLs; where the site has none, there is no sitemap."""
    assert not (built_harbour.output / "sitemap.xml").exists()
    assert "Sitemap" not in (built_harbour.output / "robots.txt").read_text("utf-8")


def test_heads_tell_search_engines_and_sharers(published: Project) -> None:
    """Title, description, one canonical address, Open Graph; small pages point to the large."""
    for path in published.output.rglob("index.html"):
        head = read_head(path)
        address = path.parent.relative_to(published.output).as_posix().removeprefix(".")
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


def test_search_engines_get_the_breadcrumbs(published: Project, built_harbour: Project) -> None:
    """The path to a page in complete URLs, or from the page itself where the site has none."""
    (way,) = read_head(published.output / "actions/A-7/index.html").structured
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
    assert read_head(published.output / "index.html").structured == []


def test_search_engines_get_the_dataset(published: Project) -> None:
    """/data/ names the dataset, its licence, its period and every download."""
    _, dataset = read_head(published.output / "data/index.html").structured
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
        assert (published.output / file).is_file()
