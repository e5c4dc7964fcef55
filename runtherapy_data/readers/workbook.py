"""Excel workbooks (.xlsx): looked at from outside before anything is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final

from python_calamine import CalamineWorkbook

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.readers.maps import FileOptions
from runtherapy_data.readers.refusals import Note
from runtherapy_data.readers.tables import Table, headers_of

_MOST_ENTRIES: Final = 2_000
_MOST_CELLS: Final = 10_000_000
_POSITION: Final = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{0,4})(\d{1,9})\s*["']""")
_WANTED: Final = (".xml", ".rels")
_SAVE_AGAIN: Final = N_("Save the file as CSV UTF-8 or as XLSX.")


def _not_a_workbook() -> InvalidInputError:
    return InvalidInputError("file", N_("This is not an Excel workbook (.xlsx)."), _SAVE_AGAIN)


def read(content: bytes, options: FileOptions, most_unpacked: int) -> Table:
    """The table on the named sheet, or on the first one."""
    names, cells = _sheet(_bounded(content, most_unpacked), options.sheet)
    rows = enumerate(cells, start=1)
    for _, record in rows:
        header = headers_of(record)
        if header:
            break
    else:
        raise InvalidInputError(
            "file", N_("The sheet has no header row."), N_("Put the column names in the first row.")
        )
    filled = ((row, record) for row, record in rows if any(cell not in ("", None) for cell in record))
    return Table(header, _emptied(filled), _notes(names, options.sheet))


def _emptied(rows: Iterator[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Any]]]:
    for row, record in rows:
        yield row, [None if cell == "" else cell for cell in record]


def _notes(names: list[str], sheet: str | None) -> tuple[Note, ...]:
    others = [name for name in names if name != (sheet or names[0])]
    return (Note(N_("Other sheets were not read: {sheets}."), {"sheets": ", ".join(others)}),) if others else ()


def _bounded(content: bytes, most: int) -> io.BytesIO:
    """The parts of the workbook that a sheet needs, unpacked within the limit.

    The zip directory is judged first. It may lie: each part is then unpacked no further than it declares, checked
    against its checksum, and only these bytes go on.
    """
    if not content.startswith(b"PK\x03\x04"):
        raise _not_a_workbook()
    bounded = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(bounded, "w") as unpacked:
            parts = packed.infolist()
            if len(parts) > _MOST_ENTRIES or sum(part.file_size for part in parts) > most:
                raise InvalidInputError(
                    "file", N_("The workbook would unpack to more than {most} MB."),
                    N_("Save only the sheet with the facts, or raise RUNTHERAPY_IMPORT_MAX_UNPACKED_MB."),
                    most=most // 2**20,
                )  # fmt: skip
            if "xl/workbook.xml" not in packed.namelist():
                raise _not_a_workbook()
            for part in parts:
                if part.filename.casefold().endswith(_WANTED):
                    plain = packed.read(part)
                    if "worksheets/" in part.filename:
                        _check_extent(plain)
                    unpacked.writestr(part.filename, plain)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise _not_a_workbook() from error
    bounded.seek(0)
    return bounded


def _check_extent(sheet: bytes) -> None:
    """Refuse a sheet whose used area is too large: a cell in the last corner makes a grid of 17 milliard cells."""
    widest = lowest = 1
    for letters, digits in _POSITION.findall(sheet):
        lowest = max(lowest, int(digits))
        column = 0
        for letter in letters.upper():
            column = column * 26 + letter - 64
        widest = max(widest, column)
    if widest * lowest > _MOST_CELLS:
        raise InvalidInputError(
            "file", N_("The sheet covers {rows} rows and {columns} columns, more than can be read."),
            N_("Copy only the facts to a new sheet."), rows=lowest, columns=widest,
        )  # fmt: skip


def _sheet(workbook: io.BytesIO, name: str | None) -> tuple[list[str], list[list[Any]]]:
    try:
        book = CalamineWorkbook.from_filelike(workbook)
        names = list(book.sheet_names)
        if names and (name is None or name in names):
            return names, book.get_sheet_by_name(name or names[0]).to_python(skip_empty_area=False)
    except Exception as error:
        raise _not_a_workbook() from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader's own failure on a broken file, not ours
            raise _not_a_workbook() from error
        raise
    raise InvalidInputError(
        "file", N_("There is no sheet {sheet}."), N_("Sheets in this workbook: {sheets}."),
        sheet=name or "1", sheets=", ".join(names) or "–",
    )  # fmt: skip
