"""What residents do, in a real browser: look, read, search, tab, print and switch script off."""

from __future__ import annotations

import gzip
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import HARBOUR_DAY, Project
from pypdf import PdfReader
from repository import Repository
from serving import Served, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KIBIBYTE = 1024
RULES = {
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"),
    ],
    "resultTypes": ["violations"],
}
KINDS_OF_PAGES = {
    "real": (
        *("", "actions/", "actions/1.5.5/", "themes/social-economy/", "status/", "budget/"),
        *("updates/", "plan/", "about/", "accessibility/", "404.html", "data/", "embed/status/"),
        *("embed/actions/1.5.5/", "sections/council/"),
    ),
    "harbour": ("", "actions/A-7/", "actions/US0113.1/", "themes/sea-wall/", "updates/"),
    "edges": ("status/", "budget/", "actions/E-4/"),
    "full": ("", "actions/3.7/", "status/", "plan/", "sections/council/", "checkable/"),
}
"""One page of each kind, and those that look otherwise: overdue, replaced, empty, with spending."""
REAL_PAGES = [
    *("", "actions/", "actions/1.1.4/", "actions/1.5.5/", "actions/1.10.1/"),
    *("themes/social-economy/", "status/", "budget/", "updates/", "plan/", "about/"),
    *("accessibility/", "404.html", "data/", "embed/status/", "embed/actions/1.5.5/"),
    "sections/council/",
]
PAGES_WITH_CONTROLS = [
    *("", "actions/", "actions/1.5.5/", "themes/social-economy/", "status/", "budget/", "plan/"),
    *("data/", "embed/status/", "embed/actions/1.5.5/"),
]
"""Those with controls that no other kind has; the rest is text with links."""
HARBOUR_PAGES = [
    *("", "actions/", "actions/A-7/", "actions/A-10/", "actions/US0113.1/", "actions/US0113.2/"),
    *("themes/harbour/", "themes/sea-wall/", "status/", "budget/", "updates/", "plan/"),
    *("data/", "embed/status/", "embed/actions/A-7/"),
]


@pytest.mark.parametrize(
    ("width", "scheme", "plans"),
    [(320, "light", ("harbour", "edges", "full")), (1280, "dark", ("real",))],
)
def test_axe_finds_nothing(
    real_site: Served,
    harbour_site: Served,
    edges_site: Served,
    full_site: Served,
    width: int,
    scheme: str,
    plans: tuple[str, ...],
) -> None:
    """No finding of WCAG 2.0 to 2.2 A and AA or best practice, on any kind of page.

    Each component is looked at in both schemes among the examples (`test_components.py`).
    """
    axe = Axe()
    found: list[str] = []
    sites = {"real": real_site, "harbour": harbour_site, "edges": edges_site, "full": full_site}
    for plan in plans:
        site, addresses = sites[plan], KINDS_OF_PAGES[plan]
        seen: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
        with site.page(**seen, bypass_csp=True) as page:
            for address in addresses:
                page.goto(address)
                found += [
                    f"/{address}: {violation['id']}: {violation['nodes'][0]['target']}"
                    for violation in axe.run(page, options=RULES).response["violations"]
                ]

    assert found == []


def test_nothing_scrolls_sideways_at_320_px(real_site: Served, harbour_site: Served) -> None:
    """On a small phone, and at 400 % zoom of a wide screen, text never leaves the screen."""
    wide: list[str] = []
    for site, addresses in ((real_site, REAL_PAGES), (harbour_site, HARBOUR_PAGES)):
        with site.page(viewport={"width": 320, "height": 640}) as page:
            for address in addresses:
                page.goto(address)
                width = page.evaluate("document.documentElement.scrollWidth")
                if width > 320:
                    wide.append(f"/{address}: {width} px")

    assert wide == []


@pytest.mark.parametrize("address", PAGES_WITH_CONTROLS)
def test_keyboard_reaches_everything_and_focus_is_seen(real_site: Served, address: str) -> None:
    """All controls are stops, each inside the screen with a ring that is drawn.

    The skip link comes first, but for what others embed, which has nothing to skip.
    """
    with real_site.page(viewport={"width": 1280, "height": 800}) as page:
        page.goto(address)
        controls = page.evaluate(
            """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
                .filter(element => element.checkVisibility({ checkVisibilityCSS: true })).length"""
        )
        stops: list[dict[str, Any]] = []
        for _ in range(controls + 5):
            page.keyboard.press("Tab")
            stop = page.evaluate(
                """() => {
                    const element = document.activeElement;
                    if (element === document.body) return null;
                    const style = getComputedStyle(element);
                    const box = element.getBoundingClientRect();
                    return {
                        text: element.textContent.trim(),
                        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                        seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
                    };
                }"""
            )
            if stop is None:
                break
            stops.append(stop)

    assert (stops[0]["text"] == "Skip to main content") is not address.startswith("embed/")
    assert len(stops) >= controls
    assert [stop for stop in stops if not stop["ring"] or not stop["seen"]] == []


def test_all_pages_work_without_script(real_site: Served) -> None:
    """With script off, every page has its heading and text, and the whole list is there."""
    with real_site.page(java_script_enabled=False) as page:
        for address in REAL_PAGES:
            page.goto(address)
            assert page.locator("h1:visible").count() == 1, address
        page.goto("actions/?status=complete")
        assert page.locator("[data-section] [data-words]:visible").count() == 20


def test_no_error_and_no_request_to_another_host(real_site: Served, harbour_site: Served) -> None:
    """No page asks anybody else for anything, and the console stays empty."""
    said: list[str] = []
    strangers: set[str] = set()
    hosts = (real_site.address, harbour_site.address)
    for site, addresses in ((real_site, REAL_PAGES), (harbour_site, HARBOUR_PAGES)):
        with site.context() as visitor:
            page = visitor.new_page()
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on("request", lambda request: strangers.add(request.url))
            for address in addresses:
                page.goto(address)

    assert said == []
    assert {url for url in strangers if not url.startswith(hosts)} == set()


@pytest.mark.parametrize(
    ("plan", "address", "kibibytes"),
    [
        ("real", "actions/1.5.5/", 14),
        ("real", "actions/1.5.2/", 14),
        ("real", "", 20),
        ("real", "status/", 20),
        ("real", "budget/", 20),
        ("full", "actions/4.5/", 14),
        ("full", "", 20),
        ("full", "status/", 20),
        ("full", "budget/", 20),
    ],
)
def test_a_first_visit_is_light(
    real_site: Served, full_site: Served, plan: str, address: str, kibibytes: int
) -> None:
    """At most 14 KiB over gzip and 4 requests for an action; 20 KiB for the overviews."""
    site = {"real": real_site, "full": full_site}[plan]
    with site.context() as visitor:
        page = visitor.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address, wait_until="networkidle")
    files = [url.removeprefix(site.address).partition("?")[0] for url in asked]
    weight = sum(len(gzip.compress((site.output / _file(file)).read_bytes(), 6)) for file in files)

    assert len(files) <= 4, files
    assert weight <= kibibytes * KIBIBYTE, f"{weight / KIBIBYTE:.1f} KiB: {files}"


def test_the_form_opens_with_the_day(browser: Browser, harbour: Project) -> None:
    """Today's in the plan's time zone, where scripts run; without, the form takes none for it."""
    Repository(harbour)
    harbour.build(HARBOUR_DAY, GITHUB_REPOSITORY="harbour/plan")
    hrefs = []
    with contextmanager(serve)(browser, harbour.output) as site:
        for scripts in (True, False):
            elsewhere = {"java_script_enabled": scripts, "timezone_id": "Pacific/Honolulu"}
            with site.page(**elsewhere) as page:
                page.clock.set_fixed_time("2026-07-01T23:30:00Z")
                page.goto("actions/A-7/")
                link = page.get_by_role("link", name="Report progress")
                hrefs.append(link.get_attribute("href"))

    assert hrefs[0] == f"{hrefs[1]}&date=2026-07-02"


def _file(address: str) -> str:
    return f"{address}index.html" if address == "" or address.endswith("/") else address


def test_the_whole_plan_prints(real_site: Served, built_real: Project) -> None:
    """The plan as a PDF has every action, with its words, and is A4."""
    ids = [path.stem for path in (built_real.root / "content" / "actions").glob("*.md")]
    with real_site.page() as page:
        page.goto("plan/")
        document = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join(" ".join(sheet.extract_text() for sheet in document.pages).split())

    assert len(ids) == 20
    for action_id in ids:
        assert action_id in text
    assert "avoid loan shark usage" in text
    box = document.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_colour_is_never_alone(real_site: Served) -> None:
    """In forced colours, and without any colour, each status keeps its word and its mark."""
    with real_site.page(forced_colors="active") as page:
        page.goto("actions/1.5.4/")
        tag = page.locator("main").get_by_text("Status: Complete", exact=True).first
        assert tag.is_visible()
        assert tag.locator("xpath=ancestor-or-self::*[.//*[name()='svg']][1]").count() == 1
