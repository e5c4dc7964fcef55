"""Groups of courses, as the snapshot of the practices released them. Nothing here reads a row about a person."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import CohortGrant
from runtherapy_data.store.tables import CohortOutcome, CohortWeek, Practice, Snapshot


@dataclass(frozen=True, slots=True)
class OverseenPractice:
    """A practice that the asker oversees, and its last release (None when there was none yet).

    `has_courses`: whether any course was consented to, however few.
    """

    practice_id: int
    code: str
    name: str
    taken_at: dt.datetime | None
    through_on: dt.date | None
    has_courses: bool


@dataclass(frozen=True, slots=True)
class WeekSums:
    """One measure in one week of the course: courses, days, and sum and sum of squares of the courses' values."""

    measure: str
    week: int
    courses: int
    days: int
    total: float
    squares: float


@dataclass(frozen=True, slots=True)
class GroupSums:
    """A group over one or more practices: the practices that could be counted, outcomes (code → courses), weeks."""

    practice_ids: tuple[int, ...]
    outcomes: dict[str, int]
    weeks: tuple[WeekSums, ...]

    @property
    def courses(self) -> int:
        """How many courses began in the group; 0 when it may not be shown."""
        return sum(self.outcomes.values())


def overseen_practices(connection: Connection, grant: CohortGrant) -> tuple[OverseenPractice, ...]:
    """The practices of the grant, by name."""
    columns = (Practice.id, Practice.code, Practice.name, Snapshot.taken_at, Snapshot.through_on, Snapshot.courses)
    query = (
        select(*columns)
        .outerjoin(Snapshot, Snapshot.practice_id == Practice.id)
        .where(Practice.id.in_(grant.practice_ids))
        .order_by(Practice.name, Practice.id)
    )
    return tuple(OverseenPractice(*row[:5], bool(row[5])) for row in connection.execute(query))


def released_groups(connection: Connection, grant: CohortGrant) -> dict[int, dict[tuple[str, str], int]]:
    """Per practice: every group that was released, as (complaint, period), with the number of courses in it."""
    keys = (CohortOutcome.practice_id, CohortOutcome.complaint, CohortOutcome.period)
    query = select(*keys, func.sum(CohortOutcome.courses)).where(keys[0].in_(grant.practice_ids)).group_by(*keys)
    found: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for practice_id, complaint, period, courses in connection.execute(query):
        found[practice_id][complaint, period] = int(courses)
    return dict(found)


def group_sums(
    connection: Connection, grant: CohortGrant, practice_ids: Sequence[int], complaint: str, period: str
) -> GroupSums:
    """One group, added up over practices.

    Only what each practice could release is added: practices are never put together to get over ten courses, so
    that two supervisors of different practices cannot learn more together. The same practices count in every week;
    a week that one of them could not release is left out.

    Raises:
        NotAllowedError: a practice that the grant does not reach.
    """
    if not set(practice_ids) <= set(grant.practice_ids):
        raise NotAllowedError(N_("You have no access to this."))
    outcomes: dict[str, int] = defaultdict(int)
    counted: set[int] = set()
    for row in connection.execute(_outcomes(practice_ids, complaint, period)):
        outcomes[row.outcome] += row.courses
        counted.add(row.practice_id)
    weeks = connection.execute(_weeks(sorted(counted), complaint, period)) if counted else ()
    return GroupSums(tuple(sorted(counted)), dict(outcomes), tuple(WeekSums(*row) for row in weeks))


def _outcomes(practice_ids: Sequence[int], complaint: str, period: str) -> Any:
    return select(CohortOutcome.practice_id, CohortOutcome.outcome, CohortOutcome.courses).where(
        CohortOutcome.practice_id.in_(practice_ids),
        CohortOutcome.complaint == complaint,
        CohortOutcome.period == period,
    )


def _weeks(practice_ids: Sequence[int], complaint: str, period: str) -> Any:
    keys = (CohortWeek.measure, CohortWeek.week)
    added: tuple[ColumnElement[Any], ...] = (
        func.sum(CohortWeek.courses), func.sum(CohortWeek.days), func.sum(CohortWeek.sum_of_means),
        func.sum(CohortWeek.sum_of_squares),
    )  # fmt: skip
    return (
        select(*keys, *added)
        .where(CohortWeek.practice_id.in_(practice_ids), CohortWeek.complaint == complaint, CohortWeek.period == period)
        .group_by(*keys)
        .having(func.count() == len(practice_ids))
        .order_by(*keys)
    )
