"""Work on several processors: the same results as on one, and a clear end where it fails.

Each runs in a process of its own: a test's process may have threads, and is then not forked.
"""

from __future__ import annotations

import sys

import pytest
from conftest import Project, tree

_TWO_PROCESSORS = "import os\nos.sched_getaffinity = lambda _process: {0, 1}\n"
_MAP = f"""
{_TWO_PROCESSORS}
import signal, sys, threading
from action_plan.build.workers import WorkerFailedError, map_in_processes
HERE = os.getpid()
"""
_BUILD = f"""
{_TWO_PROCESSORS}
import sys
from action_plan.build import generator, workers
from action_plan.commands.main import main
generator.MANY_TO_WRITE = workers.MANY_TO_READ = int(sys.argv[1])
code = main(["build"])
print("pool" if "concurrent.futures.process" in sys.modules else "no pool")
sys.exit(code)
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does all"),
]


def test_results_come_in_the_order_of_the_items(harbour: Project) -> None:
    """Whichever process gave them, for items and functions that no pipe could take."""
    code = """
if __name__ == "__main__":
    items = [lambda number=number: (number, os.getpid()) for number in range(40)]
    found = list(map_in_processes(lambda item: item(), items, chunk=3))
    print([number for number, _ in found] == [*range(40)], HERE in {pid for _, pid in found})
"""
    done = harbour.run(sys.executable, "-c", _MAP + code)

    assert done.stdout == "True False\n", done.stderr


def test_an_error_in_a_worker_is_raised_here(harbour: Project) -> None:
    """With the words and the place it had there, and nothing is left running."""
    code = """
import multiprocessing
def fails(number):
    if number == 3:
        raise OSError(28, "No space left on device", "index.html")
try:
    list(map_in_processes(fails, range(9)))
except OSError as error:
    print(error.errno, error.filename, multiprocessing.active_children())
"""
    done = harbour.run(sys.executable, "-c", _MAP + code)

    assert done.stdout == "28 index.html []\n", done.stderr
    assert done.stderr == ""


def test_a_worker_that_the_system_ends_is_one_sentence(harbour: Project) -> None:
    """It had no time to say anything itself."""
    code = """
try:
    list(map_in_processes(lambda _: os.kill(os.getpid(), signal.SIGKILL), range(9)))
except WorkerFailedError as error:
    print(error)
"""
    done = harbour.run(sys.executable, "-c", _MAP + code)

    assert done.stdout == (
        "A part of the work could not be done: the system ended a process."
        " Is there enough memory?\n"
    )
    assert done.stderr == ""


def test_a_refused_process_leaves_none_waiting(harbour: Project) -> None:
    """Where the system has no room for a second process, the first ends too."""
    code = """
fork, forked = os.fork, []
def refuse_the_second():
    if forked:
        raise BlockingIOError(11, "Resource temporarily unavailable")
    forked.append(True)
    return fork()
os.fork = refuse_the_second
try:
    list(map_in_processes(abs, range(9)))
except OSError as error:
    print(error.strerror)
"""
    done = harbour.run(sys.executable, "-c", _MAP + code)

    assert done.stdout == "Resource temporarily unavailable\n", done.stderr
    assert done.stderr == ""


def test_a_process_with_threads_is_not_forked(harbour: Project) -> None:
    """A lock that another thread holds would stay locked in the worker for good."""
    code = """
ended = threading.Event()
threading.Thread(target=ended.wait).start()
print({*map_in_processes(lambda _: os.getpid(), range(9))} == {HERE})
ended.set()
"""
    done = harbour.run(sys.executable, "-c", _MAP + code)

    assert done.stdout == "True\n", done.stderr


def test_a_build_in_processes_is_the_same_bytes(harbour: Project, built_harbour: Project) -> None:
    """A plan of many actions is read and printed by several processes, a small one by one."""
    spread = harbour.run(sys.executable, "-c", _BUILD, "1")
    built = tree(harbour.output)
    alone = harbour.run(sys.executable, "-c", _BUILD, "500")

    assert spread.stdout.endswith("in output/.\npool\n"), spread.stderr
    assert alone.stdout.endswith("in output/.\nno pool\n"), alone.stderr
    assert built == tree(harbour.output) == tree(built_harbour.output)


def test_problems_found_in_processes_are_the_same(harbour: Project) -> None:
    """Every line, in the same order."""
    harbour.replace("content/actions/A-10.md", "title: Light", "titel: Light")
    harbour.replace("content/actions/A-7.md", "theme: harbour", "theme: harbor")

    spread = harbour.run(sys.executable, "-c", _BUILD, "1")
    alone = harbour.run(sys.executable, "-c", _BUILD, "500")

    assert spread.returncode == alone.returncode == 1
    assert "A-10.md" in spread.stderr
    assert spread.stderr == alone.stderr
    assert "\npool\n" in spread.stdout


def test_a_template_that_fails_in_a_process_stops_the_build(harbour: Project) -> None:
    """The error names the template's own line, and nothing is left behind."""
    harbour.replace("theme/templates/action.html", "{% block main %}", "{% block main %}{{ nix }}")

    failed = harbour.run(sys.executable, "-c", _BUILD, "1")

    assert failed.returncode == 1
    assert "theme/templates/action.html" in failed.stderr
    assert "'nix' is undefined" in failed.stderr
    assert not list(harbour.root.glob("*output*"))
