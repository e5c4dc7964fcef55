"""A therapist's caseload: everything that the page *Mijn cliënten* says, in the order in which it says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Grant
from runtherapy_data.measures.days import week_of
from runtherapy_data.measures.signals import SignalGroup, SignalState
from runtherapy_data.queries import caseload as queries
from runtherapy_data.queries import invitations
from runtherapy_data.queries.caseload import SPARK_MEASURES, CaseloadCourse, EventNow, LastSession
from runtherapy_data.queries.substitutions import in_whose_place
from runtherapy_data.store import now
from runtherapy_data.views import caseload_moved, overdue, signals
from runtherapy_data.views.caseload_moved import Line
from runtherapy_data.views.caseload_sections import ASKING, CALM, MEETING, OVERDUE, SNOOZED, Place, sections
from runtherapy_data.views.overdue import Overdue
from runtherapy_data.views.signals import Signal

SPARK_DAYS: Final = 28
SILENT_DAYS: Final = 10  # from this many days without a check-in on, the row says so with a sign


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One client as the list shows them.

    `week` is the week of the course today, or on its last day (0 or lower: it has yet to begin). `days_silent` counts
    the days since the last check-in (None: there never was one). `meets_today`: the next appointment is later today, by
    the practice's clock. `daily` holds for each measure one value (0–10, None where not answered) for each of the last
    28 days. `signals` are open and in sight, the most urgent first; `snoozed` are open and put off to a later day.
    `moved` is what the most urgent signal is about, as lines; `event` a life event that goes on: signals leave its days
    out. `overdue` is what is left waiting in the course. `standing_in_for` names the colleague in whose place the
    reader has this client. `let_in`: they have an account; asked only of who did not fill in anything yet.
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
    signals: tuple[Signal, ...] = ()
    snoozed: tuple[Signal, ...] = ()
    moved: tuple[Line, ...] = ()
    event: EventNow | None = None
    overdue: tuple[Overdue, ...] = ()
    standing_in_for: str = ""
    let_in: bool = True

    @property
    def heading(self) -> str:
        """The name with the code, or the code alone."""
        return f"{self.client_name} ({self.client_code})" if self.client_name else self.client_code

    @property
    def answered(self) -> bool:
        """Whether there is an answer in the last 28 days at all."""
        return any(value is not None for values in self.daily.values() for value in values)

    @property
    def is_new(self) -> bool:
        """Whether there is a signal in sight that nobody has seen yet."""
        return any(one.state == SignalState.NEW for one in self.signals)

    @property
    def is_listed(self) -> bool:
        """Whether they stand among the reasons and the calm ones, and not with who has yet to begin or has ended.

        A risk question is answered to the therapist also after the last day; silence and gaps are then no signal.
        Whoever has something left waiting is not put away.
        """
        if self.overdue:
            return True
        if self.ends_on is not None:
            return any(one.group == SignalGroup.RISK for one in self.signals)
        return self.has_facts or any(one.group != SignalGroup.DATA for one in (*self.signals, *self.snoozed))


@dataclass(frozen=True, slots=True)
class Caseload:
    """The caseload of one therapist on `today`, each client in one of three lists.

    `running` stand under a reason to look at them, or among the calm ones (see `sections`); `waiting` (registered,
    nothing filled in yet) by first day; `ended` newest first.
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
    def meeting_today(self) -> int:
        """How many have an appointment later today."""
        return sum(row.meets_today for row in (*self.running, *self.waiting))

    def sections(self, held: Mapping[UUID, Place] | None = None) -> dict[str, tuple[CaseloadRow, ...]]:
        """Those who run, section by section; `held` keeps courses where they stood (see `caseload_sections`)."""
        return sections(self.running, held)

    def sentence(self, _: Translate) -> str:
        """Who needs me, and why: the answer that the page opens with."""
        if not (self.running or self.waiting):
            return _("You are not treating anybody at the moment.")
        parts = [self._who_asks(_)] if self.running else []
        if self.meeting_today:
            parts.append(
                _.plural("{n} has an appointment today.", "{n} have an appointment today.", self.meeting_today)
            )
        if self.waiting:
            waiting = len(self.waiting)
            parts.append(
                _.plural("{n} has not filled in anything yet.", "{n} have not filled in anything yet.", waiting)
            )
        return " ".join(parts)

    def _who_asks(self, _: Translate) -> str:
        rows = self.sections()
        counts = {section: len(found) for section, found in rows.items()}
        asking = [row for section in rows if section in ASKING for row in rows[section]]
        fresh = sum(row.is_new for row in asking)
        silent, unknown = counts.get(SignalGroup.SILENT, 0), counts.get(SignalGroup.DATA, 0)
        put_off, calm = counts.get(SNOOZED, 0), counts.get(MEETING, 0) + counts.get(CALM, 0)
        waiting = counts.get(OVERDUE, 0)
        others = [
            _.plural("{n} is silent", "{n} are silent", silent) if silent else "",
            _.plural("{n} has too little data", "{n} have too little data", unknown) if unknown else "",
            _.plural("{n} has something still open", "{n} have something still open", waiting) if waiting else "",
            _.plural("{n} is put off", "{n} are put off", put_off) if put_off else "",
            _.plural("{n} is calm", "{n} are calm", calm) if calm else "",
        ]
        others = [part for part in others if part]
        if not asking:
            return _("Nobody asks for attention today: {others}.", others=", ".join(others))
        first = _.plural("{n} client asks for attention", "{n} clients ask for attention", len(asking))
        if fresh:
            first += " " + _.plural("({n} new)", "({n} new)", fresh)
        return ", ".join([first, *others]) + "."


def _row(
    course: CaseloadCourse,
    on: dt.date,
    zone: str,
    phase: str | None,
    session: LastSession | None,
    daily: dict[str, tuple[int | None, ...]],
    found: tuple[Signal, ...],
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
        signals=tuple(one for one in found if not one.is_snoozed(on)),
        snoozed=tuple(one for one in found if one.is_snoozed(on)),
    )


def arranged(rows: Iterable[CaseloadRow], on: dt.date) -> Caseload:
    """The rows in their three lists, each in its order."""
    rows = sorted(rows, key=lambda row: row.client_code)
    others = [row for row in rows if not row.is_listed]
    return Caseload(
        today=on,
        running=tuple(row for row in rows if row.is_listed),
        waiting=tuple(sorted((row for row in others if row.ends_on is None), key=lambda row: row.starts_on)),
        ended=tuple(
            sorted((row for row in others if row.ends_on), key=lambda row: row.ends_on or row.starts_on, reverse=True)
        ),
    )


def of(connection: Connection, grant: Grant, on: dt.date) -> Caseload:
    """The caseload under this grant on a day (today, in the practice's zone).

    A fixed number of statements, however many clients: six for the courses, one where somebody has not filled in
    anything yet, and those of `signals.of_caseload`, `caseload_moved.of` and `overdue.of`.
    """
    courses = queries.courses(connection, grant, now())
    phases = queries.phases(connection, grant, on)
    sessions = queries.last_sessions(connection, grant, on)
    daily = queries.daily(connection, grant, on, SPARK_DAYS)
    found = signals.of_caseload(connection, grant)
    rows = [
        _row(
            one,
            on,
            grant.principal.zone,
            phases.get(one.course_id),
            sessions.get(one.course_id),
            daily.get(one.course_id, {}),
            found.get(one.course_id, ()),
        )
        for one in courses
    ]
    moved = caseload_moved.of(connection, grant, on, SPARK_DAYS, rows)
    events, waiting = queries.events_now(connection, grant, on), overdue.of(connection, grant, on)
    absent = in_whose_place(connection, grant)
    caseload = arranged(
        (
            replace(
                row,
                moved=moved.get(row.course_id, ()),
                event=events.get(row.course_id),
                overdue=waiting.get(row.course_id, ()),
                standing_in_for=absent.get(row.course_id, ""),
            )
            for row in rows
        ),
        on,
    )
    if not caseload.waiting:
        return caseload
    let_in = invitations.let_in(connection, grant, [row.course_id for row in caseload.waiting])
    waits = tuple(replace(row, let_in=row.course_id in let_in) for row in caseload.waiting)
    return replace(caseload, waiting=waits)
