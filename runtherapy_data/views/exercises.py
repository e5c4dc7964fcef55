"""The exercises that a client was given, and where they found a place in daily life: on which days, and no score."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Grant
from runtherapy_data.measures.codes import ExerciseKind
from runtherapy_data.queries import exercises as queries
from runtherapy_data.queries.exercises import GivenExercise

WEEKS: Final = 4
_WEEK: Final = dt.timedelta(days=7)
_KINDS: Final = list(ExerciseKind)


@dataclass(frozen=True, slots=True)
class Held:
    """One exercise, and the days of the last four weeks (those that end today) on which the client did it."""

    given: GivenExercise
    days: tuple[dt.date, ...] = ()

    def name(self, _: Translate) -> str:
        """Its name, with about how long it takes where that is known: "A calm walk · 20 min"."""
        named, minutes = self.given.exercise.name.said(_.language), self.given.exercise.minutes
        return _("{name} · {minutes} min", name=named, minutes=minutes) if minutes else named


@dataclass(frozen=True, slots=True)
class Exercises:
    """What a client was given: what holds on `today`, kind by kind, and what ended, newest first.

    `ended` holds what ended in the last four weeks only: what was long ago is in nobody's way.
    """

    today: dt.date
    held: tuple[Held, ...] = ()
    ended: tuple[Held, ...] = ()

    def daily_life(self, _: Translate) -> str:
        """On which days of the week there was room for it lately; empty where there was none, which is no failure."""
        days = {day for one in (*self.held, *self.ended) for day in one.days}
        return _("In the last four weeks there was room for this on {days}.", days=weekdays(days, _)) if days else ""


def weekday(day: dt.date, _: Translate) -> str:
    """The short name of a day of the week: "Tue"."""
    return _.day(day).split()[0]


def listed(words: Iterable[str], _: Translate) -> str:
    """Words in a row, as one says them: "a, b and c"."""
    *first, last = words
    return _("{first} and {last}", first=", ".join(first), last=last) if first else last


def weekdays(days: Iterable[dt.date], _: Translate) -> str:
    """The days of the week among these days, Monday first: "Mon, Thu and Sun"."""
    found = {day.weekday(): day for day in days}
    if len(found) == 7:
        return _("every day of the week")
    return listed((weekday(found[number], _) for number in sorted(found)), _)


def by_week(one: Held, today: dt.date, _: Translate) -> tuple[str, ...]:
    """For each of the last four weeks, the oldest first, the days of the week: "Mon, Thu"; a dash for none."""
    told = []
    for back in range(WEEKS, 0, -1):
        after, through = today - back * _WEEK, today - (back - 1) * _WEEK
        days = [day for day in one.days if after < day <= through]
        told.append(", ".join(weekday(day, _) for day in days) or "–")
    return tuple(told)


def of(connection: Connection, grant: Grant, today: dt.date) -> Exercises:
    """The exercises of the grant's course on a day."""
    first = today - WEEKS * _WEEK + dt.timedelta(days=1)
    days = queries.done_days(connection, grant, first, today)
    every = [Held(one, days.get(one.id, ())) for one in queries.ever_given(connection, grant, today)]
    held = [one for one in every if one.given.given_on <= today and (one.given.until_on or dt.date.max) > today]
    ended = [one for one in every if one.given.until_on is not None and first <= one.given.until_on <= today]
    return Exercises(
        today,
        held=tuple(sorted(held, key=lambda one: _KINDS.index(one.given.exercise.kind))),
        ended=tuple(sorted(ended, key=lambda one: one.given.until_on or today, reverse=True)),
    )
