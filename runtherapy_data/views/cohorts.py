"""Two groups of courses side by side: everything that the supervisor's page and the command line say about them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from runtherapy_data.analysis.cohorts import estimate
from runtherapy_data.identity import CohortGrant
from runtherapy_data.measures.groups import FEWEST_ENDED, GROUP_MEASURES, OUTCOMES, ROUNDED_TO, GroupMeasure
from runtherapy_data.queries.cohorts import GroupSums, WeekSums, group_sums
from runtherapy_data.views.cohort_choices import Choice, Choices

DIGITS: Final = 1  # of every mean: more would help to subtract one's way to a single course


@dataclass(frozen=True, slots=True)
class Point:
    """One week of the course: the mean over `courses` courses and its 95 % interval, rounded to one decimal.

    All None where it may not be shown: fewer than ten courses, or a smaller group would follow from it.
    """

    week: int
    courses: int | None = None
    mean: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there is a number."""
        return self.mean is not None


@dataclass(frozen=True, slots=True)
class Line:
    """One measure over the weeks of the course, from week 1 through the last week of the comparison."""

    measure: str
    points: tuple[Point, ...]

    @property
    def shown(self) -> tuple[Point, ...]:
        """The weeks with a number."""
        return tuple(point for point in self.points if point.is_shown)


@dataclass(frozen=True, slots=True)
class Share:
    """About how many courses ended this way: `courses` and its `percent` of the group, both in steps of five.

    Both are None where it was fewer than `fewer_than` courses, none at all included; all three where nothing can be
    said.
    """

    outcome: str
    courses: int | None = None
    percent: int | None = None
    fewer_than: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One of the two groups: `courses` that began in it (None: may not be shown), over `practices` practices."""

    choice: Choice
    courses: int | None
    practices: int
    outcomes: tuple[Share, ...]
    lines: tuple[Line, ...]

    def line(self, measure: str) -> Line:
        """The weeks of one measure."""
        return next(line for line in self.lines if line.measure == measure)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Groups A and B over weeks 1 to `weeks`, from the releases through `through_on` (None: there is none yet).

    `practices` names the practices in reach by their code; `has_courses`: whether any course in them was consented to,
    however few.
    """

    a: Group
    b: Group
    weeks: int
    through_on: dt.date | None
    has_courses: bool
    practices: dict[str, str]

    @property
    def is_empty(self) -> bool:
        """No number about either group."""
        return self.a.courses is None and self.b.courses is None


def of(connection: Connection, grant: CohortGrant, choices: Choices, a: Choice, b: Choice) -> Comparison:
    """Compare two groups, chosen from `choices`."""
    first, second = _sums(connection, grant, choices, a), _sums(connection, grant, choices, b)
    weeks = max((one.week for sums in (first, second) for one in sums.weeks), default=0)
    groups = _group(a, first, weeks), _group(b, second, weeks)
    return Comparison(*groups, weeks, choices.through_on, choices.has_courses, choices.practices)


def _sums(connection: Connection, grant: CohortGrant, choices: Choices, choice: Choice) -> GroupSums:
    return group_sums(connection, grant, choices.practice_ids(choice.practice), choice.complaint, choice.period)


def _group(choice: Choice, sums: GroupSums, weeks: int) -> Group:
    found = {(one.measure, one.week): one for one in sums.weeks}
    axis = range(1, weeks + 1)
    lines = tuple(
        Line(measure.code, tuple(_point(measure, week, found.get((measure.code, week))) for week in axis))
        for measure in GROUP_MEASURES
    )
    shares = tuple(_share(outcome, sums) for outcome in OUTCOMES)
    return Group(choice, sums.courses or None, len(sums.practice_ids), shares if sums.courses else (), lines)


def _point(measure: GroupMeasure, week: int, sums: WeekSums | None) -> Point:
    found = sums and estimate(sums.courses, sums.total, sums.squares, measure.lowest, measure.highest)
    if not found:
        return Point(week)
    return Point(week, found.courses, *(round(value, DIGITS) for value in (found.mean, found.low, found.high)))


def _share(outcome: str, sums: GroupSums) -> Share:
    if outcome not in sums.outcomes:
        return Share(outcome)
    courses = sums.outcomes[outcome]
    if courses is None:
        return Share(outcome, fewer_than=FEWEST_ENDED)
    return Share(outcome, courses, ROUNDED_TO * round(100 * courses / sums.courses / ROUNDED_TO))
