"""A therapist's caseload: everything that the page *Mijn cliënten* says, in the order in which it says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Grant
from runtherapy_data.measures.days import week_of
from runtherapy_data.queries import caseload as queries
from runtherapy_data.queries.caseload import SPARK_MEASURES, CaseloadCourse, LastSession
from runtherapy_data.store import now

SPARK_DAYS: Final = 28
SILENT_DAYS: Final = 10  # from this many days without a check-in on, the opening sentence counts somebody


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One client as the list shows them.

    `week` is the week of the course today, or on its last day (0 or lower: it has yet to begin). `days_silent` counts
    the days since the last check-in (None: there never was one). `meets_today`: the next appointment is later today, by
    the practice's clock. `daily` holds for each measure one value (0–10, None where not answered) for each of the last
    28 days.
    """

    course_id: UUID
    client_code: str
    client_name: str | None
    complaint: str
    mode: str
    starts_on: dt.date
    week: int
    weeks: int
    phase: str | None
    ends_on: dt.date | None
    end_reason: str | None
    days_silent: int | None
    last_session: LastSession | None
    next_appointment_at: dt.datetime | None
    has_facts: bool
    silent: bool
    meets_today: bool = False
    daily: dict[str, tuple[int | None, ...]] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The name with the code, or the code alone."""
        return f"{self.client_name} ({self.client_code})" if self.client_name else self.client_code

    @property
    def answered(self) -> bool:
        """Whether there is an answer in the last 28 days at all."""
        return any(value is not None for values in self.daily.values() for value in values)


@dataclass(frozen=True, slots=True)
class Caseload:
    """The caseload of one therapist on `today`, each client in one of three lists.

    `running` by who needs the therapist first (see `by_need`), `waiting` (registered, nothing filled in yet) by first
    day, `ended` newest first.
    """

    today: dt.date
    running: tuple[CaseloadRow, ...] = ()
    waiting: tuple[CaseloadRow, ...] = ()
    ended: tuple[CaseloadRow, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nobody is in this caseload, and nobody was."""
        return not (self.running or self.waiting or self.ended)

    @property
    def silent(self) -> int:
        """How many running clients have not checked in for ten days or longer."""
        return sum(row.silent for row in self.running)

    @property
    def meeting_today(self) -> int:
        """How many have an appointment later today."""
        return sum(row.meets_today for row in (*self.running, *self.waiting))

    def sentence(self, _: Translate) -> str:
        """The answer that the page opens with."""
        treated = len(self.running) + len(self.waiting)
        if not treated:
            return _("You are not treating anybody at the moment.")
        parts = [_.plural("You are treating {n} client.", "You are treating {n} clients.", treated)]
        if self.silent:
            parts.append(
                _.plural(
                    "{n} has not checked in for ten days or longer.",
                    "{n} have not checked in for ten days or longer.",
                    self.silent,
                )
            )
        elif self.running and all(row.days_silent is not None for row in self.running):
            parts.append(_("Everybody checked in during the last ten days."))
        if self.meeting_today:
            parts.append(
                _.plural("{n} has an appointment today.", "{n} have an appointment today.", self.meeting_today)
            )
        if self.waiting:
            parts.append(_.plural("{n} has yet to begin.", "{n} have yet to begin.", len(self.waiting)))
        return " ".join(parts)


def _row(
    course: CaseloadCourse,
    on: dt.date,
    zone: str,
    phase: str | None,
    session: LastSession | None,
    daily: dict[str, tuple[int | None, ...]],
) -> CaseloadRow:
    ended = course.ends_on is not None and course.ends_on < on
    last_day = course.ends_on if ended and course.ends_on else on
    checked_in = course.last_check_in_on
    quiet_since = checked_in or course.starts_on
    meets = course.next_appointment_at
    return CaseloadRow(
        course_id=course.course_id,
        client_code=course.client_code,
        client_name=course.client_name,
        complaint=course.complaint,
        mode=course.mode,
        starts_on=course.starts_on,
        week=week_of(course.starts_on, last_day),
        weeks=course.planned_weeks,
        phase=phase,
        ends_on=course.ends_on if ended else None,
        end_reason=course.end_reason if ended else None,
        days_silent=max((on - checked_in).days, 0) if checked_in else None,
        last_session=session,
        next_appointment_at=course.next_appointment_at,
        has_facts=bool(checked_in or session or course.last_result_on),
        silent=(on - quiet_since).days >= SILENT_DAYS,
        meets_today=meets is not None and meets.astimezone(ZoneInfo(zone)).date() == on,
        daily=daily or dict.fromkeys(SPARK_MEASURES, (None,) * SPARK_DAYS),
    )


def by_need(row: CaseloadRow) -> tuple[object, ...]:
    """A sort key for a Monday morning: who fell silent (the longest first), who comes today (by time), then by week.

    Somebody who never checked in at all comes before everybody who once did.
    """
    if row.silent:
        days = row.days_silent
        return 0, days is not None, -(days or 0), row.client_code
    if row.meets_today and row.next_appointment_at:
        return 1, row.next_appointment_at, row.client_code
    return 2, row.week, row.client_code


def arranged(rows: Iterable[CaseloadRow], on: dt.date) -> Caseload:
    """The rows in their three lists, each in its order."""
    rows = sorted(rows, key=by_need)
    return Caseload(
        today=on,
        running=tuple(row for row in rows if row.ends_on is None and row.has_facts),
        waiting=tuple(
            sorted((row for row in rows if row.ends_on is None and not row.has_facts), key=lambda row: row.starts_on)
        ),
        ended=tuple(
            sorted((row for row in rows if row.ends_on), key=lambda row: row.ends_on or row.starts_on, reverse=True)
        ),
    )


def of(connection: Connection, grant: Grant, on: dt.date) -> Caseload:
    """The caseload under this grant on a day (today, in the practice's zone): four statements, however many clients."""
    courses = queries.courses(connection, grant, now())
    phases = queries.phases(connection, grant, on)
    sessions = queries.last_sessions(connection, grant, on)
    daily = queries.daily(connection, grant, on, SPARK_DAYS)
    return arranged(
        (
            _row(
                one,
                on,
                grant.principal.zone,
                phases.get(one.course_id),
                sessions.get(one.course_id),
                daily.get(one.course_id, {}),
            )
            for one in courses
        ),
        on,
    )
