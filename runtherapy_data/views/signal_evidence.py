"""What a signal rests on, as a figure can point at it: days, panels, sessions, levels."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from runtherapy_data.analysis.rules import Form, Rule, rules
from runtherapy_data.measures.daily import DAILY
from runtherapy_data.views.course import Course
from runtherapy_data.views.signals import Signal

SESSIONS: Final = "sessions"  # among the parts of a finding, beside the codes of daily measures


@dataclass(frozen=True, slots=True)
class Evidence:
    """The ground of one signal in one course.

    `days`: the days behind it, oldest first. `measures`: codes of the daily measures concerned. `levels`: (measure,
    level) where the client's own level is part of the ground, 0–10. `session_days`: the days of the sessions that are
    part of it; `effort`: so is how hard they were. `instrument`: the questionnaire whose results of those days are,
    with its `subscale` where it is one. `parts`: (measure, days) where not all of the days are about every measure.
    `other_days`: the level is that of the other days of the same weeks.
    """

    days: tuple[dt.date, ...]
    measures: tuple[str, ...] = ()
    levels: tuple[tuple[str, float], ...] = ()
    session_days: tuple[dt.date, ...] = ()
    effort: bool = False
    instrument: str = ""
    subscale: str = ""
    parts: tuple[tuple[str, tuple[dt.date, ...]], ...] = ()
    other_days: bool = False

    def answered(self, measure: str) -> frozenset[dt.date]:
        """The days whose answers to a measure are part of it."""
        return frozenset(dict(self.parts).get(measure, self.days)) & frozenset(self.days)

    def between(self, first: dt.date, last: dt.date) -> Evidence | None:
        """As much of it as lies from `first` through `last`; None when none of its days does."""
        days, sessions = ([day for day in each if first <= day <= last] for each in (self.days, self.session_days))
        return replace(self, days=tuple(days), session_days=tuple(sessions)) if days else None


def of(signal: Signal, course: Course) -> Evidence:
    """What a signal of this course rests on; only its days where its rule is no longer used."""
    known = next((one for one in rules() if one.id == signal.rule), None)
    if known is None:
        return Evidence(signal.days)
    form = known.form(signal.numbers)
    codes = [one.code for one in DAILY if one.code in form.measures]
    levels = ((code, signal.numbers.get(form.measures[code])) for code in codes if form.measures[code])
    return Evidence(
        days=signal.days,
        measures=tuple(codes),
        levels=tuple((code, level) for code, level in levels if isinstance(level, (int, float))),
        session_days=_session_days(signal, course, known, form),
        effort=form.effort,
        instrument=str(signal.numbers.get("instrument", "")),
        subscale=str(signal.numbers.get("subscale", "")),
        parts=tuple((code, signal.parts[code]) for code in codes if code in signal.parts),
        other_days=_after_days(known) > 0,
    )


def _session_days(signal: Signal, course: Course, rule: Rule, form: Form) -> tuple[dt.date, ...]:
    """The sessions of its days, or for a rule about the days after a session those that these days came after."""
    if not form.sessions:
        return ()
    behind = set(signal.parts.get(SESSIONS, signal.days))
    reach = _after_days(rule)
    if reach:
        behind = {day - dt.timedelta(days=back) for day in signal.days for back in range(1, reach + 1)}
    return tuple(sorted({one.day for one in course.sessions} & behind))


def _after_days(rule: Rule) -> int:
    """How many days after a session a rule looks at; 0 for a rule that is not about these."""
    return int(rule.parameters.get("after_days", 0))
