"""What can fail while publishing, and that residents keep a complete site through all of it.

Each row of the table FAILURES is a case: what happens, which site the remote then has, what is
printed, and what lets the next publishing succeed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import HARBOUR_DAY
from failures import (
    KILL,
    OTHER,
    bad_content,
    behind,
    build_that,
    changed_by_hand,
    content_moved_on,
    dirty,
    diverged,
    domain_is_kept,
    domain_set,
    hook,
    in_clone,
    killed_at,
    killed_in_build,
    limited_git,
    no_actions,
    no_git,
    no_identity,
    nothing,
    output_changes,
    rebase,
    remote_goes,
    remote_goes_at_push,
    remove_hooks,
    remove_tools,
    restore_actions,
    restore_identity,
    restore_remote,
    restore_settings,
    roll_back,
    second_elsewhere,
    second_here,
    second_is_refused,
    shallow,
    site_moved_on,
)
from sandbox import Sandbox, git

pytestmark = pytest.mark.remote

UNCHANGED = "Nothing was published. The site that residents see is as it was."
OVERTAKEN = "Nothing was published from here. Residents see what somebody else published."
NOT_KNOWN = (
    "It is not known whether residents see the old site or the new one; either is complete."
    " To see: git ls-remote origin refs/heads/gh-pages (the new one is COMMIT)."
    " To go on: make publish. It looks first, and does nothing where the new site is there already."
)
UNFIT = "The build cannot be published, for the reasons above."
COMMIT = re.compile(r"\b[0-9a-f]{7,40}\b")
DAY = re.compile(r"of \d{4}-\d{2}-\d{2}\b")
KILLED = -9
PROGRESS = ("Reading actions …", "Writing pages …")
"""What is printed where a step takes longer than a second, as on a busy machine."""
TWO_YEARS_LATER = str(int(HARBOUR_DAY) + 2 * 366 * 86400)


@dataclass(frozen=True)
class Failure:
    """Something that fails while publishing."""

    name: str
    cause: Callable[[Sandbox], None]
    site: str
    """The site that the remote then has: `old`, `new`, or somebody else's, `other` or `domain`."""
    errors: list[str] | None = None
    """All that is printed as errors; `None` where git's own words are among them."""
    code: int = 1
    repair: Callable[[Sandbox], None] | None = None
    """What lets the next publishing succeed; `None` where nothing is left to publish."""
    check: Callable[[Sandbox], None] = nothing
    """What else must hold afterwards."""
    env: dict[str, str] = field(default_factory=dict)
    prefix: tuple[str, ...] = ()
    """A command that publishing is started by."""


FAILURES = [
    *(
        Failure(
            f"killed {when} git {step}",
            killed_at(step, when),
            site,
            code=KILLED,
            repair=remove_tools,
        )
        for step, when, site in (
            ("fetch", "before", "old"),
            ("fetch", "after", "old"),
            ("fast-import", "before", "old"),
            ("fast-import", "after", "old"),
            ("push", "before", "old"),
            ("push", "after", "new"),
        )
    ),
    Failure("killed in the build", killed_in_build, "old", code=KILLED, repair=restore_settings),
    Failure(
        "killed while the remote takes the push",
        hook("pre-receive", KILL),
        "old",
        code=KILLED,
        repair=remove_hooks,
    ),
    Failure(
        "killed when the remote has taken the push",
        hook("post-receive", KILL),
        "new",
        code=KILLED,
        repair=remove_hooks,
    ),
    Failure(
        "answer to the push lost",
        lambda sandbox: sandbox.git_that("push", after="exit 1"),
        "new",
        code=0,
        errors=[],
    ),
    Failure(
        "site moved on between fetch and push",
        site_moved_on,
        "new",
        code=0,
        errors=["origin did not take the site (fetch first). Trying once more …"],
    ),
    Failure(
        "domain set between fetch and push",
        domain_set,
        "domain",
        errors=[
            "origin did not take the site (fetch first). Somebody was faster.",
            "The live site has another domain now. Publish again, and it is kept.",
            OVERTAKEN,
        ],
        check=domain_is_kept,
    ),
    Failure(
        "site and content moved on between fetch and push",
        content_moved_on,
        "other",
        errors=[
            "origin did not take the site (fetch first). Somebody was faster.",
            "origin/main has 1 commit that this copy does not have. Run: git pull origin main",
            OVERTAKEN,
        ],
    ),
    Failure(
        "site changed by hand between fetch and push",
        changed_by_hand,
        "other",
        errors=[
            "origin did not take the site (fetch first). Somebody was faster.",
            "gh-pages was changed by other means than make publish: COMMIT of DAY by"
            ' "Other <other@example.org>", "Other". Changed 1 file: ".nojekyll". To take that off'
            " the site: make rollback; then publish again. What is to stay belongs into content/.",
            OVERTAKEN,
        ],
        repair=roll_back,
    ),
    Failure(
        "push refused by a hook",
        hook("pre-receive", "echo No publishing on Fridays. >&2; exit 1\n"),
        "old",
        errors=[
            "origin did not take the site (No publishing on Fridays). Trying once more …",
            "origin did not take the site (No publishing on Fridays). It was tried twice."
            " Check that you may push to gh-pages and that no rule of the remote forbids it,"
            " then run: make publish",
            UNCHANGED,
        ],
        repair=remove_hooks,
    ),
    Failure(
        "push refused once",
        hook("pre-receive", "[ -e taken ] && exit 0; : > taken; echo Busy. >&2; exit 1\n"),
        "new",
        code=0,
        errors=["origin did not take the site (Busy). Trying once more …"],
    ),
    Failure(
        "remote gone",
        remote_goes,
        "old",
        errors=[
            "The remote origin cannot be read ('../remote.git' does not appear to be a git"
            " repository). Check the connection, its address (git remote -v) and your rights, then"
            " try again.",
            UNCHANGED,
        ],
        repair=restore_remote,
    ),
    Failure(
        "remote gone between fetch and push",
        remote_goes_at_push,
        "old",
        errors=[
            "The push to origin ended without an answer ('../remote.git' does not appear to be a"
            " git repository). It was asked 3 times what it has, and gave no answer"
            " ('../remote.git' does not appear to be a git repository).",
            NOT_KNOWN,
        ],
        repair=restore_remote,
    ),
    Failure(
        "no remote",
        in_clone("remote", "rename", "origin", "upstream"),
        "old",
        errors=[
            'There is no remote "origin" to publish to. Run: git remote add origin ADDRESS'
            " (or name another: REMOTE=name)",
            UNCHANGED,
        ],
        repair=in_clone("remote", "rename", "upstream", "origin"),
    ),
    Failure(
        "shallow clone",
        shallow,
        "old",
        errors=[
            "This clone has only the last part of the history. Run: git fetch --unshallow origin",
            UNCHANGED,
        ],
        repair=in_clone("fetch", "--quiet", "--unshallow", "origin"),
    ),
    Failure(
        "no identity",
        no_identity,
        "old",
        errors=[
            'Git does not know who you are. Run: git config user.name "Your name"'
            " && git config user.email you@example.org",
            UNCHANGED,
        ],
        repair=restore_identity,
    ),
    Failure(
        "tree not clean",
        dirty,
        "old",
        errors=[
            "2 files are not committed (content/actions/A-7.md, content/actions/A-8.md)."
            " Commit and push, or put aside with: git stash --include-untracked",
            "content/actions/A-8.md:1: the file does not start with front matter. Write"
            ' "---" alone on the first line, then the fields, then "---" again.',
            "The content has 1 problem. Correct what is listed above, commit and push it.",
            UNCHANGED,
        ],
        repair=in_clone("stash", "--quiet", "--include-untracked"),
    ),
    Failure(
        "wrong branch",
        in_clone("switch", "--quiet", "--create", "draft"),
        "old",
        errors=[
            "You are on draft; the site is published from main. Run: git switch main"
            " (or publish from here on purpose: make publish BRANCH=draft)",
            UNCHANGED,
        ],
        repair=in_clone("switch", "--quiet", "main"),
    ),
    Failure(
        "no branch",
        in_clone("switch", "--quiet", "--detach"),
        "old",
        errors=[
            "You are on no branch; the site is published from main. Run: git switch main",
            UNCHANGED,
        ],
        repair=in_clone("switch", "--quiet", "main"),
    ),
    Failure(
        "not pushed",
        lambda sandbox: sandbox.commit("Ours", push=False),
        "old",
        errors=[
            "This copy has 1 commit that origin/main does not have. Run: git push origin main",
            UNCHANGED,
        ],
        repair=in_clone("push", "--quiet", "origin", "main"),
    ),
    Failure(
        "not pulled",
        behind,
        "old",
        errors=[
            "origin/main has 1 commit that this copy does not have. Run: git pull origin main",
            UNCHANGED,
        ],
        repair=in_clone("pull", "--quiet", "origin", "main"),
    ),
    Failure(
        "gone different ways",
        diverged,
        "old",
        errors=[
            "This copy and origin/main have gone different ways. Run: git pull --rebase origin main"
            " && git push origin main",
            UNCHANGED,
        ],
        repair=rebase,
    ),
    Failure(
        "empty content",
        no_actions,
        "old",
        errors=[
            "content/actions:1: there is no action here. Write each in a file named after its id,"
            " like 4.2.1.md.",
            'content/pages/about.md:5: the link "../actions/A-7.md" leads to no action or page'
            ' here. Did you mean "/actions/"?',
            "The content has 2 problems. Correct what is listed above, commit and push it.",
            UNCHANGED,
        ],
        repair=restore_actions,
    ),
    Failure(
        "content with a problem, and no identity: all is said at once",
        bad_content,
        "old",
        errors=[
            'Git does not know who you are. Run: git config user.name "Your name"'
            " && git config user.email you@example.org",
            'content/actions/A-7.md:4: theme: "harbor" is not a theme of this plan. Use one of:'
            ' harbour, streets, sea-wall. Did you mean "harbour"?',
            "The content has 1 problem. Correct what is listed above, commit and push it.",
            UNCHANGED,
        ],
    ),
    Failure(
        "accessibility statement out of date",
        nothing,
        "old",
        env={"SOURCE_DATE_EPOCH": TWO_YEARS_LATER},
        errors=[
            "content/plan.yml:26: accessibility.reviewed: 2025-12-01 is over 12 months ago."
            " Test the site again, correct the statement where it is no longer true, and write"
            " the day you did.",
            "The content has 1 problem. Correct what is listed above, commit and push it.",
            UNCHANGED,
        ],
    ),
    Failure(
        "page missing from the build",
        build_that("(folder / 'actions/A-10/index.html').unlink()"),
        "old",
        errors=[
            "missing from the build: actions/A-10/index.html.",
            "Nothing was replaced.",
            UNFIT,
            UNCHANGED,
        ],
    ),
    Failure(
        "page cut off in the build",
        build_that("page = folder / 'index.html'; page.write_bytes(page.read_bytes()[:-8])"),
        "old",
        errors=["index.html: <html> is not closed.", "Nothing was replaced.", UNFIT, UNCHANGED],
    ),
    Failure(
        "script, draft and hidden file in the build",
        build_that(
            "(folder / 'drafts').mkdir(); (folder / 'drafts/a.txt').touch();"
            " (folder / '.env').touch(); page = folder / 'index.html';"
            " page.write_text(page.read_text().replace('</main>',"
            " '<script>alert(1)</script></main>'))"
        ),
        "old",
        errors=[
            ".env is a hidden file, and would be published.",
            "drafts/a.txt is a draft, and would be published.",
            "index.html: it has a script of its own text.",
            "Nothing was replaced.",
            UNFIT,
            UNCHANGED,
        ],
    ),
    Failure(
        "output changes between verifying and committing",
        output_changes,
        "old",
        errors=[
            "What was committed is not what was verified: output/ changed meanwhile."
            " Stop what else builds there (make serve), then publish again.",
            UNCHANGED,
        ],
        repair=remove_tools,
    ),
    Failure(
        "disk full in the build",
        nothing,
        "old",
        prefix=("sh", "-c", 'ulimit -f 8; exec "$@"', "sh"),
        errors=[
            "The build could not be done (File too large). See that the disk has room."
            " Nothing was replaced.",
            UNFIT,
            UNCHANGED,
        ],
    ),
    Failure(
        "disk full in the fetch",
        limited_git("fetch"),
        "old",
        repair=remove_tools,
    ),
    Failure(
        "disk full in the commit",
        limited_git("fast-import"),
        "old",
        errors=[
            "The site could not be committed (it gave no reason; is the disk full, or was it"
            " ended?).",
            UNCHANGED,
        ],
        repair=remove_tools,
    ),
    Failure("disk full at the remote", limited_git("push"), "old", repair=remove_tools),
    Failure(
        "published from the same clone at once",
        second_here,
        "new",
        code=0,
        errors=[],
        check=second_is_refused,
    ),
    Failure(
        "published from another clone at once",
        second_elsewhere,
        "new",
        code=0,
        errors=["origin did not take the site (fetch first). Trying once more …"],
    ),
    Failure(
        "no git",
        no_git,
        "old",
        env={"PATH": "/nonexistent"},
        errors=["Git could not go on: git is not installed here.", UNCHANGED],
    ),
]


@dataclass(frozen=True)
class Sites:
    """A sandbox ready to publish a change, the site it has and the site it is to have."""

    sandbox: Sandbox
    old: dict[str, bytes]
    new: dict[str, bytes]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Publish a site, commit a change to it, and see what publishing that gives."""
    folder = tmp_path_factory.mktemp("faults")
    sandbox = Sandbox.make(folder / "sandbox")
    sandbox.publish()
    sandbox.change("content/actions/A-10.md", "title: Light the", "title: Light all of the")
    sandbox.commit("Say that it is all of the wall")
    changed = sandbox.copy(folder / "changed")
    changed.publish()
    return Sites(sandbox, sandbox.site(), changed.site())


@pytest.mark.parametrize("failure", FAILURES, ids=[failure.name for failure in FAILURES])
def test_failure(sites: Sites, tmp_path: Path, failure: Failure) -> None:
    """The remote has the old or the new site, complete; what to do is said, and done, helps."""
    sandbox = sites.sandbox.copy(tmp_path / "sandbox")
    tip = sandbox.history()[0]
    failure.cause(sandbox)

    done = sandbox.run("publish", env=failure.env, prefix=failure.prefix)

    away = sandbox.folder / "away.git"
    seen = Sandbox(sandbox.folder)
    seen.remote = away if away.exists() else sandbox.remote
    expected = {
        "old": sites.old,
        "new": sites.new,
        "other": {**sites.old, ".nojekyll": OTHER},
        "domain": {**sites.old, "CNAME": OTHER},
    }
    assert done.returncode == failure.code, done.stdout + done.stderr
    assert seen.site() == expected[failure.site]
    assert tip in seen.history()
    git(seen.remote, "fsck", "--connectivity-only", "--no-dangling")
    assert "Traceback" not in done.stdout + done.stderr
    errors = [
        DAY.sub("of DAY", COMMIT.sub("COMMIT", line))
        for line in done.stderr.splitlines()
        if line not in PROGRESS
    ]
    if failure.errors is not None:
        assert errors == failure.errors
    elif failure.code == 1:
        assert errors[-1] == UNCHANGED
    failure.check(sandbox)
    if failure.repair is not None:
        failure.repair(sandbox)
        sandbox.publish()
        assert sandbox.site() == sites.new
        assert tip in sandbox.history()
