"""The picture that other sites show with a link: this plan's figures, drawn alike everywhere."""

from __future__ import annotations

import re
import runpy
import struct
from collections import Counter
from datetime import date
from hashlib import sha256
from html import unescape
from itertools import islice, pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from action_plan import urls
from action_plan.build.share_picture import png
from action_plan.checks.reading import read_content
from action_plan.content.fields import STAGES
from action_plan.views.marks import marks
from action_plan.views.plan_index import PlanIndex
from action_plan.views.share_picture import HEIGHT, WIDTH, Line, SharePicture, share_picture
from conftest import EDGES, EDGES_DAY, EDGES_SITE, HARBOUR, ROOT, Project
from jinja2 import Environment, FileSystemLoader

FONTS = ROOT / "theme" / "fonts"
DRAWN = "530fb5df4c64f4deb88978c37d9b5c69c3f74d0c557a70fd4f08f8b051f13177"
_DRAWN = re.compile(r"(?<=<svg )[^>]*(?=font-family)")


def index_of(plan: Path, times: int) -> PlanIndex:
    """Return a plan that has each action so many times."""
    plan_index = PlanIndex(read_content(plan, date(2026, 3, 1)))
    plan_index.actions *= times
    return plan_index


def picture_of(times: int = 1, **changes: str) -> SharePicture:
    """Return the picture of the small plan, with changes and each action so many times."""
    plan_index = index_of(HARBOUR, times)
    plan_index.plan = plan_index.plan.model_copy(update=changes)
    return share_picture(plan_index)


def head(line: Line) -> int:
    """Return where the letters of a line begin."""
    return line.y - line.size * 4 // 5


def foot(line: Line) -> int:
    """Return where they end, those that go below the line included."""
    return line.y + line.size // 4


def svg_of(picture: SharePicture) -> str:
    settings = runpy.run_path(str(ROOT / "pelicanconf.py"))["JINJA_ENVIRONMENT"]
    environment = Environment(loader=FileSystemLoader(ROOT / "theme" / "templates"), **settings)  # noqa: S701 - the settings escape
    environment.globals["site"] = SimpleNamespace(share_picture=picture, stages=STAGES)
    return environment.get_template("share_picture.svg").render()


def test_it_is_of_the_size_that_pages_say_and_the_same_each_time(
    built_edges: Project, edges: Project
) -> None:
    first = (built_edges.output / urls.SHARE_PICTURE).read_bytes()
    edges.build(EDGES_DAY, **EDGES_SITE)

    assert (edges.output / urls.SHARE_PICTURE).read_bytes() == first
    assert first.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", first[16:24]) == (WIDTH, HEIGHT) == (1200, 630)
    assert len(first) < 100_000
    html = built_edges.page()
    found = dict(re.findall(r'<meta property="og:image(\S*)" content="([^"]*)">', html))
    assert found[""] == f"{EDGES_SITE['SITEURL']}/{urls.SHARE_PICTURE}"
    assert (found[":width"], found[":height"]) == ("1200", "630")
    content = read_content(edges.root / "content", date(2026, 3, 1))
    assert unescape(found[":alt"]) == share_picture(PlanIndex(content)).alt


def test_the_library_draws_the_same_bytes_on_every_system() -> None:
    """Letters, curves and compression, as drawn on Linux; look at the picture if they change."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="100" font-weight="bold"'
        ' font-family="DejaVu Sans" font-stretch="condensed">'
        '<text x="10" y="60" font-size="40">3 of 20 actions, AVŴЖΩ</text>'
        '<circle cx="560" cy="50" r="30" fill="none" stroke="#7fbcb6" stroke-width="7.5"/></svg>'
    )

    assert sha256(png(svg, FONTS)).hexdigest() == DRAWN


def test_a_site_whose_url_is_not_known_has_none(built_harbour: Project) -> None:
    assert not (built_harbour.output / urls.SHARE_PICTURE).exists()


def test_it_has_a_mark_for_each_action_and_says_the_figures_and_their_day() -> None:
    picture = picture_of()

    assert Counter(mark.stage for mark in picture.marks) == Counter(
        ("waiting", "active", "stalled", "done")
    )
    assert " ".join(line.text for line in picture.figures) in picture.alt
    assert picture.alt == (
        "Harbour Town Plan, Harbour Town Council."
        " 1 of 4 actions is reported complete, as of 1 October 2025."
    )
    assert picture.note == ()
    assert svg_of(picture).count("<use ") == 4


@pytest.mark.parametrize("times", [1, 20, 50, 51, 500, 2500])
def test_marks_are_inside_and_none_covers_another(times: int) -> None:
    picture = picture_of(times)

    places = sorted((mark.y, mark.x) for mark in picture.marks)
    assert places
    assert min(x for _, x in places) == picture.margin
    for y, x in places:
        assert picture.margin <= x <= WIDTH - picture.margin - picture.side
        assert foot(picture.title[-1]) < y < head(picture.figures[0]) - picture.side
    for (y, x), (next_y, next_x) in pairwise(places):
        assert next_y - y > picture.side or (next_y == y and next_x - x > picture.side)
    # A mark is larger than what is between it and the next.
    assert min(x - before for (_, before), (_, x) in pairwise(places) if x > before) < (
        2 * picture.side
    )


@pytest.mark.parametrize("times", [2, 3, 5, 30])
def test_a_theme_that_fits_in_a_row_is_in_one(times: int) -> None:
    plan_index = index_of(EDGES, times)
    picture = share_picture(plan_index)

    step = min(mark.x - last.x for last, mark in pairwise(picture.marks) if mark.x > last.x)
    placed = iter(picture.marks)
    for theme in marks(plan_index).themes:
        rows = {mark.y for mark in islice(placed, len(theme.stages))}
        assert len(rows) <= 1 or len(theme.stages) > (WIDTH - 2 * picture.margin) // step


def test_words_go_from_one_margin_to_the_other() -> None:
    picture = picture_of(51)

    assert head(picture.publisher[0]) == picture.margin
    assert foot(picture.figures[-1]) < head(picture.note[0])
    assert foot(picture.note[-1]) == HEIGHT - picture.margin


@pytest.mark.parametrize(
    "title",
    [
        "Plan",
        "W" * 120,
        "WWWW MMMM " * 20,
        "A plan of many words that goes on and on, far beyond what a picture can hold " * 3,
        "Ŵyl a Chymuned: Cynllun Gweithredu ar gyfer Llesiant Cenedlaethau’r Dyfodol",
        "ПЛАН ДЕЙСТВИЙ ЩЩЩЩ ЮЮЮЮ ЖЖЖЖ ШШШШ",
        "ΣΧΕΔΙΟ ΔΡΑΣΗΣ ΩΩΩΩ ΜΜΜΜ",
    ],
)
def test_words_stay_within_the_margins(title: str) -> None:
    """The strip beyond the right margin is the ground alone, and no line is on another."""
    picture = picture_of(title=title, publisher=title)
    svg = svg_of(picture)
    strip = f'width="40" height="{HEIGHT}" viewBox="{WIDTH - 40} 0 40 {HEIGHT}" '
    plain = re.sub(r"<(text|use) .*", "", svg)

    assert png(_DRAWN.sub(strip, svg), FONTS) == png(_DRAWN.sub(strip, plain), FONTS)
    assert png(svg, FONTS) != png(plain, FONTS)
    lines = (*picture.publisher, *picture.title, *picture.figures)
    assert all(foot(line) < head(below) for line, below in pairwise(lines))
    assert len(picture.publisher) == 1
    assert len(picture.title) <= 2
    shown = " ".join(line.text for line in picture.title)
    assert title == shown or title.startswith(shown.removesuffix("…"))
    assert 2 * len(picture.title[-1].text) > len(picture.title[0].text) >= min(len(title), 15)


def test_words_that_the_font_cannot_draw_are_left_out() -> None:
    """They are in the words beside the picture; boxes would say nothing."""
    picture = picture_of(title="行動計画 2025")

    assert picture.title == ()
    assert picture.alt.startswith("行動計画 2025, ")


def test_markup_in_a_title_is_text() -> None:
    svg = svg_of(picture_of(title="Parks & <Gardens>"))

    assert ">Parks &amp; &lt;Gardens&gt;</text>" in svg
    assert png(svg, FONTS)
