"""`make components`: writes a page with every example of every component, to look at."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

import yaml
from action_plan.build.stylesheet import stylesheet
from action_plan.build.templating import Templates
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

ROOT = Path(__file__).resolve().parent.parent
THEME = ROOT / "theme"
COMPONENTS = THEME / "templates" / "components"
EXAMPLES: dict[str, Any] = yaml.safe_load(
    (ROOT / "tests" / "components" / "examples.yml").read_text(encoding="utf-8")
)


class _Record:
    """Values by name, as a record of the plan has them."""

    def __init__(self, values: dict[str, Any]) -> None:
        vars(self).update(values)


def write_components(folder: Path) -> Path:
    """Write the page and its stylesheet into a folder; returns the page's file."""
    environment = _environment({})
    printed = [
        (component, [(example["title"], _printed(example, environment)) for example in examples])
        for component, examples in EXAMPLES["examples"].items()
    ]
    page = environment.from_string((ROOT / "tests/components/page.html").read_text("utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "index.html"
    file.write_text(page.render(components=printed), encoding="utf-8")
    (folder / "site.css").write_text(stylesheet(THEME / "static" / "css"), encoding="utf-8")
    return file


def _environment(changes: dict[str, Any]) -> Environment:
    """Return the templates' environment, with changes to what the site says."""
    settings = runpy.run_path(str(ROOT / "pelicanconf.py"))["JINJA_ENVIRONMENT"]
    environment = Environment(loader=FileSystemLoader(THEME / "templates"), **settings)  # noqa: S701 - the settings escape
    site = _record(_changed(EXAMPLES["site"], changes))
    Templates(environment, site, {}, preview=False)
    environment.filters["body"] = lambda text, *_: Markup(text)  # noqa: S704 - the examples' own
    return environment


def _printed(example: dict[str, Any], environment: Environment) -> Markup:
    if "site" in example:
        environment = _environment(example["site"])
    names = [path.stem for path in COMPONENTS.glob("*.html")]
    imports = "".join(f'{{% import "components/{name}.html" as {name} %}}' for name in names)
    template = environment.from_string(imports + example["print"])
    values = vars(_record(EXAMPLES["values"]))
    return Markup(template.render(root="#", **values))  # noqa: S704 - templates escape


def _changed(record: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _changed(value, changes[name])
        if isinstance(value, dict) and isinstance(changes.get(name), dict)
        else changes.get(name, value)
        for name, value in record.items()
    }


def _record(value: Any) -> Any:
    """Return mappings as records, which have attributes as those of the plan do."""
    if isinstance(value, dict):
        return _Record({name: _record(entry) for name, entry in value.items()})
    return tuple(map(_record, value)) if isinstance(value, list) else value


if __name__ == "__main__":
    print(f"Every component is in {write_components(Path(sys.argv[1]))}.")
