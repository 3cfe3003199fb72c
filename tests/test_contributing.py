"""CONTRIBUTING.md: every example in it works, and every message of the checker is explained."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.problems import ContentProblems
from conftest import FIRST, PLANS, ROOT, Project, replace_in, slips
from field_tables import RECORDS, table, tables
from repository import Repository

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"^(?P<indent> *)<!-- test: (?P<test>[^>]+) -->\n *```(?P<kind>\w+)\n(?P<text>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
PHRASES = re.findall(r"\*\*`([^`]+)`\*\*", TEXT)
PACKAGE = ROOT / "plugins" / "action_plan"
MODULES = (
    *(path for room in ("checks", "content", "editing") for path in (PACKAGE / room).glob("*.py")),
    PACKAGE / "hosting.py",
)
"""The modules that say what is wrong with content."""
DECLARING = ("field", "optional")
"""The functions that declare a field, whose texts are no messages."""


def examples(kind: str) -> list[tuple[str, str]]:
    """Return the examples of a kind: how they are tested, and their text."""
    return [
        (found["test"], textwrap.dedent(found["text"]))
        for found in EXAMPLE.finditer(TEXT)
        if found["kind"] == kind
    ]


def test_every_example_is_tested() -> None:
    """No block of code is without its test."""
    assert len(EXAMPLE.findall(TEXT)) == len(re.findall(r"^ *```\w+$", TEXT, re.MULTILINE))
    assert len(EXAMPLE.findall(TEXT)) >= 9


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIRST, tmp_path / "content"))


def indented(text: str, spaces: int) -> str:
    return textwrap.indent(textwrap.dedent(text), " " * spaces)


@pytest.mark.parametrize(("test", "text"), examples("yaml"))
def test_lines_for_a_file_are_right(content: Path, test: str, text: str) -> None:
    """Put where the page says, the lines make a file that the checker accepts."""
    what, *lines = test.split("; ")
    found = re.fullmatch(r"(append to (\w+)|funding|lines) of ([\w.]+)", what)
    assert found
    is_plan = found[3] == "plan.yml"
    path = content / "plan.yml" if is_plan else content / "actions" / f"{found[3]}.md"
    before = after = path.read_text(encoding="utf-8")
    if found[1] == "append to updates":
        after = after.replace("\n---\n", f"\n{indented(text, 2)}---\n", 1)
    elif found[2]:
        after = after.replace(f"\n{found[2]}:\n", f"\n{found[2]}:\n{indented(text, 2)}", 1)
    elif is_plan:
        after += text
    elif found[1] == "funding":
        after = re.sub(r"funding:\n(?: .*\n)+", text, after, count=1)
    else:
        lines.append(text.rstrip("\n"))
    for line in lines:
        name = line.partition(":")[0]
        after = re.sub(rf"\n{name}: .*(?=\n)", "", after, count=1)
        after = after.replace("\nupdates:\n", f"\n{line}\nupdates:\n", 1)
    if found[1] == "lines":
        assert text.strip() in after
    path.write_text(after, encoding="utf-8")

    read = read_content(content, date(2026, 11, 24))

    assert after != before or text.strip() in before
    if not is_plan:
        action = next(action for action in read.actions if action.id == found[3])
        assert len(action.updates) == 1 + (found[2] == "updates")
        assert found[1] != "funding" or str(action.funding[0].spent) == "7250.50"


@pytest.mark.parametrize(("test", "text"), examples("markdown"))
def test_new_files_are_right(content: Path, test: str, text: str) -> None:
    """Copied as it is, the example is a file that the checker accepts."""
    kind, name = test.removeprefix("new ").split()
    folder = {"file": "actions", "page": "pages"}[kind]
    (content / folder / name).write_text(text, encoding="utf-8")

    read = read_content(content, date(2026, 11, 24))

    names = [action.id for action in read.actions] + [page.slug for page in read.pages]
    assert name.removesuffix(".md") in names


def test_the_commands_work(tmp_path: Path) -> None:
    """Each command of the page, in its order, does what it says on the plan."""
    repository = Repository(Project(tmp_path / "first", FIRST))
    ((_, table),) = examples("csv")
    (repository.project.root / "updates.csv").write_text(table, encoding="utf-8")
    commands = [
        shlex.split(line)
        for test, text in examples("console")
        if test == "run"
        for line in text.splitlines()
    ]

    printed = []
    for make, command, *values in commands:
        assert make == "make"
        options = [
            f"--{name.lower()}={value}" for name, _, value in (v.partition("=") for v in values)
        ]
        done = repository.project.action_plan(command, *options)
        assert done.returncode == 0, done.stdout + done.stderr
        printed.append(done.stdout)

    assert len(printed) == 5
    assert "2 files written." in printed[2]
    assert "20 actions read, no problem found, 2 remarks: look at each." in printed[3]
    assert "Not yet started → **In progress**" in printed[4]


def test_the_commands_for_developers_are_there() -> None:
    """They are those that CI runs."""
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for test, text in examples("console"):
        if test == "targets":
            for line in text.splitlines():
                assert f"\n{line}\n" in run


def literals(module: Path, *, remarks: bool = True) -> Iterator[str]:
    """Return the texts of a module that end as a message does, `…` for what is filled in.

    Without `remarks`, those of functions that only remark on something are left out.
    """
    tree = ast.parse(module.read_text("utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):  # docstrings
            skipped.add(node.value)
        if isinstance(node, ast.JoinedStr):  # its parts; the whole counts
            skipped.update(part for part in ast.walk(node) if part is not node)
        is_of_field = isinstance(node, ast.Call) and getattr(node.func, "id", "") in DECLARING
        is_remark = isinstance(node, ast.FunctionDef) and node.name.startswith("_remark_")
        if is_of_field or (is_remark and not remarks):
            skipped.update(ast.walk(node))
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
            )
        else:
            continue
        if text.endswith((".", "….", ".…", "?")) and text.count(" ") > 2:
            yield text


def said_of_broken_plans() -> list[str]:
    """Return what is said of the plans with everything wrong in them."""
    lists = sorted(PLANS.glob("broken*/problems.txt"))
    return [line for path in lists for line in path.read_text("utf-8").splitlines()]


def reporting_failures(message: str) -> bool:
    """Whether the page has words for a message: a phrase that is in it, or all of it."""
    return message.lstrip("… ") in TEXT or any(
        re.search(re.escape(phrase).replace("…", ".+"), message) for phrase in PHRASES
    )


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_message_that_the_code_has_is_explained(module: Path) -> None:
    missing = [text for text in literals(module) if not reporting_failures(text)]

    assert missing == []


def test_every_message_that_is_ever_printed_is_explained() -> None:
    """Those of the broken plan and of the slips, as officers see them."""
    printed = said_of_broken_plans()
    printed += [slip.message or slip.remark for slip in slips().values()]

    assert [message for message in printed if not reporting_failures(message)] == []


def test_no_explanation_is_left_of_a_message_that_is_gone() -> None:
    """Each phrase is in a message of the code, or in one that is printed."""
    known = [text for module in MODULES for text in literals(module)]
    known += said_of_broken_plans()
    known += [slip.message or slip.remark for slip in slips().values()]
    known.append("the form does not offer what the plan has")
    patterns = {phrase: re.escape(phrase).replace("…", ".+") for phrase in PHRASES}

    stale = [p for p, pattern in patterns.items() if not any(re.search(pattern, k) for k in known)]

    assert stale == []


def test_every_field_is_explained() -> None:
    """In tables made from the records: `make golden` writes them."""
    found = dict(tables(TEXT))

    assert found == {name: table(record) for name, record in RECORDS.items()}


def test_links_within_the_page_lead_somewhere() -> None:
    headings = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    assert {link[1:] for link in re.findall(r"\((#[a-z][^)]*)\)", TEXT)} <= anchors


def test_a_problem_is_one_that_officers_know(content: Path) -> None:
    """The page's first rule is the checker's."""
    path = content / "actions" / "1.2.2.md"
    replace_in(path, "\nstatus: Not yet started", "\nstatus: Complete")

    with pytest.raises(ContentProblems) as caught:
        read_content(content, date(2026, 11, 24))

    assert "must equal the status of the newest update" in str(caught.value.problems[0])
