"""`make serve`: the last good site on this machine, built again whenever a source changes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

from watchfiles import Change, DefaultFilter, watch

from ..messages import first_of

__all__ = ["LARGEST_PORT", "serve"]

LARGEST_PORT = 65535

_CODE = "plugins"
_WATCHED_FOLDERS = ("content", "theme", _CODE)
_PORTS_TRIED = 20
_INTERVAL = 200
"""Milliseconds between two looks at the settings."""
_QUIET = 20
"""Milliseconds without a change after which what was being saved is taken to be whole."""


class _SiteHandler(SimpleHTTPRequestHandler):
    """Serves the output folder as GitHub Pages would, but never from a browser's cache."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_head(self) -> BinaryIO | None:
        """Answer with a file, or with the 404 page where the address names none."""
        try:
            return super().send_head()
        except ValueError:  # no name of a file, such as /%00
            self.send_error(HTTPStatus.NOT_FOUND)
            return None

    def list_directory(self, _path: str | os.PathLike[str]) -> None:
        """Answer with the 404 page: a folder without a page has no address."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own 404 page."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing of each request: the terminal is for the builds."""


class _SourceFilter(DefaultFilter):
    """Passes over what editors, Python, git and a command that writes leave beside the sources."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root

    def __call__(self, change: Change, path: str) -> bool:
        names = Path(path).relative_to(self._root).parts
        return super().__call__(change, path) and not any(name.startswith(".") for name in names)


class _Builds:
    """Builds, each in a process of its own, of which the next is loaded before it is asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._next: subprocess.Popen[bytes] | None = None

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "action_plan", "build", f"--parent={os.getpid()}"],
            cwd=self._root,
            stdin=subprocess.PIPE,
            process_group=0,  # Ctrl-C stops who serves, who ends the build
        )

    def build(self, *, code_changed: bool) -> int:
        """Build and return the exit code; where this is stopped, the build ends and cleans up."""
        if code_changed:
            self.end()
        with self._next or self._start() as build:
            self._next = None
            try:
                build.communicate(b"\n")
            except KeyboardInterrupt:
                build.terminate()
                raise
        # Code that cannot be loaded has said so, and would say it again.
        if not (code_changed and build.returncode):
            self._next = self._start()
        return build.returncode

    def end(self) -> None:
        """End the process that waits to be asked for a build, if one does."""
        if self._next:
            with self._next as waiting:
                waiting.kill()
            self._next = None


def serve(root: Path, output: Path, port: int, report: Callable[[str], None]) -> None:
    """Build, serve and watch until it is stopped; report the address and what changed.

    Raise `OSError` where no port is free.
    """
    changes = _changes(root)
    next(changes)  # from here on it watches, so that a change during the first build counts
    builds = _Builds(root)
    try:
        builds.build(code_changed=True)
        server = _server(output, port)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        report(f"The site is at http://127.0.0.1:{server.server_port}/ (Ctrl-C stops).")
        for changed in filter(None, changes):
            names = sorted(path.relative_to(root).as_posix() for path in changed)
            report(f"\n{first_of(names)} changed.")
            if builds.build(code_changed=any(name.startswith(_CODE) for name in names)):
                report("The last good site is still served.")
    finally:
        builds.end()


def _server(output: Path, port: int) -> ThreadingHTTPServer:
    handler = partial(_SiteHandler, directory=str(output))
    for candidate in range(port, min(port + _PORTS_TRIED, LARGEST_PORT + 1)):
        try:
            return ThreadingHTTPServer(("127.0.0.1", candidate), handler)
        except OSError as error:
            problem = error
    raise OSError(f"No port from {port} to {candidate} is free: {problem.strerror}")


def _changes(root: Path) -> Iterator[set[Path]]:
    """Yield the sources that changed since the last time, mostly none: folders and settings files.

    Settings are looked at by their times: editors put a new file in the place of the old one, and
    a file that was watched would be lost.
    """
    # Of one that is not there, the build says so.
    folders = [folder for name in _WATCHED_FOLDERS if (folder := root / name).is_dir()]
    settings = _times(root)
    for batch in watch(
        *folders,
        watch_filter=_SourceFilter(root),
        step=_QUIET,
        rust_timeout=_INTERVAL,
        yield_on_timeout=True,
    ):
        before, settings = settings, _times(root)
        yield {
            *(Path(path) for _, path in batch),
            *(path for path, time in settings.items() if before.get(path) != time),
        }


def _times(root: Path) -> dict[Path, int]:
    times = {}
    for path in root.glob("[!.]*.py"):
        with suppress(FileNotFoundError):  # an editor is just about to replace it
            times[path] = path.stat().st_mtime_ns
    return times
