"""Notes of updates: Markdown by the rules of bodies, and byte for byte as written where plain."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.content.evidence import EvidenceAddress
from action_plan.content.markdown_text import MarkdownText
from action_plan.content.notes import NoteRenderer, is_plain, parse_note
from action_plan.editing.record_update import record
from action_plan.editing.update_request import UpdateRequest
from action_plan.exports import atom
from action_plan.exports.context import ExportContext
from action_plan.views.pages.checkable import CHECKS
from action_plan.views.plan_index import PlanIndex
from conftest import HARBOUR, HARBOUR_DAY, Project, problems_of, replace_in
from markupsafe import escape

TODAY = date(2026, 1, 1)
NOTE = "    note: The north side is being repaired.\n"
EVIDENCE = (
    "    evidence:\n      - https://harbour.example/minutes/30-june\n"
    "      - mailto:harbour@harbour.example\n"
)
LONG = """\
    note: |
      The *north* side is being repaired:

      - the wall, [as agreed](A-10.md)
      - the steps, see [the minutes](https://harbour.example/minutes)

      {words}
""".format(words="The rest follows in spring. " * 25)


def rendered(note: str) -> MarkdownText:
    return NoteRenderer().render(parse_note(note))


def content_with(folder: Path, old: str, new: str) -> Path:
    """Return a copy of the small plan with other lines in an update of A-7."""
    content = Path(shutil.copytree(HARBOUR, folder / "content"))
    path = content / "actions" / "A-7.md"
    replace_in(path, old, new, 1)
    return content


@pytest.mark.parametrize(
    "note",
    [
        "Training began.",
        'The council\'s "toolkit" & 3 < 4, see https://example.org/a_b_c',
        "2. October: the course was held",
        "#1 priority",
        "- Course held",
        "> 20 people",
        "(Draft) [1] {x} a | b ~ c ! d",
        "Cost 5 * 3 and 2_000_000",
        "Héllo 🎉",
    ],
)
def test_a_line_without_markup_is_printed_as_it_is(note: str) -> None:
    found = rendered(note)

    assert found == note
    assert is_plain(found)
    assert found.html.html("../") == f"<p>{escape(note)}</p>"
    assert found.findings == ()


@pytest.mark.parametrize(
    ("note", "html"),
    [
        ("The **north** side", "<p>The <strong>north</strong> side</p>"),
        ("2. **October**", "<p>2. <strong>October</strong></p>"),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("Three:\n\n- a\n- b", "<p>Three:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("One.\n\n### Two\n\n- a", "<p>One.</p>\n<h3>Two</h3>\n<ul>\n<li>a</li>\n</ul>"),
        ("### One line", "<p>### One line</p>"),
        ("See [it](A-7.md).", '<p>See <a href="../actions/A-7/">it</a>.</p>'),
    ],
)
def test_markdown_is_read(note: str, html: str) -> None:
    assert rendered(note).html.html("../") == html


@pytest.mark.parametrize(
    ("note", "message"),
    [
        (
            "note: The <b>north</b> side",
            '20: updates.note: "<b>" is HTML, which is not allowed. Delete it, or write words.',
        ),
        (
            "note: |\n      One.\n\n      ## Two",
            '23: updates.note: "Two" is an unknown heading. Delete the #, or write a'
            " backslash before it. A heading within a note has three #.",
        ),
        (
            "note: |\n      One.\n\n      ~~Two~~",
            '23: updates.note: "~~Two~~" is crossed out in other programs only.'
            " Write what is true now, and delete the rest.",
        ),
        (
            "note: See [it](A-9.md)",
            '20: the link "A-9.md" leads to no action or page here. Did you mean "/actions/A-7/"?',
        ),
    ],
)
def test_what_bodies_must_not_have_notes_must_not(tmp_path: Path, note: str, message: str) -> None:
    content = content_with(tmp_path, NOTE, f"    {note}\n")

    assert problems_of(content) == [f"content/actions/A-7.md:{message}"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    content = content_with(tmp_path_factory.mktemp("notes"), NOTE, LONG)
    project = Project(tmp_path_factory.mktemp("notes") / "project", content)
    project.build(HARBOUR_DAY)
    return project


def test_a_long_note_is_whole_on_its_actions_page(built: Project) -> None:
    html = built.page("actions/A-7")

    assert '<li>the wall, <a href="../../actions/A-10/">as agreed</a></li>' in html
    assert "The rest follows in spring." in html


def test_lists_of_updates_lead_to_the_rest_of_a_long_note(built: Project) -> None:
    html = built.page("updates")

    assert "<p>The <em>north</em> side is being repaired:</p>" in html
    assert '<a href="../actions/A-7/#history">The whole update' in html
    assert "The rest follows" not in html


def test_feeds_have_html_and_data_what_is_written(built: Project) -> None:
    feed = (built.output / "actions" / "A-7" / "updates.atom").read_text("utf-8")
    data = (built.output / "data" / "updates.csv").read_text("utf-8-sig")

    assert "&lt;em&gt;north&lt;/em&gt; side is being repaired:&lt;/p&gt;" in feed
    assert "actions/A-10/&quot;&gt;as agreed" in feed.replace('"', "&quot;")
    assert "The *north* side is being repaired:\n\n'- the wall, [as agreed](A-10.md)" in data


@pytest.mark.parametrize(("length", "first"), [(600, None), (601, "One.")])
def test_short_notes_are_whole_in_lists_of_updates(
    tmp_path: Path, length: int, first: str | None
) -> None:
    words = "x" * (length - len("One.\n\n"))
    content = content_with(tmp_path, NOTE, f"    note: |\n      One.\n\n      {words}\n")
    (action, *_) = PlanIndex(read_content(content, TODAY)).actions

    paragraph = action.history[0].first_paragraph

    assert (paragraph.html.words if paragraph else None) == first


@pytest.mark.parametrize(
    ("note", "written"),
    [
        (
            "Three things:\r\n\r\n- training\r\n- a *toolkit*  \r\n",
            "    note: |\n      Three things:\n\n      - training\n      - a *toolkit*\n",
        ),
        (
            "Two things:\n• training\n•  a toolkit",
            "    note: |\n      Two things:\n\n      - training\n      - a toolkit\n",
        ),
        ("Both are held:\n- for now", '    note: "Both are held: - for now"\n'),
        ("A line\nthat was wrapped.", "    note: A line that was wrapped.\n"),
    ],
)
def test_a_form_keeps_paragraphs_and_lists(note: str, written: str) -> None:
    values = {"id": "A-7", "status": "no change", "note": note, "date": "2025-12-01"}

    recorded = record(HARBOUR, [UpdateRequest(values, {name: name for name in values})])

    (file,) = recorded.files.values()
    assert written in file.after.decode()
    assert is_plain(file.action.updates[-1].note or MarkdownText("")) is ("|" not in written)


def evidence_of(folder: Path, written: str) -> tuple[tuple[str, str], ...]:
    content = content_with(folder, EVIDENCE, written)
    (action, *_) = PlanIndex(read_content(content, TODAY)).actions
    return tuple((link.title, link.url) for link in action.history[0].evidence)


@pytest.mark.parametrize(
    ("written", "links"),
    [
        ("evidence: https://a.example/x", (("a.example", "https://a.example/x"),)),
        (
            "evidence: |\n      https://a.example/x,\n      https://b.example/y",
            (("a.example", "https://a.example/x"), ("b.example", "https://b.example/y")),
        ),
        (
            "evidence:\n      - https://a.example/x\n      - https://a.example/y",
            (
                ("a.example (1 of 2)", "https://a.example/x"),
                ("a.example (2 of 2)", "https://a.example/y"),
            ),
        ),
        (
            "evidence: [https://a.example/x, https://b.example/x, https://a.example/y]",
            (
                ("a.example (1 of 2)", "https://a.example/x"),
                ("b.example", "https://b.example/x"),
                ("a.example (2 of 2)", "https://a.example/y"),
            ),
        ),
        (
            "evidence:\n      title: Minutes\n      address: https://a.example/x",
            (("Minutes", "https://a.example/x"),),
        ),
        (
            "evidence:\n      - title: Minutes\n        address: https://a.example/x\n"
            "      - https://a.example/y",
            (("Minutes", "https://a.example/x"), ("a.example", "https://a.example/y")),
        ),
    ],
)
def test_evidence_has_a_title_or_its_host(
    tmp_path: Path, written: str, links: tuple[tuple[str, str], ...]
) -> None:
    """Links of one day to different pages have different names (WCAG 2.2, 2.4.4)."""
    assert evidence_of(tmp_path, f"    {written}\n") == links


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "- title: Minutes",
            '22: updates.evidence: has no address. Write "address:" with it below the title,'
            ' with no hyphen of its own. A document that has none is named in "documents:", beside'
            ' "evidence:".',
        ),
        (
            "- Minutes of Cabinet, 14 May 2024, item 7",
            '22: updates.evidence: "Minutes of Cabinet, 14 May 2024, item 7" is not an address.'
            " Start it with https:// (or http:// or mailto:). A document that has none is named in"
            ' "documents:", beside "evidence:".',
        ),
        (
            "- name: Minutes\n        address: https://a.example/x",
            '22: updates.evidence: "name" is not a field of evidence. Use title and address.'
            ' Did you mean "title"?',
        ),
        (
            "- title: n/a\n        address: https://a.example/x",
            "22: updates.evidence: has an empty title. Write what is found at the address, or"
            " delete the line.",
        ),
        (
            "- title: Minutes\n        address: a.example/x",
            '22: updates.evidence: "a.example/x" is not an address. Start it with https://'
            " (or http:// or mailto:).",
        ),
    ],
)
def test_evidence_that_is_wrong_is_answered_once(
    tmp_path: Path, written: str, message: str
) -> None:
    content = content_with(tmp_path, EVIDENCE, f"    evidence:\n      {written}\n")

    assert problems_of(content) == [f"content/actions/A-7.md:{message}"]


def test_a_document_without_an_address_is_evidence_by_its_title(tmp_path: Path) -> None:
    """In data and feed as on pages; its title has commas, and is no list."""
    minutes = "Minutes of Cabinet, 14 May 2024, item 7"
    content = content_with(tmp_path, EVIDENCE, f"    documents: {minutes}\n")
    plan_index = PlanIndex(read_content(content, TODAY))
    quay = plan_index.actions[0]
    feeds = atom.files(ExportContext(plan_index=plan_index, base_url=""))
    feed = next(file for file in feeds if file.url == f"{quay.link.url}updates.atom")

    assert quay.history[0].documents == (minutes,)
    assert quay.record.updates[-1].model_dump(mode="json")["documents"] == [minutes]
    assert f"Evidence without a link: {minutes}" in feed.content().decode()
    assert CHECKS["evidence"].holds(quay)


def test_titles_are_data_beside_the_addresses(tmp_path: Path) -> None:
    content = content_with(
        tmp_path,
        EVIDENCE,
        "    evidence:\n      - {title: Minutes, address: https://a.example/x}\n"
        "      - https://a.example/y\n",
    )
    (action, *_) = read_content(content, TODAY).actions

    update = action.updates[-1].model_dump(mode="json")

    assert update["evidence"] == ["https://a.example/x", "https://a.example/y"]
    assert update["evidence_titles"] == ["Minutes", ""]
    assert EvidenceAddress("https://a.example/x") == update["evidence"][0]
