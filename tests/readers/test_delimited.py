"""Text files: every dialect that spreadsheets write gives the same table; a broken one is refused in words."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.readers import delimited
from runtherapy_data.readers.files import Limits, read_table
from runtherapy_data.readers.maps import FileOptions

LIMITS = Limits(2**20, 2**20)
LATIN = "".join(chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0x100))) + "€’“”\n"


def read(content: bytes, **options: str) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    table = delimited.read(content, FileOptions.model_validate(options))
    return table.columns, [(row, list(cells)) for row, cells in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_dialect_gives_the_same_table(encoding: str, delimiter: str, ending: str) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator=ending)
    writer.writerows([["cliënt", "slaap", "woorden"], ["K-1", "6,5", 'zei "ja"; daarna\nniets'], ["K-2", "7", "=1+1"]])
    assert read(written.getvalue().encode(encoding)) == (
        ("cliënt", "slaap", "woorden"),
        [(2, ["K-1", "6,5", 'zei "ja"; daarna\nniets']), (3, ["K-2", "7", "=1+1"])],
    )


@given(
    st.lists(st.lists(st.text(LATIN, max_size=12), min_size=3, max_size=3), max_size=8),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
)
def test_what_was_written_is_read_back(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([["a", "b", "c"], *rows])
    content = written.getvalue().encode(encoding)
    columns, found = read(content, delimiter=delimiter, encoding="windows-1252" if encoding == "cp1252" else "utf-8")
    assert columns == ("a", "b", "c")
    assert [cells for _, cells in found] == [row for row in rows if any(cell.strip() for cell in row)]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_are_refused(content: bytes) -> None:
    try:
        table = read_table("x.csv", content, FileOptions(), LIMITS)
        list(table.rows)
    except InvalidInputError as error:
        assert error.remedy


def test_blank_lines_count_as_rows_and_are_passed_over() -> None:
    assert read(b"\r\n a;b \r\n\r\n1;2\r\n;\r\n3;4\r\n") == (("a", "b"), [(4, ["1", "2"]), (6, ["3", "4"])])


def test_the_line_with_which_a_spreadsheet_names_its_separator_is_no_header() -> None:
    assert read(b"sep=;\r\na,1;b\r\n5;6\r\n") == (("a,1", "b"), [(3, ["5", "6"])])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'a;b\n"open;2\n', "Line 2"),
        (b'a;b\n"x"y;2\n', "Line 2"),
        (b"a;b\n" + b"x" * 1_000_000 + b";2\n", "Line 2"),
        (b"a;b\n1\x00;2\n", "not a text file"),
        ("datum;stemming\n".encode("utf-16"), "not a text file"),
        (b"a;b\n\x81\x8d;2\n", "not a text file"),
        (b"\n \n;;\n", "no header row"),
        (b"%PDF-1.7\n", "PDF file"),
        (b"PK\x03\x04rest", "XLSX file"),
        (b"\xd0\xcf\x11\xe0rest", "XLS file"),
        (b"<html><table>", "HTML file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said) as refused:
        read(content)
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("old.xls", b"x", "end in .xls"),
        ("report.pdf", b"%PDF", "end in .pdf"),
        ("nothing", b"x", "end in …"),
        ("facts.csv", b"", "empty"),
        ("facts.csv", b" \n", "empty"),
        ("facts.xlsx", b"a,b\n1,2\n", "not an Excel workbook"),
        ("facts.csv", b"a" * (2**20 + 1), "larger than 1 MB"),
    ],
)
def test_the_name_and_the_content_have_to_agree(name: str, content: bytes, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        read_table(name, content, FileOptions(), LIMITS)


def test_a_separator_inside_quoted_names_does_not_count() -> None:
    assert read(b'"stemming, vandaag";"slaap, vannacht"\n5;6\n')[0] == ("stemming, vandaag", "slaap, vannacht")
