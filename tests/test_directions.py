"""The rooms of the code: what may use what, and what each room must leave alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "plugins" / "action_plan"
GROUND = frozenset(
    ("formatting", "frozen", "hosting", "letters", "messages", "natural_order", "problems", "urls")
)
"""The modules that stand beside the rooms, and that every room may use."""

ROOMS: dict[str, frozenset[str]] = {
    "content": frozenset(),
    "views": frozenset(("content",)),
    "exports": frozenset(("views", "content")),
    "verification": frozenset(),
    "vcs": frozenset(),
    "checks": frozenset(("clock", "exports", "views", "content")),
    "editing": frozenset(("checks", "content", "leftovers", "stopping")),
    "review": frozenset(("checks", "exports", "views", "content", "vcs", "leftovers")),
    "github": frozenset(("review", "editing", "checks", "views", "content", "vcs")),
    "build": frozenset(
        (
            *("exports", "views", "verification", "checks", "content", "vcs"),
            *("clock", "leftovers", "stopping"),
        )
    ),
    "publishing": frozenset(
        (
            *("build", "review", "verification", "checks", "views", "content", "vcs"),
            *("clock", "leftovers", "stopping"),
        )
    ),
    "commands": frozenset(
        (
            *("publishing", "build", "github", "review", "editing", "exports", "verification"),
            *("checks", "views", "content", "vcs", "clock", "stopping"),
        )
    ),
}
"""What each room may use beside itself and the ground floor, from the lowest room up."""

PURE = ("content", "views", "exports", "verification")
OUTSIDE = frozenset(
    (
        *("concurrent", "multiprocessing", "signal", "socket", "subprocess", "threading"),
        *("pelican", "rich", "time"),
    )
)
"""What no pure room may load: processes, the clock, the terminal, Pelican."""

MOST_USED = 10
"""Modules of the project that one module may need; more, and it is in the wrong place."""
COMPOSING = ("views/registry.py", "exports/registry.py", "build/generator.py")
"""Modules whose work is to put the others together."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Return what a module imports: the first name of each, and the project's own module whole."""
    package = path.parent.relative_to(PACKAGE).parts
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0], ""
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1]
            parts = (*above, *(node.module or "").split("."))
            names = [""] if node.module else [alias.name for alias in node.names]
            for name in names if names != ["__version__"] else []:
                module = "/".join(filter(None, (*parts, name)))
                yield module.partition("/")[0], module


def own(path: Path) -> set[str]:
    return {module for _, module in imports(path) if module}


def test_a_module_uses_only_rooms_below_its_own() -> None:
    wrong = {}
    for path in MODULES:
        room = room_of(path)
        allowed = GROUND | ROOMS.get(room, frozenset()) | {room}
        if path.parent == PACKAGE and path.stem not in GROUND:
            allowed |= ROOMS.keys()  # the doors: `register` and the command line
        used = {module.partition("/")[0] for module in own(path)}
        wrong[str(path.relative_to(PACKAGE))] = used - allowed

    assert {name: rooms for name, rooms in wrong.items() if rooms} == {}


def test_the_table_of_rooms_names_every_room_in_order() -> None:
    """Each room uses only rooms named before it, and no folder is left out."""
    before = {"clock", "leftovers", "stopping"}
    for room, used in ROOMS.items():
        assert used <= before, f"{room} is below {', '.join(sorted(used - before))}"
        before.add(room)

    assert {room_of(path) for path in MODULES} == ROOMS.keys() | {""}


def test_the_ground_floor_uses_no_room() -> None:
    for name in GROUND:
        assert own(PACKAGE / f"{name}.py") <= GROUND, name


def test_only_the_shell_imports_pelican() -> None:
    using = {room_of(path) for path in MODULES if "pelican" in dict(imports(path))}

    assert using == {"build"}


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_starts_no_process_and_asks_no_clock(room: str) -> None:
    for path in (PACKAGE / room).rglob("*.py"):
        loaded = OUTSIDE & {name for name, _ in imports(path)}
        called = {
            f"{ast.unparse(node.func)}()"
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Call)
            and ast.unparse(node.func) in ("date.today", "datetime.now", "os.fork", "os.system")
        }

        assert not loaded | called, path.name


def test_only_commands_print() -> None:
    """Whoever else has something to say is handed a function that says it."""
    for path in MODULES:
        printing = [
            node.lineno
            for node in ast.walk(parsed(path))
            if (isinstance(node, ast.Name) and node.id in ("print", "input"))
            or (
                (isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr"))
                and isinstance(node.value, ast.Name)
                and node.value.id == "sys"
            )
        ]
        if room_of(path) != "commands":
            assert not printing, f"{path.relative_to(PACKAGE)}, lines {printing}"


def test_no_module_needs_itself_by_way_of_others() -> None:
    """Whatever is imported counts: for types alone, or where a function is called."""
    needed = {str(path.relative_to(PACKAGE).with_suffix("")): own(path) for path in MODULES}

    tuple(TopologicalSorter(needed).static_order())  # raises CycleError, which names the modules


def test_no_module_needs_more_than_ten_others() -> None:
    needed = {str(path.relative_to(PACKAGE)): own(path) for path in MODULES}
    for name in COMPOSING:
        del needed[name]

    # "frozen" is how a class is declared, and knows nothing.
    assert {name: used for name, used in needed.items() if len(used - {"frozen"}) > MOST_USED} == {}
