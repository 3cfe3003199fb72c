"""How pages look: on a phone, with large text, in forced colours and on paper."""

from __future__ import annotations

import base64
import io
import re
from functools import cache
from typing import Any

import pytest
from action_plan.build.stylesheet import stylesheet
from action_plan.content.markdown import MarkdownRenderer
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from serving import Served
from test_browser import KINDS_OF_PAGES
from write_components import THEME, write_components

IN_FORCED_COLOURS = {
    "real": ("", "actions/", "actions/1.1.4/", "status/", "budget/", "404.html", "embed/status/"),
    "harbour": ("", "actions/US0113.1/"),
    "edges": ("actions/E-4/", "themes/trees/"),
}
"""Pages that have all that is coloured; the rest is text."""
PHONE = {"width": 390, "height": 844}
TEXT_BOXES = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const unseen = ".ap-skip, option, script, noscript";
    const clipped = (element) => element !== null
        && (getComputedStyle(element).clipPath !== "none" || clipped(element.parentElement));
    while (walker.nextNode()) {
        const [node, element] = [walker.currentNode, walker.currentNode.parentElement];
        const seen = element.checkVisibility({ checkVisibilityCSS: true });
        if (!node.data.trim() || !seen || element.closest(unseen) || clipped(element)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const { x, y, width, height } of range.getClientRects())
            if (width > 3 && height > 3)
                found.push({ text: node.data.trim(), x, y: y + scrollY, width, height });
    }
    return found;
}"""
"""Where the words of a page are drawn."""
UNREADABLE = """async ([png, boxes]) => {
    const response = await fetch("data:image/png;base64," + png);
    const picture = await createImageBitmap(await response.blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    canvas.drawImage(picture, 0, 0);
    const linear = Array.from({ length: 256 }, (_, value) =>
        value <= 10 ? value / 3295 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const unreadable = ({ x, y, width, height }) => {
        const { data } = canvas.getImageData(x, y, width, height);
        const counts = new Array(101).fill(0);
        for (let at = 0; at < data.length; at += 4) {
            const [red, green, blue] = [data[at], data[at + 1], data[at + 2]];
            const luminance = 21.26 * linear[red] + 71.52 * linear[green] + 7.22 * linear[blue];
            counts[Math.round(luminance)] += 1;
        }
        const often = [...counts.keys()].filter((key) => counts[key] >= data.length / 4 / 200);
        const ground = often.reduce((most, key) => counts[key] > counts[most] ? key : most);
        const contrast = (key) => (Math.max(key, ground) + 5) / (Math.min(key, ground) + 5);
        return Math.max(...often.map(contrast)) < 4.5;
    };
    return boxes.filter(unreadable).map((box) => box.text);
}"""
"""The words that do not differ from what is behind them by the contrast of WCAG 2.2, 1.4.3."""
BROKEN_WORDS = """() => {
    const found = [];
    const labels = "label, button, summary, dt, th, caption, h1, h2, h3, h4, .ap-status, .ap-key a";
    for (const element of document.querySelectorAll(labels)) {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode;
            const unseen = innerWidth < 768 ? ".ap-hidden, .ap-table thead" : ".ap-hidden";
            if (!element.checkVisibility() || node.parentElement.closest(unseen)) continue;
            for (const word of node.data.matchAll(/[\\p{L}\\p{N}_]+(?:[.,]\\p{N}+)*/gu)) {
                const range = document.createRange();
                range.setStart(node, word.index);
                range.setEnd(node, word.index + word[0].length);
                const boxes = [...range.getClientRects()];
                const width = boxes.reduce((sum, box) => sum + box.width, 0);
                const lines = new Set(boxes.map((box) => Math.round(box.top)));
                if (lines.size > 1 && width < innerWidth * 0.8) found.push(word[0]);
            }
        }
    }
    return found;
}"""
"""Words of labels and headings that go on in another line, and would have room in one."""


@pytest.fixture(scope="session")
def sites(
    real_site: Served, harbour_site: Served, edges_site: Served, full_site: Served
) -> dict[str, Served]:
    """Return the sites of the tests' plans by name."""
    return {"real": real_site, "harbour": harbour_site, "edges": edges_site, "full": full_site}


def unreadable(page: Page, reader: Page) -> list[str]:
    """Return the words of a page that cannot be read on a picture of it."""
    picture = base64.b64encode(page.screenshot(full_page=True)).decode()
    found: list[str] = reader.evaluate(UNREADABLE, [picture, page.evaluate(TEXT_BOXES)])
    return found


@pytest.mark.parametrize(("scheme", "plans"), [("light", ["real"]), ("dark", ["harbour", "edges"])])
def test_everything_can_be_read_in_forced_colours(
    sites: dict[str, Served], scheme: Any, plans: list[str]
) -> None:
    """The pixels of all words differ from those around them; the examples have both schemes."""
    found: list[str] = []
    for plan in plans:
        options: dict[str, Any] = {"forced_colors": "active", "color_scheme": scheme}
        with sites[plan].context(**options) as visitor:
            page, reader = visitor.new_page(), visitor.new_page()
            for address in IN_FORCED_COLOURS[plan]:
                page.goto(address)
                found += [f"/{address}: {text}" for text in unreadable(page, reader)]

    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_can_be_read_in_forced_colours(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, scheme: Any
) -> None:
    """The examples have every stage of a status, chosen pages and what no plan here has."""
    examples = write_components(tmp_path_factory.mktemp("components"))
    with browser.new_context(forced_colors="active", color_scheme=scheme) as visitor:
        page, reader = visitor.new_page(), visitor.new_page()
        page.goto(examples.as_uri())

        assert page.locator(".ap-status--done").count() > 1
        assert unreadable(page, reader) == []


def test_words_that_cannot_be_read_are_found(browser: Browser) -> None:
    """The test above sees text in the colour of its ground, and text that is hardly darker."""
    with browser.new_context() as visitor:
        page, reader = visitor.new_page(), visitor.new_page()
        page.set_content(
            '<p style="background: #000; color: #000">Black on black</p>'
            '<p style="color: #bbb">Grey on white</p><p>Black on white</p>'
        )

        assert unreadable(page, reader) == ["Black on black", "Grey on white"]


def test_text_of_twice_the_size_fits_a_phone(sites: dict[str, Served]) -> None:
    """Nothing leaves the screen, and no label or heading breaks inside a word."""
    found: list[str] = []
    for plan, addresses in KINDS_OF_PAGES.items():
        viewport = {"width": 360, "height": 800}
        with sites[plan].page(viewport=viewport, bypass_csp=True) as page:
            for address in addresses:
                page.goto(address)
                page.add_style_tag(content="html { font-size: 200% }")
                across = page.evaluate("document.documentElement.scrollWidth")
                found += [f"/{address}: {across} px"] if across > 360 else []
                found += [f"/{address}: {word}" for word in page.evaluate(BROKEN_WORDS)]

    assert found == []


@pytest.mark.parametrize("width", [320, 390])
def test_the_menu_is_one_line_on_a_phone(real_site: Served, width: int) -> None:
    """What has no room is reached by scrolling the line, and by keyboard."""
    with real_site.page(viewport={"width": width, "height": 844}) as page:
        page.goto("status/")
        menu = page.get_by_role("navigation", name="Main")
        links = menu.get_by_role("link").all()
        tops = {link.bounding_box()["y"] for link in links}  # type: ignore[index] # they are seen
        links[-2].focus()
        page.keyboard.press("Tab")
        last = links[-1].bounding_box()

        assert len(links) == 5
        assert len(tops) == 1
        assert last is not None
        assert last["x"] + last["width"] <= width


@pytest.mark.parametrize("plan", ["real", "harbour", "edges"])
def test_the_first_screen_of_a_phone_has_the_answer(sites: dict[str, Served], plan: str) -> None:
    """The verdict in words, and the first figures; the search below is one line."""
    with sites[plan].page(viewport=PHONE) as page:
        page.goto("")
        field = page.get_by_role("searchbox").bounding_box()
        button = page.get_by_role("button", name="Search").bounding_box()
        for element in (page.locator(".ap-home__verdict"), page.locator(".ap-key").first):
            box = element.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= PHONE["height"]

    assert field is not None
    assert button is not None
    assert field["y"] == button["y"]


def test_a_figure_is_one_link(real_site: Served) -> None:
    """No two links beside each other lead to the same place."""
    with real_site.page() as page:
        page.goto("")
        addresses = [link.get_attribute("href") for link in page.locator(".ap-home__panel a").all()]

    assert len(addresses) == len(set(addresses))


def test_a_table_in_a_text_scrolls_by_itself(browser: Browser) -> None:
    """Its words stay whole, its cells have lines, and the arrow keys move it."""
    renderer = MarkdownRenderer({})
    table = renderer.render(
        "| Responsibilities | Commissioners | Administration |\n|---|---|---|\n"
        "| Procurement | Infrastructure | Redistribution |"
    )
    with browser.new_context(viewport={"width": 320, "height": 640}) as visitor:
        page = visitor.new_page()
        page.set_content(f"<main class='ap-main'><div class='ap-prose'>{table.html.html('')}</div>")
        page.add_style_tag(content=stylesheet(THEME / "static" / "css"))
        group = page.get_by_role("group", name="Table")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.activeElement.scrollLeft > 0")
        border = group.locator("td").first.evaluate("cell => getComputedStyle(cell).borderStyle")

        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.evaluate(BROKEN_WORDS) == []
        assert border == "solid"


@cache
def pages_on_paper(site: Served, address: str) -> list[list[str]]:
    """Return the lines of each sheet of a page as it is printed."""
    with site.page() as page:
        page.goto(address)
        document = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sheets = (sheet.extract_text().splitlines() for sheet in document.pages)
    return [[line.strip() for line in sheet if line.strip()] for sheet in sheets]


def test_the_printed_plan_begins_with_what_matters(harbour_site: Served) -> None:
    """Its first sheet has the verdict, the day the words are of, and the contents."""
    first = " ".join(pages_on_paper(harbour_site, "plan/")[0])

    for sentence in (
        "1 of 4 actions is reported complete, as of 1 October 2025.",
        "This is the plan as of 1 January 2026; its newest update is dated 1 October 2025.",
        "Contents Abbreviations Promises Harbour & quay: 2 actions Wishes Streets: 2 actions",
    ):
        assert sentence in first
    assert "Print this page" not in first


@pytest.mark.parametrize(
    "address", ["", "plan/", "status/", "updates/", "budget/", "actions/1.5.5/", "actions/1.5.2/"]
)
def test_no_sheet_has_a_heading_or_the_foot_alone(real_site: Served, address: str) -> None:
    """A heading has words below it on its sheet; the foot of the site is on the first one."""
    with real_site.page() as page:
        page.goto(address)
        headings = set(page.locator("h1, h2, caption, dt").all_inner_texts())
    sheets = pages_on_paper(real_site, address)
    number = re.compile(r"\d+ / \d+")

    for lines in sheets:
        assert [line for line in lines if not number.fullmatch(line)][-1] not in headings
    feet = ["Newest update" in " ".join(lines) for lines in sheets]
    assert feet == [True] + [False] * (len(sheets) - 1)


def test_a_status_is_one_line_on_paper(real_site: Served) -> None:
    """The tags of the plan's table do not break."""
    lines = {line for sheet in pages_on_paper(real_site, "plan/") for line in sheet}

    assert "Not yet" not in lines


def test_a_mail_address_is_printed_without_the_words_to_send_there(edges_site: Served) -> None:
    """Links open a mail program with a subject and words, which paper has nothing of."""
    sheets = pages_on_paper(edges_site, "actions/E-4/")
    printed = " ".join(line for sheet in sheets for line in sheet)

    assert printed.count("(clerk@mill-vale.example)") == 2
    assert "subject=" not in printed


def test_a_button_prints_the_page(real_site: Served) -> None:
    """Where scripts run; without them there is none."""
    for address in ("plan/", "actions/1.5.5/"):
        with real_site.context() as visitor:
            page = visitor.new_page()
            page.add_init_script("window.print = () => { document.title = 'printed' }")
            page.goto(address)
            page.get_by_role("button", name="Print this page").click()
            assert page.title() == "printed"
        with real_site.page(java_script_enabled=False) as page:
            page.goto(address)
            assert not page.get_by_text("Print this page").is_visible()
