"""`make mutants`: changes the code in one place at a time, and looks whether a test fails.

A mutant that survives is a promise that no test holds, or code that is not needed. Each runs in
a process of its own, on a copy of the project, and is killed by the first test that fails. One
with which the tests do not end is named, and not counted as killed.

    python tests/mutants.py                           # the figures: views and rules
    python tests/mutants.py views/figures.py views/search.py:143    # a module, a line
    python tests/mutants.py urls.py --tests test_preview.py test_site.py
    python tests/mutants.py --sample 400 --results FILE   # a fair part, stopped and continued
"""

from __future__ import annotations

import argparse
import ast
import importlib
import math
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path("plugins") / "action_plan"
MODULES = ("views", "content/rules.py", "content/plan_rules.py")
"""What is changed where nothing is named: all between a record and its page, and the rules."""

TESTS = {
    "content": (
        ("test_broken_plan.py::test_every_problem_is_told", "test_officer_slips.py"),
        (
            *("test_remarks.py", "test_content.py", "test_declared.py", "test_milestones.py"),
            *("test_cases.py", "test_measures.py", "test_moved_dates.py", "test_funding.py"),
            *("test_accessibility_statement.py", "test_draft_and_closed.py", "test_figures.py"),
            *("test_values.py", "test_other_kinds.py", "test_facets.py"),
        ),
    ),
    "": (
        (
            *("test_site.py::test_plans_are_built_as_expected", "test_figures.py"),
            "test_budget_figures.py",
        ),
        (
            *("test_views.py", "test_cells.py", "test_verdict.py", "test_milestones.py"),
            *("test_measures.py", "test_sections.py", "test_stages.py", "test_site_files.py"),
            *("test_declared.py", "test_marks.py", "test_funding.py", "test_every_field.py"),
            *("test_bare_plan.py", "test_full_plan.py", "test_share_picture.py", "test_pages.py"),
            *("test_moved_dates.py", "test_draft_and_closed.py", "test_answers.py"),
            *("test_update_days.py", "test_ids.py", "test_search_engines.py", "test_feeds.py"),
            *("test_long_plan.py", "test_action_links.py", "test_data_files.py"),
            *("test_json_schemas.py", "test_workbooks.py", "test_absent_fields.py"),
            *("test_milestones_alone.py", "test_public_cases.py", "test_provenance_pages.py"),
            *("test_notes.py", "test_facets.py"),
        ),
    ),
}
"""The tests that look at a room, in two parts: those that see most, and the others.

Those of "" look at every room that has none here.
"""

PROJECT = (
    *("plugins", "theme", "tests", "pelicanconf.py", "publishconf.py", "pyproject.toml"),
    "CONTRIBUTING.md",
)
LIBRARIES = ("jinja2", "markdown", "nh3", "pelican", "pydantic", "xlsxwriter", "yaml")
"""Loaded once for all mutants: none of the project's own modules may be among them."""

SURVIVED = "survived"
NO_END = "no end"
LOADING = "loading"
"""What becomes of a mutant that no test kills: else it is the test that fails, or loading them."""
LONGEST = 1200
"""Seconds that tests may last: on a busy machine as well they end in a tenth of that."""

FORK = multiprocessing.get_context("fork")

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}
NAMES = {
    "max": "min",
    "min": "max",
    "any": "all",
    "all": "any",
    "sorted": "list",
    "reversed": "list",
    "ROUND_HALF_UP": "ROUND_HALF_EVEN",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A module with one change."""

    module: Path
    line: int
    column: int
    change: str
    source: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}:{self.column}: {self.change}"


def mutants(module: Path) -> Iterator[Mutant]:
    """Return every mutant of a module, a path below the package."""
    tree = ast.parse((ROOT / PACKAGE / module).read_text(encoding="utf-8"))
    for parent, field, index, node in _expressions(tree):
        for changed in (*_in_its_place(parent, field, node), *_changes(node)):
            ast.copy_location(changed, node)
            change = f"{_short(node)} → {_short(changed)}"
            _put(parent, field, index, changed)
            source = ast.unparse(ast.fix_missing_locations(tree))
            _put(parent, field, index, node)
            yield Mutant(
                module=module,
                line=node.lineno,
                column=node.col_offset + 1,
                change=change,
                source=source,
            )


def _short(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _put(parent: ast.AST, field: str, index: int | None, node: ast.expr) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _expressions(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.expr]]:
    """Return the expressions that do something, each with where it is kept.

    Not those that only name, explain or guard: annotations, decorators, docstrings, `__all__`, what
    is imported for types alone.
    """
    for field, value in ast.iter_fields(tree):
        if field in ("annotation", "returns", "decorator_list", "bases", "keywords_only"):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _only_names(child):
                continue
            if isinstance(child, ast.expr):
                yield tree, field, index, child
            yield from _expressions(child)


def _only_names(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    if isinstance(node, ast.keyword):
        return node.arg == "strict"  # lengths that differ are a fault of the code itself
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0]) == "__all__" or ast.unparse(node.value).startswith(
            "TypeVar("
        )
    return False


def _in_its_place(parent: ast.AST, field: str, node: ast.expr) -> Iterator[ast.expr]:
    """Return what can stand for an expression where it is returned, or decides something."""
    if isinstance(parent, ast.Return) and not isinstance(node, ast.Constant):
        yield ast.Constant(None)
    if field in ("test", "ifs") and not isinstance(node, ast.Compare | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), node)


def _changes(node: ast.expr) -> Iterator[ast.expr]:
    """Return what can stand in an expression's place and should make a difference."""
    match node:
        case ast.Compare(left, [operator], [right]):
            yield from (ast.Compare(left, [new()], [right]) for new in COMPARISONS[type(operator)])
        case ast.BoolOp(operator, [first, *rest] as values):
            yield ast.BoolOp(ast.And() if isinstance(operator, ast.Or) else ast.Or(), values)
            yield first
            yield ast.BoolOp(operator, rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.BinOp(left, operator, right) if type(operator) in ARITHMETIC:
            yield ast.BinOp(left, ARITHMETIC[type(operator)](), right)
        case ast.IfExp(_, body, orelse):
            yield from (body, orelse)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(str() as value):
            yield ast.Constant(f"{value}X")
        case ast.Name(name) if name in NAMES:
            yield ast.Name(NAMES[name], ast.Load())


def copy_project(folder: Path) -> Path:
    """Return a copy of all that tests look at, with the code as a mutant's is written."""
    for name in PROJECT:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder)
    for module in (folder / PACKAGE).rglob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        module.write_text(ast.unparse(tree), encoding="utf-8")
    return folder


def outcome_of(mutant: Mutant, tests: Sequence[Sequence[str]], timeout: int, folders: Path) -> str:
    """Return the test that kills a mutant, or what else becomes of it."""
    folder = folders / str(os.getpid())
    if not folder.exists():
        folder.mkdir()
        copy_project(folder)
        for compiles in (True, False):  # first to have it all compiled
            must_pass(folder, tests, compiles=compiles)
    module = folder / PACKAGE / mutant.module
    before = module.read_text(encoding="utf-8")
    for compiled in module.parent.glob(f"__pycache__/{module.stem}.*"):
        compiled.unlink()
    module.write_text(mutant.source, encoding="utf-8")
    failing = (first_failure(folder, some, timeout, compiles=False) for some in tests)
    outcome = next(filter(None, failing), SURVIVED)
    module.write_text(before, encoding="utf-8")
    return outcome


def must_pass(folder: Path, tests: Sequence[Sequence[str]], *, compiles: bool = False) -> None:
    """Raise RuntimeError where a test fails without a mutant: then its failures say nothing."""
    for some in tests:
        if failing := first_failure(folder, some, None, compiles=compiles):
            raise RuntimeError(f"without a mutant there is a failure as well: {failing}")


def first_failure(
    folder: Path, tests: Sequence[str], timeout: int | None, *, compiles: bool
) -> str | None:
    """Return the first of some tests that fails, `LOADING` where one cannot begin, or `NO_END`.

    They run in a process that has the libraries loaded.
    """
    failures, sender = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_run_tests, args=(folder, tests, timeout, compiles, sender))
    process.start()
    process.join(LONGEST)
    code = process.exitcode
    process.kill()
    process.join()
    if code == pytest.ExitCode.OK:
        return None
    if code is None or code < 0:
        return NO_END
    if failures.poll():
        return str(failures.recv())
    if code == pytest.ExitCode.USAGE_ERROR:  # conftest.py cannot be loaded
        return LOADING
    raise RuntimeError(f"pytest ended with {code} and no failure: {tests}")


class _Failures:
    """A plugin for pytest that says which test fails."""

    def __init__(self, sender: Connection) -> None:
        self._sender = sender

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Send the name of a test that fails."""
        if report.failed:
            self._sender.send(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Send that a file of tests cannot be loaded."""
        if report.failed:
            self._sender.send(f"{LOADING} {report.nodeid}")


def _run_tests(
    folder: Path, tests: Sequence[str], timeout: int | None, compiles: bool, sender: Connection
) -> None:
    """Run tests in a copy of the project, quietly, and end with their exit code."""
    if timeout is not None:  # of the processor: how busy the machine is makes no difference
        resource.setrlimit(resource.RLIMIT_CPU, (timeout, timeout))
    os.chdir(folder)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = not compiles
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    quick = "not browser and not remote and not slow"
    options = ["-x", "-q", "-m", quick, "-p", "no:cacheprovider"]
    options.append(f"--basetemp={folder / 'tmp'}")
    named = (f"tests/{test}" for test in tests)
    os._exit(pytest.main([*options, *named], plugins=[_Failures(sender)]))


def main() -> int:
    """Print every mutant that no test kills, and how many of each module were killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", default=MODULES, help="below the package, or a line")
    parser.add_argument("--tests", nargs="*", help="test files, or tests in them")
    parser.add_argument("--timeout", type=int, default=90, help="seconds of the processor")
    parser.add_argument("--sample", type=int, help="how many to try, the same ones each time")
    parser.add_argument("--seed", type=int, default=0, help="another number tries other ones")
    parser.add_argument("--results", type=Path, help="keeps what was found; a new run goes on")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    found = _chosen(options.modules, options.sample, random.Random(options.seed))  # noqa: S311
    for library in LIBRARIES:
        importlib.import_module(library)
    results = _kept(options.results)

    def tests_of(mutant: Mutant) -> Sequence[tuple[str, ...]]:
        named = tuple(options.tests or ())
        return [named] if named else TESTS.get(mutant.module.parts[0], TESTS[""])

    with (
        tempfile.TemporaryDirectory() as folders,
        ProcessPoolExecutor(options.processes, mp_context=FORK) as pool,
        ExitStack() as stack,
    ):
        stack.callback(pool.shutdown, cancel_futures=True)  # where the tests fail without a mutant
        tries = {
            str(mutant): pool.submit(
                outcome_of,
                mutant,
                tests_of(mutant),
                options.timeout,
                Path(folders),
            )
            for mutant in found
            if str(mutant) not in results
        }
        for mutant in found:
            name = str(mutant)
            if name in tries:
                results[name] = tries[name].result()
                if options.results:
                    with options.results.open("a", encoding="utf-8") as kept:
                        kept.write(f"{name}\t{results[name]}\n")
            if results[name] in (SURVIVED, NO_END):
                print(f"{results[name]}: {name}", flush=True)
        for folder in Path(folders).iterdir():  # no mutant left anything behind by which all fail
            must_pass(folder, [*{some: None for mutant in found for some in tests_of(mutant)}])
    was_killed = {name: outcome not in (SURVIVED, NO_END) for name, outcome in results.items()}
    counts = Counter((mutant.module, was_killed[str(mutant)]) for mutant in found)
    for module in sorted({mutant.module for mutant in found}):
        killed = counts[module, True]
        print(f"{module}: {killed} of {killed + counts[module, False]} killed")
    killed = sum(was_killed[str(mutant)] for mutant in found)
    low, high = interval(killed, len(found))
    print(
        f"{killed} of {len(found)} mutants killed ({killed / len(found):.0%};"
        f" 95% confidence interval {low:.1%} to {high:.1%})."
    )
    return 0


def interval(killed: int, count: int) -> tuple[float, float]:
    """Return between which shares that of all mutants lies with 95% confidence (E. B. Wilson)."""
    z = 1.96
    share, square = killed / count, z * z / count
    middle = share + square / 2
    away = z * math.sqrt(share * (1 - share) / count + square / count / 4)
    return (middle - away) / (1 + square), (middle + away) / (1 + square)


def _kept(results: Path | None) -> dict[str, str]:
    """Return what became of mutants in a run before."""
    if results is None or not results.exists():
        return {}
    lines = results.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def _chosen(modules: Sequence[str], sample: int | None, chance: random.Random) -> list[Mutant]:
    """Return the mutants of modules, in order, or a sample of them; end where there are none."""
    found = [mutant for name in modules for mutant in _mutants_below(name)]
    found = [*{str(mutant): mutant for mutant in found}.values()]  # some changes are the same
    if not found:
        sys.exit("There is nothing to change.")
    return chance.sample(found, min(sample, len(found))) if sample else found


def _mutants_below(name: str) -> Iterator[Mutant]:
    """Return the mutants of a module, of one of its lines, or of every module of a folder."""
    path, _, line = name.partition(":")
    place = ROOT / PACKAGE / path
    for module in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
        for mutant in mutants(module.relative_to(ROOT / PACKAGE)):
            if not line or mutant.line == int(line):
                yield mutant


if __name__ == "__main__":
    sys.exit(main())
