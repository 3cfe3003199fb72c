"""The theme: one stem for a component's macros, class and styles, and examples of each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from action_plan.build import stylesheet
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from write_components import COMPONENTS, EXAMPLES, THEME, write_components

CSS = THEME / "static" / "css"
TEMPLATES = THEME / "templates"
SCRIPT = (THEME / "static" / "files" / "filter.js").read_text(encoding="utf-8")
AXE_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    }
}
_CLASS = re.compile(r"(?<![\w-])ap-[\w-]+")
_STYLED = re.compile(r"\.(ap-[\w-]+)")
_MACRO = re.compile(r"{%-? macro (\w+)\(")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PAGE = re.compile(r"@page {.*?}\s*}", re.DOTALL)
_LENGTH = re.compile(r"(?<![\w-])-?[\d.]*[1-9][\d.]*(?:rem|px|pt|mm|cm)\b")
_SELECTOR = re.compile(r"([^{}]+){[^{}]*}")


def text(path: Path) -> str:
    """Return what a file says, without CSS's comments."""
    return _COMMENT.sub("", path.read_text(encoding="utf-8"))


def classes(template: str) -> set[str]:
    """Return the classes that a template has; those it completes by a value end in `--`."""
    return set(_CLASS.findall(template))


def styled(layer: str) -> set[str]:
    """Return the classes that a layer of the styles has rules for."""
    return {name for path in (CSS / layer).glob("*.css") for name in _STYLED.findall(text(path))}


def stems(folder: Path, kind: str) -> set[str]:
    """Return the names of files without their ending."""
    return {path.stem for path in folder.glob(f"*.{kind}")}


@pytest.mark.parametrize("path", sorted(COMPONENTS.glob("*.html")), ids=lambda path: path.stem)
def test_a_component_has_one_stem(path: Path) -> None:
    """Every class is the component's own, or one of the words for plain text."""
    own = f"ap-{path.stem}"
    others = {
        name
        for name in classes(text(path))
        if name != own and not name.startswith((f"{own}__", f"{own}--"))
    }

    assert others <= styled("base")
    assert _MACRO.search(text(path))


@pytest.mark.parametrize(("layer", "templates"), [("components", COMPONENTS), ("pages", TEMPLATES)])
def test_each_file_of_styles_has_its_template(layer: str, templates: Path) -> None:
    """Every rule of the file is about the classes of that stem."""
    assert stems(CSS / layer, "css") <= stems(templates, "html")
    for path in (CSS / layer).glob("*.css"):
        stem = f".ap-{path.stem}"
        for selectors in _SELECTOR.findall(text(path).replace("[hidden]", stem)):
            for selector in selectors.rpartition("{")[2].split(","):
                assert re.search(rf"{stem}(?=__|--|[^\w-]|$)", selector), f"{path}: {selector}"


def test_every_class_is_used_and_styled() -> None:
    """No rule is for a class that nothing has, and no class is there for nothing."""
    given = {name for path in TEMPLATES.rglob("*.html") for name in classes(text(path))}
    given |= classes(SCRIPT)
    completed = tuple(name for name in given if name.endswith("--"))
    rules = set().union(*map(styled, stylesheet.LAYERS))

    assert {name for name in rules - given if not name.startswith(completed)} == set()
    assert {
        name
        for name in given - rules
        if not (name in completed and any(rule.startswith(name) for rule in rules))
    } == set()


def test_every_macro_is_used() -> None:
    """By a page, by another component, or by what is printed once a build."""
    templates = {path: text(path) for path in TEMPLATES.rglob("*.html")}
    for path in COMPONENTS.glob("*.html"):
        for macro in _MACRO.findall(templates[path]):
            use = re.compile(rf"(?<!macro )\b{macro}\(")
            assert any(use.search(page) for page in templates.values()), f"{path.name}: {macro}"


def test_styles_keep_to_the_tokens() -> None:
    """Lengths, colours and breakpoints are in tokens/; every file is in a layer; nothing shouts."""
    assert {path.parent.name for path in CSS.rglob("*.css")} == set(stylesheet.LAYERS)
    assert {path.parent.parent for path in CSS.rglob("*.css")} == {CSS}
    for path in CSS.rglob("*.css"):
        rules = _PAGE.sub("", text(path))
        assert "!important" not in rules, path
        assert all(len(line) <= 100 for line in rules.splitlines()), path
        if path.parent.name != "tokens":
            assert _LENGTH.findall(rules) == [], path
            assert re.findall(r"#[0-9a-f]{3,8}\b", rules) == [], path
            assert not re.search(r"@media[^{]*width", rules), path


def test_breakpoints_are_put_where_they_are_named() -> None:
    """Browsers get no `@custom-media`, and no name of one."""
    sheet = stylesheet.stylesheet(CSS)

    assert sheet.startswith("@layer tokens, base, components, pages, print;\n")
    assert "custom-media" not in sheet
    assert "(--" not in sheet.replace("var(--", "")
    assert "@media print, (min-width: 48rem) {" in sheet


def test_every_component_has_an_example() -> None:
    assert EXAMPLES["examples"].keys() == stems(COMPONENTS, "html")
    assert all(EXAMPLES["examples"].values())


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_components(tmp_path_factory.mktemp("components")).as_uri()


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_axe_finds_nothing_in_the_examples(
    browser: Browser, examples: str, scheme: Any, width: int
) -> None:
    """No finding of WCAG 2.0 to 2.2 A and AA, and nothing wider than the screen."""
    with browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}
    ) as visitor:
        page = visitor.new_page()
        page.goto(examples)
        results = Axe().run(page, options=AXE_RULES)
        violations = [
            f"{violation['id']}: {violation['nodes'][0]['target']}"
            for violation in results.response["violations"]
        ]
        across = page.evaluate("document.documentElement.scrollWidth")

    assert violations == []
    assert across == width
