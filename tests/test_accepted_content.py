"""Whatever a content says, it is refused line by line, or built, previewed and published.

`EXAMPLES=2000 pytest …` tries as many contents; `--hypothesis-show-statistics` counts the accepted.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from action_plan import urls
from action_plan.build.run import build
from action_plan.checks.reading import read_content
from action_plan.checks.site_files import served_files, site_files, theme_files
from action_plan.content.loading import Content
from action_plan.content.plan_rules import broken_publishing_rules
from action_plan.problems import ContentProblems
from action_plan.verification.built_site import Expected, VerificationError, site_findings
from any_content import draw_content
from conftest import EDGES_DAY, HARBOUR, ROOT, inside, lay_over, replace_in, slips, tree
from hypothesis import event, given, settings
from hypothesis import strategies as st
from pelican.log import LimitFilter
from sandbox import ADDRESS, STATEMENT, Sandbox
from test_cases import CASES
from test_changes_properties import SETTINGS
from test_preview import LINK

DAY = datetime.fromtimestamp(int(EDGES_DAY), UTC).date()
EXAMPLES = int(os.environ.get("EXAMPLES", "15"))
PREVIEWED = int(os.environ.get("PREVIEWED", "0"))
PUBLISHED = int(os.environ.get("PUBLISHED", "100"))
"""About one in so many contents that are accepted is previewed, or published on trial."""


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the contents of all cases and slips, accepted or not."""
    top = tmp_path_factory.mktemp("seeds")
    for case in CASES:
        lay_over(Path(shutil.copytree(HARBOUR, top / f"case-{case.stem}")), case)
    for name, slip in slips().items():
        path = shutil.copytree(HARBOUR, top / f"slip-{name}") / slip.file
        replace_in(path, slip.old, slip.new, 1)
    for folder in sorted(top.iterdir()):
        with (folder / "plan.yml").open("a", encoding="utf-8") as plan:
            plan.write(STATEMENT)
    return top


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """Return a clone in which examples are built and published on trial."""
    return Sandbox.make(tmp_path_factory.mktemp("accepted") / "sandbox")


@pytest.mark.slow
@settings(SETTINGS, max_examples=EXAMPLES)
@given(data=st.data())
def test_a_content_is_refused_in_lines_or_can_be_built_and_published(
    sandbox: Sandbox, seeds: Path, data: st.DataObject
) -> None:
    """Site and preview have the files of the register, and nothing of them is broken."""
    root = sandbox.clone
    draw_content(data, seeds, root / "content")
    with inside(root, SOURCE_DATE_EPOCH=EDGES_DAY):
        try:
            content = read_content(root / "content")
        except ContentProblems as refusal:
            event("refused")
            _assert_said_in_lines(root, refusal)
            return
        event("accepted")
        LimitFilter._raised_messages.clear()  # noqa: SLF001 - Pelican warns once in a process
        _build(root, content)
        is_previewed = data.draw(st.integers(0, PREVIEWED)) == PREVIEWED // 2
        if is_previewed:
            event("previewed")
            build(root / "pelicanconf.py", ACTION_PLAN_PREVIEW=True, OUTPUT_PATH=f"{root}/preview")
    outline = content.outline
    expected = served_files(site_files(outline, theme_files(ROOT / "theme"))).keys()
    site = tree(root / "output")
    assert expected == site.keys() - {urls.SITEMAP, urls.SHARE_PICTURE}
    _assert_machines_can_read(site)
    if is_previewed:
        preview = tree(root / "preview")
        assert expected == preview.keys()
        _assert_links_name_files(preview)
    can_be_published = not [*broken_publishing_rules(content.plan, DAY)]
    if can_be_published and data.draw(st.integers(0, PUBLISHED)) == PUBLISHED // 2:
        event("published on trial")
        sandbox.commit("The content")
        tried = sandbox.run("publish", "--dry-run", env={"SOURCE_DATE_EPOCH": EDGES_DAY})
        assert tried.returncode == 0, tried.stdout + tried.stderr


def _assert_said_in_lines(root: Path, refusal: ContentProblems) -> None:
    """Each problem is one line that names a line of a file."""
    assert refusal.problems
    for problem in refusal.problems:
        said = str(problem)
        assert said.isprintable(), said
        assert re.match(r"content(?:/[^:]*)?:[1-9]\d*: \S", said) or ":" in problem.path, said
        path = root / problem.path
        if path.is_file():
            content = path.read_bytes()
            assert problem.line <= len(re.findall(rb"\r\n|\r|\n", content)) + 1, said


def _build(root: Path, content: Content) -> None:
    """Build the site as for publishing, with all that is verified then."""
    domain = content.plan.domain
    base_url = f"https://{domain}/" if domain else f"{ADDRESS}/"
    redirects = tuple(redirect.old_address for redirect in content.plan.redirects)
    expected = Expected(base_url=base_url, redirects=redirects, private=(str(root),))

    def verify(folder: Path) -> None:
        if findings := site_findings(folder, expected):
            raise VerificationError(findings)

    siteurl = base_url.removesuffix("/")
    build(root / "publishconf.py", verify_before_swap=verify, SITEURL=siteurl)


def _assert_links_name_files(preview: dict[str, bytes]) -> None:
    for name, content in preview.items():
        if not name.endswith(".html"):
            continue
        for found in LINK.findall(content.decode()):
            parts = urlsplit(unescape(found))
            if not parts.scheme and not parts.netloc and parts.path:
                path = os.path.normpath(Path(name).parent / unquote(parts.path))
                assert path in preview, f"{name}: {found}"


def _assert_machines_can_read(site: dict[str, bytes]) -> None:
    """Feeds are XML, data keep to their schemas, tables have a value in each column."""
    of_plan, of_action = (
        jsonschema.Draft202012Validator(
            json.loads(site[f"data/{name}.schema.json"]),
            format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
        )
        for name in ("plan", "action-file")
    )
    assert [*of_plan.iter_errors(json.loads(site["data/plan.json"]))] == []
    for name, content in site.items():
        if name.startswith((urls.SOURCE, urls.THEME)):
            continue
        if name.endswith((".atom", ".xml")):
            ET.fromstring(content)  # noqa: S314 - made here
        elif name.endswith("/action.json"):
            assert [*of_action.iter_errors(json.loads(content))] == [], name
        elif name.endswith(".csv"):
            rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
            assert len({len(row) for row in rows}) == 1, name
        elif name.endswith(".ics"):
            assert all(len(line) <= 75 for line in content.split(b"\r\n")), name
