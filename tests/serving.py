"""Built sites as visitors meet them: served by a server of this machine, seen in a browser."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

__all__ = ["Served", "serve"]


class Served:
    """A built site on a port of this machine, and the browser that visits it."""

    def __init__(self, browser: Browser, address: str, output: Path) -> None:
        self.browser = browser
        self.address = address
        self.output = output
        self._pages: dict[str, Page] = {}

    def context(self, **options: Any) -> BrowserContext:
        """Return a new visitor."""
        return self.browser.new_context(base_url=self.address, **options)

    @contextmanager
    def page(self, **options: Any) -> Iterator[Page]:
        """Return a page of a visitor who may have been here before: to start one takes long."""
        key = repr(options)
        page = self._pages.get(key) or self.context(**options).new_page()
        self._pages[key] = page
        yield page
        page.unroute_all()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing of each request."""


def serve(browser: Browser, output: Path) -> Iterator[Served]:
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
