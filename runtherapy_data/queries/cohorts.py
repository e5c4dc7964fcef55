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
from runtherapy_data.measures.groups import BEGAN, OUTCOMES
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
    """A group over one or more practices: the practices that could be counted, outcomes, weeks.

    `courses`: how many began in the group; 0 when it may not be shown. `outcomes`: code → about how many courses, a
    multiple of five; None for fewer than eight. An outcome about which nothing can be said is not in it.
    """

    practice_ids: tuple[int, ...]
    courses: int
    outcomes: dict[str, int | None]
    weeks: tuple[WeekSums, ...]


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
    query = select(*keys, CohortOutcome.courses).where(
        CohortOutcome.practice_id.in_(grant.practice_ids), CohortOutcome.outcome == BEGAN
    )
    found: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for practice_id, complaint, period, courses in connection.execute(query):
        found[practice_id][complaint, period] = courses
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
    said: dict[str, list[int]] = defaultdict(list)
    counted: set[int] = set()
    for row in connection.execute(_outcomes(practice_ids, complaint, period)):
        said[row.outcome].append(row.courses)
        counted.add(row.practice_id)
    weeks = connection.execute(_weeks(sorted(counted), complaint, period)) if counted else ()
    courses = sum(said.pop(BEGAN, ()))
    return GroupSums(
        tuple(sorted(counted)), courses, _together(said, len(counted)), tuple(WeekSums(*row) for row in weeks)
    )


def _together(said: dict[str, list[int]], practices: int) -> dict[str, int | None]:
    """Outcomes of one practice as they are; of several, only what each of them says can be added up."""
    if practices == 1 and said:
        return {outcome: sum(said[outcome]) if outcome in said else None for outcome in OUTCOMES}
    return {outcome: sum(parts) for outcome, parts in said.items() if len(parts) == practices}


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
