"""Feeds and calendar: valid, dated by the updates, the same everywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from action_plan.checks.reading import read_content
from action_plan.content.when import When
from action_plan.exports import ical
from action_plan.exports.context import ExportContext
from action_plan.exports.tag_uris import tag_uri
from action_plan.views.plan_index import PlanIndex
from conftest import HARBOUR_DAY, Project
from sites import SITE

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
TAG_URI = re.compile(r"tag:[a-z0-9.@-]+,\d{4}-\d\d-\d\d:[\w./-]+", re.ASCII)


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


@pytest.mark.parametrize("fixture", ["built_harbour", "built_real", "published_harbour"])
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


def test_the_feed_of_an_action_has_its_history(published_harbour: Project) -> None:
    """Newest first: status from and to, the note, the evidence, the day it happened."""
    feed = read_feed(published_harbour, "actions/A-7/updates.atom")
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


def test_feeds_of_plan_and_theme_hold_the_updates_of_their_actions(
    published_harbour: Project,
) -> None:
    """The plan's feed has all seven updates, a theme's has its own, an empty theme's none."""
    plan = read_feed(published_harbour, "updates.atom")
    theme = read_feed(published_harbour, "themes/harbour/updates.atom")
    empty = read_feed(published_harbour, "themes/sea-wall/updates.atom")
    ids = [text(entry, "id") for entry in plan.iter(f"{ATOM}entry")]
    of_theme = [text(entry, "id") for entry in theme.iter(f"{ATOM}entry")]

    assert len(ids) == 7
    assert of_theme == [found for found in ids if "/A-" in found]
    assert list(empty.iter(f"{ATOM}entry")) == []
    assert text(empty, "updated") == "2025-01-15T12:00:00+00:00"


def test_ids_do_not_depend_on_where_the_site_is(
    published_harbour: Project, built_harbour: Project
) -> None:
    """The same entries have the same ids at any address; without one, links start at the feed."""
    for file in all_feeds(published_harbour):
        here, there = read_feed(published_harbour, file), read_feed(built_harbour, file)
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
    harbour.build(HARBOUR_DAY, SITEURL=SITE)
    before = read_feed(harbour, "actions/A-10/updates.atom")
    harbour.replace(
        "content/actions/A-10.md",
        "  - {date: 2025-09-10, status: Done, note: The lamps are lit.}",
        "  - {date: 2025-09-10, status: Done, note: The lamps were lit.}\n"
        "  - {date: 2025-09-10, status: Done, note: And seen from afar.}",
    )
    harbour.build(HARBOUR_DAY, SITEURL=SITE)
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
    harbour.build(HARBOUR_DAY, SITEURL=SITE)

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


def test_calendar_has_the_days_on_which_actions_are_due(published_harbour: Project) -> None:
    """One event, the whole day, dated by the update; lines end in CRLF and have 75 octets."""
    content = (published_harbour.output / "plan.ics").read_bytes()
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
    harbour.build(HARBOUR_DAY)

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
    assert "plan.ics" not in built_real.page("data")
