"""Built sites on a port of this machine, and the browser that visits them."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Project
    from playwright.sync_api import Browser, BrowserContext


class Served:
    """A built site on a port of this machine, and the browser that visits it."""

    def __init__(self, browser: Browser, address: str, output: Path) -> None:
        self.browser = browser
        self.address = address
        self.output = output

    def context(self, **options: Any) -> BrowserContext:
        """Return a new visitor."""
        return self.browser.new_context(base_url=self.address, **options)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing of each request."""


def _serve(browser: Browser, output: Path) -> Iterator[Served]:
    handler = functools.partial(_Quiet, directory=str(output))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Served(browser, f"http://127.0.0.1:{server.server_port}/", output)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def real_site(browser: Browser, built_real: Project) -> Iterator[Served]:
    """Return the real plan's site."""
    yield from _serve(browser, built_real.output)


@pytest.fixture(scope="session")
def harbour_site(browser: Browser, built_harbour: Project) -> Iterator[Served]:
    """Return the small plan's site."""
    yield from _serve(browser, built_harbour.output)


@pytest.fixture(scope="session")
def edges_site(browser: Browser, built_edges: Project) -> Iterator[Served]:
    """Return the site of the plan of edges."""
    yield from _serve(browser, built_edges.output)


@pytest.fixture(scope="session")
def long_site(browser: Browser, built_long: Project) -> Iterator[Served]:
    """Return the site of a plan too long for one page."""
    yield from _serve(browser, built_long.output)
