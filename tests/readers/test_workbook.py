"""Excel workbooks: what is read, and what is refused before it can do harm."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.readers import workbook as reader
from runtherapy_data.readers.maps import FileOptions
from tests.readers.workbooks import MAIN, sheet, workbook

MB = 2**20
GOOD = workbook({"Blad1": sheet([["datum", "stemming", "woorden"], [46154, 7, "=1+1"], [], [46155, None, ""]], 0)})


def read(content: bytes, options: FileOptions | None = None, most: int = 20 * MB) -> list[tuple[int, list[object]]]:
    return [(row, list(cells)) for row, cells in reader.read(content, options or FileOptions(), most).rows]


def test_rows_keep_their_number_dates_are_dates_and_a_formula_like_text_stays_text() -> None:
    assert read(GOOD) == [(2, [dt.date(2026, 5, 12), 7.0, "=1+1"]), (4, [dt.date(2026, 5, 13), None, None])]


def test_the_named_sheet_is_read_and_the_others_are_told() -> None:
    book = workbook({"Uitleg": sheet([["lees", "dit"]]), "Data": sheet([["datum"], ["1-2-2026"]])})
    table = reader.read(book, FileOptions(sheet="Data"), MB)
    assert table.columns == ("datum",)
    assert table.notes[0].values == {"sheets": "Uitleg"}
    with pytest.raises(InvalidInputError, match="no sheet Elders"):
        reader.read(book, FileOptions(sheet="Elders"), MB)


def test_a_workbook_that_unpacks_beyond_the_limit_is_refused_from_its_directory() -> None:
    bomb = workbook({"Blad1": sheet([["a"]])}, {"xl/worksheets/big.xml": b" " * (30 * MB)})
    assert len(bomb) < MB
    with pytest.raises(InvalidInputError, match="more than 20 MB"):
        read(bomb)


def test_a_workbook_with_too_many_parts_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="unpack"):
        read(workbook({"Blad1": sheet([["a"]])}, {f"xl/part{n}.xml": b"" for n in range(2_001)}))


def test_a_directory_that_lies_about_the_size_gets_no_more_than_it_declares() -> None:
    book = workbook({"Blad1": sheet([["a"]])}, {"xl/worksheets/big.xml": b" " * (30 * MB)})
    lying = book.replace((30 * MB).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != book
    with pytest.raises(InvalidInputError, match="not an Excel workbook"):
        read(lying)


@pytest.mark.parametrize("corner", ["XFD1048576", "xfd1048576", "A99999999"])
def test_a_cell_in_the_far_corner_is_refused_before_a_grid_is_made(corner: str) -> None:
    far = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r = "{corner}"><v>1</v></c></row>'
    with pytest.raises(InvalidInputError, match="rows and"):
        read(workbook({"Blad1": far + "</sheetData></worksheet>"}))


@pytest.mark.parametrize(
    "content",
    [
        b"datum,stemming\n1-2-2026,5\n",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0" + b"\0" * 100,
        b"PK\x03\x04",
        GOOD[: len(GOOD) // 2],
        workbook({"Blad1": "<worksheet"}),
        workbook({}),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(InvalidInputError):
        read(content)


def test_a_zip_without_a_workbook_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as other:
        other.writestr("content.xml", "<office/>")
    with pytest.raises(InvalidInputError, match="not an Excel workbook"):
        read(packed.getvalue())


def test_a_sheet_without_a_header_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="no header row"):
        read(workbook({"Blad1": sheet([])}))


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=6))
def test_a_damaged_workbook_is_read_or_refused_but_never_crashes(place: int, damage: bytes) -> None:
    broken = GOOD[:place] + damage + GOOD[place + len(damage) :]
    try:
        read(broken)
    except InvalidInputError as error:
        assert error.remedy
