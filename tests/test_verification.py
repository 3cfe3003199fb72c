"""Verification: everything that can be wrong with a built folder is found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from action_plan import hosting
from action_plan.messages import quoted
from action_plan.verification.built_site import (
    Expected,
    file_findings,
    files_below,
    site_findings,
    size_warnings,
)
from action_plan.verification.html import read_page
from conftest import Project

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'self'"
)
CSP = "Content-Security-Policy"
REFERRER = '<meta name="referrer" content="strict-origin-when-cross-origin">'
HEAD = (
    "<!doctype html><html><head>"
    f'<meta http-equiv="{CSP}" content="{POLICY}">'
    f"<title>A page</title>{REFERRER}"
    '<link rel="stylesheet" href="/plan/theme/site.css"></head>'
)
SITE = Expected(base_url="https://owner.example/plan/")


def page(body: str) -> str:
    """Return a sound page around a body."""
    return f"{HEAD}<body>{body}</body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a sound site of two pages, a stylesheet and data."""
    for file, text in {
        "index.html": page('<a href="actions/4.2.1/#history">4.2.1</a><a href="#">Top</a>'),
        "actions/4.2.1/index.html": page(
            '<h2 id="history">History</h2><a href="../../?q=x">Home</a>'
            '<a href="https://owner.example/elsewhere/">Elsewhere</a>'
            '<a href="https://owner.example/plan/gone/">What was here, see file:///etc</a>'
            '<svg><use href="#history"/></svg><a href="mailto:a@b.example">Mail</a>'
        ),
        "theme/site.css": "body { background: url('icon.svg') }",
        "theme/icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "data/plan.json": '{"at": "https://owner.example/plan/gone/"}',
        "sitemap.xml": "<loc>https://owner.example/plan/actions/4.2.1/</loc>",
        ".nojekyll": "",
    }.items():
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_sound_site_has_no_finding(folder: Path) -> None:
    """A site under a path, with anchors, assets and data, passes."""
    assert site_findings(folder, SITE) == []
    assert size_warnings(folder) == []


def writes(file: str, text: str) -> Callable[[Path], None]:
    """Write a file into the site."""

    def act(folder: Path) -> None:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")

    return act


def deletes(file: str) -> Callable[[Path], None]:
    """Delete a file of the site."""
    return lambda folder: (folder / file).unlink()


@pytest.mark.parametrize(
    ("corrupt", "said"),
    [
        (
            deletes("actions/4.2.1/index.html"),
            ["/actions/4.2.1/ is not there, but linked to from: index.html, sitemap.xml."],
        ),
        (
            writes(
                "a.html",
                page("").replace(
                    "</head>", '<link rel="canonical" href="https://owner.example/plan/b/"></head>'
                ),
            ),
            ["/b/ is not there, but linked to from: a.html."],
        ),
        (
            writes("updates.atom", '<link href="https://owner.example/plan/b/"/>'),
            ["/b/ is not there, but linked to from: updates.atom."],
        ),
        (
            writes("a.html", page('<a href="missing/">x</a>')),
            ["/missing/ is not there, but linked to from: a.html."],
        ),
        (
            writes("a.html", page('<a href="/actions/">x</a>')),
            ['the link "/actions/" leaves the site on: a.html.'],
        ),
        (
            writes("a.html", page('<a href="actions/4.2.1/#none">x</a>')),
            ['/actions/4.2.1/ has no anchor "none", but is linked to so from: a.html.'],
        ),
        (
            deletes("theme/icon.svg"),
            ["/theme/icon.svg is not there, but linked to from: theme/site.css."],
        ),
        (
            writes("a.html", page("<p>x</div>")),
            [
                "a.html: </div> is inside <p>.",
                "a.html: </body> is inside <p>.",
                "a.html: </html> is inside <p>.",
                "a.html: <p> is not closed.",
            ],
        ),
        (
            writes("a.html", page('<i id="a"></i><i id="a"></i>')),
            ['a.html: two elements have the id "a".'],
        ),
        (writes("a.html", page("<b/>")), ["a.html: <b/> cannot close itself."]),
        (
            writes("a.html", "<html></html>"),
            [
                "a.html: it does not start with <!doctype html>.",
                "a.html: it has no Content-Security-Policy that starts from nothing.",
                f"a.html: it has no {REFERRER}.",
            ],
        ),
        (
            writes("a.html", page("<script>x</script>")),
            ["a.html: it has a script of its own text."],
        ),
        (
            writes("a.html", page('<p onclick="x">x</p>')),
            ["a.html: <p> has the attribute onclick."],
        ),
        (writes("a.html", page('<p style="x">x</p>')), ["a.html: <p> has the attribute style."]),
        (writes("a.html", page("<style>x</style>")), ["a.html: it has the element <style>."]),
        (
            writes("a.html", page('<a href="javascript:x">x</a>')),
            ['a.html: the link "javascript:x" is none of http, https and mailto.'],
        ),
        (
            writes("a.html", page('<img src="https://other.example/x.png">')),
            ['a.html: it loads "https://other.example/x.png" from another place.'],
        ),
        (
            writes(
                "a.html",
                page("").replace(
                    "</head>", '<link rel="preconnect" href="//other.example"></head>'
                ),
            ),
            ['a.html: it loads "//other.example" from another place.'],
        ),
        (
            writes(
                "a.html",
                page("").replace(
                    "</head>",
                    '<meta http-equiv="refresh" content="0; url=https://other.example/"></head>',
                ),
            ),
            ['a.html: it leads to "https://other.example/" by itself.'],
        ),
        (writes("drafts/x.txt", ""), ["drafts/x.txt is a draft, and would be published."]),
        (
            writes("data/.git/config", ""),
            ["data/.git/config is a hidden file, and would be published."],
        ),
        (
            lambda folder: (folder / "x").symlink_to("/etc/hostname"),
            ["x is a symbolic link, which a published site cannot have."],
        ),
        (
            writes("a.txt", "See /home/officer/plan/content."),
            ['a.txt names "/home/officer/plan", a path of this machine.'],
        ),
    ],
)
def test_a_finding_names_its_file(
    folder: Path, corrupt: Callable[[Path], None], said: list[str]
) -> None:
    """Each finding is a sentence with the file, or the URL, that it is about."""
    corrupt(folder)

    assert site_findings(folder, replace(SITE, private=("/home/officer/plan",))) == said


DATA = '<script type="application/ld+json">{}</script>'
DATA_HASH = "'sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o='"
"""The hash of `{}`."""


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("style-src 'self'", "style-src 'self' 'unsafe-inline'", ""),
        ("script-src 'self'", "script-src 'self' 'unsafe-eval'", ""),
        ("script-src 'self'", "script-src https://evil.example", ""),
        ("script-src 'self'", "script-src *.evil.example", ""),
        ("script-src 'self'", f"script-src 'self' {DATA_HASH}", ""),
        ("img-src 'self'", "img-src *", ""),
        ("img-src 'self'", "img-src data:", ""),
        ("connect-src 'self'", "connect-src https:", ""),
        ("base-uri 'none'", "base-uri 'self'", ""),
        ("form-action 'self'", "form-action https://evil.example", ""),
        ("default-src 'none'", "script-src 'none'; x default-src 'none'", "script-src 'none'"),
    ],
)
def test_a_policy_allows_only_the_sites_own_files(old: str, new: str, found: str) -> None:
    """Whatever lets a page load, run or send more than the site's own files is a finding."""
    html = page("").replace(old, new)

    assert read_page(html).findings == [
        f"its Content-Security-Policy has {quoted(found or new)}, which no page may have"
    ]


def test_a_policy_is_complete_and_there_once() -> None:
    """Neither may a part be missing, nor a second policy be beside it."""
    lacking = page("").replace("; base-uri 'none'", "")
    twice = page("").replace("<title>", f'<meta http-equiv="{CSP}" content="script-src *"><title>')

    assert read_page(lacking).findings == ["its Content-Security-Policy lacks a part"]
    assert [finding.partition(" has ")[0] for finding in read_page(twice).findings] == [
        "its Content-Security-Policy"
    ]


def test_a_policy_names_the_data_of_its_own_page() -> None:
    """Data for search engines is allowed by its hash, in the order of the page."""
    html = page(DATA).replace("script-src 'self'", f"script-src 'self' {DATA_HASH}")

    assert read_page(html).findings == []


@pytest.mark.parametrize(
    "element", ['<script src="a.js"></script>', '<link rel="stylesheet" href="a.css">', "<body>"]
)
def test_nothing_comes_before_the_policy(element: str) -> None:
    """A policy rules only what comes after it."""
    html = page("").replace("<head>", f"<head>{element}", 1)
    name = element[1:].split(maxsplit=1)[0].rstrip(">")

    assert f"<{name}> comes before its Content-Security-Policy" in read_page(html).findings


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (REFERRER, ""),
        ("strict-origin-when-cross-origin", "unsafe-url"),
        (REFERRER, REFERRER + '<meta name="Referrer" content="unsafe-url">'),
    ],
)
def test_a_page_names_itself_to_no_other_site(old: str, new: str) -> None:
    """Each page has one referrer policy, by which other sites learn the site's address at most."""
    assert read_page(page("").replace(old, new)).findings == [f"it has no {REFERRER}"]
    assert read_page(page('<a href="/" referrerpolicy="unsafe-url">x</a>')).findings == [
        "<a> has the attribute referrerpolicy"
    ]


@pytest.mark.parametrize("fixture", ["built_harbour", "built_real"])
def test_the_built_plans_have_no_finding(fixture: str, request: pytest.FixtureRequest) -> None:
    """At a domain's root, every link, anchor and asset of the plans' sites leads to something."""
    project: Project = request.getfixturevalue(fixture)
    site = Expected(base_url="https://host.example/")

    assert site_findings(project.output, site) == []


@pytest.mark.parametrize(
    ("live", "redirects", "gone", "said"),
    [
        ("index.html", (), (), False),
        ("theme/old.css", (), (), False),
        ("CNAME", (), (), False),
        ("old/index.html", (), (), True),
        ("old/index.html", ("old/",), (), False),
        ("old/updates.atom", ("old/",), (), False),
        ("older/index.html", ("old/",), (), True),
        ("old.html", ("old.html",), (), False),
        ("data/old.csv", (), (), True),
        ("data/old.csv", (), ("data/old.csv",), False),
        ("old/updates.atom", ("old/index.html",), (), False),
        ("old/index.html", (), ("old/",), False),
        ("old/index.html", (), ("old/index.html",), False),
        ("embed/old/index.html", (), (), True),
        ("embed/old/index.html", ("old/",), (), False),
        ("old/index.html", (), ("",), False),
    ],
)
def test_live_addresses_stay(
    folder: Path, live: str, redirects: tuple[str, ...], gone: tuple[str, ...], *, said: bool
) -> None:
    """An address that residents can open today must answer, be redirected, or go on purpose."""
    expected = replace(SITE, live=frozenset((live,)), redirects=redirects, gone=gone)

    findings = site_findings(folder, expected)

    assert bool(findings) == said
    assert all("is live today and would be gone." in sentence for sentence in findings)


def test_a_page_that_vanishes_is_named_once(folder: Path) -> None:
    """What is done about it is done about its small page for other sites, too."""
    live = frozenset(("actions/old/index.html", "embed/actions/old/index.html"))

    [finding] = site_findings(folder, replace(SITE, live=live))

    assert finding.startswith("/actions/old/ is live today and would be gone.")


def test_size(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of what Pages serves is a warning, more than all of it a finding."""
    monkeypatch.setattr(hosting, "LARGEST_SITE", 2_000)
    assert [w.partition(" has ")[0] for w in size_warnings(folder)] == ["The site"]
    assert site_findings(folder, SITE) == []

    monkeypatch.setattr(hosting, "LARGEST_SITE", 500)
    assert len(site_findings(folder, SITE)) == 1
    monkeypatch.setattr(hosting, "LARGEST_FILE", 500)
    assert len(site_findings(folder, SITE)) == 2


def test_every_build_has_the_cheap_checks(folder: Path) -> None:
    """Drafts and hidden files are found without reading a page."""
    (folder / ".DS_Store").touch()

    assert file_findings(files_below(folder)) == [
        ".DS_Store is a hidden file, and would be published."
    ]


def test_redirect_page_is_followed() -> None:
    """Where a page sends its reader is a link like others."""
    html = page("").replace("</head>", '<meta http-equiv="refresh" content="0; url=../x/"></head>')

    assert "../x/" in read_page(html).links
