"""`make changes`: what residents will see change, in plain words, between any two commits."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import pytest
import yaml
from action_plan.content.fields import STAGES
from action_plan.content.models import Action, Record
from action_plan.content.when import When
from action_plan.review.between import changes_between
from action_plan.review.effects import STAGE_COUNTS_AS
from action_plan.review.in_words import in_words, leaves
from action_plan.review.markdown import code, escaped
from action_plan.review.matching import KNOWN_BY_ID
from conftest import HARBOUR, HARBOUR_DAY, TESTS, Project, change_content
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown
from repository import Repository

HEAD = "## What residents will see change\n\n"
NOTHING = f"{HEAD}Nothing that residents see changes.\n"
CASES = sorted((TESTS / "changes").glob("*.yml"))


def test_a_change_of_status_is_reported(repository: Repository) -> None:
    """From which status to which, when and why; and what it does to the overview."""
    repository.project.action_plan(
        "status", "--id=A-7", "--status=On hold", "--note=A *storm* broke it.", "--date=2025-12-01"
    )

    assert (
        repository.changes("--base=HEAD")
        == f"""\
{HEAD}### Status

- **A-7 Repair the "old" quay &lt;safely&gt;**: Under way → **On hold**
  - 1 December 2025, On hold: A \\*storm\\* broke it.
  - status note, as before: “north side only”

### The overview

| Status | Before | After |
| --- | --: | --: |
| Planned | 1 | 1 |
| Under way | 1 | 0 |
| Done | 1 | 1 |
| On hold | 1 | 2 |
| All actions | 4 | 4 |

### Reviews and due dates

| Actions | Before | After |
| --- | --: | --: |
| Overdue for review | 2 | 1 |
"""
    )


def test_an_address_that_leads_elsewhere_does_not_vanish(repository: Repository) -> None:
    """A redirect keeps its address alive; taken away, the address is reported as vanishing."""
    plan = repository.content("plan.yml")
    before = plan.read_text(encoding="utf-8")
    repository.content("pages/about.md").unlink()
    plan.write_text(f"{before}redirects:\n  - {{from: /about/, to: /status/}}\n", "utf-8")

    kept = repository.changes("--base=HEAD")
    repository.commit()
    plan.write_text(before, encoding="utf-8")
    gone = repository.changes("--base=HEAD")

    assert "redirect /about/, new: *from* “/about/”, *to* “/status/”" in kept
    assert "vanish" not in kept
    assert "### Addresses that vanish" in gone
    assert "- `/about/`\n" in gone


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_all_that_differs_is_shown(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file of `tests/changes/` changes the small plan, `before` and then `after`.

    `shown` is all that is shown of it.
    """
    fields = yaml.load(case.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - texts only
    before = Path(shutil.copytree(HARBOUR, tmp_path / "before" / "content"))
    change_content(before, fields.get("before", {}))
    after = Path(shutil.copytree(before, tmp_path / "after" / "content"))
    change_content(after, fields["after"])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", HARBOUR_DAY)

    assert changes_between(before, after) == f"{HEAD}{fields['shown']}"


def sample(annotation: Any) -> Any:
    """Return a value of a type; raises `StopIteration` for one that is not known."""
    values: dict[type, Any] = {str: "x", int: 1234, Decimal: Decimal("10.50")}
    values |= {date: date(2025, 2, 1), When: When.on_day(date(2025, 2, 1))}
    if isinstance(annotation, type) and issubclass(annotation, Record):
        fields = annotation.model_fields.items()
        return annotation.model_construct(**{name: sample(f.annotation) for name, f in fields})
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return (sample(arguments[0]),)
    if origin is dict:
        return {"x": sample(arguments[1])}
    if origin is Annotated or type(None) in arguments:
        return sample(arguments[0])
    return next(values[kind] for kind in annotation.__mro__ if kind in values)


@pytest.mark.parametrize("model", Record.__subclasses__(), ids=lambda model: model.__name__)
def test_every_field_there_is_can_be_said_in_words(model: type[Record]) -> None:
    """No field of any record, however deep, is shown to approvers as Python has it."""
    for name, field in model.model_fields.items():
        words = " ".join(text for _, text in leaves(sample(field.annotation), "EUR"))

        assert words, name
        assert not re.search(r"datetime|Decimal|None|[{}='\[\]]", words), name


@pytest.mark.parametrize("model", Record.__subclasses__(), ids=lambda model: model.__name__)
def test_every_record_with_an_id_is_named_by_it(model: type[Record]) -> None:
    """Ids are not among the values that are shown, so whatever has one must be called by it."""
    if "id" in model.model_fields:
        assert model in (*KNOWN_BY_ID, Action)


@pytest.mark.parametrize("value", [1.5, {1}, object()])
def test_a_value_without_words_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="there are no words for a"):
        in_words(value, "EUR")


def test_what_residents_do_not_see_is_not_reported(repository: Repository) -> None:
    """Comments, quotes, capitals, line ends and spellings of one value change nothing."""
    path = repository.content("actions/US0113.1.md")
    text = path.read_text(encoding="utf-8")
    text = text.replace("theme: Streets", 'Theme: "streets" # as printed')
    text = text.replace("status: On hold", "status: ON-HOLD", 1)
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert repository.changes("--base=HEAD") == NOTHING


def test_only_what_the_branch_itself_changed_is_reported(repository: Repository) -> None:
    """What went on in main meanwhile is not reported as if the branch took it back.

    Two commits that are both named are compared as they are.
    """
    repository.git("switch", "-q", "-c", "work")
    repository.project.replace("content/actions/A-10.md", "title: Light", "title: Brightly light")
    repository.commit()
    repository.git("switch", "-q", "main")
    repository.project.replace("content/actions/A-7.md", "title: Repair", "title: Mend")
    repository.commit()
    repository.git("switch", "-q", "work")

    output = repository.changes("--base=main")

    assert "Brightly" in output
    assert "Mend" not in output
    assert "Mend" in repository.changes("--base=main", "--head=work")


def test_files_that_decide_the_look_are_counted(repository: Repository) -> None:
    """Here and between two commits; and what was not compared is not said to be the same."""
    repository.project.replace("theme/templates/base.html", "<body", "<body ")
    workflow = repository.project.root / ".github" / "workflows" / "publish.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text("on: push\n", encoding="utf-8")
    (repository.project.root / "README.md").write_text("Read me.\n", encoding="utf-8")
    expected = (
        f"{HEAD}**This changes how the site is built or published; have somebody who reads code"
        " look at it:** 2 files outside of content/, `.github/workflows/publish.yml`,"
        " `theme/templates/base.html`.\n\n"
        "What is written for whoever changes or keeps the site differs, too: `README.md`.\n\n"
        "Nothing else that residents see changes.\n"
    )

    assert repository.changes("--base=HEAD") == expected
    repository.commit()
    assert repository.changes("--base=HEAD~1", "--head=HEAD") == expected


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        (
            lambda content: (content / "plan.yml").unlink(),
            "the content has 1 problem. Not compared, because they cannot be read:"
            " `content/plan.yml`.",
        ),
        (
            lambda content: (content / "actions" / "A-10.md").write_bytes(b"---\nid: [\n---\n"),
            "the content has 3 problems. Not compared, because they cannot be read:"
            " `content/actions/A-10.md`.",
        ),
        (
            lambda content: _replace(
                content / "actions" / "A-10.md", "date: 2025-02-01", "date: x"
            ),
            "the content has 1 problem. Not compared, because they cannot be read:"
            " `content/actions/A-10.md`.",
        ),
        (
            lambda content: _replace(
                content / "actions" / "A-10.md", "theme:", "priority: 1\ntheme:"
            ),
            "the content has 1 problem, and no site can be built from it."
            " What can be read is compared.",
        ),
        (
            shutil.rmtree,
            "there is no plan in this form: nothing on that side could be read.",
        ),
    ],
    ids=["no plan.yml", "broken YAML", "a bad value", "an older format", "no content"],
)
@pytest.mark.parametrize("side", ["before", "after"])
def test_content_that_is_broken_is_compared_as_far_as_it_can_be_read(
    repository: Repository, change: Callable[[Path], object], remark: str, side: str
) -> None:
    """Either side may be broken or of another time: what is read is compared, the rest is said."""
    good = repository.git("rev-parse", "HEAD").strip()
    change(repository.content(""))
    broken = repository.commit()
    pair = (broken, good) if side == "before" else (good, broken)

    output = repository.project.action_plan("changes", f"--base={pair[0]}", f"--head={pair[1]}")

    assert output.returncode == 0, output.stderr
    when = f"Before ({broken[:7]})" if side == "before" else "With this change"
    assert f"{when}, {remark}" in output.stdout
    assert "Traceback" not in output.stderr
    assert "###" not in output.stdout
    ending = "What changes for residents is not known" if "no plan" in remark else "Nothing else"
    assert ending in output.stdout


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", ["nowhere", "--help", "HEAD~99", "main:content"])
def test_a_commit_that_is_not_there_is_reported(repository: Repository, name: str) -> None:
    done = repository.project.action_plan("changes", f"--base={name}")

    assert done.returncode == 1
    assert done.stderr == (
        f'Nothing can be compared: there is no commit "{name}" here.'
        " Name a branch, a tag or a commit; git fetch brings those of the server.\n"
    )


def test_outside_of_a_repository_it_is_reported(harbour: Project) -> None:
    done = harbour.action_plan("changes", env={"GIT_CEILING_DIRECTORIES": str(harbour.root.parent)})

    assert done.returncode == 1
    assert done.stderr.startswith("Nothing can be compared: git says: not a git repository")
    assert "Traceback" not in done.stderr


def test_nothing_of_the_commit_is_run_or_followed(repository: Repository, tmp_path: Path) -> None:
    """Attributes, filters and links in a commit do nothing: its files are taken byte for byte."""
    secret = tmp_path / "secret.md"
    secret.write_text(
        repository.content("actions/A-10.md").read_text("utf-8").replace("A-10", "S-1"), "utf-8"
    )
    repository.content("actions/S-1.md").symlink_to(secret)
    (repository.project.root / ".gitattributes").write_text("*.md export-ignore\n", "utf-8")
    repository.commit()
    repository.content("actions/S-1.md").unlink()
    repository.commit()

    shown = repository.changes("--base=HEAD~1", "--head=HEAD")
    assert "cannot be read: `content/actions/S-1.md`.\n" in shown
    assert "harbour wall" not in shown


@settings(deadline=None)
@given(st.text(min_size=1))
def test_words_of_the_content_stay_words(text: str) -> None:
    """No text can become a heading, a link, a table, HTML or a mention in what approvers read."""
    html = markdown(f"- **x**: {escaped(text)}", extensions=["tables"])

    for tag in ("<a", "<h1", "<h2", "<h3", "<img", "<script", "<table", "<code", "<em", "<hr"):
        assert tag not in html
    assert "\n" not in escaped(text)
    assert not re.search(r"(?<![A-Za-z0-9])@a", escaped(f"{text} @a"))


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_code_stays_code(text: str) -> None:
    written = code(text)

    assert "\n" not in written
    fence = len(written) - len(written.lstrip("`"))
    assert "`" * fence not in written.strip("`")


def test_pages_are_linked_to_where_they_are_known_to_be(repository: Repository) -> None:
    """In the preview where there is one, and as they are now where the site is on the web."""
    repository.project.replace("content/actions/A-7.md", "The contract was let.", "It was let.")
    repository.content("pages/help.md").write_text("---\ntitle: Help\n---\nAsk.\n", "utf-8")
    repository.git("remote", "add", "origin", "git@github.com:Harbour/plan.git")
    now = "[/actions/A-7/ as it is now](<https://harbour.github.io/plan/actions/A-7/>)"

    here = repository.changes("--base=HEAD")
    previewed = repository.changes("--base=HEAD", "--preview=https://github.com/h/plan/artifacts/1")
    elsewhere = repository.changes("--base=HEAD", "--preview=javascript:alert(1)")

    assert here.endswith(f"\n### Pages to look at\n\n- {now}\n")
    assert previewed.endswith(
        "\n### Pages to look at\n\n"
        "Unpack [the preview](<https://github.com/h/plan/artifacts/1>),"
        " and open these files of it.\n\n"
        f"- `actions/A-7/index.html`, {now}\n- `help/index.html`\n"
    )
    assert elsewhere == here


def test_pages_are_linked_to_at_the_domain_of_the_plan(repository: Repository) -> None:
    repository.project.replace("content/plan.yml", "glossary:", "domain: quay.example\nglossary:")
    repository.commit()
    repository.project.replace("content/actions/A-7.md", "The contract was let.", "It was let.")

    link = "[/actions/A-7/ as it is now](<https://quay.example/actions/A-7/>)"
    assert repository.changes("--base=HEAD").endswith(f"\n- {link}\n")


def test_every_stage_has_words_for_approvers() -> None:
    assert set(STAGES) <= STAGE_COUNTS_AS.keys()


def test_the_summary_of_the_step_gets_it_too(repository: Repository, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    done = repository.project.action_plan(
        "changes", "--base=HEAD", env={"GITHUB_STEP_SUMMARY": str(summary)}
    )

    assert done.returncode == 0
    assert summary.read_text(encoding="utf-8") == f"{NOTHING}\n"
