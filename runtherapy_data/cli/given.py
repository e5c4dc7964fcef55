"""What was given to a command: numbers in options, and files."""

from __future__ import annotations

from pathlib import Path

from runtherapy_data.errors import InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.readers.pairs import number
from runtherapy_data.settings import settings


def number_in(option: str, text: str) -> float:
    """The number in an option, with a decimal point or comma."""
    try:
        value = number(text)
    except ValueError:
        value = None
    if value is None:
        raise InvalidInputError(
            option, N_("{option}: “{value}” is not a number."), N_("Write digits, such as 7 or 6.5."), option=option,
            value=text,
        )  # fmt: skip
    return value


def content(path: Path) -> bytes:
    """The bytes of a file; no more of a large one than it takes to refuse it."""
    try:
        with path.open("rb") as file:
            return file.read(settings().import_max_mb * 2**20 + 1)
    except OSError as error:
        raise NotFoundError(
            N_("The file {file} cannot be read."), N_("Check its name and its rights."), file=path
        ) from error
