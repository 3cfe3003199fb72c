"""What is left of the sample plan in another body's plan, and a statement about another site.

Each is a function, and its docstring says what should be so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..formatting import noun_of
from ..messages import listed, quoted
from ..problems import Problem
from .folder import ContentFiles, checksum
from .models import Action, Page, has_fields, items_with
from .plan_file import PlanFile
from .record_file import RecordFile

__all__ = ["check_left_over", "sample_plan"]

_NAME = re.compile(r"([^\W\d_])\w*(?: (?:and|for|of|the))* ([^\W\d_])\w*")
"""Words that are a name, where both begin with a capital."""


class SamplePlan(NamedTuple):
    """What sample_plan.json says of the sample plan."""

    publisher: str
    host: str
    """The domain of its publisher."""
    document: str
    """The SHA-256 of the document it was taken from."""
    document_size: int
    """The bytes of that document."""
    tests: list[str]
    """What its accessibility statement says to have been tested."""
    own_terms: Mapping[str, str]
    """What its glossary explains as that publisher alone has it."""
    glossary: Mapping[str, str]
    """What else its glossary explains."""
    titles: list[str]
    """The titles of its actions."""


@cache
def sample_plan() -> SamplePlan:
    """Return what is known of the sample plan."""
    text = Path(__file__).with_name("sample_plan.json").read_text(encoding="utf-8")
    return SamplePlan(**json.loads(text))


def check_left_over(
    files: ContentFiles,
    plan_file: PlanFile,
    actions: Mapping[Path, RecordFile[Action]],
    pages: Mapping[Path, RecordFile[Page]],
) -> None:
    """Note what is left of the sample plan, where the plan is another body's."""
    plan, sample = plan_file.plan, sample_plan()
    if not has_fields(plan, "publisher", "published_by"):
        return
    publishers = [plan.published_by] if plan.published_by else []
    if not all(has_fields(publisher, "title") for publisher in publishers):
        return
    names = [plan.publisher, *(publisher.title for publisher in publishers)]
    if sample.publisher.casefold() in map(str.casefold, names):
        return
    own = _check_actions(files, sample, actions)
    _check_document(files, sample)
    _check_glossary(files, sample, plan_file, [*own, *pages])
    _check_tests(files, sample, plan_file)
    _check_mentions(files, sample, plan_file, own, pages)
    _remark_on_scope(files, plan_file, names)


def _check_actions(
    files: ContentFiles, sample: SamplePlan, actions: Mapping[Path, RecordFile[Action]]
) -> list[Path]:
    """No action may be one of the sample plan's. Return the files of the others."""
    titles = frozenset(sample.titles)
    own = []
    for path, file in actions.items():
        action = file.record
        if has_fields(action, "title") and action.title in titles:
            message = f"{quoted(action.title)} is an action of the sample plan. Delete the file."
            files.report(path, message)
        else:
            own.append(path)
    return own


def _check_document(files: ContentFiles, sample: SamplePlan) -> None:
    """No document may be the one that the sample plan was taken from."""
    folder = files.folder / "source"
    for path in sorted(folder.glob("*.txt")) if folder.is_dir() else ():
        is_alike = path.is_file() and path.stat().st_size == sample.document_size
        if is_alike and not path.is_symlink() and checksum(path) == sample.document:
            files.report(
                path,
                "is the document of the sample plan. Delete it, and put here the document that"
                " this plan was taken from.",
            )


def _check_glossary(
    files: ContentFiles, sample: SamplePlan, plan_file: PlanFile, paths: Iterable[Path]
) -> None:
    """The glossary must not explain what the sample plan's publisher alone says.

    Nor should it explain other terms of the sample plan that no action or page of this one has.
    """
    if left := _alike(plan_file, sample.own_terms):
        message = (
            f"{listed(left)} {noun_of(len(left), 'is', 'are')} explained as in the sample plan."
            " Delete each, or write what it stands for here."
        )
        files.report_field(plan_file.block, ("glossary", left[0]), message)
    if alike := _alike(plan_file, sample.glossary):
        texts = (_text(files, path) for path in paths)
        used = {term for term, _ in plan_file.glossary.terms(*texts)}
        if unused := [term for term in alike if term not in used]:
            message = (
                f"no action and no page has {listed(unused)}, explained as in the sample plan."
                " Delete what this plan does not need."
            )
            files.remark_field(plan_file.block, ("glossary", unused[0]), message)


def _alike(plan_file: PlanFile, terms: Mapping[str, str]) -> list[str]:
    """Return the terms that the plan's glossary explains in the same words."""
    words = plan_file.glossary.words
    return [term for term, meaning in terms.items() if words.get(term) == meaning]


def _check_tests(files: ContentFiles, sample: SamplePlan, plan_file: PlanFile) -> None:
    """No test of accessibility may be one of the sample plan's site."""
    statement = plan_file.statement
    for index, test in items_with(statement, "tested", "what") if statement else ():
        if test.what in sample.tests:
            files.report_field(
                plan_file.block,
                ("accessibility", "tested", index, "what"),
                f"{quoted(test.what)} is a test of the sample plan's site. Write which tests were"
                " made of this site, each with its day, or delete them.",
            )
            return


def _check_mentions(
    files: ContentFiles,
    sample: SamplePlan,
    plan_file: PlanFile,
    own: Iterable[Path],
    pages: Iterable[Path],
) -> None:
    """The plan and its pages must not name the sample plan's publisher, nor link to its site.

    A body that the plan's own actions name is one that takes part in it.
    """
    explained = _alike(plan_file, sample.own_terms)  # which is said of the glossary
    said = {plan_file.block.line(("glossary", term)) for term in explained}
    found = {path: _mentions(files, sample, path) for path in (plan_file.path, *pages)}
    found[plan_file.path] = [(n, words) for n, words in found[plan_file.path] if n not in said]
    if not any(found.values()) or any(_mentions(files, sample, path) for path in own):
        return
    for path, mentions in found.items():
        if mentions:
            (line, words), *others = mentions
            also = tuple(dict.fromkeys(n for n, _ in others))
            message = (
                f"{quoted(words)} is left of the sample plan, which is of {sample.publisher}; this"
                f" plan is of {plan_file.plan.publisher}. Write what is true of it, or delete it."
            )
            files.problems.append(Problem(files.name(path), line, "", message, also))


def _mentions(files: ContentFiles, sample: SamplePlan, path: Path) -> list[tuple[int, str]]:
    """Return the lines of a file, comments left out, that name the body or its site."""
    text = _text(files, path)
    first, *others = sample.publisher.split()
    if first.casefold() not in text.casefold():
        return []
    name = r"\s+".join(map(re.escape, (first, *others)))
    lines = text.split("\n")
    found = []
    for mention in re.finditer(rf"{name}|[\w.-]*{re.escape(sample.host)}", text, re.IGNORECASE):
        number = text.count("\n", 0, mention.start()) + 1
        if not lines[number - 1].lstrip().startswith("# "):
            found.append((number, mention[0]))
    return found


def _text(files: ContentFiles, path: Path) -> str:
    """Return a file's text; what is wrong with it is noted where the file is read."""
    return ContentFiles(files.folder, files.changed).text(path) or ""


def _remark_on_scope(files: ContentFiles, plan_file: PlanFile, names: Sequence[str]) -> None:
    """A statement of accessibility that names somebody should name whose site it is about."""
    statement = plan_file.statement
    if statement is None or not has_fields(statement, "scope"):
        return
    scope = " ".join(statement.scope.split())
    is_named = any(" ".join(name.split()).casefold() in scope.casefold() for name in names)
    others = (first.isupper() and last.isupper() for first, last in _NAME.findall(scope))
    if not is_named and any(others):
        files.remark_field(
            plan_file.block,
            ("accessibility", "scope"),
            f"does not name {plan_file.plan.publisher}. Say whose site the statement is about.",
        )
