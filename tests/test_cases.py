"""Contents that `check` once judged wrongly: each is refused in full, or can be published.

Each file of `tests/cases/` lays changes over the small plan: `edits` (file, old, new), `files`
(path: text), `gone` (paths). `problems` is all that the checker says of it, a line each; without
it the content is accepted, and then a trial of publishing must succeed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TESTS, lay_over, problems_of
from sandbox import Sandbox

CASES = sorted((TESTS / "cases").glob("*.yml"))
ACCEPTED = [case for case in CASES if "\nproblems:" not in f"\n{case.read_text(encoding='utf-8')}"]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """Return a clone of the small plan that is ready to be published."""
    return Sandbox.make(tmp_path_factory.mktemp("cases") / "sandbox")


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_a_content_is_refused_in_full_or_accepted(case: Path, content: Path) -> None:
    expected = lay_over(content, case)

    assert problems_of(content) == expected


@pytest.mark.remote
@pytest.mark.parametrize("case", ACCEPTED, ids=[case.stem for case in ACCEPTED])
def test_what_is_accepted_can_be_published(case: Path, tmp_path: Path, published: Sandbox) -> None:
    sandbox = published.copy(tmp_path / "sandbox")
    assert lay_over(sandbox.clone / "content", case) == []
    sandbox.commit("The case")

    tried = sandbox.run("publish", "--dry-run")

    assert tried.returncode == 0, tried.stdout + tried.stderr
