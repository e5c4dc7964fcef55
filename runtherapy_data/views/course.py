"""One client's course: everything that the page, the command line and (later) the paper say about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from runtherapy_data.analysis.trend import Trend
from runtherapy_data.measures.days import first_day


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A phase (its code) from its first through its last day, cut off at the end of the axis."""

    phase: str
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True, slots=True)
class Series:
    """The answers to one daily measure, oldest first: only days that were answered. No trend when there are too few."""

    measure: str
    days: tuple[dt.date, ...]
    values: tuple[int, ...]
    trend: Trend | None


@dataclass(frozen=True, slots=True)
class SessionFact:
    """One session as it was logged; minutes are minutes, the scales 0–10, None is "not filled in"."""

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


@dataclass(frozen=True, slots=True)
class ResultFact:
    """One questionnaire result; `total` in the instrument's own range, None where it has subscales only."""

    instrument: str
    taken_on: dt.date
    moment: str
    total: float | None
    subscales: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class EventFact:
    """A life event: its kind, its days, and a note."""

    kind: str
    starts_on: dt.date
    ends_on: dt.date | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class DayWords:
    """A few words that the client wrote on a day."""

    day: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class Course:
    """One course as its reader may see it.

    `week` is the week of the course on `today` (or on its last day), `weeks` the last one on the axis: as planned, or
    more when there are facts beyond it. `first_on`/`last_on` bound the axis (a Monday-like week start to a week end,
    counted from `starts_on`); facts before the start give weeks 0 and lower.
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

    @property
    def is_empty(self) -> bool:
        """Nothing has been reported yet."""
        return not (self.sessions or self.results or any(one.days for one in self.series))

    @property
    def phase(self) -> str | None:
        """The phase on `today`, as the therapist set it."""
        begun = [span for span in self.phases if span.starts_on <= self.today]
        return begun[-1].phase if begun else None

    def measured(self, measure: str) -> Series:
        """The series of one daily measure (empty when it was never answered)."""
        for one in self.series:
            if one.measure == measure:
                return one
        return Series(measure, (), (), None)

    def week_starts(self) -> tuple[tuple[int, dt.date], ...]:
        """Every week on the axis with its first day."""
        first_week = (self.first_on - self.starts_on).days // 7 + 1
        return tuple((week, first_day(self.starts_on, week)) for week in range(first_week, self.weeks + 1))
