"""Fills in the workbook in LibreOffice and brings it back: `spreadsheet_round_trip.py [EDITS]`.

In each round LibreOffice opens the plan.xlsx of the real plan, types random values into cells that
are open, and saves it as .xlsx or .ods. Meanwhile other fields, and in every other round some of
the same, are changed in the content. What is brought back is then in the files, and not one other
byte; or what was changed on both sides is named, all of it and nothing else, and nothing changes.
Prints what went wrong, and ends with 1 if anything did.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import yaml
from action_plan.checks.reading import read_content
from action_plan.content.models import Action
from action_plan.editing.record_update import record
from action_plan.editing.update_table import read_table
from action_plan.exports.context import ExportContext
from action_plan.exports.workbook import files
from action_plan.problems import ContentProblems
from action_plan.views.plan_index import PlanIndex
from conftest import FIRST

__all__ = ["round_trips"]

TODAY = date(2026, 11, 24)
ROWS_ABOVE = 5
COLUMNS = {
    name: number
    for number, name in enumerate(
        ("status", "date", "note", "evidence", "status_note", "lead", "due"), start=7
    )
}
WORDS = (
    *("begun", "– done", "£1,250.50", "’quoted’", '"so" said', "= still going", "- later", "1.10"),
    *("TRUE", "2025-01-02", "100%", "a: b", "#4 and 5", "@home", "+44", "O’Brien", "naïve", "'"),
    *("null", "=1+1", "{x}", "[y]", "three, four", "é", "\N{NO-BREAK SPACE}5 km", "1e5"),
)
MODULE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{}</script:module>"""
PROGRAM = """
Sub Main
  Dim written As String
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  number = FreeFile
  Open "{edits}" For Input As #number
  Do While Not EOF(number)
    Line Input #number, written
    cells = Split(written, Chr(9))
    If cells(0) = "open" Then
      hidden(0).Name = "Hidden" : hidden(0).Value = True
      book = StarDesktop.loadComponentFromURL(ConvertToURL(cells(1)), "_blank", 0, hidden())
      sheet = book.Sheets.getByName("Updates to make")
    ElseIf cells(0) = "save" Then
      saved(0).Name = "FilterName" : saved(0).Value = cells(2)
      book.storeToURL(ConvertToURL(cells(1)), saved())
      book.close(True)
    ElseIf cells(0) = "day" Then
      sheet.getCellByPosition(CInt(cells(1)), CInt(cells(2))).FormulaLocal = cells(3)
    Else
      sheet.getCellByPosition(CInt(cells(1)), CInt(cells(2))).String = cells(3)
    End If
  Loop
  Close #number
  StarDesktop.terminate()
End Sub
"""
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8"}


@dataclass
class Round:
    """What is asked for in one workbook, and what is changed meanwhile, by action and field."""

    saved: Path
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    meanwhile: dict[str, dict[str, str]] = field(default_factory=dict)


def round_trips(folder: Path, edits: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Return how much was tried, and everything that went wrong."""
    luck = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    content = read_content(FIRST, TODAY)
    (made,) = files(ExportContext(plan_index=PlanIndex(content), base_url=""))
    (folder / "plan.xlsx").write_bytes(made.content())
    labels = [status.label for status in content.plan.statuses]
    rounds = list(_rounds(folder, content.actions, labels, edits, luck))
    _fill_in(folder, [action.id for action in content.actions], rounds)
    tried: Counter[str] = Counter()
    faults: list[str] = []
    for number, one in enumerate(rounds):
        tried["edits"] += sum(map(len, one.asked.values()))
        faults += (f"round {number}: {fault}" for fault in _brought_back(folder, one, tried))
    return tried, faults


def _rounds(
    folder: Path, actions: Sequence[Action], labels: Sequence[str], edits: int, luck: random.Random
) -> Iterator[Round]:
    number = 0
    while edits > 0:
        one = Round(folder / f"{number}.{luck.choice(('xlsx', 'ods'))}")
        for action in luck.sample(actions, luck.randint(1, len(actions))):
            asked = _asked(action, labels, luck)
            one.asked[action.id] = asked
            edits -= len(asked)
        both = number % 2 == 1
        for action in luck.sample(actions, 5):
            name = luck.choice(("status", "status_note", "lead", "due"))
            if both or name not in one.asked.get(action.id, ()):
                one.meanwhile[action.id] = {name: _value(name, labels, luck)}
        yield one
        number += 1


def _asked(action: Action, labels: Sequence[str], luck: random.Random) -> dict[str, str]:
    asked: dict[str, str] = {}
    if luck.random() < 0.6:
        asked |= {name: _value(name, labels, luck) for name in ("status", "note")}
        newest = max(update.date.last for update in action.updates)
        if luck.random() < 0.7:
            days = luck.randint(1, (TODAY - newest).days)
            asked["date"] = (newest + timedelta(days=days)).isoformat()
        if luck.random() < 0.5:
            asked["evidence"] = f"https://council.example/{luck.randint(1, 9999)}?a=b&c=d#e"
    # A due date moves with its reason, which is the note of an update.
    for name in ("status_note", "lead", *(("due",) if asked else ())):
        if not asked or luck.random() < 0.3:
            asked[name] = "none" if luck.random() < 0.1 else _value(name, labels, luck)
    return asked


def _value(name: str, labels: Sequence[str], luck: random.Random) -> str:
    if name == "status":
        return luck.choice(labels)
    if name == "due":
        return (TODAY + timedelta(days=luck.randint(1, 900))).isoformat()
    words = luck.choices(WORDS, k=luck.randint(1, 6))
    return " ".join(" ".join((*words, f"at {luck.randint(1, 999)}")).split())


def _fill_in(folder: Path, ids: Sequence[str], rounds: Sequence[Round]) -> None:
    """Have LibreOffice type each round's values, and save its workbook."""
    lines = []
    for one in rounds:
        lines.append(f"open\t{folder / 'plan.xlsx'}")
        for action_id, asked in one.asked.items():
            row = ids.index(action_id) + ROWS_ABOVE
            for name, value in asked.items():
                lines.append(
                    f"{'day' if name == 'date' else 'text'}\t{COLUMNS[name]}\t{row}\t{value}"
                )
        lines.append(f"save\t{one.saved}\t{FILTERS[one.saved.suffix[1:]]}")
    edits = folder / "edits.tsv"
    edits.write_text("\n".join(lines) + "\n", "utf-8")
    _soffice(folder, "--terminate_after_init")  # which makes the profile with an empty module
    module = folder / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(MODULE.format(escape(PROGRAM.format(edits=edits))), "utf-8")
    _soffice(folder, "macro:///Standard.Module1.Main")


def _soffice(folder: Path, *arguments: str) -> None:
    program = shutil.which("soffice")
    assert program, "LibreOffice is not installed"
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{folder / 'profile'}", *arguments],
        check=True,
        capture_output=True,
        timeout=600,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )


def _brought_back(folder: Path, one: Round, tried: Counter[str]) -> Iterator[str]:
    """Yield what goes wrong where a workbook is brought back."""
    content = Path(shutil.copytree(FIRST, folder / "content", dirs_exist_ok=True))
    before = {}
    for path in sorted((content / "actions").glob("*.md")):
        text = _changed(path.read_text("utf-8"), one.meanwhile.get(path.stem, {}))
        path.write_text(text, "utf-8")
        before[path] = text
    conflicts = {
        (action_id, name)
        for action_id, changed in one.meanwhile.items()
        for name in changed.keys() & one.asked.get(action_id, {}).keys()
        if _fields(before[content / "actions" / f"{action_id}.md"]).get(name)
        not in (_original(action_id, name), _meant(one.asked[action_id][name]))
    }
    requests, problems = read_table(one.saved)
    try:
        recorded = record(content, requests, problems)
    except ContentProblems as refusal:
        rows = {request.line: request.value("id") for request in requests}
        named = Counter(
            (rows.get(problem.line, ""), problem.field.removeprefix("new ").replace(" ", "_"))
            for problem in refusal.problems
            if "was changed on both sides" in problem.message
        )
        tried["conflicts named"] += len(conflicts)
        if named != Counter(conflicts) or len(refusal.problems) != len(conflicts):
            yield f"{conflicts} should be named, and was said: {[*map(str, refusal.problems)]}"
        return
    if conflicts:
        yield f"{conflicts} should be named, and nothing was said"
    tried["rounds applied"] += 1
    tried["edits applied"] += sum(map(len, one.asked.values()))
    after = {**before, **{p: c.decode() for p, c in recorded.contents.items()}}
    for path, text in after.items():
        for fault in _wrong(before[path], text, one.asked.get(path.stem, {})):
            yield f"{path.name}: {fault}"


def _original(action_id: str, name: str) -> str | None:
    return _fields((FIRST / "actions" / f"{action_id}.md").read_text("utf-8")).get(name)


def _meant(value: str) -> str | None:
    return None if value == "none" else value


def _fields(text: str) -> dict[str, str]:
    loaded: dict[str, str] = yaml.load(text.split("---\n")[1], yaml.BaseLoader)  # noqa: S506
    return loaded


def _changed(text: str, values: Mapping[str, str]) -> str:
    """Return a file as somebody else has changed it; a status in its update, too."""
    for name, value in values.items():
        if name == "status":
            text = re.sub(r"(?m)^( *)status: .*$", rf"\1status: {value}", text)
            continue
        written = f"{name}: {yaml.safe_dump(value, default_style=chr(34)).strip()}\n"
        text = re.sub(rf"(?m)^{name}: .*\n", "", text).replace("\n---\n", f"\n{written}---\n", 1)
    return text


def _wrong(before: str, after: str, asked: Mapping[str, str]) -> Iterator[str]:
    """Yield what is in a file and was not asked for, and what was asked for and is not in it."""
    old, new = _fields(before), _fields(after)
    wanted: dict[str, object] = dict(old)
    for name in ("status", "status_note", "lead", "due"):
        if name in asked:
            wanted.pop(name, None)
            if asked[name] != "none":
                wanted[name] = asked[name]
    if "note" in asked:
        update = {
            "date": asked.get("date", TODAY.isoformat()),
            **{name: asked[name] for name in ("status", "note", "evidence") if name in asked},
        }
        wanted["updates"] = [*old["updates"], update]
    if new != wanted:
        yield f"{new} instead of {wanted}"
    changeable = r" *(?:- )?(?:date|status|note|evidence|status_note|lead|due):"
    lines = Counter(before.splitlines(keepends=True))
    lines.subtract(after.splitlines(keepends=True))
    others = [line for line, count in lines.items() if count and not re.match(changeable, line)]
    if others or (not asked and before != after):
        yield f"other lines have changed: {others}"


def main() -> int:
    """Try so many edits, print what went wrong and return whether anything did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edits", nargs="?", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(noon.timestamp()))
    with tempfile.TemporaryDirectory() as folder:
        tried, faults = round_trips(Path(folder), options.edits, options.seed)
    print(*faults, sep="\n")
    print(", ".join(f"{count} {what}" for what, count in tried.items()), f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
