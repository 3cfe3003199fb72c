"""Updates in workbooks as programs save them: one sure meaning is taken, or one message is said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from action_plan.editing.update_table import read_table
from conftest import Project

HEADING = ["id", "status", "note", "date", "evidence"]
ROW = ["A-7", "Done", "It’s done – for £5.", "2025-12-01", "https://harbour.example/a"]
ASKED = dict(zip(HEADING, ROW, strict=True))
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
ODS = f"""\
<office:document-content xmlns:office="{OFFICE}"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:body><office:spreadsheet>{{}}</office:spreadsheet></office:body>
</office:document-content>"""


def xlsx(*rows: Sequence[Any], **others: Sequence[Sequence[Any]]) -> bytes:
    """Return a workbook with rows in the sheet `Updates`, and with other sheets by name."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, cells in {"Updates": rows, **others}.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file.getvalue()


def ods(tables: str) -> bytes:
    return archive({"content.xml": ODS.format(tables).encode()})


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an archive with one of its files changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {found: packed.read(found) for found in packed.namelist()}
    return archive({**files, name: change(files[name])})


def asked(tmp_path: Path, content: bytes, name: str = "u.xlsx") -> list[dict[str, str]]:
    """Return what a table asks for, which has nothing wrong."""
    (tmp_path / name).write_bytes(content)
    requests, problems = read_table(tmp_path / name)
    assert [str(problem) for problem in problems] == []
    return [
        {column: value for column in request.values if (value := request.value(column))}
        for request in requests
    ]


def refused(tmp_path: Path, content: bytes, name: str = "u.xlsx") -> list[str]:
    """Return what is wrong with a table."""
    (tmp_path / name).write_bytes(content)
    return [str(problem) for problem in read_table(tmp_path / name)[1]]


@pytest.mark.parametrize("cells", [ROW, [*ROW[:3], date(2025, 12, 1), ROW[4]]])
def test_a_workbook_is_read_wherever_the_table_is_in_it(tmp_path: Path, cells: list[Any]) -> None:
    """Below a title, right of an empty column, with dates as dates, beside other sheets."""
    rows: tuple[list[Any], ...] = (
        [],
        ["Updates"],
        [],
        [None, *HEADING],
        [None, *cells],
        [],
        [None, "A-10"],
    )

    assert asked(tmp_path, xlsx(*rows, Notes=[["What is to be done"]])) == [ASKED]


def test_values_of_a_workbook_are_text_as_people_see_it(tmp_path: Path) -> None:
    content = xlsx(
        HEADING,
        [
            7,
            "Done",
            7250.5,
            datetime(2025, 12, 1, 14, 30),  # noqa: DTZ001
            "https://a.example/x\nhttps://b.example",
        ],
        ["A-7", "Done", "two\nlines _x0041_", 46000, None],
        ["A-10", True, 0.1 + 0.2, None, None],
    )

    assert asked(tmp_path, content) == [
        {
            "id": "7",
            "status": "Done",
            "note": "7250.5",
            "date": "2025-12-01",
            "evidence": "https://a.example/x https://b.example",
        },
        {"id": "A-7", "status": "Done", "note": "two lines A", "date": "46000"},
        {"id": "A-10", "status": "TRUE", "note": "0.3"},
    ]


def test_days_are_counted_as_the_workbook_counts_them(tmp_path: Path) -> None:
    """From 1904 where a Macintosh began it; by formats of the workbook's own."""
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    for row in (HEADING, ["A-7", "Done", "x", date(2025, 12, 1)]):
        sheet.append(row)
    sheet["D2"].number_format = '[$-809]dddd" the "d\\.m\\.yy'
    file = io.BytesIO()
    book.save(file)

    assert asked(tmp_path, file.getvalue())[0]["date"] == "2025-12-01"


ODS_CELLS = """\
<table:table table:name="Updates">
<table:table-row table:number-rows-repeated="3"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row>
<table:table-row><table:table-cell/>{heading}</table:table-row>
<table:table-row><table:table-cell/>
<table:table-cell><text:p>A-7</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Done</text:p></table:table-cell>
<table:table-cell office:value-type="string"><office:annotation><text:p>Is it?</text:p>
</office:annotation><text:p>It’s <text:span>done</text:span> –</text:p>
<text:p>for<text:s/>£5.</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2025-12-01T00:00:00"/>
<table:table-cell><text:p><text:a>https://harbour.example/a</text:a></text:p></table:table-cell>
</table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>
</table:table>""".format(
    heading="".join(f"<table:table-cell><text:p>{n}</text:p></table:table-cell>" for n in HEADING)
)


def test_a_workbook_of_libreoffice_is_read(tmp_path: Path) -> None:
    """With comments, repeated empty rows, several paragraphs in a cell and dates as dates."""
    assert asked(tmp_path, ods(ODS_CELLS), "u.ods") == [ASKED]


SHEET = 'u.xlsx, sheet "Updates"'
HIDDEN = (
    "the character U+200B (ZERO WIDTH SPACE) is not allowed: nobody can see it. Delete it, or type"
    " the line again."
)
DAMAGED = (
    "u.xlsx:1: cannot be read: it is damaged. Open it in a spreadsheet, and save it as .xlsx again."
)
TOO_LARGE = (
    "u.xlsx:1: is too large when it is unpacked. Copy the rows that have changes into a new"
    " workbook."
)
UNKNOWN = (
    "u.xlsx:1: is no table that can be read here. Save it as an Excel workbook (.xlsx) without a"
    " password, as .ods or as CSV."
)
ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">]><a>&a;&a;</a>'
ALIKE = """\
<table:table table:name="x"><table:table-row table:number-rows-repeated="{}">\
<table:table-cell table:number-columns-repeated="{}"><text:p>id</text:p></table:table-cell>\
</table:table-row></table:table>"""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            xlsx([], HEADING, [1.1, "Done", "x"], ["A-7", "Done", "x"], [date(2024, 5, 1), "Done"]),
            f'{SHEET}:3: id: "1.1" is a number here, not text, as in 1 other row: whether the id'
            " ends in a zero cannot be seen. Give the column the format Text, and type these ids"
            " again.",
        ),
        (
            xlsx(HEADING, ["A-7", "Done", "=1+1"]),
            f'{SHEET}:2: note: "=" is what a spreadsheet has where it cannot calculate. Write what'
            " is meant.",
        ),
        (
            xlsx(HEADING, ["A-7", "#N/A", "x"]),
            f'{SHEET}:2: status: "#N/A" is what a spreadsheet has where it cannot calculate. Write'
            " what is meant.",
        ),
        (
            ods(
                '<table:table table:name="x"><table:table-row>'
                + "".join(
                    f"<table:table-cell><text:p>{n}</text:p></table:table-cell>" for n in HEADING
                )
                + "</table:table-row><table:table-row><table:table-cell><text:p>A-7</text:p>"
                '</table:table-cell><table:table-cell office:value-type="string"'
                ' calcext:value-type="error"><text:p>Err:509</text:p></table:table-cell>'
                "</table:table-row></table:table>"
            ),
            'u.xlsx, sheet "x":2: status: "Err:509" is what a spreadsheet has where it cannot'
            " calculate. Write what is meant.",
        ),
        (
            xlsx(HEADING, ROW, Copy=[HEADING, ROW]),
            'u.xlsx:1: has several sheets, and it is not clear which has the updates: "Updates",'
            ' "Copy". Save the one with the updates as a workbook of its own.',
        ),
        (xlsx(), "u.xlsx:1: has no rows. Write one update a row."),
        (
            xlsx(["What is to be done"], ["Lamps"]),
            f'{SHEET}:1: no column is called "id". Name the columns in the row above the first'
            " update: id, status, note, date, evidence, status note, lead, due.",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UNKNOWN),
        (archive({"word/document.xml": b"<a/>"}), UNKNOWN),
        (xlsx(HEADING, ROW)[:2000], DAMAGED),
        (archive({"content.xml": b"<a>"}), DAMAGED),
        (archive({"content.xml": ENTITIES}), DAMAGED),
        (archive({"content.xml": b"<a/>"}, zipfile.ZIP_LZMA), DAMAGED),
        (
            changed(
                xlsx(HEADING, ROW), "xl/worksheets/sheet1.xml", lambda _: b"<c t='s'><v>99</v></c>"
            ),
            DAMAGED,
        ),
        (
            changed(
                xlsx(HEADING, ROW),
                "xl/worksheets/sheet1.xml",
                lambda _: b'<c r="' + b"A" * 5_000_000 + b'1"/>',
            ),
            DAMAGED,
        ),
        (
            changed(
                xlsx(HEADING, ROW),
                "xl/workbook.xml",
                lambda _: b'<workbook><sheet name="Updates"/></workbook>',
            ),
            DAMAGED,
        ),
        (
            changed(
                xlsx(HEADING, ROW),
                "xl/worksheets/sheet1.xml",
                lambda xml: xml.replace(b"</t>", b"x" * 40_000 + b"</t>"),
            ),
            "u.xlsx:1: has over 32,767 characters in a cell of row 1. Shorten it.",
        ),
        (archive({"content.xml": b"<a>" + b" " * 65 * 1024 * 1024 + b"</a>"}), TOO_LARGE),
        (archive({"content.xml": b"<a>" + b"<a/>" * 2_000_000 + b"</a>"}), TOO_LARGE),
        (ods(ALIKE.format(1_000_000_000, 1)), TOO_LARGE),
        (ods(ALIKE.format(1, 1_000_000_000)), TOO_LARGE),
    ],
)
def test_a_workbook_that_cannot_be_sure_or_safe_is_one_message(
    tmp_path: Path, content: bytes, message: str
) -> None:
    """Also where a small file would fill the memory, or would take minutes."""
    assert refused(tmp_path, content) == [message]


@pytest.mark.parametrize("column", ["status", "note"])
def test_a_text_that_no_file_can_have_is_not_said_to_be_there_already(
    harbour: Project, column: str
) -> None:
    """Half of a character, which a workbook can name by its number."""
    row = [f"{cell}_xD800_" if name == column else cell for name, cell in ASKED.items()]
    (harbour.root / "u.xlsx").write_bytes(xlsx(HEADING, row))
    before = harbour.action("A-7").read_bytes()

    done = harbour.action_plan("status", "--file=u.xlsx")

    assert done.returncode == 1
    assert "already has this update" not in done.stdout
    assert harbour.action("A-7").read_bytes() == before


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([HEADING, ["A\u200b-7", "Done", "x"]], f"2: id: {HIDDEN}"),
        ([HEADING, ["A-7", "Do\u200bne", "x"]], f"2: status: {HIDDEN}"),
        ([HEADING, ["A-7", "Done", "x\u200by"]], f"2: note: {HIDDEN}"),
        ([[*HEADING[:2], "no\u200bte"], ["A-7", "Done", "x"]], f"1: {HIDDEN}"),
    ],
)
def test_a_character_that_nobody_sees_is_named_at_its_cell(
    tmp_path: Path, rows: Sequence[Sequence[Any]], found: str
) -> None:
    """Once, whatever the cell is for."""
    assert refused(tmp_path, xlsx(*rows)) == [f"{SHEET}:{found}"]


def test_spaces_without_a_width_beside_words_are_left_out(tmp_path: Path) -> None:
    """As in texts; a cell that has nothing else is empty."""
    (found,) = asked(
        tmp_path,
        xlsx(HEADING, ["A-7\u200b", "\u200bDone", "x \u200b"], ["\u200b", "", "\u200b"]),
    )
    assert found == {"id": "A-7", "status": "Done", "note": "x"}


def test_sheets_that_are_hidden_are_left_out(tmp_path: Path) -> None:
    content = changed(
        xlsx(HEADING, ROW, Old=[HEADING, ["A-10", "Done", "x"]]),
        "xl/workbook.xml",
        lambda book: book.replace(
            b'name="Old" sheetId="2" state="visible"', b'name="Old" sheetId="2" state="hidden"'
        ),
    )

    assert asked(tmp_path, content) == [ASKED]


def test_problems_of_rows_are_at_the_rows_people_see(harbour: Project) -> None:
    """All of them at once, and nothing is written."""
    before = harbour.action("A-7").read_bytes()
    rows: tuple[list[Any], ...] = (
        [],
        [],
        HEADING,
        ["A-7", "Done", "good"],
        [],
        ["A-9", "Done", "x"],
        ["A-10", "fin", None],
    )
    (harbour.root / "u.xlsx").write_bytes(xlsx(*rows))

    done = harbour.action_plan("status", "--file=u.xlsx")

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f'{SHEET}:6: id: "A-9" is not an action. Did you mean "A-7"?',
        f"{SHEET}:7: note: is missing. Say what was done or found, in one or two sentences.",
        f'{SHEET}:7: status: "fin" is not a status of this plan.'
        " Use one of: Planned, Under way, Done, On hold, Dropped.",
    ]
    assert harbour.action("A-7").read_bytes() == before
