"""Text with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from typing import Any, Final

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.readers.maps import FileOptions
from runtherapy_data.readers.refusals import Note
from runtherapy_data.readers.tables import Table, headers_of

_DELIMITERS: Final = (";", ",", "\t")
_SAMPLE: Final = 50
_OTHER_FORMATS: Final = (
    (b"%PDF", "PDF"), (b"PK\x03\x04", "XLSX"), (b"\xd0\xcf\x11\xe0", "XLS"), (b"\x1f\x8b", "gzip"), (b"\x89PNG", "PNG"),
    (b"<?xml", "XML"), (b"<html", "HTML"), (b"<!doctype", "HTML"), (b"sqlite format 3\x00", "SQLite"),
)  # fmt: skip


def read(content: bytes, options: FileOptions, *, empty_rows: bool = False) -> Table:
    """The table in a text file: UTF-8 (with or without BOM) or Windows-1252, its delimiter found by trying.

    A blank line is no row. One of separators alone is a row only with `empty_rows`.
    """
    text, note = _decoded(content, options.encoding)
    records, delimiter, before = _records(text, options.delimiter)
    header: tuple[str, ...] = ()
    numbered = enumerate(records, start=before + 1)
    for _, cells in numbered:
        header = headers_of(cells)
        if header:
            break
    if not header:
        raise InvalidInputError("file", N_("The file has no header row."), N_("Put the column names in the first row."))
    fewest = 2 if empty_rows else math.inf
    rows = ((row, cells) for row, cells in numbered if len(cells) >= fewest or any(cell.strip() for cell in cells))
    spoken = "tab" if delimiter == "\t" else delimiter
    notes = (*note, Note(N_("The columns are separated by “{delimiter}”."), {"delimiter": spoken}))
    return Table(header, rows, notes)


def _decoded(content: bytes, encoding: str | None) -> tuple[str, tuple[Note, ...]]:
    start = content[:16].lstrip().lower()
    for mark, format_name in _OTHER_FORMATS:
        if start.startswith(mark.lower()):
            raise InvalidInputError(
                "file", N_("This is a {format} file under the name of a text file."),
                N_("Save the file as CSV UTF-8 or as XLSX."), format=format_name,
            )  # fmt: skip
    if b"\x00" in content:
        raise InvalidInputError(
            "file",
            N_("This is not a text file in UTF-8 or Windows-1252."),
            N_("Save the file as CSV UTF-8 or as XLSX."),
        )
    try:
        if encoding != "windows-1252":
            return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            raise InvalidInputError(
                "file", N_("This is not a text file in UTF-8."), N_("Correct file.encoding in the map file.")
            ) from error
    try:
        return content.decode("cp1252"), (Note(N_("The file was read as Windows-1252.")),)
    except UnicodeDecodeError as error:
        raise InvalidInputError(
            "file",
            N_("This is not a text file in UTF-8 or Windows-1252."),
            N_("Save the file as CSV UTF-8 or as XLSX."),
        ) from error


def _records(text: str, delimiter: str | None) -> tuple[Iterator[list[str]], str, int]:
    """The records, their delimiter, and how many lines stand before the first (a spreadsheet's own `sep=;`)."""
    before = 0
    if text[:4].casefold() == "sep=" and len(text) > 5 and text[5] in "\r\n":
        delimiter, text, before = text[4], text[5:].lstrip("\r\n"), 1
    delimiter = delimiter or _likely_delimiter(text)
    return _strict(text, delimiter), delimiter, before


def _strict(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InvalidInputError(
                "file", N_("Line {line} cannot be read: {problem}."),
                N_("A quotation mark that opens a cell has to close it again; a cell is at most 131,072 characters."),
                line=reader.line_num, problem=_problem(error),
            ) from error  # fmt: skip


def _problem(error: csv.Error) -> Any:
    return str(error)


def _likely_delimiter(text: str) -> str:
    """The delimiter that gives most columns, the same number in most of the first rows."""

    def fit(delimiter: str) -> tuple[int, int]:
        sample = []
        try:
            for record in _strict(text, delimiter):
                if any(record):
                    sample.append(len(record))
                if len(sample) >= _SAMPLE:
                    break
        except InvalidInputError:
            if not sample:
                return 0, 0
        columns = sample[0] if sample else 0
        alike = sum(size == columns for size in sample)
        return (columns, alike) if columns > 1 else (0, 0)

    return max(_DELIMITERS, key=fit)
