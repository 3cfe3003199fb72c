"""`make serve`: the last good site on this machine, built again whenever a source changes."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchfiles import Change, DefaultFilter, watch

__all__ = ["serve"]

_WATCHED_FOLDERS = ("content", "theme", "plugins")
_PORTS_TRIED = 20


class _SiteHandler(SimpleHTTPRequestHandler):
    """Serves the output folder as GitHub Pages would, but never from a browser's cache."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

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
    """Passes over what editors, Python and git leave behind."""

    def __call__(self, change: Change, path: str) -> bool:
        return super().__call__(change, path) and not Path(path).name.startswith(".")


def serve(root: Path, output: Path, port: int) -> int:
    """Build, serve and watch until Ctrl-C; prints the address and every build's outcome."""
    # Beside the first build, so that what is changed during it is built, too.
    changes: queue.Queue[set[Path]] = queue.Queue()
    _watch(root, changes)
    _build(root)
    server = _server(output, port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"The site is at http://127.0.0.1:{server.server_port}/ (Ctrl-C stops).", flush=True)
    try:
        while True:
            changed = changes.get()
            while not changes.empty():
                changed |= changes.get_nowait()
            names = sorted(path.relative_to(root).as_posix() for path in changed)
            print(f"\n{', '.join(names[:3])}{' …' if len(names) > 3 else ''} changed.", flush=True)
            if _build(root):
                print("The last good site is still served.", flush=True)
    except KeyboardInterrupt:
        print("\nNo longer served.")
        return 0
    finally:
        server.shutdown()


def _build(root: Path) -> int:
    """Build in a process of its own, so that changed code and settings count."""
    command = [sys.executable, "-m", "action_plan", "build"]
    return subprocess.run(command, cwd=root, check=False).returncode  # noqa: S603 - our own command


def _server(output: Path, port: int) -> ThreadingHTTPServer:
    handler = partial(_SiteHandler, directory=str(output))
    for candidate in range(port, port + _PORTS_TRIED):
        try:
            return ThreadingHTTPServer(("127.0.0.1", candidate), handler)
        except OSError as error:
            problem = error
    raise SystemExit(f"No port from {port} to {candidate} is free: {problem.strerror}.")


def _watch(root: Path, changes: queue.Queue[set[Path]]) -> None:
    """Put the changed sources into a queue: folders with all below them, and the settings."""
    folders = [root / name for name in _WATCHED_FOLDERS]

    def put(found: Iterable[set[tuple[Change, str]]], *, settings: bool) -> None:
        for batch in found:
            paths = {Path(path) for _, path in batch}
            if settings:
                paths = {path for path in paths if path.suffix == ".py"}
            if paths:
                changes.put(paths)

    below = watch(*folders, watch_filter=_SourceFilter())
    beside = watch(root, watch_filter=_SourceFilter(), recursive=False)
    threading.Thread(target=put, args=(below,), kwargs={"settings": False}, daemon=True).start()
    threading.Thread(target=put, args=(beside,), kwargs={"settings": True}, daemon=True).start()
