"""What was given to a command: numbers, days and pairs in options, and files."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any, Final

from runtherapy_data.errors import InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.readers.pairs import number
from runtherapy_data.settings import settings
from runtherapy_data.store import today

TODAY: Final = "today"
_WHOLE: Final = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_SHOWN: Final = 40  # of what was given, in an error


def whole_in(text: str) -> Any:
    """The whole number in an option; anything else as it was typed, for the action to refuse with field and range."""
    said = text.strip()
    return int(said) if _WHOLE.fullmatch(said) else said[:_SHOWN]


def decimal_in(text: str) -> Any:
    """The number in an option, with a decimal point or comma; anything else as it was typed. See `whole_in`."""
    try:
        value = number(text)
    except ValueError:
        value = None
    return text.strip()[:_SHOWN] if value is None else value


def number_in(option: str, text: str) -> float:
    """The number in an option, with a decimal point or comma."""
    try:
        value = number(text)
    except ValueError:
        value = None
    if value is None:
        raise InvalidInputError(
            option, N_("{option}: “{value}” is not a number."), N_("Write digits, such as 7 or 6.5."), option=option,
            value=text[:_SHOWN],
        )  # fmt: skip
    return value


def day_in(text: str, zone: str) -> dt.date:
    """The day in an option `--day`, or today in the practice's zone."""
    if text == TODAY:
        return today(zone)
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInputError(
            "day", N_("“{value}” is not a day."), N_("Write it as 2026-11-22."), value=text[:_SHOWN]
        ) from error


def pair_in(option: str, text: str) -> tuple[str, str]:
    """The name and the value in an option, written as name=value."""
    name, is_there, value = text.partition("=")
    if not is_there:
        raise InvalidInputError(
            option, N_("“{value}” has no = in it."), N_("Write it as name=value."), value=text[:_SHOWN]
        )
    return name.strip(), value.strip()


def content(path: Path) -> bytes:
    """The bytes of a file; no more of a large one than it takes to refuse it."""
    try:
        with path.open("rb") as file:
            return file.read(settings().import_max_mb * 2**20 + 1)
    except OSError as error:
        raise NotFoundError(
            N_("The file {file} cannot be read."), N_("Check its name and its rights."), file=path
        ) from error
