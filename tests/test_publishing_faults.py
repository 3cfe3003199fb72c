"""What can go wrong while publishing, and that residents keep a whole site through all of it.

The table FAULTS is the list: what happens, which site the remote has afterwards, what is said.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import HARBOUR_DAY
from workshop import ADDRESS, Workshop, git

UNCHANGED = "Nothing was published. The site that residents see is as it was."
UNFIT = "The build is not fit to be published, for the reasons above."
KILLED = -9
TWO_YEARS_LATER = str(int(HARBOUR_DAY) + 2 * 366 * 86400)
KILL = "kill -KILL 0"
"""Kills the whole session at once: publishing, ghp-import and git."""


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


def nothing(_shop: Workshop) -> None:
    """Break nothing."""


def no_tools(shop: Workshop) -> None:
    """Give git its own way again."""
    shutil.rmtree(shop.tools)


def killed_at(step: str, when: str) -> Callable[[Workshop], None]:
    """Kill everything before or after one of git's commands."""

    def breaks(shop: Workshop) -> None:
        shop.git_that(step, **{when: KILL})

    return breaks


def killed_in_build(shop: Workshop) -> None:
    """Kill the build when everything is written and nothing is verified."""
    shop.settings(
        "import signal\nfrom pelican import signals\n"
        "def stop(pelican):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "signals.finalized.connect(stop)\n"
    )


def no_settings(shop: Workshop) -> None:
    """Take back what the settings did."""
    path = shop.clone / "publishconf.py"
    path.write_text(path.read_text(encoding="utf-8").split("import signal")[0], encoding="utf-8")
    shop.commit()


def build_that(act: str) -> Callable[[Workshop], None]:
    """Have the finished build changed before it is verified."""

    def breaks(shop: Workshop) -> None:
        shop.settings(
            "from pelican import signals\n"
            f"def spoil(pelican):\n    folder = Path(pelican.output_path)\n    {act}\n"
            "signals.finalized.connect(spoil)\n"
        )

    return breaks


def hook(name: str, text: str) -> Callable[[Workshop], None]:
    """Give the remote a hook."""
    return lambda shop: shop.hook(name, text)


def no_hooks(shop: Workshop) -> None:
    """Take the remote's hooks away."""
    shutil.rmtree(shop.remote / "hooks")


def others(shop: Workshop) -> str:
    """Make, unpublished, a site on top of the old one that somebody else could publish."""
    blob = git(shop.remote, "hash-object", "-w", "--stdin", given=b"Other.\n").decode().strip()
    tree = git(shop.remote, "ls-tree", "gh-pages") + f"100644 blob {blob}\tCNAME\n".encode()
    made = git(shop.remote, "mktree", given=tree).decode().strip()
    parent = git(shop.remote, "rev-parse", "gh-pages").decode().strip()
    who = ("-c", "user.name=Other", "-c", "user.email=other@example.org")
    other = git(shop.remote, *who, "commit-tree", made, "-p", parent, "-m", "Other")
    git(shop.remote, "update-ref", "refs/sites/other", other.decode().strip())
    return other.decode().strip()


def site_moved_on(shop: Workshop) -> None:
    """Somebody else publishes between our fetch and our push."""
    move = f'git --git-dir="{shop.remote}" update-ref refs/heads/gh-pages {others(shop)}'
    shop.git_that("push", before=move, once=True)


def content_moved_on(shop: Workshop) -> None:
    """Somebody else merges and publishes between our fetch and our push."""
    head = git(shop.clone, "rev-parse", "HEAD").decode().strip()
    git(shop.clone, "commit", "--quiet", "--allow-empty", "--message", "Newer")
    newer = git(shop.clone, "rev-parse", "HEAD").decode().strip()
    git(shop.clone, "push", "--quiet", "origin", f"{newer}:refs/sites/newer")
    git(shop.clone, "reset", "--quiet", "--hard", head)
    inside = f'git --git-dir="{shop.remote}"'
    shop.git_that(
        "push",
        before=f"{inside} update-ref refs/heads/main {newer}\n"
        f"{inside} update-ref refs/heads/gh-pages {others(shop)}",
        once=True,
    )


def remote_goes(shop: Workshop) -> None:
    """The remote cannot be reached from the first moment."""
    shop.remote.rename(shop.folder / "away.git")


def remote_goes_at_push(shop: Workshop) -> None:
    """The remote cannot be reached any more when the site is pushed."""
    shop.git_that("push", before=f'mv "{shop.remote}" "{shop.folder}/away.git"')


def remote_returns(shop: Workshop) -> None:
    """The remote is there again."""
    (shop.folder / "away.git").rename(shop.remote)
    shutil.rmtree(shop.tools, ignore_errors=True)


def shallow(shop: Workshop) -> None:
    """The clone has only the last commit, as a workflow's has."""
    shutil.rmtree(shop.clone)
    git(shop.folder, "clone", "--quiet", "--depth=1", f"file://{shop.remote}", "clone")
    git(shop.clone, "config", "user.name", "A Workflow")
    git(shop.clone, "config", "user.email", "workflow@harbour.example")


def in_clone(*command: str) -> Callable[[Workshop], None]:
    """Do something with git in the clone."""
    return lambda shop: void(git(shop.clone, *command))


def void(_: object) -> None:
    """Give nothing."""


def no_identity(shop: Workshop) -> None:
    """Nobody told git who works here."""
    git(shop.clone, "config", "--unset", "user.name")


def identity(shop: Workshop) -> None:
    """Do what the message says."""
    git(shop.clone, "config", "user.name", "An Officer")


def dirty(shop: Workshop) -> None:
    """A file is changed and another is new."""
    shop.change("content/actions/A-7.md", "Repair", "Mend")
    (shop.clone / "content" / "actions" / "A-8.md").write_text("New.\n", encoding="utf-8")


def behind(shop: Workshop) -> None:
    """Somebody else pushed a change."""
    shop.commit("Newer")
    git(shop.clone, "reset", "--quiet", "--hard", "HEAD~1")


def diverged(shop: Workshop) -> None:
    """Somebody else pushed a change, and another is made here."""
    behind(shop)
    shop.commit("Ours", push=False)


def no_actions(shop: Workshop) -> None:
    """Every action is deleted."""
    shutil.rmtree(shop.clone / "content" / "actions")
    shop.commit()


def actions_return(shop: Workshop) -> None:
    """The deletion is undone."""
    git(shop.clone, "revert", "--no-edit", "HEAD")
    git(shop.clone, "push", "--quiet", "origin", "HEAD")


def bad_content(shop: Workshop) -> None:
    """A file has a mistake, and who publishes is not known to git either."""
    shop.change("content/actions/A-7.md", "theme: harbour", "theme: harbor")
    shop.commit()
    no_identity(shop)


def output_changes(shop: Workshop) -> None:
    """`make serve` builds into output/ between verifying and committing."""
    shop.git_that("update-ref", before='echo changed >> "output/index.html"')


def limited_git(step: str) -> Callable[[Workshop], None]:
    """The disk is full when one of git's commands writes."""
    return lambda shop: shop.git_that(step, before="ulimit -f 0")


def second_here(shop: Workshop) -> None:
    """Somebody publishes from the same clone while it is being published."""
    again = f'"{sys.executable}" -m action_plan publish > "{shop.folder}/second" 2>&1'
    shop.git_that("push", before=again, once=True)


def second_elsewhere(shop: Workshop) -> None:
    """Somebody publishes the same from another clone while it is being published."""
    shutil.copytree(shop.clone, shop.folder / "second-clone", symlinks=True)
    again = f'cd "{shop.folder}/second-clone" && "{sys.executable}" -m action_plan publish'
    shop.git_that("push", before=f"({again}) > /dev/null 2>&1", once=True)


def no_git(shop: Workshop) -> None:
    """The machine has no git."""
    shop.tools.mkdir()


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
            "origin did not take the site (No publishing on Fridays). It was tried twice. Check that"
            " you may push to gh-pages and that no rule of the remote forbids it, then publish"
            " again.",
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
            "content/plan.yml:26: accessibility.reviewed: 2025-12-01 is over 12 months ago. Test the"
            " site again, correct the statement where it is no longer true, and write the day you"
            " did.",
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
        said=None,
    ),
    Fault("disk full in the fetch", limited_git("fetch"), "old", mends=no_tools),
    Fault("disk full in the commit", limited_git("fast-import"), "old", mends=no_tools),
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
        print(done.stderr)
        assert done.stderr.splitlines()[-1] == UNCHANGED
    if fault.mends is not None:
        fault.mends(shop)
        shop.publish()
        assert shop.site() == sites.new
        assert tip in shop.history()
