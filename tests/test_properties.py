"""Whatever a file holds, the reader ends, with every action or a problem of each bad file."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import category

import openpyxl
import pytest
from action_plan.checks.reading import read_content
from action_plan.content.amounts import parse_amount
from action_plan.content.characters import forbidden_characters
from action_plan.content.front_matter import front_matter
from action_plan.content.markdown import PAGE_HEADINGS, MarkdownRenderer
from action_plan.content.parsers import fold, slugify
from action_plan.exports import csv_files, plan_json, workbook
from action_plan.exports.context import ExportContext
from action_plan.formatting import money
from action_plan.natural_order import natural_key
from action_plan.problems import ContentProblems
from action_plan.views.budget import budget_summary
from action_plan.views.figures import percentages
from action_plan.views.plan_index import PlanIndex
from conftest import HARBOUR
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

TODAY = date(2026, 1, 1)
EXPORTS = (csv_files, plan_json, workbook)
GOOD = (HARBOUR / "actions" / "A-7.md").read_bytes()

yaml_signs = st.sampled_from(
    [
        *("---", ": ", ":", "- ", " #", "#", "&a", "*a", "|", ">", "'", '"', "{", "}", "[", "]"),
        *("?", "%", "@", "`", "<<:", "~", "!!python/object:os.system", "0x1F", "1e3", "12:30"),
        *("id", "status", "updates", "funding", "amount", "NO", "2026-02-30", "“", "<script>"),
        *("## Resources", "[[", "](", "![ ](", "\t", "\r\n", "\n", "\u00a0", "\u2028", "\ufeff"),
        *("\x00", "\x85", "  "),
    ]
)
junk = st.lists(yaml_signs | st.text(max_size=8), max_size=40).map("".join)


@pytest.fixture(scope="module")
def content_folder() -> Iterator[Path]:
    """Return a copy of the small plan that examples write into."""
    folder = Path(tempfile.mkdtemp()) / "content"
    shutil.copytree(HARBOUR, folder)
    yield folder
    shutil.rmtree(folder.parent)


def assert_read_or_refused(folder: Path, content: bytes) -> None:
    """Read the plan with one file's content exchanged: all four actions, or that file's problem."""
    (folder / "actions" / "A-7.md").write_bytes(content)
    try:
        read = read_content(folder, TODAY)
    except ContentProblems as refusal:
        lines = content.count(b"\n") + content.count(b"\r") + 1
        found = [p for p in refusal.problems if p.path == "content/actions/A-7.md"]
        assert found
        for problem in refusal.problems:
            assert problem.message
            assert "\n" not in str(problem)
        assert all(1 <= problem.line <= lines for problem in found)
    else:
        assert [action.id for action in read.actions] == ["A-7", "A-10", "US0113.1", "US0113.2"]


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes(content_folder: Path, content: bytes) -> None:
    """Bytes of any kind are read or refused, never a crash."""
    assert_read_or_refused(content_folder, content)


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(fields=junk, body=junk)
def test_any_front_matter_and_body(content_folder: Path, fields: str, body: str) -> None:
    """Front matter and body of any characters are read or refused."""
    text = f"---\nid: A-7\n{fields}\n---\n{body}\n## Intended impact\n{body}\n## Resources\nx\n"
    assert_read_or_refused(content_folder, text.encode("utf-8", "surrogatepass"))


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_any_damage_to_a_good_file(content_folder: Path, data: st.DataObject) -> None:
    """A good file with anything put anywhere into it, or cut out of it, is read or refused."""
    start = data.draw(st.integers(0, len(GOOD)))
    end = data.draw(st.integers(start, min(len(GOOD), start + 60)))
    damage = data.draw(junk | st.just(""))
    content = GOOD[:start] + damage.encode("utf-8", "surrogatepass") + GOOD[end:]
    assert_read_or_refused(content_folder, content)


@pytest.mark.parametrize(
    "body",
    [
        "[" * 20_000,
        "![" * 9_000,
        "*" * 20_000,
        "_a " * 6_000,
        "> " * 8_000 + "x",
        "- " * 5_000 + "x",
        "`" * 20_000,
        "<a " * 6_000,
        "\n".join("  " * depth + "- x" for depth in range(200)),
    ],
)
def test_bodies_that_could_hang(content_folder: Path, body: str) -> None:
    """Texts on which Markdown could take minutes are refused or read at once."""
    text = GOOD.decode().replace("Repair the old quay:", body)
    assert_read_or_refused(content_folder, text.encode())


@pytest.mark.slow
@pytest.mark.parametrize("fields", ["[" * 50_000, "{a: " * 50_000, "- " * 50_000, "a: [" * 20_000])
def test_fields_that_could_hang(content_folder: Path, fields: str) -> None:
    """Fields nested without end are refused, not followed."""
    assert_read_or_refused(content_folder, f"---\nid: A-7\nlead: {fields}\n---\nx\n".encode())


@settings(max_examples=400, deadline=None)
@given(
    text=st.text(
        st.sampled_from("abzHTC .,;:()'’“”£€–/0123?!-+=*_`[]<>&#|~\\\"\n ROI"), min_size=1
    ).filter(lambda text: text.strip())
)
@example("HTC and ROIs.\n\nSecond paragraph of HTC")
@example("a.b .b a .b.")
@example("- a list")
@example("1. a list")
def test_plain_paragraphs_are_what_markdown_makes(text: str) -> None:
    """The short way for plain paragraphs makes, to the byte, what Markdown and nh3 make."""
    renderer = MarkdownRenderer({"HTC": 'Town "Council" & co', "ROI": "return", ".b": "signed"})
    text = text.strip("\n").rstrip()
    plain = renderer._plain(text)  # noqa: SLF001 - the promise is that the two ways are one

    if plain is not None:
        full = renderer._full(text, "actions", PAGE_HEADINGS)  # noqa: SLF001 - as above
        assert (plain.html, plain.findings, plain.links) == (full.html, full.findings, full.links)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *("&#x202E;", "&#8238;", "&rlm;", "&zwnj;", "&#27;", "&#0;", "&shy;", "&#x2028;"),
                *("&amp;", "rlm;", "&", "#", "*", "`", "``", "[x](", "https://a.example/", ")"),
                *("\\", "a", "b ", "\n", "\n\n", "    ", "- ", "> ", "| ", "<", ">", "خ"),
            ]
        ),
        max_size=12,
    ).map("".join)
)
@example("[x](&#x202E;https://a.example/)")
@example("`&rlm;` &amp;rlm; \\&rlm;")
def test_whatever_markup_makes_can_be_seen_or_is_reported(text: str) -> None:
    """A text that is found fine has no character in its HTML that nobody sees."""
    rendered = MarkdownRenderer({"a": "first"}).render(text)

    assert rendered.findings or forbidden_characters(rendered.html.linked) == {}
    assert all(0 <= finding.lines_above <= text.count("\n") for finding in rendered.findings)


@settings(deadline=None)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12))
def test_percentages_say_what_the_counts_say(counts: list[int]) -> None:
    """Each share is rounded to the nearest; tenths are used only where they make the sum 100."""
    shares = percentages(counts)
    total = sum(counts)

    assert len(shares) == len(counts)
    for count, share in zip(counts, shares, strict=True):
        if not total:
            assert share == 0
            continue
        tenths = share != share.to_integral_value() or share.as_tuple().exponent == -1
        half = Decimal("0.05") if tenths else Decimal("0.5")
        assert abs(share - Decimal(count) * 100 / total) <= half


def test_percentages_of_a_known_case() -> None:
    """64 of 114 are 56 per cent, and not the 55 that a council once published."""
    assert percentages([64, 50]) == (56, 44)
    assert percentages([1, 1, 1]) == (33, 33, 33)
    assert percentages([1, 2, 4]) == (14, 29, 57)
    assert percentages([1, 2, 5]) == (Decimal("12.5"), Decimal("25.0"), Decimal("62.5"))


@settings(deadline=None)
@given(
    st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["GBP", "EUR", "USD", "CHF"]),
)
def test_amounts_are_read_as_they_are_printed(amount: Decimal, currency: str) -> None:
    """An amount survives being printed and read again, to the penny."""
    assert parse_amount(money(amount, currency), currency) == amount


amounts = st.lists(
    st.decimals(0, 10**13 - 1, places=2, allow_nan=False, allow_infinity=False),
    min_size=1,
    max_size=40,
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(lines=amounts)
@example(lines=[Decimal("3009999999999.99")] * 1000)
@example(lines=[Decimal("0.10"), Decimal("0.20")])
@example(lines=[Decimal("9000000000000.01")])
def test_sums_are_exact_in_every_form(lines: list[Decimal]) -> None:
    """Page, CSV, JSON and workbook have the sum of the amounts to the last digit."""
    content = read_content(HARBOUR, TODAY)
    quay, *_ = content.actions
    funding = tuple(quay.funding[0].model_copy(update={"amount": amount}) for amount in lines)
    plan_index = PlanIndex(
        replace(content, actions=(quay.model_copy(update={"funding": funding}),))
    )
    context = ExportContext(plan_index=plan_index, base_url="")
    made = {file.url: file for module in EXPORTS for file in module.files(context)}

    total = sum(lines)

    shown = money(budget_summary(plan_index).total, "EUR").replace("€", "").replace(",", "")
    assert Decimal(shown) == total
    (row,) = csv.DictReader(
        io.StringIO(made["data/actions.csv"].content().decode("utf-8-sig"), newline="")
    )
    assert Decimal(row["allocated"]) == total
    for url in ("data/plan.json", "actions/A-7/action.json"):
        plan = json.loads(made[url].content(), parse_float=Decimal, parse_int=Decimal)
        assert (plan.get("action") or plan["actions"][0])["allocated"] == total
    sheet = openpyxl.load_workbook(io.BytesIO(made["data/plan.xlsx"].content()))["actions"]
    cells = dict(zip(*sheet.iter_rows(values_only=True), strict=True))
    assert Decimal(str(cells["allocated"])) == total


def test_natural_order() -> None:
    """1.9.1 comes before 1.10.1, and A-7 before A-10."""
    ids = ["1.10.1", "A-10", "1.9.1", "1.2", "A-7", "US0113.1", "1.10"]

    assert sorted(ids, key=natural_key) == [
        "1.2",
        "1.9.1",
        "1.10",
        "1.10.1",
        "A-7",
        "A-10",
        "US0113.1",
    ]


@settings(deadline=None)
@given(st.text(max_size=30))
def test_spellings_fold_once(text: str) -> None:
    """Folding twice is folding once, and a slug is fit for an address."""
    assert fold(fold(text)) == fold(text)
    assert all(character in "-_" or category(character)[0] in "LMN" for character in slugify(text))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), st.text(max_size=20)))
def test_quoted_values_come_back(values: dict[str, str]) -> None:
    """Any text in double quotes, escaped as JSON is, is read as that text."""
    printable = {key: value for key, value in values.items() if value.isprintable()}
    fields = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in printable.items()
    )
    block, problems = front_matter("x.md", f"---\n{fields}---\n")

    assert problems == []
    assert block.values == printable
