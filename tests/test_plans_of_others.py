"""Plans of other bodies are said word for word: nobody is made to write what theirs does not say.

Each plan is written as content (`other_plans.py`) and built. A value of the content is a word of
the document, of the schema, or an id made of the document's words; a word on the site is one of the
content, or of the engine's own.
"""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from action_plan.content.fields import FUNDING_KINDS, FUNDING_USES, STAGES
from action_plan.content.parsers import action_slug, slugify
from action_plan.content.when import MEANS
from action_plan.verification.built_site import Expected, site_findings
from conftest import ROOT, Project, tree, words
from other_plans import OTHERS, OtherPlan, other_plan, values

pytestmark = pytest.mark.slow
SITE = "https://plan.example/others"
OF_THE_SCHEMA = {
    *(*STAGES, *FUNDING_KINDS, *FUNDING_USES, "impact", "funding", "yes", "no"),
    *("BGN", "EUR", "GBP", "JPY", "PLN", "USD"),
    *available_timezones(),
}
_TIMES = ("date", "starts", "due", "first_due", "done", "start", "end", "year")
_IDS = ("id", "theme", "section")
_WORD = re.compile(r"[^\W\d_]+")


@pytest.fixture(scope="module", params=OTHERS)
def name(request: pytest.FixtureRequest) -> str:
    """Return the name of each plan in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def plan(name: str) -> OtherPlan:
    """Return the plan."""
    return other_plan(name)


@pytest.fixture(scope="module")
def output(name: str, plan: OtherPlan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site that was built of the plan."""
    folder = tmp_path_factory.mktemp(name)
    plan.write(folder / "content")
    project = Project(folder / "project", folder / "content")
    day = datetime.fromisoformat(plan.day).replace(tzinfo=UTC)
    project.build(str(int(day.timestamp())), SITEURL=SITE)
    return project.output


def plain(text: str) -> str:
    """Return a text with single spaces, and without the marks of Markdown."""
    text = re.sub(r"\[([^]]*)\]\(([^)]*)\)", r"\1", text)
    text = re.sub(r"^ *(?:#+|-|•|\|) |\|[-|]+\|| \|$", " ", text, flags=re.MULTILINE)
    return " ".join(text.split())


def test_every_value_is_of_the_document(plan: OtherPlan) -> None:
    """Texts as they are, line by line; of times and ids, each word."""
    as_changed = re.sub(r"~~.*?~~ ", "", plan.document)  # without what is struck out
    document = f"{plain(plan.document)}\n{plain(as_changed)}"
    slug = slugify(document)

    def is_of_document(path: str, text: str) -> bool:
        field = path.rpartition(".")[2]
        if text in OF_THE_SCHEMA:
            return True
        if field in _IDS or path in ("statuses.id", "related"):
            return slugify(text.replace("_", " ")) in slug or is_printed_again(text)
        if field in _TIMES:
            words_of_time = text.partition(MEANS)[0]
            return all(word in document for word in re.findall(r"\w+", words_of_time))
        return all(plain(line) in document for line in text.splitlines())

    def is_printed_again(action_id: str) -> bool:
        """Whether it is a number that the document has so often, and which of these it is."""
        printed, _, which = action_id.rpartition("-")
        return which in map(str, range(2, plan.document.splitlines().count(printed) + 1))

    written = [*values(plan.plan), *(pair for action in plan.actions for pair in values(action))]

    assert [(path, text) for path, text in written if not is_of_document(path, text)] == []


@cache
def words_of_the_engine() -> frozenset[str]:
    """Return every word in texts of the code and of the templates."""
    texts = [path.read_text("utf-8") for path in (ROOT / "theme").rglob("*.*") if _is_text(path)]
    for path in (ROOT / "plugins").rglob("*.py"):
        code = ast.parse(path.read_text("utf-8"))
        texts += [
            node.value
            for node in ast.walk(code)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
    return frozenset(_words(texts))


def _is_text(path: Path) -> bool:
    return path.suffix in (".html", ".js")


def _words(texts: list[str]) -> Iterator[str]:
    for text in texts:
        yield from (word.casefold() for word in _WORD.findall(text))


def test_every_word_on_the_site_is_of_the_document_or_of_the_engine(
    plan: OtherPlan, output: Path
) -> None:
    ids = [str(action["id"]) for action in plan.actions]
    texts = [plan.document, *ids, *map(slugify, ids), SITE, *OF_THE_SCHEMA]
    known = words_of_the_engine() | set(_words(texts))
    groups = [item for table in ("themes", "facets") for item in plan.plan.get(table, ())]
    known |= set(_words([item["id"] for item in groups]))
    digits = re.compile(r"[0-9a-f]{12,}|%[0-9A-F]{2}")

    pages = [html.unescape(words(path.read_text("utf-8"))) for path in output.rglob("*.html")]
    invented = set(_words([digits.sub(" ", page) for page in pages])) - known

    assert sorted(invented) == []


def test_no_page_says_anything_of_what_the_plan_does_not_say(plan: OtherPlan, output: Path) -> None:
    """No nought of money, no review that was never promised, no words that the plan has not."""
    with_funding = {
        str(a["id"]) for a in plan.actions if "funding" in a or "## Budget" in a.get("text", "")
    }
    said = {
        path: words(path.read_text("utf-8"))
        for path in output.rglob("*.html")
        if path.parent.name != "data"
    }

    divided = len(plan.plan["themes"]) > 1
    assert ("theme by theme" in said[output / "index.html"]) <= divided
    assert ("By theme" in said[output / "status/index.html"]) <= divided
    of_money = () if with_funding else ("Nothing stated", "allocated", "£", "€")
    for path, text in said.items():
        for phrase in ("£0 ", "€0 ", "verdue", "None.", *of_money):
            assert phrase not in text.replace("€0 / £62,000", ""), (path, phrase)
    assert (output / "budget").exists() == bool(with_funding)
    quoting = {path.parent.name for path, text in said.items() if "In the document’s words" in text}
    assert quoting <= {"budget", "plan", *map(action_slug, with_funding)}


def test_no_page_and_no_element_is_empty(output: Path) -> None:
    """But for cells of a column that other rows have something in."""
    empty = re.compile(
        r"<(th|dd|dt|li|ul|ol|dl|p|h[1-6]|section|a|details)\b(?![^>]* hidden)[^>]*>\s*</\1>"
    )
    pages = {
        page: content.decode() for page, content in tree(output).items() if page.endswith(".html")
    }

    found = {page: match[0] for page, markup in pages.items() if (match := empty.search(markup))}

    # The list that a script fills has nothing to show without one.
    assert found == {"actions/index.html": '<ol class="ap-actions"></ol>'}


def test_the_site_is_whole(output: Path) -> None:
    """Every link and anchor leads somewhere, and the markup is as it must be to be published."""
    assert site_findings(output, Expected(base_url=f"{SITE}/")) == []
