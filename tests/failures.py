"""How publishing is made to go wrong, for the table of faults."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable

from workshop import Workshop, git

KILL = "kill -KILL 0"
"""Kills the whole session at once: publishing, ghp-import and git."""


def nothing(_shop: Workshop) -> None:
    """Break nothing."""


def no_tools(shop: Workshop) -> None:
    """Return git its own way again."""
    shutil.rmtree(shop.tools)


def killed_at(step: str, when: str) -> Callable[[Workshop], None]:
    """Kill everything before or after one of git's commands."""

    def breaks(shop: Workshop) -> None:
        shop.git_that(step, before=KILL) if when == "before" else shop.git_that(step, after=KILL)

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
    """Return the remote a hook."""
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
    """Return nothing."""


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
    git(shop.clone, "reset", "--quiet", "--hard", "HEAD~1")
    git(shop.clone, "push", "--quiet", "--force", "origin", "HEAD")


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
    # Of one officer, both commits of one second would be one and the same.
    git(shop.folder / "second-clone", "config", "user.name", "Another Officer")
    again = f'cd "{shop.folder}/second-clone" && "{sys.executable}" -m action_plan publish'
    shop.git_that("push", before=f"({again}) > /dev/null 2>&1", once=True)


def no_git(shop: Workshop) -> None:
    """The machine has no git."""
    shop.tools.mkdir()
