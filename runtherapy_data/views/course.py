"""One client's course: everything that the page, the command line and (later) the paper say about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from runtherapy_data.analysis.trend import Trend, smooth
from runtherapy_data.identity import Grant
from runtherapy_data.measures.appointments import holds
from runtherapy_data.measures.daily import DAILY
from runtherapy_data.measures.days import day_in, event_through, week_of
from runtherapy_data.queries import course as queries
from runtherapy_data.queries.course import CourseRows, Rows
from runtherapy_data.store import now
from runtherapy_data.views.course_axis import axis


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A phase (its code) from its first through its last day, cut off at the end of the axis."""

    phase: str
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True)
class Series:
    """The answers to one daily measure, oldest first: only days that were answered."""

    measure: str
    days: tuple[dt.date, ...]
    values: tuple[int, ...]

    @cached_property
    def trend(self) -> Trend | None:
        """The level behind the answers, None when there are too few; estimated when somebody looks at it."""
        return smooth(self.days, self.values)


@dataclass(frozen=True, slots=True)
class SessionFact:
    """One session as it was logged; minutes are minutes, the scales 0–10, None is "not filled in".

    `next_appointment_at` is a moment in UTC; `intervals` is in the notation of `measures.intervals`. What the therapist
    observed (`breathing` and on) only a therapist reads: it is None for everybody else.
    """

    day: dt.date
    kind: str
    planned_minutes: int | None
    walking_minutes: int
    running_minutes: int
    effort: int | None = None
    talk_test: str | None = None
    feeling_before: int | None = None
    feeling_after: int | None = None
    enjoyment: int | None = None
    pain: int | None = None
    reflection: str | None = None
    home_exercises: str | None = None
    next_appointment_at: dt.datetime | None = None
    intervals: str | None = None
    breathing: str | None = None
    posture: str | None = None
    muscle_tension: str | None = None
    mental_signals: str | None = None
    picks: dict[str, list[str]] | None = None


@dataclass(frozen=True, slots=True)
class ResultFact:
    """One questionnaire result; `total` in the instrument's own range, None where it has subscales only.

    `activities`: of the client's own activities the numbers of those that were answered; empty elsewhere.
    """

    instrument: str
    taken_on: dt.date
    moment: str
    total: float | None
    subscales: tuple[tuple[str, float], ...] = ()
    activities: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class EventFact:
    """A life event: its kind, its days, and a note.

    `ends_on` is None while it is not over; `open_through` is then the last day on which it counts so far.
    """

    kind: str
    starts_on: dt.date
    ends_on: dt.date | None
    note: str | None = None
    open_through: dt.date | None = None

    @property
    def last_on(self) -> dt.date:
        """The last day on which it counts."""
        return self.ends_on or self.open_through or self.starts_on


@dataclass(frozen=True, slots=True)
class DayWords:
    """A few words that the client wrote on a day."""

    day: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class Course:
    """One course as its reader may see it.

    `today` is the day it is read, or the last day of a course that ended; `week` is the week of the course on that day,
    `weeks` the last one on the axis: as planned, or more when there are facts beyond it. `first_on`/`last_on` bound the
    axis (a Monday-like week start to a week end, counted from `starts_on`); facts before the start give weeks 0 and
    lower. `next_appointment` is the first one still to come that holds, by the practice's clock.
    """

    client_code: str
    client_name: str | None
    complaint: str
    mode: str
    starts_on: dt.date
    planned_weeks: int
    ends_on: dt.date | None
    end_reason: str | None
    today: dt.date
    week: int
    weeks: int
    first_on: dt.date
    last_on: dt.date
    phases: tuple[PhaseSpan, ...] = ()
    series: tuple[Series, ...] = ()
    sessions: tuple[SessionFact, ...] = ()
    results: tuple[ResultFact, ...] = ()
    events: tuple[EventFact, ...] = ()
    words: tuple[DayWords, ...] = field(default=())
    next_appointment: dt.datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing has been reported yet."""
        return not (self.sessions or self.results or any(one.days for one in self.series))

    @property
    def has_ended(self) -> bool:
        """Whether the last day of the course has come."""
        return self.ends_on is not None and self.ends_on <= self.today

    @property
    def phase(self) -> str | None:
        """The phase on `today`, as the therapist set it."""
        begun = [span for span in self.phases if span.starts_on <= self.today]
        return begun[-1].phase if begun else None

    @property
    def home_exercises(self) -> SessionFact | None:
        """The newest session with exercises for at home: those that hold now."""
        return next((one for one in reversed(self.sessions) if one.home_exercises), None)

    def measured(self, measure: str) -> Series:
        """The series of one daily measure (empty when it was never answered)."""
        for one in self.series:
            if one.measure == measure:
                return one
        return Series(measure, (), ())


def _series(rows: Rows) -> tuple[Series, ...]:
    found = []
    for measure in DAILY:
        answered = [(row.day, value) for row in rows if (value := getattr(row, measure.code)) is not None]
        days = tuple(day for day, _ in answered)
        values = tuple(value for _, value in answered)
        found.append(Series(measure.code, days, values))
    return tuple(found)


def _spans(rows: Rows, first_on: dt.date, last_on: dt.date) -> tuple[PhaseSpan, ...]:
    """Each phase until the day before the next one, cut to the axis; what lies wholly outside it is left out."""
    spans = []
    for number, row in enumerate(rows):
        until = rows[number + 1].starts_on - dt.timedelta(days=1) if number + 1 < len(rows) else last_on
        span = PhaseSpan(row.phase, max(row.starts_on, first_on), min(until, last_on))
        if span.starts_on <= span.ends_on:
            spans.append(span)
    return tuple(spans)


def _results(rows: Rows) -> tuple[ResultFact, ...]:
    """One fact per result, from one row per subscale."""
    found: dict[object, ResultFact] = {}
    for row in rows:
        known = found.get(row.id)
        subscales = known.subscales if known else ()
        if row.subscale is not None:
            subscales = (*subscales, (row.subscale, float(row.score)))
        total = None if row.total is None else float(row.total)
        activities = frozenset(int(one) for one in row.activities.split(",")) if row.activities else frozenset[int]()
        found[row.id] = ResultFact(row.instrument, row.taken_on, row.moment, total, subscales, activities)
    return tuple(found.values())


def _events(rows: Rows, today: dt.date) -> tuple[EventFact, ...]:
    return tuple(
        EventFact(
            row.kind,
            row.starts_on,
            row.ends_on,
            row.note,
            None if row.ends_on else event_through(row.starts_on, None, today),
        )
        for row in rows
    )


def _next_appointment(sessions: Iterable[SessionFact], zone: str, head: Row[Any]) -> dt.datetime | None:
    """The first appointment from now on that holds, in the practice's own time."""
    moment = now()
    ahead = (
        meets.astimezone(ZoneInfo(zone))
        for one in sessions
        if (meets := one.next_appointment_at)
        and meets >= moment
        and holds(day_in(zone, meets), one.day, head.ends_on, head.follow_up_on)
    )
    return min(ahead, default=None)


def _course(rows: CourseRows, today: dt.date, zone: str) -> Course:
    head = rows.header
    day = min(today, head.ends_on) if head.ends_on else today
    sessions = tuple(SessionFact(*row) for row in rows.sessions)
    results, events = _results(rows.results), _events(rows.events, day)
    first_on, last_on = axis(
        head.starts_on,
        head.planned_weeks,
        day,
        {row.day for row in rows.check_ins} | {row.day for row in rows.sessions},
        {result.taken_on for result in results} | {event.starts_on for event in events},
    )
    return Course(
        *(head.code, head.name, head.complaint, head.mode),
        starts_on=head.starts_on,
        planned_weeks=head.planned_weeks,
        ends_on=head.ends_on,
        end_reason=head.end_reason,
        today=day,
        week=week_of(head.starts_on, day),
        weeks=week_of(head.starts_on, last_on),
        first_on=first_on,
        last_on=last_on,
        phases=_spans(rows.phases, first_on, min(last_on, head.ends_on or last_on)),
        series=_series(rows.check_ins),
        sessions=sessions,
        results=results,
        events=events,
        words=tuple(DayWords(row.day, row.words) for row in rows.check_ins if row.words),
        next_appointment=_next_appointment(sessions, zone, head),
    )


def of(connection: Connection, grant: Grant, today: dt.date) -> Course:
    """The course of a grant on `today` (the practice's calendar day)."""
    return _course(queries.read(connection, grant), today, grant.principal.zone)
