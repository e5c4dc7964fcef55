"""The sessions of one course with their ids, for whoever logs and mends them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, Select, select

from runtherapy_data.errors import NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.measures.days import week_of
from runtherapy_data.measures.observations import OBSERVED
from runtherapy_data.measures.session_entry import ENTERED, SessionEntry, entry_of
from runtherapy_data.store.tables import Account, Correction, Course, PlanWeek, SessionLog

# What the therapist saw is written for the therapist: nobody else's statement asks for it.
_FOR_THERAPISTS: Final = (*OBSERVED, "picks")


@dataclass(frozen=True, slots=True)
class HeldSession:
    """One session as it stands. `by_whom`: who filled it in, where that was done here; `recorded_at` is UTC."""

    id: UUID
    revision: int
    entry: SessionEntry
    entered_by: UUID | None = None
    by_whom: str = ""
    recorded_at: dt.datetime | None = None

    @property
    def minutes(self) -> int:
        """Walking and running together."""
        return (self.entry.walking_minutes or 0) + (self.entry.running_minutes or 0)


@dataclass(frozen=True, slots=True)
class RemovedSession:
    """A session that was taken away: when (UTC), by whom, what was filled in, and all that is kept of it (`rest`)."""

    id: UUID
    at: dt.datetime
    who: str
    entry: SessionEntry
    rest: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CourseDays:
    """From when until when a course runs: a session lies within. `ends_on` is None while no end was set."""

    starts_on: dt.date
    ends_on: dt.date | None

    def last(self, today: dt.date) -> dt.date:
        """The last day on which there can have been a session."""
        return min(today, self.ends_on) if self.ends_on else today


def of_course(connection: Connection, grant: Grant, *, on: dt.date | None = None) -> tuple[HeldSession, ...]:
    """The sessions of the grant's course, the newest first; with `on` those of one day. No observations to a client."""
    query = _sessions(grant).order_by(
        SessionLog.day.desc(), SessionLog.started_at.desc().nulls_last(), SessionLog.id.desc()
    )
    if on is not None:
        query = query.where(SessionLog.day == on)
    return tuple(_held(row, grant) for row in connection.execute(query))


def one(connection: Connection, grant: Grant, session_id: UUID) -> HeldSession:
    """One session of the grant's course.

    Raises:
        NotFoundError: there is none with this id, or there is none any more.
    """
    row = connection.execute(_sessions(grant).where(SessionLog.id == session_id)).one_or_none()
    if row is None:
        raise NotFoundError(
            N_("This session is no longer there: it was removed."), N_("Open the list of sessions again.")
        )
    return _held(row, grant)


def removed(connection: Connection, grant: Grant) -> tuple[RemovedSession, ...]:
    """The sessions that were taken away and did not come back, the last one first; for therapists, none to others."""
    grant.require(Permission.SESSION_WRITE)
    if grant.principal.role != Role.THERAPIST:
        return ()
    row = Correction
    query = (
        select(row.fact_key, row.at, row.old, row.new, Account.name)
        .outerjoin(Account, Account.id == row.account_id)
        .where(
            row.practice_id == grant.practice_id,
            row.course_id == grant.course_id,
            row.fact == SessionLog.__tablename__,
        )
        .order_by(row.at, row.id)
    )
    last = {one.fact_key: one for one in connection.execute(query)}
    gone = [
        RemovedSession(UUID(key), one.at, one.name or "", entry_of(one.old), one.old)
        for key, one in last.items()
        if one.new is None and one.old
    ]
    return tuple(sorted(gone, key=lambda one: one.at, reverse=True))


def course_days(connection: Connection, grant: Grant) -> CourseDays:
    """From when until when the grant's course runs."""
    grant.require(Permission.SESSION_WRITE)
    query = select(Course.starts_on, Course.ends_on).where(
        Course.practice_id == grant.practice_id, Course.id == grant.course_id
    )
    return CourseDays(*connection.execute(query).one())


def planned_minutes(connection: Connection, grant: Grant, days: CourseDays, day: dt.date) -> int | None:
    """What the plan of the week gives one session, in minutes; None where that week has no plan."""
    grant.require(Permission.SESSION_WRITE)
    query = select(PlanWeek.minutes, PlanWeek.sessions).where(
        PlanWeek.practice_id == grant.practice_id,
        PlanWeek.course_id == grant.course_id,
        PlanWeek.week == week_of(days.starts_on, day),
    )
    row = connection.execute(query).one_or_none()
    return round(row.minutes / row.sessions) if row and row.sessions else None


def _sessions(grant: Grant) -> Select[*tuple[Any, ...]]:
    grant.require(Permission.SESSION_WRITE)
    hidden = () if grant.principal.role == Role.THERAPIST else _FOR_THERAPISTS
    columns = [getattr(SessionLog, name) for name in ENTERED if name not in hidden]
    return (
        select(
            SessionLog.id, SessionLog.revision, SessionLog.entered_by, SessionLog.recorded_at,
            Account.name.label("by_whom"), *columns,
        )
        .outerjoin(Account, Account.id == SessionLog.entered_by)
        .where(SessionLog.practice_id == grant.practice_id, SessionLog.course_id == grant.course_id)
    )  # fmt: skip


def _held(row: Row[*tuple[Any, ...]], grant: Grant) -> HeldSession:
    said = row._asdict()
    entry = SessionEntry(**{name: said[name] for name in ENTERED if name in said})
    return HeldSession(row.id, row.revision, entry, row.entered_by, row.by_whom or "", row.recorded_at)
