"""One cell to one value. A cell is what a file or a database gives: text, a number, a day, or nothing.

Each parser gives None for a missing answer, and raises InvalidInputError with reason and remedy for one that it cannot
read. Nothing is guessed: `1.234` is never a thousand, and text stays as it was written, also when it looks like a
formula.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.days import day_in
from runtherapy_data.measures.instruments import instruments
from runtherapy_data.readers import days
from runtherapy_data.readers.vocabulary import ANSWERS, MISSING, plain

Parser = Callable[[Any], Any]

LONGEST_TEXT: Final = 10_000
_NUMBER: Final = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,12})?", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _bare(cell: str) -> str:
    """Text without the spaces around it, or the empty text where it says that there is no answer."""
    text = cell.strip()
    return "" if len(text) <= 6 and text.casefold() in MISSING else text


def number(cell: Any) -> Decimal | None:
    """A number with a decimal comma or point."""
    if isinstance(cell, str):
        text = _bare(cell).replace("−", "-")
        if not text:
            return None
        if _NUMBER.fullmatch(text):
            return Decimal(text.replace(",", "."))
    elif isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return _finite(Decimal(cell))
    elif isinstance(cell, float):
        return None if cell != cell else _finite(Decimal(repr(cell)))  # not a number is how frames say "missing"
    raise InvalidInputError(
        "number", N_("This is not a number."), N_("Write digits, such as 7 or 6,5; leave the cell empty for no answer.")
    )


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite() or abs(value) >= 10**12:
        raise InvalidInputError("number", N_("This number is too large."), N_("Correct the cell."))
    return value


def whole(cell: Any) -> Decimal | None:
    """A whole number; 7,0 counts as one."""
    value = number(cell)
    if value is not None and value != value.to_integral_value():
        raise InvalidInputError(
            "number", N_("This is not a whole number."), N_("Round it, or give the scale in a map file.")
        )
    return value


def two_decimals(cell: Any) -> Decimal | None:
    """A number with at most two decimals (what the store keeps); hours may be written as 7:30."""
    if isinstance(cell, str) and re.fullmatch(r"\s*\d{1,2}:[0-5]\d\s*", cell):
        hours, minutes = cell.split(":")
        return (Decimal(hours) + Decimal(minutes) / 60).quantize(Decimal("0.01"))
    if isinstance(cell, dt.time):  # a spreadsheet's own way to keep 7:30
        return (Decimal(cell.hour) + Decimal(cell.minute) / 60).quantize(Decimal("0.01"))
    value = number(cell)
    if value is not None and value != round(value, 2):
        raise InvalidInputError(
            "number", N_("This number has more than two decimals."), N_("Round it to two decimals.")
        )
    return value


def text(cell: Any) -> str | None:
    """Text as it was written, without the spaces around it."""
    if cell is None:
        return None
    written = str(cell).strip()
    if len(written) > LONGEST_TEXT:
        raise InvalidInputError(
            "text", N_("This text is longer than {most} characters."), N_("Shorten it."), most=LONGEST_TEXT
        )
    if _CONTROL.search(written):
        raise InvalidInputError(
            "text", N_("This text holds characters that cannot be shown."), N_("Type the text again.")
        )
    return written or None


def code(longest: int) -> Parser:
    """A parser for the code of a client or a session: short text, also where a spreadsheet made a number of it."""

    def parse(cell: Any) -> str | None:
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        written = text(cell)
        if written is not None and len(written) > longest:
            raise InvalidInputError(
                "code", N_("This code is longer than {most} characters."), N_("Shorten it."), most=longest
            )
        return written

    return parse


def day(zone: str, pattern: str | None = None) -> Parser:
    """A parser for days: by a strptime format, else day first. A moment with an offset is taken to the zone."""

    def parse(cell: Any) -> dt.date | None:
        if isinstance(cell, str):
            written = _bare(cell)
            return days.day_of_text(written, pattern) if written else None
        if isinstance(cell, dt.datetime):
            return day_in(zone, cell) if cell.tzinfo else cell.date()
        if cell is None or isinstance(cell, dt.date):
            return cell
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return None if cell != cell else days.day_of_number(cell)
        return days.day_of_text(str(cell), pattern)

    return parse


def time(cell: Any) -> dt.time | None:
    """A time of day, to the minute."""
    if isinstance(cell, dt.datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, dt.time):
        return cell.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(cell, float) and 0 <= cell < 1:  # a spreadsheet keeps a time as part of a day
        minutes = round(cell * 1440)
        return dt.time(min(minutes, 1439) // 60, min(minutes, 1439) % 60)
    if cell is None:
        return None
    written = _bare(str(cell))
    return days.time_of_text(written) if written else None


def start(zone: str) -> Parser:
    """A parser for when a session began: a time of day, or a moment with its own offset (then a moment in UTC)."""

    def parse(cell: Any) -> dt.time | dt.datetime | None:
        if isinstance(cell, dt.datetime) and cell.tzinfo:
            return cell.astimezone(dt.UTC)
        if isinstance(cell, str) and len(cell.strip()) > 8:
            return days.moment_of_text(cell.strip(), zone)
        return time(cell)

    return parse


def moment(zone: str) -> Parser:
    """A parser for a day with a time."""

    def parse(cell: Any) -> dt.datetime | None:
        if isinstance(cell, dt.datetime):
            return cell.astimezone(dt.UTC) if cell.tzinfo else days.moment_of(cell.date(), cell.time(), zone)
        if isinstance(cell, dt.date):
            return days.moment_of(cell, dt.time(0, 0), zone)
        written = "" if cell is None else _bare(str(cell))
        return days.moment_of_text(written, zone) if written else None

    return parse


def choice(field: str) -> Parser:
    """A parser for a column with a fixed list of answers."""
    answers = ANSWERS[field]

    def parse(cell: Any) -> str | None:
        written = "" if cell is None else _bare(str(cell))
        if not written:
            return None
        found = answers.get(plain(written))
        if found is None:
            known = ", ".join(dict.fromkeys(answers.values()))
            raise InvalidInputError(
                "choice", N_("This answer is not known."), N_("Write one of: {known}."), known=known
            )
        return found

    return parse


def _instrument_names() -> dict[str, str]:
    names = {}
    for one in instruments():
        for name in (one.id, one.name.nl, one.name.en, one.name.nl.split(" – ")[0], one.name.en.split(" – ")[0]):
            names[plain(name)] = one.id
    return names


def instrument(cell: Any) -> str | None:
    """The id of the questionnaire that a cell names: phq9, PHQ-9, or its whole name."""
    written = "" if cell is None else _bare(str(cell))
    if not written:
        return None
    found = _instrument_names().get(plain(written))
    if found is None:
        known = ", ".join(one.id for one in instruments())
        raise InvalidInputError(
            "instrument", N_("This questionnaire is not known."), N_("Write one of: {known}."), known=known
        )
    return found
