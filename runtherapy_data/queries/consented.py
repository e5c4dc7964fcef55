"""What the cohort snapshot is made of: the courses of clients who consented to it, added up in the database.

The unit is the course. In each week of the course (day 1–7 is week 1) a course counts once, with its own mean of
that week's answers, so that somebody who checks in daily does not outweigh somebody who checks in weekly. Days
after the last day of the course, and after `through_on`, do not count.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Date,
    Double,
    Label,
    Select,
    SQLColumnExpression,
    and_,
    case,
    cast,
    exists,
    extract,
    func,
    literal,
    or_,
    select,
)

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import EndReason, Purpose
from runtherapy_data.measures.daily import DAILY
from runtherapy_data.measures.days import quarter_of
from runtherapy_data.measures.groups import BASE_WEEKS, CHANGE, LAST_WEEK, MINUTE_MEASURES, MINUTES
from runtherapy_data.store.elapsed import days_between
from runtherapy_data.store.tables import CheckIn, Consent, Course, SessionLog

RUNNING: Final = "running"
MINUTE_CODES: Final = tuple(one.code for one in MINUTE_MEASURES)
Group = tuple[str, str]  # primary complaint, start quarter
Columns = list[Label[Any]]


@dataclass(slots=True)
class Sums:
    """Courses, days with an answer (or a session), sum and sum of squares of the courses' week values."""

    courses: int = 0
    days: int = 0
    total: float = 0.0
    squares: float = 0.0

    def add(self, courses: int, days: int, total: float, squares: float) -> None:
        """Take in more courses."""
        self.courses += courses
        self.days += days
        self.total += total
        self.squares += squares


WeekSums = dict[tuple[str, int], dict[Group, Sums]]  # (measure, week) → group → sums


@dataclass(slots=True)
class Consented:
    """The sums of each week, and how the courses of each group ended (`running` for those that have not)."""

    weeks: WeekSums = field(default_factory=lambda: defaultdict(lambda: defaultdict(Sums)))
    outcomes: dict[Group, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))

    @property
    def courses(self) -> int:
        """How many courses there are in all."""
        return sum(sum(group.values()) for group in self.outcomes.values())


def consented(connection: Connection, grant: Grant, through_on: dt.date) -> Consented:
    """Everything up to and including `through_on` of the consented courses of the practice that began by then."""
    grant.require(Permission.SNAPSHOT)
    found = Consented()
    courses = _courses(grant.practice_id, through_on)
    for row in connection.execute(_outcomes(courses)).mappings():
        found.outcomes[_group(row)][row["outcome"]] += row["courses"]
    _add_answers(found.weeks, connection.execute(_answers(courses, grant.practice_id)).mappings())
    _add_minutes(
        found.weeks,
        connection.execute(_whole_weeks(courses)).mappings(),
        connection.execute(_minutes(courses, grant.practice_id)).mappings(),
    )
    return found


def _courses(practice_id: int, through_on: dt.date) -> CTE:
    """The consented courses: group, first day, and the last day that counts.

    Where the intake decided that no course would begin there is none: nobody stopped early, and nothing was tried.
    """
    agreed = exists().where(
        Consent.practice_id == Course.practice_id,
        Consent.client_id == Course.client_id,
        Consent.purpose == Purpose.COHORT,
        Consent.withdrawn_at.is_(None),
    )
    through = literal(through_on, Date)
    ended = and_(Course.ends_on.is_not(None), Course.ends_on <= through)
    return (
        select(
            Course.id.label("course_id"),
            Course.complaint,
            Course.starts_on,
            extract("year", Course.starts_on).label("year"),
            extract("month", Course.starts_on).label("month"),
            case((ended, Course.ends_on), else_=through).label("last_on"),
            case((ended, Course.end_reason), else_=RUNNING).label("outcome"),
        )
        .where(Course.practice_id == practice_id, agreed, _begun(), Course.starts_on <= through)
        .cte("consented")
    )


def _begun() -> ColumnElement[bool]:
    return or_(Course.end_reason.is_(None), Course.end_reason != EndReason.NOT_BEGUN)


def _group(row: Any) -> Group:
    return row["complaint"], quarter_of(dt.date(int(row["year"]), int(row["month"]), 1))


def _outcomes(courses: CTE) -> Select[Any]:
    keys = (courses.c.complaint, courses.c.year, courses.c.month, courses.c.outcome)
    return select(*keys, func.count().label("courses")).group_by(*keys)


def _answers(courses: CTE, practice_id: int) -> Select[Any]:
    """Per group and week: for each measure and its change, how many courses and the sums of their means."""
    week = (days_between(CheckIn.day, courses.c.starts_on) // 7 + 1).label("week")
    keys = (courses.c.course_id, courses.c.complaint, courses.c.year, courses.c.month, week)
    per_week = (
        select(*keys, *_per_week())
        .join(CheckIn, CheckIn.course_id == courses.c.course_id)
        .where(
            CheckIn.practice_id == practice_id,
            CheckIn.day >= courses.c.starts_on,
            CheckIn.day <= courses.c.last_on,
        )
        .group_by(*keys)
        .cte("per_week")
    )
    means = select(*(per_week.c[name] for name in ("complaint", "year", "month", "week")), *_means(per_week)).cte(
        "means"
    )
    kept = (means.c.complaint, means.c.year, means.c.month, means.c.week)
    return select(*kept, *_sums(means)).where(means.c.week <= LAST_WEEK).group_by(*kept)


def _per_week() -> Iterator[Label[Any]]:
    for measure in DAILY:
        answer = getattr(CheckIn, measure.code)
        yield func.sum(answer).label(f"{measure.code}_sum")
        yield func.count(answer).label(f"{measure.code}_days")


def _means(per_week: CTE) -> Iterator[Label[Any]]:
    early = per_week.c.week <= BASE_WEEKS
    for measure in DAILY:
        total, days = per_week.c[f"{measure.code}_sum"], per_week.c[f"{measure.code}_days"]
        base = _early_sum(per_week, early, total) / func.nullif(_early_sum(per_week, early, days), 0)
        mean = cast(total, Double) / func.nullif(days, 0)
        yield days.label(f"{measure.code}_days")
        yield mean.label(measure.code)
        yield case((~early, mean - base)).label(measure.code + CHANGE)


def _early_sum(per_week: CTE, early: ColumnElement[bool], column: ColumnElement[Any]) -> ColumnElement[float]:
    """Over the first weeks of the course that the row belongs to."""
    return cast(func.sum(case((early, column))).over(partition_by=per_week.c.course_id), Double)


def _sums(means: CTE) -> Iterator[Label[Any]]:
    for measure in DAILY:
        for code in (measure.code, measure.code + CHANGE):
            mean = means.c[code]
            yield func.count(mean).label(f"{code}_courses")
            yield func.sum(case((mean.is_not(None), means.c[f"{measure.code}_days"]))).label(f"{code}_days")
            yield func.sum(mean).label(f"{code}_total")
            yield func.sum(mean * mean).label(f"{code}_squares")


def _add_answers(weeks: WeekSums, rows: Any) -> None:
    codes = [code for measure in DAILY for code in (measure.code, measure.code + CHANGE)]
    for row in rows:
        for code in codes:
            if row[f"{code}_courses"]:
                values = (row[f"{code}_{part}"] for part in ("courses", "days", "total", "squares"))
                weeks[code, row["week"]][_group(row)].add(*values)


def _whole_weeks(courses: CTE) -> Select[Any]:
    """Per group: how many courses have lasted so many whole weeks."""
    whole = ((days_between(courses.c.last_on, courses.c.starts_on) + 1) // 7).label("whole")
    keys = (courses.c.complaint, courses.c.year, courses.c.month, whole)
    return select(*keys, func.count().label("courses")).group_by(*keys)


def _spent(code: str) -> SQLColumnExpression[int]:
    """The minutes of one session."""
    if code == MINUTES:
        return SessionLog.running_minutes + SessionLog.walking_minutes
    minutes: SQLColumnExpression[int] = getattr(SessionLog, code)
    return minutes


def _minutes(courses: CTE, practice_id: int) -> Select[Any]:
    """Per group and week: the sums of the courses' minutes in weeks that are over for them."""
    week = (days_between(SessionLog.day, courses.c.starts_on) // 7 + 1).label("week")
    keys = (courses.c.course_id, courses.c.complaint, courses.c.year, courses.c.month, week)
    whole = (days_between(courses.c.last_on, courses.c.starts_on) + 1) // 7
    per_week = (
        select(
            *keys,
            func.count(SessionLog.day.distinct()).label("days"),
            *(cast(func.sum(_spent(code)), Double).label(code) for code in MINUTE_CODES),
        )
        .join(SessionLog, SessionLog.course_id == courses.c.course_id)
        .where(SessionLog.practice_id == practice_id, SessionLog.day >= courses.c.starts_on, week <= whole)
        .group_by(*keys)
        .cte("minutes")
    )
    kept = (per_week.c.complaint, per_week.c.year, per_week.c.month, per_week.c.week)
    sums: Columns = [func.sum(per_week.c.days).label("days")]
    for code in MINUTE_CODES:
        sums.append(func.sum(per_week.c[code]).label(f"{code}_total"))
        sums.append(func.sum(per_week.c[code] * per_week.c[code]).label(f"{code}_squares"))
    return select(*kept, *sums).where(per_week.c.week <= LAST_WEEK).group_by(*kept)


def _add_minutes(weeks: WeekSums, lasted: Any, minutes: Any) -> None:
    """A week without a session is a week of 0 minutes: the courses are counted, not the rows of sessions."""
    for row in lasted:
        for week in range(1, min(row["whole"], LAST_WEEK) + 1):
            for code in MINUTE_CODES:
                weeks[code, week][_group(row)].add(row["courses"], 0, 0.0, 0.0)
    for row in minutes:
        for code in MINUTE_CODES:
            sums = (row["days"], row[f"{code}_total"], row[f"{code}_squares"])
            weeks[code, row["week"]][_group(row)].add(0, *sums)
