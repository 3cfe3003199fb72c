"""What can go wrong while publishing, and that residents keep a whole site through all of it.

The table FAULTS is the list: what happens, which site the remote has afterwards, what is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import HARBOUR_DAY
from faults import (
    KILL,
    actions_return,
    bad_content,
    behind,
    build_that,
    content_moved_on,
    dirty,
    diverged,
    hook,
    identity,
    in_clone,
    killed_at,
    killed_in_build,
    limited_git,
    no_actions,
    no_git,
    no_hooks,
    no_identity,
    no_settings,
    no_tools,
    nothing,
    output_changes,
    remote_goes,
    remote_goes_at_push,
    remote_returns,
    second_elsewhere,
    second_here,
    shallow,
    site_moved_on,
    void,
)
from workshop import Workshop, git

pytestmark = pytest.mark.remote

UNCHANGED = "Nothing was published. The site that residents see is as it was."
UNFIT = "The build is not fit to be published, for the reasons above."
KILLED = -9
TWO_YEARS_LATER = str(int(HARBOUR_DAY) + 2 * 366 * 86400)


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong.

    `breaks` makes it happen, `site` names the site that the remote then has (`old`, `new` or
    `other`, somebody else's), `said` is all that is printed as errors, and `mends` is what lets
    the next publishing succeed.
    """

    name: str
    breaks: Callable[[Workshop], None]
    site: str
    said: list[str] | None = None
    code: int = 1
    mends: Callable[[Workshop], None] | None = None
    env: dict[str, str] = field(default_factory=dict)
    prefix: tuple[str, ...] = ()


FAULTS = [
    *(
        Fault(f"killed {when} git {step}", killed_at(step, when), site, code=KILLED, mends=no_tools)
        for step, when, site in (
            ("ls-remote", "after", "old"),
            ("fetch", "before", "old"),
            ("fetch", "after", "old"),
            ("status", "before", "old"),
            ("update-ref", "before", "old"),
            ("fast-import", "before", "old"),
            ("fast-import", "after", "old"),
            ("push", "before", "old"),
            ("push", "after", "new"),
        )
    ),
    Fault("killed in the build", killed_in_build, "old", code=KILLED, mends=no_settings),
    Fault(
        "killed while the remote takes the push",
        hook("pre-receive", KILL),
        "old",
        code=KILLED,
        mends=no_hooks,
    ),
    Fault(
        "killed when the remote has taken the push",
        hook("post-receive", KILL),
        "new",
        code=KILLED,
        mends=no_hooks,
    ),
    Fault(
        "answer to the push lost",
        lambda shop: shop.git_that("push", after="exit 1"),
        "new",
        code=0,
        said=[],
    ),
    Fault(
        "site moved on between fetch and push",
        site_moved_on,
        "new",
        code=0,
        said=["origin did not take the site (fetch first). Trying once more …"],
        # Whoever moved it set another domain, which is not taken away.
    ),
    Fault(
        "site and content moved on between fetch and push",
        content_moved_on,
        "other",
        said=[
            "origin did not take the site (fetch first). Somebody was faster.",
            "origin/main has 1 commit that this copy lacks. Run: git pull origin main",
            UNCHANGED,
        ],
    ),
    Fault(
        "push refused by a hook",
        hook("pre-receive", "echo No publishing on Fridays. >&2; exit 1\n"),
        "old",
        said=[
            "origin did not take the site (No publishing on Fridays). Trying once more …",
            "origin did not take the site (No publishing on Fridays). It was tried twice."
            " Check that you may push to gh-pages and that no rule of the remote forbids it,"
            " then publish again.",
            UNCHANGED,
        ],
        mends=no_hooks,
    ),
    Fault(
        "push refused once",
        hook("pre-receive", "[ -e taken ] && exit 0; : > taken; echo Busy. >&2; exit 1\n"),
        "new",
        code=0,
        said=["origin did not take the site (Busy). Trying once more …"],
    ),
    Fault(
        "remote gone",
        remote_goes,
        "old",
        said=[
            "The remote origin cannot be read ('../remote.git' does not appear to be a git"
            " repository). Check the connection, its address (git remote -v) and your rights, then"
            " try again.",
            UNCHANGED,
        ],
        mends=remote_returns,
    ),
    Fault(
        "remote gone between fetch and push",
        remote_goes_at_push,
        "old",
        said=[
            "origin did not take the site ('../remote.git' does not appear to be a git repository)."
            " Then it could not be asked what it has ('../remote.git' does not appear to be a git"
            " repository). Publish again when it can be reached.",
            "The site that residents see is the old one or the new one, and whole.",
        ],
        mends=remote_returns,
    ),
    Fault(
        "no remote",
        in_clone("remote", "rename", "origin", "upstream"),
        "old",
        said=[
            'There is no remote "origin" to publish to. Run: git remote add origin ADDRESS'
            " (or name another: make publish REMOTE=name)",
            UNCHANGED,
        ],
        mends=in_clone("remote", "rename", "upstream", "origin"),
    ),
    Fault(
        "shallow clone",
        shallow,
        "old",
        said=[
            "This clone has only the last part of the history. Run: git fetch --unshallow origin",
            UNCHANGED,
        ],
        mends=in_clone("fetch", "--quiet", "--unshallow", "origin"),
    ),
    Fault(
        "no identity",
        no_identity,
        "old",
        said=[
            'Git does not know who you are. Run: git config user.name "Your name"'
            " && git config user.email you@example.org",
            UNCHANGED,
        ],
        mends=identity,
    ),
    Fault(
        "tree not clean",
        dirty,
        "old",
        said=[
            "2 files are not committed (content/actions/A-7.md, content/actions/A-8.md)."
            " Commit and push, or put aside with: git stash --include-untracked",
            "content/actions/A-8.md:1: the file does not start with front matter. Write"
            ' "---" alone on the first line, then the fields, then "---" again.',
            "The content has 1 problem. Correct what is said above, commit and push it.",
            UNCHANGED,
        ],
        mends=in_clone("stash", "--quiet", "--include-untracked"),
    ),
    Fault(
        "wrong branch",
        in_clone("switch", "--quiet", "--create", "draft"),
        "old",
        said=[
            "You are on draft; the site is published from main. Run: git switch main"
            " (or publish from here on purpose: make publish BRANCH=draft)",
            UNCHANGED,
        ],
        mends=in_clone("switch", "--quiet", "main"),
    ),
    Fault(
        "no branch",
        in_clone("switch", "--quiet", "--detach"),
        "old",
        said=[
            "You are on no branch; the site is published from main. Run: git switch main",
            UNCHANGED,
        ],
        mends=in_clone("switch", "--quiet", "main"),
    ),
    Fault(
        "not pushed",
        lambda shop: shop.commit("Ours", push=False),
        "old",
        said=[
            "This copy has 1 commit that origin/main lacks. Run: git push origin main",
            UNCHANGED,
        ],
        mends=in_clone("push", "--quiet", "origin", "main"),
    ),
    Fault(
        "not pulled",
        behind,
        "old",
        said=[
            "origin/main has 1 commit that this copy lacks. Run: git pull origin main",
            UNCHANGED,
        ],
        mends=in_clone("pull", "--quiet", "origin", "main"),
    ),
    Fault(
        "gone different ways",
        diverged,
        "old",
        said=[
            "This copy and origin/main have gone different ways. Run: git pull --rebase origin main"
            " && git push origin main",
            UNCHANGED,
        ],
        mends=lambda shop: void(
            (
                git(shop.clone, "pull", "--quiet", "--rebase", "origin", "main"),
                git(shop.clone, "push", "--quiet", "origin", "main"),
            )
        ),
    ),
    Fault(
        "empty content",
        no_actions,
        "old",
        said=[
            "content/actions:1: there is no action here. Write each in a file named after its id,"
            " like 4.2.1.md.",
            'content/pages/about.md:5: the link "../actions/A-7.md" leads to no action or page'
            ' here. Did you mean "/actions/"?',
            "The content has 2 problems. Correct what is said above, commit and push it.",
            UNCHANGED,
        ],
        mends=actions_return,
    ),
    Fault(
        "content with a problem, and no identity: all is said at once",
        bad_content,
        "old",
        said=[
            'Git does not know who you are. Run: git config user.name "Your name"'
            " && git config user.email you@example.org",
            'content/actions/A-7.md:4: theme: "harbor" is not a theme of this plan. Use one of:'
            ' harbour, streets, sea-wall. Did you mean "harbour"?',
            "The content has 1 problem. Correct what is said above, commit and push it.",
            UNCHANGED,
        ],
    ),
    Fault(
        "accessibility statement out of date",
        nothing,
        "old",
        env={"SOURCE_DATE_EPOCH": TWO_YEARS_LATER},
        said=[
            "content/plan.yml:26: accessibility.reviewed: 2025-12-01 is over 12 months ago."
            " Test the site again, correct the statement where it is no longer true, and write"
            " the day you did.",
            "The content has 1 problem. Correct what is said above, commit and push it.",
            UNCHANGED,
        ],
    ),
    Fault(
        "page missing from the build",
        build_that("(folder / 'actions/A-10/index.html').unlink()"),
        "old",
        said=[
            "the build lacks actions/A-10/index.html.",
            "Nothing was replaced.",
            UNFIT,
            UNCHANGED,
        ],
    ),
    Fault(
        "page cut off in the build",
        build_that("page = folder / 'index.html'; page.write_bytes(page.read_bytes()[:-8])"),
        "old",
        said=["index.html: <html> is not closed.", "Nothing was replaced.", UNFIT, UNCHANGED],
    ),
    Fault(
        "script, draft and hidden file in the build",
        build_that(
            "(folder / 'drafts').mkdir(); (folder / 'drafts/a.txt').touch();"
            " (folder / '.env').touch(); page = folder / 'index.html';"
            " page.write_text(page.read_text().replace('</main>',"
            " '<script>alert(1)</script></main>'))"
        ),
        "old",
        said=[
            ".env is a hidden file, and would be published.",
            "drafts/a.txt is a draft, and would be published.",
            "index.html: it has a script of its own text.",
            "Nothing was replaced.",
            UNFIT,
            UNCHANGED,
        ],
    ),
    Fault(
        "output changes between verifying and committing",
        output_changes,
        "old",
        said=[
            "What was committed is not what was verified: output/ changed meanwhile."
            " Stop what else builds there (make serve), then publish again.",
            UNCHANGED,
        ],
        mends=no_tools,
    ),
    Fault(
        "disk full in the build",
        nothing,
        "old",
        prefix=("sh", "-c", 'ulimit -f 8; exec "$@"', "sh"),
        said=[
            "The build could not be done (File too large). See that the disk has room."
            " Nothing was replaced.",
            UNFIT,
            UNCHANGED,
        ],
    ),
    Fault(
        "disk full in the fetch",
        limited_git("fetch"),
        "old",
        mends=no_tools,
    ),
    Fault(
        "disk full in the commit",
        limited_git("fast-import"),
        "old",
        said=[
            "The site could not be committed (it gave no reason; is the disk full?).",
            UNCHANGED,
        ],
        mends=no_tools,
    ),
    Fault("disk full at the remote", limited_git("push"), "old", mends=no_tools),
    Fault("published from the same clone at once", second_here, "new", code=0, said=[]),
    Fault(
        "published from another clone at once",
        second_elsewhere,
        "new",
        code=0,
        said=["origin did not take the site (fetch first). Trying once more …"],
    ),
    Fault(
        "no git",
        no_git,
        "old",
        env={"PATH": "/nonexistent"},
        said=["git is not installed. Install it, then try again.", UNCHANGED],
    ),
]


@dataclass(frozen=True)
class Sites:
    """A workshop ready to publish a change, the site it has and the site it is to have."""

    shop: Workshop
    old: dict[str, bytes]
    new: dict[str, bytes]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Publish a site, commit a change to it, and see what publishing that gives."""
    folder = tmp_path_factory.mktemp("faults")
    shop = Workshop.make(folder / "shop")
    shop.publish()
    shop.change("content/actions/A-10.md", "title: Light the", "title: Light all of the")
    shop.commit("Say that it is all of the wall")
    well = shop.copy(folder / "well")
    well.publish()
    return Sites(shop, shop.site(), well.site())


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_fault(sites: Sites, tmp_path: Path, fault: Fault) -> None:
    """The remote has the old site or the new one, whole; what to do is said; then all goes well."""
    shop = sites.shop.copy(tmp_path / "shop")
    tip = shop.history()[0]
    fault.breaks(shop)

    done = shop.run("publish", env=fault.env, prefix=fault.prefix)

    away = shop.folder / "away.git"
    remote = away if away.exists() else shop.remote
    seen = Workshop(shop.folder)
    seen.remote = remote
    expected = {"old": sites.old, "new": sites.new}
    assert done.returncode == fault.code, done.stdout + done.stderr
    if fault.site in expected:
        assert {k: v for k, v in seen.site().items() if k != "CNAME"} == expected[fault.site]
    else:
        assert seen.site() == {**sites.old, "CNAME": b"Other.\n"}
    assert tip in seen.history()
    git(remote, "fsck", "--connectivity-only", "--no-dangling")
    assert "Traceback" not in done.stdout + done.stderr
    if fault.said is not None:
        assert done.stderr.splitlines() == fault.said
    elif fault.code == 1:
        assert done.stderr.splitlines()[-1] == UNCHANGED
    if fault.breaks is second_here:
        assert (shop.folder / "second").read_text(encoding="utf-8").splitlines() == [
            "Somebody is publishing from this clone at this moment. Wait until that is done.",
            UNCHANGED,
        ]
    if fault.mends is not None:
        fault.mends(shop)
        shop.publish()
        assert shop.site() == sites.new
        assert tip in shop.history()
