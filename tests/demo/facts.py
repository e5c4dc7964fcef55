"""Reads the demo practice back from the store, plainly: what was written, not what was meant."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from statistics import fmean
from typing import Any

from sqlalchemy import Row, text

from runtherapy_data import store

Weeks = dict[int, float]


def rows(sql: str, **values: Any) -> list[Row[Any]]:
    """The rows of a query."""
    with store.engine().connect() as connection:
        return list(connection.execute(text(sql), values))


def number(sql: str, **values: Any) -> Any:
    """The one value of a query."""
    return rows(sql, **values)[0][0]


def _day(value: str | dt.date) -> dt.date:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def daily(code: str, measure: str) -> dict[int, int]:
    """Day of the course (0 is the first) -> the answer, of one client."""
    found = rows(
        f"SELECT c.starts_on, k.day, k.{measure} FROM check_in k JOIN course c ON c.id = k.course_id"
        f" JOIN client p ON p.id = c.client_id WHERE p.code = :code AND k.{measure} IS NOT NULL ORDER BY k.day",
        code=code,
    )
    return {(_day(day) - _day(start)).days: value for start, day, value in found}


def sessions(code: str) -> list[tuple[int, int, int | None]]:
    """Day of the course, minutes done and effort of each session of one client."""
    found = rows(
        "SELECT c.starts_on, s.day, s.walking_minutes + s.running_minutes, s.effort FROM session_log s"
        " JOIN course c ON c.id = s.course_id JOIN client p ON p.id = c.client_id WHERE p.code = :code ORDER BY s.day",
        code=code,
    )
    return [((_day(day) - _day(start)).days, minutes, effort) for start, day, minutes, effort in found]


def by_week(days: dict[int, Any] | list[tuple[int, Any]]) -> Weeks:
    """Week of the course -> the mean."""
    gathered: dict[int, list[float]] = defaultdict(list)
    for day, value in days.items() if isinstance(days, dict) else days:
        gathered[day // 7 + 1].append(value)
    return {week: fmean(values) for week, values in gathered.items()}


def between(values: Mapping[int, float], first: int, last: int) -> float:
    """The mean of the days (or weeks) from first to last."""
    return fmean(value for at, value in values.items() if first <= at <= last)
