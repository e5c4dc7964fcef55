"""The library of exercises of a practice, and what the client of a course was given of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import ExerciseKind
from runtherapy_data.measures.exercises import SHIPPED, Exercise, in_order
from runtherapy_data.measures.words import Words
from runtherapy_data.store.tables import ExerciseDone, ExerciseGiven, PracticeExercise

READS: Final = (
    Permission.COURSE_READ, Permission.COURSE_WRITE, Permission.CHECK_IN_WRITE, Permission.SESSION_WRITE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GivenExercise:
    """An exercise that a client was given, from `given_on` until the day before `until_on` (None: it still holds).

    `note`: how often or when, in the therapist's words. `is_done`: the client ticked it off on the day asked about.
    `session_id`: the session at which it was given, where it was one.
    """

    id: UUID
    exercise: Exercise
    given_on: dt.date
    until_on: dt.date | None
    note: str
    is_done: bool
    session_id: UUID | None = None


def library(connection: Connection, grant: Grant) -> tuple[Exercise, ...]:
    """What a practice can give its clients: the shipped exercises, with its own words, additions and omissions.

    No fact of anybody, so that any grant will do.
    """
    own, hidden = _own(connection, grant)
    return in_order({code: one for code, one in (_all_shipped() | own).items() if code not in hidden})


def known(connection: Connection, grant: Grant) -> dict[str, Exercise]:
    """Every exercise by its code, also those that the practice gives no more: somebody may have one still."""
    return _all_shipped() | _own(connection, grant)[0]


def _all_shipped() -> dict[str, Exercise]:
    return {one.code: one for one in SHIPPED}


def _own(connection: Connection, grant: Grant) -> tuple[dict[str, Exercise], set[str]]:
    """The practice's own words by code, and the codes that it does not give any more."""
    row = PracticeExercise
    query = select(
        row.code, row.kind, row.name_nl, row.name_en, row.words_nl, row.words_en, row.minutes, row.active
    ).where(row.practice_id == grant.practice_id)
    own, hidden = dict[str, Exercise](), set[str]()
    for one in connection.execute(query):
        name, words = Words(nl=one.name_nl, en=one.name_en), Words(nl=one.words_nl, en=one.words_en)
        own[one.code] = Exercise(one.code, ExerciseKind(one.kind), name, words, one.minutes)
        if not one.active:
            hidden.add(one.code)
    return own, hidden


def given(connection: Connection, grant: Grant, on: dt.date) -> tuple[GivenExercise, ...]:
    """What holds for the client of the grant's course on a day, and whether it was ticked off on that day."""
    grant.require(*READS)
    row = ExerciseGiven
    holds = and_(row.given_on <= on, or_(row.until_on.is_(None), row.until_on > on))
    return _given(connection, grant, on, holds)


def ever_given(connection: Connection, grant: Grant, on: dt.date) -> tuple[GivenExercise, ...]:
    """Everything that was given in the grant's course, also what ended or has yet to begin; ticks as of `given`."""
    grant.require(*READS)
    return _given(connection, grant, on, ExerciseGiven.practice_id == grant.practice_id)


def _given(connection: Connection, grant: Grant, on: dt.date, which: ColumnElement[bool]) -> tuple[GivenExercise, ...]:
    row, done = ExerciseGiven, ExerciseDone
    ticked = and_(
        done.practice_id == row.practice_id, done.course_id == row.course_id, done.given_id == row.id, done.day == on
    )
    query = (
        select(row.id, row.exercise, row.given_on, row.until_on, row.note, row.session_id, done.day)
        .outerjoin(done, ticked)
        .where(row.practice_id == grant.practice_id, row.course_id == grant.course_id, which)
        .order_by(row.given_on, row.id)
    )
    named = known(connection, grant)
    return tuple(
        GivenExercise(
            one.id, named[one.exercise], one.given_on, one.until_on, one.note or "", one.day is not None, one.session_id
        )
        for one in connection.execute(query)
        if one.exercise in named
    )


def done_days(connection: Connection, grant: Grant, first: dt.date, last: dt.date) -> dict[UUID, tuple[dt.date, ...]]:
    """Given exercise (its id) → the days from `first` through `last` on which the client did it, oldest first."""
    grant.require(*READS)
    query = (
        select(ExerciseDone.given_id, ExerciseDone.day)
        .where(
            ExerciseDone.practice_id == grant.practice_id,
            ExerciseDone.course_id == grant.course_id,
            ExerciseDone.day.between(first, last),
        )
        .order_by(ExerciseDone.day)
    )
    found = defaultdict[UUID, list[dt.date]](list)
    for given_id, day in connection.execute(query):
        found[given_id].append(day)
    return {given_id: tuple(days) for given_id, days in found.items()}
