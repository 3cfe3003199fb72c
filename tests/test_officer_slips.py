"""What officers mistype: each slip is taken as it was meant, or answered with one message.

The message says the line, what was found and what to write instead; nothing follows from it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.problems import ContentProblems
from conftest import HARBOUR

TODAY = date(2026, 1, 1)
ACCEPTED = ""
STATUS = "status: Under way\nstatus_note"
UPDATE_DATE = "  - date: 2025-06-30"
UPDATE_STATUS = "    status: Under way"
NOTE = "    note: The north side is being repaired.\n"
TITLE = 'title: Repair the "old" quay <safely>'
HARD = "\N{NO-BREAK SPACE}"

SLIPS: dict[str, tuple[str, str, str]] = {
    "status in capitals": (STATUS, "status: UNDER WAY\nstatus_note", ACCEPTED),
    "status with a hyphen": (STATUS, "status: under-way\nstatus_note", ACCEPTED),
    "status misspelt": (
        STATUS,
        "status: Underway\nstatus_note",
        '6: status: "Underway" is not a status of this plan.'
        ' Use one of: Planned, Under way, Done, On hold, Dropped. Did you mean "Under way"?',
    ),
    "date with slashes": (
        UPDATE_DATE,
        "  - date: 17/09/2025",
        '18: updates.date: "17/09/2025" is not a date. Write it as YYYY-MM-DD: 2025-09-17.',
    ),
    "date with two readings": (
        UPDATE_DATE,
        "  - date: 03/04/2025",
        '18: updates.date: "03/04/2025" is not a date. Write it as YYYY-MM-DD:'
        " the year first (2025-…), then the month, then the day.",
    ),
    "date in words": (
        UPDATE_DATE,
        "  - date: 30 June 2025",
        '18: updates.date: "30 June 2025" is not a date. Write it as YYYY-MM-DD: 2025-06-30.',
    ),
    "day and month swapped": (
        UPDATE_DATE,
        "  - date: 2025-30-06",
        '18: updates.date: "2025-30-06" is not a day of the calendar.'
        " Check the year, month and day (YYYY-MM-DD). Did you mean 2025-06-30?",
    ),
    "date in the future": (
        UPDATE_DATE,
        "  - date: 2026-06-30",
        "18: updates.date: 2026-06-30 is in the future: today is 2026-01-01."
        " Write the day it happened.",
    ),
    "amount with sign and comma": ("amount: €60,000", "amount: €60,000.00", ACCEPTED),
    "amount with a space": ("amount: €60,000", "amount: € 60 000", ACCEPTED),
    "amount in another currency": (
        "amount: €60,000",
        "amount: £60,000",
        '9: funding.amount: "£60,000" is not in EUR, the currency of this plan.',
    ),
    "smart quotes around a status": (STATUS, "status: “Under way”\nstatus_note", ACCEPTED),
    "smart quotes around a colon": (
        NOTE,
        "    note: “North side: being repaired.”\n",
        '20: "note: “North side: being repaired.”" has a second colon, and YAML does not know the'
        ' quotes “ and ”. Put the value in straight double quotes, like name: "Parks: North".',
    ),
    "tab in front of a field": (
        UPDATE_STATUS,
        "\tstatus: Under way",
        '19: "status: Under way" starts with a tab. Use spaces in front of fields, never a tab.',
    ),
    "tab behind a colon": (STATUS, "status:\tUnder way\nstatus_note", ACCEPTED),
    "missing closing quote": (
        TITLE,
        'title: "Repair the old quay',
        '3: "title: "Repair the old quay" has a quote " without its partner.'
        ' Start and end the value with ", and use none within.',
    ),
    "quotes within a value": (
        NOTE,
        '    note: "Half" of it is repaired.\n',
        '20: "note: "Half" of it is repaired." has words behind its quotes.'
        " Put the whole value in one pair of quotes, and use none of that kind within.",
    ),
    "colon in a title": (
        TITLE,
        "title: Quay: repair",
        '3: "title: Quay: repair" has a second colon, which YAML reads as another field.'
        ' Put the value in double quotes, like name: "Parks: North".',
    ),
    "no space behind a colon": (
        STATUS,
        "status:Under way\nstatus_note",
        '6: "status:Under way" has no space after its colon. Write "status: Under way".',
    ),
    "no space behind the first colon": (
        "id: A-7\n",
        "id:A-7\n",
        '2: "id:A-7" has no space after its colon. Write "id: A-7".',
    ),
    "no space behind a hyphen": (
        UPDATE_DATE,
        "  -date: 2025-06-30",
        '18: "-date: 2025-06-30" has no space after its hyphen. Write "- date: 2025-06-30".',
    ),
    "hyphen forgotten": (
        UPDATE_DATE,
        "    date: 2025-06-30",
        "18: date: is written twice in one entry (first on line 15)."
        ' Where a new entry starts, write "- " in front, like "- date: …";'
        " else keep one of the two.",
    ),
    "field moved to the left": (
        UPDATE_STATUS,
        "   status: Under way",
        '19: "status: Under way" is not aligned with the field above it.'
        " Start the line with as many spaces as the fields that belong with it.",
    ),
    "field moved to the right": (
        UPDATE_STATUS,
        "      status: Under way",
        '19: "status: Under way" is not aligned with the field above it.'
        " Start the line with as many spaces as the fields that belong with it.",
    ),
    "status changed but no update": (
        STATUS,
        "status: Done\nstatus_note",
        '6: status: must equal the status of the newest update: here "Done",'
        ' on 2025-06-30 "Under way". Add an update with a date, the status "Done" and a note,'
        ' or write "status: Under way".',
    ),
    "update but status not changed": (
        UPDATE_STATUS,
        "    status: Done",
        '6: status: must equal the status of the newest update: here "Under way",'
        ' on 2025-06-30 "Done". Add an update with a date, the status "Under way" and a note,'
        ' or write "status: Done".',
    ),
    "deleted heading": (
        "## Intended impact\n",
        "",
        '33: the heading "## Intended impact" is missing.'
        " Write it above what the document says of it.",
    ),
    "non-breaking space behind a colon": (
        STATUS,
        f"status:{HARD}Under way\nstatus_note",
        ACCEPTED,
    ),
    "non-breaking space in a value": (STATUS, f"status: Under{HARD}way\nstatus_note", ACCEPTED),
    "non-breaking spaces in front": (UPDATE_STATUS, f"{HARD * 4}status: Under way", ACCEPTED),
    "non-breaking space in a heading": (
        "## Intended impact",
        f"##{HARD}Intended{HARD}impact",
        ACCEPTED,
    ),
    "non-breaking space behind the fence": ("---\nRepair", f"---{HARD}\nRepair", ACCEPTED),
    "hyphens made a dash": (
        "---\nRepair",
        "—\nRepair",
        '32: "—" does not end the front matter. Write three hyphens, "---".',
    ),
    "merge-conflict markers": (
        STATUS,
        "<<<<<<< HEAD\nstatus: Under way\n=======\nstatus: Done\n>>>>>>> other\nstatus_note",
        "6: two versions of this file were not merged. Keep one version and delete the lines"
        ' that start "<<<<<<<", "=======" and ">>>>>>>".',
    ),
    "unknown key": ("lead: H", "leed: H", '24: leed: is not a field here. Did you mean "lead"?'),
    "key in capitals": ("lead: H", "LEAD: H", ACCEPTED),
    "repeated key": (
        "lead: H",
        "lead: Somebody\nlead: H",
        "25: lead: is written twice (first on line 24). Keep one of the two.",
    ),
    "empty note": (
        NOTE,
        "    note:\n",
        "20: updates.note: is empty. Write what was done or found, in one or two sentences,"
        ' for example "Training began.".',
    ),
    "note forgotten": (
        NOTE,
        "",
        '18: updates.note: is missing. Write "note" with what was done or found, in one or two'
        ' sentences, for example "Training began.".',
    ),
    "value that starts with a reserved character": (
        NOTE,
        "    note: @lead has begun.\n",
        '20: "note: @lead has begun." has a value that starts with a character that YAML reserves.'
        " Put the value in double quotes.",
    ),
    "bracket not closed": (
        "boat club]",
        "boat club",
        '25: "partners: [Fishers\' guild, HTC boat club" has a bracket [ or { without its'
        " partner. Close it where the list ends.",
    ),
    "address without https": (
        "- https://harbour.example/minutes",
        "- www.harbour.example/minutes",
        '22: updates.evidence: "www.harbour.example/minutes/30-june" is not an address.'
        " Start it with https:// (or http:// or mailto:).",
    ),
}


def problems_of(folder: Path) -> list[str]:
    """Return what the checker says of a content folder."""
    try:
        read_content(folder, TODAY)
    except ContentProblems as refusal:
        return [str(problem) for problem in refusal.problems]
    return []


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a copy of the small plan's content."""
    return Path(shutil.copytree(HARBOUR, tmp_path / "content"))


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_accepted_or_told_in_one_message(content: Path, slip: str) -> None:
    old, new, message = SLIPS[slip]
    path = content / "actions" / "A-7.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    told = problems_of(content)

    assert told == ([f"content/actions/A-7.md:{message}"] if message else [])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "A-8.md",
            'A-8.md:2: id: "A-7" is used twice: A-7.md has it too.'
            ' This file is named A-8.md: write "id: A-8".',
        ),
        (
            "A-7 (copy).md",
            'A-7 (copy).md:2: id: "A-7" is used twice: A-7.md has it too.'
            " Name this file after an id of its own, like 4.2.1.md, and write that id here.",
        ),
    ],
)
def test_a_copied_file_keeps_the_old_id(content: Path, name: str, message: str) -> None:
    shutil.copy(content / "actions" / "A-7.md", content / "actions" / name)

    assert problems_of(content) == [f"content/actions/{message}"]


@pytest.mark.parametrize(
    ("saved_as", "message"),
    [
        (lambda text: text.replace("\n", "\r\n").encode(), ACCEPTED),
        (lambda text: text.replace("\n", "\r").encode(), ACCEPTED),
        (lambda text: b"\xef\xbb\xbf" + text.encode(), ACCEPTED),
        (
            lambda text: text.replace("€", "").replace("'", "’").encode("cp1252"),
            "24: byte 0x92 is not UTF-8 text. Save the file with the encoding UTF-8.",
        ),
        (
            lambda text: text.encode("utf-16"),
            "1: byte 0xff is not UTF-8 text. Save the file with the encoding UTF-8.",
        ),
    ],
    ids=["CRLF", "CR", "BOM", "Windows letters", "UTF-16"],
)
def test_a_file_saved_by_another_program(
    content: Path, saved_as: Callable[[str], bytes], message: str
) -> None:
    path = content / "actions" / "A-7.md"
    path.write_bytes(saved_as(path.read_text(encoding="utf-8")))

    told = problems_of(content)

    assert told == ([f"content/actions/A-7.md:{message}"] if message else [])
