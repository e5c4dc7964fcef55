"""Days and times as people in the Netherlands write them: day first."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_

EARLIEST: Final = dt.date(1950, 1, 1)
_EXCEL_EPOCH: Final = dt.date(1899, 12, 30)  # day 0 of the 1900 system, with its 29 February 1900
_EXCEL_DAYS: Final = (18264, 91313)  # 1950 through 2149: a smaller number is no day that anybody meant

_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(.*))?", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ]+(.*))?", re.ASCII)
_NAMED: Final = re.compile(r"(?:[^\W\d]+\.?,? )?(\d{1,2})[- ]([^\W\d]{3,9})\.?[- ](\d{4}|\d{2})(?: +(.*))?")
_TIME: Final = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?", re.ASCII)
_MONTHS: Final = {
    name: month
    for month, names in enumerate(
        ("jan", "feb", "mrt maa mar", "apr", "mei may", "jun", "jul", "aug", "sep", "okt oct", "nov", "dec"), start=1
    )
    for name in names.split()
}


def _no_day() -> InvalidInputError:
    return InvalidInputError(
        "day",
        N_("This is not a day."),
        N_("Write day, month, year (31-12-2026), or name the date format in a map file."),
    )


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 4:
        return number
    return number + (2000 if number < 69 else 1900)


def _of_text(text: str) -> tuple[dt.date, str]:
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := _DAY_FIRST.fullmatch(text):
        year, month, day = _year(found[3]), int(found[2]), int(found[1])
    elif (found := _NAMED.fullmatch(text)) and (named := _MONTHS.get(found[2][:3].casefold())):
        year, month, day = _year(found[3]), named, int(found[1])
    else:
        raise _no_day()
    try:
        return dt.date(year, month, day), found[4] or ""
    except ValueError:
        raise _no_day() from None


@lru_cache(maxsize=4096)  # a file holds few different days and many rows
def day_of_text(text: str, pattern: str | None = None) -> dt.date:
    """The day that a text names, by a strptime pattern or day first; a time of day behind it is left out."""
    if pattern is None:
        if text.isascii() and text.isdigit():
            return day_of_number(int(text))
        return _of_text(text)[0]
    try:
        return dt.datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise InvalidInputError(
            "day", N_("This is not a day as {pattern} writes it."), N_("Correct the cell, or the date format."),
            pattern=pattern,
        ) from None  # fmt: skip


def day_of_number(number: float) -> dt.date:
    """The day that a spreadsheet keeps as a number."""
    if not _EXCEL_DAYS[0] <= number <= _EXCEL_DAYS[1]:
        raise _no_day()
    return _EXCEL_EPOCH + dt.timedelta(days=int(number))


def time_of_text(text: str) -> dt.time:
    """The time of day that a text names, seconds left out: 9:05, 09.05, 09:05:00."""
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise InvalidInputError("time", N_("This is not a time of day."), N_("Write hours and minutes: 19:30."))
    return dt.time(int(found[1]), int(found[2]))


def moment_of(day: dt.date, time: dt.time, zone: str) -> dt.datetime:
    """A day and a time in the practice's zone as a moment in UTC.

    The hour that comes twice in autumn is its first; the hour that is skipped in spring is refused.
    """
    moment = dt.datetime.combine(day, time, ZoneInfo(zone)).astimezone(dt.UTC)
    if moment.astimezone(ZoneInfo(zone)).time() != time:
        raise InvalidInputError(
            "time", N_("This time did not exist on that day: the clock went forward."), N_("Correct the time.")
        )
    return moment


def moment_of_text(text: str, zone: str) -> dt.datetime:
    """A day with a time in one text, as a moment in UTC; a text with its own offset keeps it."""
    try:
        exact = dt.datetime.fromisoformat(text)
    except ValueError:
        exact = None
    if exact is not None and exact.tzinfo is not None:
        return exact.astimezone(dt.UTC)
    day, rest = _of_text(text)
    return moment_of(day, time_of_text(rest) if rest else dt.time(0, 0), zone)
