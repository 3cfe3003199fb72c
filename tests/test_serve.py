"""`make serve`, as people use it: a port, a save that breaks something, Ctrl-C."""

from __future__ import annotations

import itertools
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from urllib.error import HTTPError

import pytest
from conftest import Project
from kill import SAID

_SERVE = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests run behind a shell
runpy.run_module("action_plan", run_name="__main__")
"""
_TIMEOUT = 60.0
"""Seconds within which a server says what it is waited for."""


class Served:
    """A running `serve` on a free port: what it prints, line by line, and what it answers."""

    def __init__(self, project: Project) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-c", _SERVE, "serve", "--port", "0"],
            cwd=project.root,
            env={**os.environ, "PYTHONPATH": str(project.plugins)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put("")

    def until(self, pattern: str) -> str:
        """Return the lines up to one that matches, which must come in time."""
        read = ""
        ends = time.monotonic() + _TIMEOUT
        while line := self._lines.get(timeout=max(0.0, ends - time.monotonic())):
            read += line
            if re.search(pattern, line):
                return read
        raise AssertionError(f"ended without {pattern!r}:\n{read}")

    def until_closed(self) -> str:
        """Return what is printed until nobody can print any more, which must come in time."""
        self._reader.join(_TIMEOUT)
        assert not self._reader.is_alive()
        return "".join(iter(self._lines.get, ""))

    def end(self) -> None:
        """End the server, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        self._reader.join()

    def get(self, address: str) -> str:
        """Return the page at an address."""
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
            text: str = answer.read().decode()
            return text


@pytest.fixture
def served(harbour: Project) -> Iterator[Served]:
    """Return the small plan being served, by code of its own."""
    harbour.copy_plugins()
    running = Served(harbour)
    try:
        yield running
    finally:
        running.end()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_serve_ends_when_it_is_asked_to(served: Served, number: int) -> None:
    """By Ctrl-C, as services and scripts end a process, and with its terminal."""
    served.until("The site is at")

    served.process.send_signal(number)

    assert served.until("No longer served") == f"{SAID[signal.Signals(number)]}No longer served.\n"
    assert served.process.wait(timeout=_TIMEOUT) == 128 + number


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "said"),
    [(signal.SIGINT, "Interrupted. No longer served.\n"), (signal.SIGKILL, "")],
)
def test_the_build_ends_with_what_serves_it(
    harbour: Project, served: Served, number: int, said: str
) -> None:
    """However that ends, and without a word of its own; a terminal sends Ctrl-C to all.

    The pipe that both print into is then closed.
    """
    served.until("The site is at")
    settings = harbour.root / "pelicanconf.py"
    waits = "import time\nprint('It builds.', flush=True)\ntime.sleep(600)\n"
    settings.write_text(settings.read_text(encoding="utf-8") + waits, encoding="utf-8")
    served.until("It builds.")

    os.killpg(served.process.pid, number)

    assert served.until_closed() == said
    assert not [path.name for path in harbour.root.glob(".output*")]


@pytest.mark.slow
def test_serve_answers_as_github_pages_would(served: Served) -> None:
    """A folder without a page is not listed, and what can be no file is not found."""
    address = re.findall(r"http://127\.0\.0\.1:\d+/", served.until("The site is at"))[0]

    for missing in ("theme/", "theme", "embed/", "%00", "a%00b/", "x" * 5000):
        with pytest.raises(HTTPError) as answer:
            served.get(address + missing)
        assert answer.value.code == 404
        assert "Page not found" in answer.value.read().decode()
        answer.value.close()


@pytest.mark.parametrize("port", ["65536", "-1"])
def test_what_is_no_port_is_refused(harbour: Project, port: str) -> None:
    done = harbour.action_plan("serve", f"--port={port}")

    assert done.returncode == 1
    assert done.stdout == f"PORT: {port} is not a port. Write a number from 0 to 65535.\n"
    assert done.stderr == ""


@pytest.mark.slow
def test_serve_notices_what_editors_put_in_the_place_of_a_file(
    harbour: Project, served: Served
) -> None:
    """Again and again, for settings as for content: many editors write a new file and rename it."""
    address = re.findall(r"http://127\.0\.0\.1:\d+/", served.until("The site is at"))[0]
    for file, number in itertools.product(("pelicanconf.py", "content/plan.yml"), (1, 2)):
        path = harbour.root / file
        new = harbour.root / "new.tmp"
        text = path.read_text(encoding="utf-8")
        new.write_text(f"{text}\n# Edit {number}.\n", encoding="utf-8")
        new.replace(path)

        assert f"{file} changed." in served.until("Built 4 actions")
    assert "Harbour Town Plan" in served.get(address)


@pytest.mark.slow
def test_serve_keeps_the_last_good_site(harbour: Project, served: Served) -> None:
    """A save that breaks something is answered; the site stays, and the next good save is shown.

    Ctrl-C ends it.
    """
    started = served.until("The site is at")
    address = re.findall(r"http://127\.0\.0\.1:\d+/", started)[0]
    assert "Built 4 actions" in started
    assert "Light the harbour wall" in served.get(address + "actions/A-10/")

    harbour.replace("content/actions/A-10.md", "title: Light", "titel: Light")
    refused = served.until("still served")
    assert "content/actions/A-10.md changed." in refused
    assert 'content/actions/A-10.md:3: titel: is not a field here. Did you mean "title"?' in refused
    assert "Light the harbour wall" in served.get(address + "actions/A-10/")

    harbour.replace("content/actions/A-10.md", "titel: Light", "title: Brightly light")
    served.until("Built 4 actions")
    assert "Brightly light the harbour wall" in served.get(address + "actions/A-10/")

    for file, old, new in (
        ("content/plan.yml", "title: Harbour Town Plan\npub", "title: Plan of plans\npub"),
        ("theme/templates/base.html", "</body>", "<!-- theme --></body>"),
        ("plugins/action_plan/views/pages/actions.py", '"All actions"', '"Every one of them"'),
        ("pelicanconf.py", 'SITEURL = ""', 'SITEURL = "https://plan.example"'),
    ):
        harbour.replace(file, old, new)
        assert f"{file} changed." in served.until("Built 4 actions")
    page = served.get(address + "actions/")
    assert "Plan of plans" in page
    assert "<!-- theme -->" in page
    assert "Every one of them" in page
    assert "https://plan.example/actions/" in page

    code = "plugins/action_plan/views/pages/actions.py"
    harbour.replace(code, "from __future__", "from nowhere from __future__")
    assert served.until("still served").count("SyntaxError") == 1
    harbour.replace(code, "from nowhere from __future__", "from __future__")
    assert "SyntaxError" not in served.until("Built 4 actions")

    with pytest.raises(HTTPError) as missing:
        served.get(address + "nowhere/")
    assert missing.value.code == 404
    assert "Page not found" in missing.value.read().decode()
    missing.value.close()

    served.process.send_signal(signal.SIGINT)
    served.until("No longer served.")
    assert served.process.wait(timeout=_TIMEOUT) == 128 + signal.SIGINT
