"""A file's bytes to its columns and rows, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.readers import delimited, workbook
from runtherapy_data.readers.maps import FileOptions
from runtherapy_data.readers.tables import Table


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, and what it may unpack to, in bytes."""

    file: int
    unpacked: int


def read_table(name: str, content: bytes, options: FileOptions, limits: Limits, *, empty_rows: bool = False) -> Table:
    """The table in a .csv, .tsv, .txt or .xlsx file; an InvalidInputError says why it is not one.

    `empty_rows`: lines of a text file that hold separators alone are rows too.
    """
    if len(content) > limits.file:
        raise InvalidInputError(
            "file", N_("The file is larger than {most} MB."), N_("Split it, or raise RUNTHERAPY_IMPORT_MAX_MB."),
            most=limits.file // 2**20,
        )  # fmt: skip
    if not content.strip():
        raise InvalidInputError("file", N_("The file is empty."), N_("Choose another file."))
    extension = PurePath(name).suffix.casefold()
    if extension == ".xlsx":
        return workbook.read(content, options, limits.unpacked)
    if extension in (".csv", ".tsv", ".txt"):
        return delimited.read(content, options, empty_rows=empty_rows)
    raise InvalidInputError(
        "file", N_("Files that end in {extension} cannot be read."), N_("Save the file as CSV UTF-8 or as XLSX."),
        extension=extension or "…",
    )  # fmt: skip
