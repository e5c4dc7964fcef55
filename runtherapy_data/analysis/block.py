"""The facts of many courses side by side, as arrays: what signals are looked for in.

The columns of every array are days of the course, 0 the first one, so that courses of any year lie on one axis; facts
from before the first day are not in it. One block holds a few hundred courses: a practice is looked through block by
block.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions of all courses of a block, ordered by course and day; one element of each array a session.

    `course`: row of the block; `day`: day of the course, 0 the first. Minutes are minutes, scales 0–10, NaN where it
    was not filled in. `guided`: the therapist ran along.
    """

    course: Ints
    day: Ints
    walking: Floats
    running: Floats
    effort: Floats
    enjoyment: Floats
    pain: Floats
    feeling_before: Floats
    feeling_after: Floats
    guided: Flags


@dataclass(frozen=True, slots=True)
class Score:
    """One score on a questionnaire; `subscale` is empty for the total.

    `day` may be negative: an intake before the first day of the course.
    """

    course: int
    day: int
    instrument: str
    subscale: str
    score: float


@dataclass(frozen=True, slots=True)
class RiskAnswer:
    """The answer to an item that asks about risk, whatever it was."""

    course: int
    day: int
    instrument: str
    item: int
    value: int


@dataclass(frozen=True, slots=True)
class Block:
    """B courses over D days of the course.

    `starts_on`: the calendar day of column 0 of each course. `through` (B): the last column that has come to pass,
    today or the last day of a course that ended; later columns hold nothing. `daily`: measure → (B, D), 0–10, NaN where
    not answered. `checked_in` (B, D): something was answered that day. `left_out` (B, D): a day within a life event
    that was noted (holiday, illness, bereavement): no rule counts it. `no_fixed_increments` (B): the course's mode.
    """

    starts_on: tuple[dt.date, ...]
    through: Ints
    planned_weeks: Ints
    no_fixed_increments: Flags
    daily: dict[str, Floats]
    checked_in: Flags
    left_out: Flags
    sessions: Sessions
    scores: tuple[Score, ...]
    risk_answers: tuple[RiskAnswer, ...]

    @property
    def days(self) -> int:
        """D: the number of columns."""
        return int(self.checked_in.shape[1])

    def date(self, course: int, day: int) -> dt.date:
        """The calendar day of a column of a course."""
        return self.starts_on[course] + dt.timedelta(days=int(day))
