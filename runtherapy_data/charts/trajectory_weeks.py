"""The time axis of the trajectory figure: days in their places, weeks numbered, no number on top of another."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from runtherapy_data.charts.theme import SEPARATOR
from runtherapy_data.measures.days import first_day, week_of
from runtherapy_data.views.course import Course

# So many week numbers stand side by side on a phone.
MOST_NUMBERS: Final = 14
STEPS: Final = (1, 2, 5, 10, 20, 50)


def edge(day: dt.date) -> str:
    """Where a day begins on the axis. Its mark stands in the middle of it: at midnight, by the axis' own count."""
    return f"{day - dt.timedelta(days=1)}T12:00"


def span(course: Course, weeks: tuple[int, int] | None) -> tuple[dt.date, dt.date]:
    """The first and last day drawn: the whole course, or the chosen weeks of it (both included)."""
    if weeks is None:
        return course.first_on, course.last_on
    first, last = min(weeks), max(weeks)
    return first_day(course.starts_on, first), first_day(course.starts_on, last + 1) - dt.timedelta(days=1)


def numbered(first_week: int, last_week: int) -> list[int]:
    """The weeks that carry their number: all of them, or the first and every second, fifth, tenth …"""
    count = last_week - first_week + 1
    step = next((step for step in STEPS if count <= step * MOST_NUMBERS), STEPS[-1])
    return [week for week in range(first_week, last_week + 1) if week % step == 0 or (week == 1 and step < 5)]


def time_axis(course: Course, first: dt.date, last: dt.date, *, lowest: str) -> dict[str, Any]:
    """The x axis of the figure: numbers in the middle of their weeks, a soft line between weeks, one crosshair."""
    first_week, last_week = week_of(course.starts_on, first), week_of(course.starts_on, last)
    labels = numbered(first_week, last_week)
    every_week = last_week - first_week < 2 * MOST_NUMBERS
    begins = range(first_week, last_week + 2) if every_week else labels  # too many lines would hide the dots
    return {
        "type": "date",
        "range": [edge(first), edge(last + dt.timedelta(days=1))],
        "anchor": lowest,
        "tickmode": "array",
        "tickvals": [str(first_day(course.starts_on, week) + dt.timedelta(days=3)) for week in labels],
        "ticktext": [str(week).replace("-", "−") for week in labels],
        "tickangle": 0,
        "minor": {
            "tickmode": "array",
            "tickvals": [edge(first_day(course.starts_on, week)) for week in begins],
            "showgrid": True,
            "gridcolor": SEPARATOR,
            "gridwidth": 1,
        },
        "showspikes": True,
        "spikemode": "across",
        "spikesnap": "hovered data",
        "spikethickness": 1,
        "spikedash": "solid",
        "spikecolor": "rgba(128, 138, 136, 0.8)",
    }
