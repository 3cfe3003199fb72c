"""The site as built: every page, every link, the same bytes everywhere."""

from __future__ import annotations

import shutil
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import HARBOUR, Project, golden, golden_folder, tree


class Page(HTMLParser):
    """Reads a page: its links, its anchors, its title and whether its elements are closed."""

    VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr"))

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.text: list[str] = []
        self.title = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == [], f"not closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element links to, its id, and that it is open."""
        given = dict(attrs)
        self.links += [given[name] or "" for name in ("href", "src", "action") if name in given]
        if given.get("id"):
            assert given["id"] not in self.anchors, f"two elements have the id {given['id']}"
            self.anchors.add(given["id"] or "")
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Hold the element to be the one that was opened last."""
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text, and the title apart."""
        if self._open and self._open[-1] == "title" and "svg" not in self._open:
            self.title += data
        self.text.append(data)

    @property
    def words(self) -> str:
        """The page's text in one line."""
        return " ".join(" ".join(self.text).split())


def read_pages(output: Path) -> dict[str, Page]:
    """Return every page of a site by its file."""
    return {
        path.relative_to(output).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(output.rglob("*.html"))
    }


def assert_links_resolve(output: Path, prefix: str) -> int:
    """Follow every internal link from where its page is served; returns how many there were."""
    pages = read_pages(output)
    followed = 0
    for file, page in pages.items():
        base = f"https://host.example{prefix}/{file.removesuffix('index.html')}"
        for link in page.links:
            target = urlsplit(urljoin(base, link))
            if target.netloc != "host.example" or target.scheme != "https":
                continue
            assert target.path.startswith(f"{prefix}/"), f"{file}: {link} leaves the site"
            path = unquote(target.path.removeprefix(f"{prefix}/"))
            found = f"{path}index.html" if path == "" or path.endswith("/") else path
            assert (output / found).is_file(), f"{file}: {link} leads nowhere"
            if target.fragment:
                assert target.fragment in pages[found].anchors, f"{file}: {link} has no anchor"
            followed += 1
    return followed


@pytest.mark.parametrize("plan", ["edges", "harbour"])
def test_plans_are_built_as_expected(plan: str, request: pytest.FixtureRequest) -> None:
    """The files chosen of a plan are, to the byte, what its golden folder has (`make golden`)."""
    project: Project = request.getfixturevalue(f"built_{plan}")
    expected = tree(golden_folder(plan))

    built = golden(plan, project.output)

    assert sorted(built) == sorted(expected)
    for name, content in built.items():
        assert content.decode() == expected[name].decode(), name


def test_every_address_of_the_plan_answers(built_real: Project) -> None:
    """One page for each action and theme, and the pages every plan has."""
    files = set(tree(built_real.output))
    actions = {path.stem for path in (built_real.root / "content" / "actions").glob("*.md")}

    built = {
        Path(file).parent.name
        for file in files
        if file.startswith("actions/") and file.endswith("/index.html") and file.count("/") == 2
    }
    assert built == actions
    assert len(built) == 20
    for page in ("", "actions/", "status/", "budget/", "updates/", "plan/", "about/"):
        assert f"{page}index.html" in files
    for theme in ("economic-development", "social-economy"):
        assert f"themes/{theme}/index.html" in files
    assert {"404.html", "accessibility/index.html"} <= files
    assert "source/community-wealth-building-action-plan-2024-25.txt" in files


def test_figures_stand_on_the_pages(built_real: Project) -> None:
    """The overview says 20, 13, 4 and 3; the summary says £256,700 over 9 actions."""
    pages = read_pages(built_real.output)
    status = pages["status/index.html"].words
    budget = pages["budget/index.html"].words

    assert "20 actions" in status
    for count, label in ((13, "In progress"), (4, "Not yet started"), (3, "Complete")):
        assert f"{label} {count}" in status or f"{count} {label}" in status
    assert "£256,700" in budget
    assert "9 of 20 actions" in budget
    for amount in ("£90,000", "£25,500", "£30,000", "£15,000", "£96,200", "£216,200", "£40,500"):
        assert amount in budget
    actions = pages["actions/index.html"].words
    assert actions.index("1.9.1") < actions.index("1.10.1")


def test_every_internal_link_resolves(built_real: Project, built_harbour: Project) -> None:
    """At a domain's root, every link and anchor leads to something."""
    assert assert_links_resolve(built_real.output, "") > 500
    assert assert_links_resolve(built_harbour.output, "") > 200


def test_every_internal_link_resolves_when_published_under_a_path(tmp_path: Path) -> None:
    """With SITEURL set, the 404 page too finds its way, at whatever depth it is shown."""
    project = Project(tmp_path / "harbour", HARBOUR)
    built = project.action_plan(
        "build", "--settings", "publishconf.py", env={"SITEURL": "https://host.example/repository"}
    )
    assert built.returncode == 0, built.stderr

    assert assert_links_resolve(project.output, "/repository") > 200


def test_titles_differ(built_real: Project) -> None:
    """No two pages have one title."""
    titles = [page.title for page in read_pages(built_real.output).values()]

    assert len(set(titles)) == len(titles)


def test_text_is_escaped(built_harbour: Project) -> None:
    """What a title holds is shown, never obeyed."""
    html = (built_harbour.output / "actions" / "A-7" / "index.html").read_text(encoding="utf-8")

    assert "<safely>" not in html
    assert "&lt;safely&gt;" in html


def test_pages_say_what_the_records_say(built_harbour: Project) -> None:
    """An action's page shows its status and since when, its history, money, corrections."""
    pages = read_pages(built_harbour.output)
    quay = pages["actions/A-7/index.html"].words
    wall = pages["actions/A-10/index.html"].words

    for words in (
        "Under way",
        "North side only",
        "30 June 2025",
        "€60,000",
        "€12,500.50",
        "The contract was let.",
        "Harbour master's office",
        "HTC boat club",
        "return on investment",
    ):
        assert words.casefold() in quay.casefold(), words
    assert "lumps" in wall
    assert "No evidence published yet" in wall
    assert "€5,000" in pages["budget/index.html"].words
    assert "The lighthouse trust" in pages["budget/index.html"].words
    assert "€100,000" in pages["budget/index.html"].words
    assert "€22,500" in pages["budget/index.html"].words


def test_home_says_on_which_day_each_update_was(built_harbour: Project) -> None:
    """Updates of several days stand each under its own day, the newest first."""
    home = read_pages(built_harbour.output)["index.html"].words
    latest = home[home.index("What changed last") :]

    days = ["1 October 2025", "10 September 2025", "30 June 2025", "2 May 2025", "1 February 2025"]
    places = [latest.index(day) for day in days]
    assert places == sorted(places)
    assert places[1] < latest.index("The lamps are lit.") < places[2]


def test_an_added_action_is_not_said_to_stand_in_the_document(built_harbour: Project) -> None:
    """What joined the plan later says so; the others say where they stand."""
    pages = read_pages(built_harbour.output)
    added = pages["actions/US0113.2/index.html"].words

    assert "Added to the plan on 1 October 2025 . It does not stand in the document" in added
    assert "Number US0113.2 under" not in added
    assert "Number A-7 under “Harbour & quay”" in pages["actions/A-7/index.html"].words


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    """Time zone, locale, hash seed, folder and working directory leave no trace."""
    here = Project(tmp_path / "here", HARBOUR)
    there = Project(tmp_path / "a place with spaces" / "there", HARBOUR)
    first = here.action_plan("build", env={"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"})
    second = there.pelican(
        *("-s", str(there.root / "pelicanconf.py"), "-o", str(there.output)),
        env={"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
        cwd=tmp_path,
    )
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr

    assert tree(here.output) == tree(there.output)


def test_a_build_after_another_is_the_same_bytes(harbour: Project, tmp_path: Path) -> None:
    """What an edit did not change is taken over from the build before, and nothing else."""
    assert harbour.action_plan("build").returncode == 0
    before = {file: (harbour.output / file).stat().st_ino for file in tree(harbour.output)}
    (harbour.output / "robots.txt").write_text("Disallow: /", encoding="utf-8")
    (harbour.output / "data" / "plan.json").chmod(0o600)
    harbour.replace("content/actions/A-10.md", "title: Light", "title: Brightly light")
    alone = Project(tmp_path / "alone", harbour.root / "content")

    assert harbour.action_plan("build").returncode == 0
    assert alone.action_plan("build").returncode == 0

    assert tree(harbour.output) == tree(alone.output)
    after = {file: (harbour.output / file).stat().st_ino for file in before}
    assert after["theme/site.css"] == before["theme/site.css"]
    modes = [(built.output / "data" / "plan.json").stat().st_mode for built in (harbour, alone)]
    assert modes[0] == modes[1]
    assert after["actions/A-10/index.html"] != before["actions/A-10/index.html"]


def test_a_page_that_is_gone_from_the_content_is_gone_from_the_output(harbour: Project) -> None:
    """A second build leaves nothing of what the first one had more."""
    assert harbour.action_plan("build").returncode == 0
    assert (harbour.output / "actions" / "US0113.1").is_dir()
    harbour.action("US0113.1").unlink()

    assert harbour.action_plan("build").returncode == 0
    assert not (harbour.output / "actions" / "US0113.1").exists()


def test_a_folder_that_is_not_ours_is_left_alone(harbour: Project) -> None:
    """Building into a folder with other files is refused, by command and by Pelican."""
    harbour.output.mkdir()
    (harbour.output / "thesis.txt").write_text("years of work", encoding="utf-8")

    built = harbour.action_plan("build")
    pelican = harbour.pelican()

    assert built.returncode == pelican.returncode == 1
    assert "this folder holds files that no build of this site has made" in built.stderr
    assert [path.name for path in harbour.output.iterdir()] == ["thesis.txt"]


def test_a_failing_template_leaves_the_last_good_site(harbour: Project) -> None:
    """An error while pages are written replaces nothing, and leaves nothing half-made behind."""
    assert harbour.action_plan("build").returncode == 0
    before = tree(harbour.output)
    harbour.replace(
        "theme/templates/plan.html", "{% extends", "{{ nothing.of_the_kind }}{% extends"
    )

    failed = harbour.pelican("-q")

    assert failed.returncode == 1
    assert tree(harbour.output) == before
    assert not list(harbour.root.glob(".output*"))


def test_a_plugin_that_cannot_load_stops_the_build(harbour: Project) -> None:
    """Pelican would go on without it and exit 0, with a site that has no actions."""
    shutil.rmtree(harbour.root / "plugins")

    failed = harbour.run(sys.executable, "-m", "pelican", env={"PYTHONPATH": ""})

    assert failed.returncode == 1
    assert not harbour.output.exists()


def test_a_changed_source_document_stops_the_build(harbour: Project) -> None:
    """The document as received is what its checksum says it is."""
    harbour.replace("content/source/harbour-plan.txt", "adopted", "altered")

    checked = harbour.action_plan("check")

    assert checked.returncode == 1
    assert "content/plan.yml:19: source_document.sha256: content/source/harbour-plan.txt has" in (
        checked.stdout
    )
