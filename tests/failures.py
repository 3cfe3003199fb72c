"""How publishing is made to fail, and how each failure is repaired, for the table of failures."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable

from action_plan.publishing.history import checksum
from sandbox import Sandbox, git

KILL = "kill -KILL 0"
"""Kills every process of the session at once: publishing, ghp-import and git."""

OTHER = b"other.example\n"
"""What somebody else's site has in the file by which it differs from the old one."""


def nothing(_sandbox: Sandbox) -> None:
    """Break nothing."""


def remove_tools(sandbox: Sandbox) -> None:
    """Remove the stand-in for git."""
    shutil.rmtree(sandbox.tools)


def killed_at(step: str, when: str) -> Callable[[Sandbox], None]:
    """Kill everything before or after one of git's commands."""

    def cause(sandbox: Sandbox) -> None:
        if when == "before":
            sandbox.git_that(step, before=KILL)
        else:
            sandbox.git_that(step, after=KILL)

    return cause


def killed_in_build(sandbox: Sandbox) -> None:
    """Kill the build when everything is written and nothing is verified."""
    sandbox.settings(
        "import signal\nfrom pelican import signals\n"
        "def stop(pelican):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "signals.finalized.connect(stop)\n"
    )


def restore_settings(sandbox: Sandbox) -> None:
    """Remove what the settings were made to do."""
    path = sandbox.clone / "publishconf.py"
    path.write_text(path.read_text(encoding="utf-8").split("import signal")[0], encoding="utf-8")
    sandbox.commit()


def build_that(act: str) -> Callable[[Sandbox], None]:
    """Have the finished build changed before it is verified."""

    def cause(sandbox: Sandbox) -> None:
        sandbox.settings(
            "from pelican import signals\n"
            f"def corrupt(pelican):\n    folder = Path(pelican.output_path)\n    {act}\n"
            "signals.finalized.connect(corrupt)\n"
        )

    return cause


def hook(name: str, text: str) -> Callable[[Sandbox], None]:
    """Install a hook in the remote."""
    return lambda sandbox: sandbox.hook(name, text)


def remove_hooks(sandbox: Sandbox) -> None:
    """Remove the remote's hooks."""
    shutil.rmtree(sandbox.remote / "hooks")


def other_site(sandbox: Sandbox, file: str, *, by_hand: bool) -> str:
    """Return the commit of a site that is the old one but for a file.

    It was made by hand, or its message ends as that of a publication does.
    """
    blob = git(sandbox.remote, "hash-object", "-w", "--stdin", given=OTHER).decode().strip()
    entries = git(sandbox.remote, "ls-tree", "gh-pages").splitlines(keepends=True)
    kept = [entry for entry in entries if not entry.endswith(f"\t{file}\n".encode())]
    listing = b"".join([*kept, f"100644 blob {blob}\t{file}\n".encode()])
    tree_id = git(sandbox.remote, "mktree", given=listing).decode().strip()
    parent = git(sandbox.remote, "rev-parse", "gh-pages").decode().strip()
    who = ("-c", "user.name=Other", "-c", "user.email=other@example.org")
    files = {
        line.partition(b"\t")[2].decode(): line.split()[2].decode()
        for line in git(sandbox.remote, "ls-tree", "-r", tree_id).splitlines()
    }
    message = "Other" if by_hand else f"Other\n\nChecksum: {checksum(files)}"
    made = git(sandbox.remote, *who, "commit-tree", tree_id, "-p", parent, "-m", message)
    commit = made.decode().strip()
    git(sandbox.remote, "update-ref", "refs/sites/other", commit)
    return commit


def site_moved_on(sandbox: Sandbox, file: str = ".nojekyll", *, by_hand: bool = False) -> None:
    """Somebody else publishes between our fetch and our push."""
    other = other_site(sandbox, file, by_hand=by_hand)
    move = f'git --git-dir="{sandbox.remote}" update-ref refs/heads/gh-pages {other}'
    sandbox.git_that("push", before=move, once=True)


def domain_set(sandbox: Sandbox) -> None:
    """Somebody gives the site a domain on GitHub between our fetch and our push."""
    site_moved_on(sandbox, "CNAME", by_hand=True)


def changed_by_hand(sandbox: Sandbox) -> None:
    """Somebody pushes a file to the published branch between our fetch and our push."""
    site_moved_on(sandbox, by_hand=True)


def roll_back(sandbox: Sandbox) -> None:
    """Do what the message asks for: take back what somebody changed by hand."""
    assert sandbox.run("rollback", "--yes").returncode == 0


def domain_is_kept(sandbox: Sandbox) -> None:
    """Assert that publishing again keeps the domain."""
    sandbox.publish()
    assert sandbox.site()["CNAME"] == OTHER.strip()


def content_moved_on(sandbox: Sandbox) -> None:
    """Somebody else merges and publishes between our fetch and our push."""
    head = git(sandbox.clone, "rev-parse", "HEAD").decode().strip()
    git(sandbox.clone, "commit", "--quiet", "--allow-empty", "--message", "Newer")
    newer = git(sandbox.clone, "rev-parse", "HEAD").decode().strip()
    git(sandbox.clone, "push", "--quiet", "origin", f"{newer}:refs/sites/newer")
    git(sandbox.clone, "reset", "--quiet", "--hard", head)
    inside = f'git --git-dir="{sandbox.remote}"'
    other = other_site(sandbox, ".nojekyll", by_hand=False)
    sandbox.git_that(
        "push",
        before=f"{inside} update-ref refs/heads/main {newer}\n"
        f"{inside} update-ref refs/heads/gh-pages {other}",
        once=True,
    )


def remote_goes(sandbox: Sandbox) -> None:
    """The remote cannot be reached from the first moment."""
    sandbox.remote.rename(sandbox.folder / "away.git")


def remote_goes_at_push(sandbox: Sandbox) -> None:
    """The remote cannot be reached any more when the site is pushed."""
    sandbox.git_that("push", before=f'mv "{sandbox.remote}" "{sandbox.folder}/away.git"')


def restore_remote(sandbox: Sandbox) -> None:
    """The remote is there again."""
    (sandbox.folder / "away.git").rename(sandbox.remote)
    shutil.rmtree(sandbox.tools, ignore_errors=True)


def shallow(sandbox: Sandbox) -> None:
    """The clone has only the last commit, as a workflow's has."""
    shutil.rmtree(sandbox.clone)
    git(sandbox.folder, "clone", "--quiet", "--depth=1", f"file://{sandbox.remote}", "clone")
    git(sandbox.clone, "config", "user.name", "A Workflow")
    git(sandbox.clone, "config", "user.email", "workflow@harbour.example")


def in_clone(*command: str) -> Callable[[Sandbox], None]:
    """Do something with git in the clone."""

    def act(sandbox: Sandbox) -> None:
        git(sandbox.clone, *command)

    return act


def no_identity(sandbox: Sandbox) -> None:
    """Git does not know who works here."""
    git(sandbox.clone, "config", "--unset", "user.name")


def restore_identity(sandbox: Sandbox) -> None:
    """Do what the message asks for."""
    git(sandbox.clone, "config", "user.name", "An Officer")


def dirty(sandbox: Sandbox) -> None:
    """A file is changed and another is new."""
    sandbox.change("content/actions/A-7.md", "Repair", "Mend")
    (sandbox.clone / "content" / "actions" / "A-8.md").write_text("New.\n", encoding="utf-8")


def behind(sandbox: Sandbox) -> None:
    """Somebody else pushed a change."""
    sandbox.commit("Newer")
    git(sandbox.clone, "reset", "--quiet", "--hard", "HEAD~1")


def diverged(sandbox: Sandbox) -> None:
    """Somebody else pushed a change, and another is made here."""
    behind(sandbox)
    sandbox.commit("Ours", push=False)


def no_actions(sandbox: Sandbox) -> None:
    """Every action is deleted."""
    shutil.rmtree(sandbox.clone / "content" / "actions")
    sandbox.commit()


def restore_actions(sandbox: Sandbox) -> None:
    """The deletion is undone."""
    git(sandbox.clone, "reset", "--quiet", "--hard", "HEAD~1")
    git(sandbox.clone, "push", "--quiet", "--force", "origin", "HEAD")


def rebase(sandbox: Sandbox) -> None:
    """Do what the message asks for: put our change on top of theirs and push both."""
    git(sandbox.clone, "pull", "--quiet", "--rebase", "origin", "main")
    git(sandbox.clone, "push", "--quiet", "origin", "main")


def bad_content(sandbox: Sandbox) -> None:
    """A file has a mistake, and who publishes is not known to git either."""
    sandbox.change("content/actions/A-7.md", "theme: harbour", "theme: harbor")
    sandbox.commit()
    no_identity(sandbox)


def output_changes(sandbox: Sandbox) -> None:
    """`make serve` builds into output/ between verifying and committing."""
    sandbox.git_that("update-ref", before='echo changed >> "output/index.html"')


def limited_git(step: str) -> Callable[[Sandbox], None]:
    """The disk is full when one of git's commands writes."""
    return lambda sandbox: sandbox.git_that(step, before="ulimit -f 0")


def second_here(sandbox: Sandbox) -> None:
    """Somebody publishes from the same clone while it is being published."""
    again = f'"{sys.executable}" -m action_plan publish > "{sandbox.folder}/second" 2>&1'
    sandbox.git_that("push", before=again, once=True)


def second_is_refused(sandbox: Sandbox) -> None:
    """Assert that whoever published from the same clone meanwhile was refused."""
    assert (sandbox.folder / "second").read_text(encoding="utf-8").splitlines() == [
        "Somebody is publishing from this clone at this moment. Wait until that is done.",
        "Nothing was published. The site that residents see is as it was.",
    ]


def second_elsewhere(sandbox: Sandbox) -> None:
    """Somebody publishes the same from another clone while it is being published."""
    shutil.copytree(sandbox.clone, sandbox.folder / "second-clone", symlinks=True)
    # Of one officer, both commits of one second would be one and the same.
    git(sandbox.folder / "second-clone", "config", "user.name", "Another Officer")
    again = f'cd "{sandbox.folder}/second-clone" && "{sys.executable}" -m action_plan publish'
    sandbox.git_that("push", before=f"({again}) > /dev/null 2>&1", once=True)


def no_git(sandbox: Sandbox) -> None:
    """The machine has no git: the folder of tools that is searched is empty."""
    sandbox.tools.mkdir()
