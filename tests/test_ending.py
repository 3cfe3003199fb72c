"""However a command ends, files are whole, nothing is left, and one message says what holds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import kill
import pytest
from action_plan.build.staging import MARK, StagedOutput
from action_plan.commands.main import COMMANDS
from action_plan.editing.file_writing import undo_unfinished, write_all
from action_plan.leftovers import scratch_folder
from action_plan.problems import ContentProblems
from conftest import Project, tree

_KILLED_AT_EACH_STEP = """
import os, signal, sys
from pathlib import Path

STEPS = ("open", "os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.copyfile")
remaining = [0]

def count(event, _arguments):
    if event in STEPS and remaining[0]:
        remaining[0] -= 1
        if not remaining[0]:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)

def killed(work, step):
    "Whether the work, in a process of its own, has a step of this number and was killed there."
    if child := os.fork():
        return os.waitpid(child, 0)[1] == signal.SIGKILL
    remaining[0] = step
    work()
    os._exit(0)
"""
"""Kills a process before each of its steps that change files: Python reports them to a hook."""

_WRITE = f"""
{_KILLED_AT_EACH_STEP}
from action_plan.editing.file_writing import undo_unfinished, write_all
root = Path("root")
folder = root / "content" / "actions"
folder.mkdir(parents=True)
names = [f"A-{{number}}.md" for number in range(4)]
old, new = (dict.fromkeys(names[:count], said) for count, said in ((3, b"old"), (4, b"new")))

def found():
    return {{path.name: path.read_bytes() for path in sorted(folder.iterdir())}}

def write():
    write_all(root, {{folder / name: content for name, content in new.items()}})

step, halves, states = 0, 0, set()
while True:
    step += 1
    for name in names:
        (folder / name).unlink(missing_ok=True)
    for name, content in old.items():
        (folder / name).write_bytes(content)
    was_killed = killed(write, step)
    halves += len({{(folder / name).read_bytes() for name in old}}) == 2
    # Undoing is killed as well, once, and then done.
    killed(lambda: undo_unfinished(root), step % 7 + 1)
    undo_unfinished(root)
    assert found() in (old, new), (step, found())
    states.add(found() == new)
    if not was_killed:
        break
print(step > 20, halves > 0, states == {{True, False}})
"""

_SWAP = f"""
{_KILLED_AT_EACH_STEP}
from action_plan.build.staging import MARK, StagedOutput
output = Path("site/output").absolute()

def build(said):
    staged = StagedOutput(output)
    staged.check()
    staged.begin()
    staged.write("index.html", f"{{MARK}}{{said}}".encode())
    staged.write("a/index.html", said.encode())
    staged.swap(None)

def found():
    return {{path.read_text()[-3:] for path in output.rglob("*.html")}}

step, missing, states = 0, 0, set()
while True:
    step += 1
    build("old")
    was_killed = killed(lambda: build("new"), step)
    missing += not output.exists()
    StagedOutput(output).begin()
    assert found() in ({{"old"}}, {{"new"}}), (step, found())
    states.add(*found())
    if not was_killed:
        break
    left = [path.name for path in output.parent.iterdir()]
    assert sorted(left) == [f".output.{{os.getpid()}}.building", "output"], (step, left)
print(step > 10, missing > 0, states == {{"old", "new"}})
"""


@pytest.mark.parametrize("code", [_WRITE, _SWAP], ids=["a table of updates", "the output folder"])
def test_what_is_killed_at_any_step_is_whole_after_the_next(harbour: Project, code: str) -> None:
    """Killed before each of its steps in turn, some of them in the middle of replacing."""
    done = harbour.run(sys.executable, "-c", code)

    assert done.stdout == "True True True\n", done.stdout + done.stderr


def test_a_command_says_that_it_undid_what_another_had_begun(harbour: Project) -> None:
    """A file that somebody has changed since is left as it is."""
    journal = harbour.root / "content" / "actions" / ".being-written"
    for name in ("A-7", "A-10"):
        for when, title in (("old", "title: Before"), ("new", "title: Written")):
            (journal / when).mkdir(parents=True, exist_ok=True)
            text = harbour.action(name).read_text("utf-8").replace("title: ", f"{title} ", 1)
            (journal / when / f"{name}.md").write_text(text, "utf-8")
    harbour.action("A-7").write_bytes((journal / "new" / "A-7.md").read_bytes())

    done = harbour.action_plan("check")

    assert done.returncode == 0
    assert done.stderr == (
        "An earlier command was killed while it wrote 1 file."
        " All are as they were before it: run the command again.\n"
    )
    assert "title: Before" in harbour.action("A-7").read_text("utf-8")
    assert "title: Light" in harbour.action("A-10").read_text("utf-8")
    assert not journal.exists()
    assert harbour.action_plan("check").stderr == ""


@pytest.mark.parametrize(
    "link",
    ["content/actions/A-7.md", "content/actions", "content", "content/actions/.being-written"],
)
def test_nothing_is_written_through_a_link(tmp_path: Path, link: str) -> None:
    """Neither a file nor a folder above it, nor what is kept while it is written."""
    elsewhere = tmp_path / "elsewhere" / "actions"
    for name in ("old", "new"):
        (elsewhere / ".being-written" / name).mkdir(parents=True)
        (elsewhere / ".being-written" / name / "A-7.md").write_text(name)
    (elsewhere / "A-7.md").write_text("new")
    path = tmp_path / "root" / link
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "elsewhere" / Path(link).relative_to("content"))
    root = tmp_path / "root"
    before = tree(tmp_path / "elsewhere")

    undo_unfinished(root)
    with pytest.raises((ContentProblems, FileExistsError)):
        write_all(root, {root / "content" / "actions" / "A-7.md": b"x"})

    assert tree(tmp_path / "elsewhere") == before


def test_a_scratch_folder_is_swept_when_nobody_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder in use stays; so does a link that only looks like one, and what it leads to."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "action-plan-dead" / "before").mkdir(parents=True)
    (tmp_path / "kept").mkdir()
    (tmp_path / "action-plan-link").symlink_to("kept")

    with scratch_folder() as first, scratch_folder() as second:
        names = {path.name for path in tmp_path.iterdir()}
        assert names == {first.name, second.name, "kept", "action-plan-link"}

    assert {path.name for path in tmp_path.iterdir()} == {"kept", "action-plan-link"}


def test_an_output_folder_that_is_a_mount_point_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old site stays."""
    staged = StagedOutput(tmp_path / "output")
    staged.final.mkdir()
    (staged.final / "index.html").write_text(MARK)
    rename = Path.rename

    def refuses(path: Path, target: Path) -> Path:
        if path == staged.final:
            raise OSError(16, "Device or resource busy", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuses)
    staged.begin()

    with pytest.raises(OSError, match="is a mount point, which cannot be replaced"):
        staged.swap(None)

    assert (staged.final / "index.html").read_text() == MARK


def test_a_file_of_the_theme_that_does_not_fit_is_refused_in_words(harbour: Project) -> None:
    """Pelican itself copies it, and warns."""
    (harbour.root / "theme" / "static" / "files" / "large.png").write_bytes(b"x" * 1024 * 1024)

    done = harbour.run(
        *("sh", "-c", 'ulimit -f 1000; exec "$0" "$@"'),
        *(sys.executable, "-m", "action_plan", "build"),
    )

    assert done.returncode == 1
    reason, refused = done.stderr.splitlines()
    assert "large.png" in reason
    assert "File too large" in reason
    assert refused == "The build could not be done, for the reason above. Nothing was replaced."
    assert not list(harbour.root.glob("*output*"))


def test_an_output_folder_that_is_a_link_is_refused(harbour: Project, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    harbour.output.symlink_to(tmp_path / "elsewhere")

    done = harbour.action_plan("build")

    assert done.returncode == 1
    assert done.stderr == (
        f"{harbour.output}:1: this folder is a symbolic link, in whose place the site would be"
        " put. Name the folder itself for the output.\n"
    )


_STOPPED = """
import os, signal, sys
import action_plan.commands.main as main
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests run behind a shell
number, name = signal.Signals(int(sys.argv.pop(1))), sys.argv[1]

def run(*_arguments, **_options):
    exec("os.kill(os.getpid(), number); signal.pause()")  # as the library makes its classes

function = main.COMMANDS[name].function.partition(":")[2]
main.import_module = lambda *_: type("Module", (), {function: run})
main.end_with_exit_code()
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_in_one_line_that_it_was_stopped(harbour: Project, name: str) -> None:
    for number, said in kill.SAID.items():
        done = harbour.run(sys.executable, "-c", _STOPPED, str(int(number)), name)

        assert done.returncode == 128 + number
        assert done.stderr == f"{said}{COMMANDS[name].stopped}\n"
        assert done.stdout == ""


def test_what_is_ignored_stays_ignored(harbour: Project) -> None:
    """`nohup make publish` goes on when the terminal is closed."""
    code = (
        "import os, signal\n"
        "from action_plan.stopping import raise_when_stopped\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "raise_when_stopped([])\n"
        "os.kill(os.getpid(), signal.SIGHUP)\n"
        "print('goes on')\n"
    )

    assert harbour.run(sys.executable, "-c", code).stdout == "goes on\n"


def test_a_second_signal_does_not_cut_off_the_answer_to_the_first(harbour: Project) -> None:
    """Terminals and `timeout` send it twice."""
    code = """
import os, signal
from action_plan.stopping import raise_when_stopped, stating_when_stopped, uninterrupted
received = []
raise_when_stopped(received)
try:
    with stating_when_stopped(lambda: "Undone."):
        try:
            with uninterrupted():
                os.kill(os.getpid(), signal.SIGTERM)
                print("done")
            print("never")
        finally:
            os.kill(os.getpid(), signal.SIGHUP)
            try:
                {}["undo"]
            except KeyError:
                os.kill(os.getpid(), signal.SIGTERM)
            print("undone")
except KeyboardInterrupt as stop:
    print(stop.__notes__, received == [signal.SIGTERM, signal.SIGHUP, signal.SIGTERM])
"""
    done = harbour.run(sys.executable, "-c", code)

    assert done.stdout == "done\nundone\n['Undone.'] True\n", done.stderr


def test_a_signal_that_comes_in_a_callback_is_not_lost(harbour: Project) -> None:
    """Python prints what is raised there, and goes on; the import of a module has such callbacks.

    Where the work must not be cut off, the stop waits.
    """
    code = """
import os, signal, time
from action_plan.stopping import raise_when_stopped, uninterrupted
class Thing:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
received = []
raise_when_stopped(received)
try:
    with uninterrupted():
        Thing()
        print("done")
    print("never")
except KeyboardInterrupt:
    print("put off")
try:
    Thing()
    with uninterrupted():
        time.sleep(0.1)
        print("done")
    time.sleep(50)
except KeyboardInterrupt:
    print(received == [signal.SIGTERM] * 2)
"""
    done = harbour.run(sys.executable, "-c", code)

    assert done.stdout == "done\nput off\ndone\nTrue\n"
    assert done.stderr == ""


def test_workers_end_with_their_parent(harbour: Project) -> None:
    """However it ends: they hold the end of a pipe that is closed when all are gone."""
    code = """
import os, signal, sys, time
os.sched_getaffinity = lambda _process: {0, 1}
from action_plan.build.workers import map_in_processes
def work(number):
    if number == 3:
        os.kill(os.getppid(), signal.SIGKILL)
    signal.pause()
list(map_in_processes(work, range(9)))
"""
    process = subprocess.Popen(
        [sys.executable, "-c", code.replace("number == 3", "number == 0")],
        env={**os.environ, "PYTHONPATH": str(harbour.plugins)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )

    printed, _ = process.communicate(timeout=60)  # ends only when no process has the pipe open

    assert process.returncode == -signal.SIGKILL
    assert printed == b""


@pytest.mark.slow
@pytest.mark.remote
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_commands_stopped_at_random_moments(tmp_path: Path) -> None:
    """`tests/kill.py 200` stops them at more."""
    base = kill.make_base(tmp_path)
    chance = random.Random(12)  # noqa: S311 - moments, not secrets
    numbers = (signal.SIGKILL, signal.SIGTERM, signal.SIGKILL, signal.SIGINT, signal.SIGHUP)

    for name, number in zip(kill.COMMANDS, numbers, strict=True):
        stopped = kill.stop(base, tmp_path / name, name, number, chance)

        assert list(kill.faults(base, stopped)) == [], name
