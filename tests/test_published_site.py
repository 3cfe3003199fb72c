"""The real plan, published to a bare remote, cloned back and served under a path."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from action_plan.verification.html import read_page
from conftest import FIRST, tree
from sandbox import Sandbox, git

pytestmark = pytest.mark.remote

REAL_DAY = "1795478400"
"""SOURCE_DATE_EPOCH of 24 November 2026."""


class UnderAPath(SimpleHTTPRequestHandler):
    """Serves a folder under /repository/ and nothing else, as GitHub Pages does."""

    def translate_path(self, path: str) -> str:
        """Return the file of an address, or one that is not there."""
        own = path.startswith("/repository/")
        return super().translate_path(path.removeprefix("/repository") if own else "/nowhere")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sandbox, Path]:
    """Publish the real plan and clone what was published."""
    sandbox = Sandbox.make(tmp_path_factory.mktemp("real") / "sandbox", FIRST)
    sandbox.publish(SITEURL="https://127.0.0.1/repository", SOURCE_DATE_EPOCH=REAL_DAY)
    git(sandbox.folder, "clone", "--quiet", "--branch=gh-pages", "remote.git", "served")
    return sandbox, sandbox.folder / "served"


@pytest.fixture(scope="module")
def server(published: tuple[Sandbox, Path]) -> Iterator[HTTPConnection]:
    """Serve the clone; returns a connection to it."""
    handler = partial(UnderAPath, directory=str(published[1]))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        connection = HTTPConnection("127.0.0.1", serving.server_port, timeout=10)
        try:
            yield connection
        finally:
            connection.close()
            serving.shutdown()
            thread.join()


def test_clone_is_the_verified_build(published: tuple[Sandbox, Path]) -> None:
    """What comes back from the remote is the build to the byte: 20 actions, and no more."""
    sandbox, served = published
    files = {name: data for name, data in tree(served).items() if not name.startswith(".git/")}

    assert files == tree(sandbox.clone / "output")
    actions = [path for path in (served / "actions").iterdir() if (path / "index.html").is_file()]
    assert len(actions) == 20
    assert ".nojekyll" in files


def test_every_link_resolves_under_a_path(
    published: tuple[Sandbox, Path], server: HTTPConnection
) -> None:
    """Each page is fetched, and whatever it links to on its own host, with its anchor."""
    fetched: dict[str, tuple[int, str]] = {}

    def fetch(path: str) -> tuple[int, str]:
        if path not in fetched:
            server.request("GET", path)
            answer = server.getresponse()
            fetched[path] = (answer.status, answer.read().decode("utf-8", errors="replace"))
        return fetched[path]

    followed = 0
    pages = [name for name in tree(published[1]) if name.endswith(".html")]
    for name in pages:
        path = f"/repository/{name.removesuffix('index.html')}"
        status, html = fetch(path)
        assert status == 200, path
        for link in read_page(html).links:
            target = urlsplit(urljoin(f"https://127.0.0.1{path}", link))
            if target.netloc != "127.0.0.1":
                continue
            status, there = fetch(f"{target.path}?{target.query}" if target.query else target.path)
            assert status == 200, f"{path}: {link}"
            if target.fragment and target.path.endswith("/"):
                assert target.fragment in read_page(there).anchors, f"{path}: {link}"
            followed += 1

    assert len(pages) > 30
    assert followed > 1_000
