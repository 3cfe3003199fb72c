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
from action_plan.problems import ContentProblems, Problem
from conftest import Slip, problems_of, slips

TODAY = date(2026, 1, 1)
ACCEPTED = ""
SLIPS = slips()


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_is_accepted_or_answered_with_one_message(content: Path, slip: Slip) -> None:
    """Each file of `tests/slips/` is a slip, with what the checker says."""
    path = content / slip.file
    text = path.read_text(encoding="utf-8")
    assert slip.old in text
    path.write_text(text.replace(slip.old, slip.new, 1), encoding="utf-8")

    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    try:
        remarks = read_content(content, TODAY).remarks
    except ContentProblems as refusal:
        problems = refusal.problems

    place = f"content/{slip.file}:"
    assert [*map(str, problems)] == ([f"{place}{slip.message}"] if slip.message else [])
    assert [*map(str, remarks)] == ([f"{place}{slip.remark}"] if slip.remark else [])


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

    found = problems_of(content)

    assert found == ([f"content/actions/A-7.md:{message}"] if message else [])
