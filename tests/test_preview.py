"""The preview: the whole site as files that open from disk, for whoever reviews a change."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from action_plan import urls
from conftest import HARBOUR, Project, tree
from playwright.sync_api import Browser, Request

LINK = re.compile(r'<(?:a|link|script|form|iframe)\b[^>]*?\b(?:href|src|action)="([^"]*)"')


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project(tmp_path_factory.mktemp("preview") / "harbour", HARBOUR)
    built = project.action_plan("build")  # which keeps compiled templates, of another kind of link
    site = tree(project.output)
    done = project.action_plan("build", "--preview")
    assert built.returncode == done.returncode == 0, done.stdout + done.stderr
    assert tree(project.output) == site
    return project.root / "preview"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("", "../index.html"),
        ("actions/", "../actions/index.html"),
        ("actions/?status=done", "../actions/index.html?status=done"),
        ("status/#overdue", "../status/index.html#overdue"),
        ("source/plan.txt", "../source/plan.txt"),
        ("?q=a/b", "../index.html?q=a/b"),
    ],
)
def test_a_link_names_the_file(address: str, link: str) -> None:
    assert urls.link_to_file(address, "../") == link


def test_every_link_leads_to_a_file(preview: Path) -> None:
    """No link of any page needs a server to find an index.html, and none leads nowhere."""
    pages = list(preview.rglob("*.html"))
    followed = 0
    for page in pages:
        for found in LINK.findall(page.read_text(encoding="utf-8")):
            parts = urlsplit(unescape(found))
            if parts.scheme or not parts.path:
                continue
            assert (page.parent / unquote(parts.path)).is_file(), f"{page}: {found}"
            followed += 1

    assert len(pages) > 10
    assert followed > 200


def test_it_opens_from_disk(preview: Path, browser: Browser) -> None:
    """A browser opens the first page, follows links and narrows the list, all without a server."""
    page = browser.new_page()
    faults: list[str] = []

    def failed(request: Request) -> None:
        """Note a file that is not there; leaving a page breaks off what it still loads."""
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"{request.url}: {request.failure}")

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", failed)

    page.goto((preview / "index.html").as_uri())
    page.get_by_role("link", name="Actions", exact=True).first.click()
    assert page.url.endswith("/preview/actions/index.html")
    page.get_by_role("link", name="Light the harbour wall").first.click()
    assert page.url.endswith("/preview/actions/A-10/index.html")
    assert page.get_by_role("heading", level=1).inner_text() == "Light the harbour wall"
    page.goto((preview / "status" / "index.html").as_uri())
    page.locator("a[href*='status=done']:visible").first.click()
    assert page.url.endswith("/preview/actions/index.html?status=done")
    page.get_by_text("1 of 4 actions").wait_for()
    shown = page.locator(".ap-actions__title:visible").all_inner_texts()
    page.close()

    assert shown == ["Light the harbour wall"]
    assert faults == []
