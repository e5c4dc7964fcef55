"""Filling in: what is asked of a client, what is half written, and what was corrected."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from runtherapy_data.measures.codes import DueState, Moment
from runtherapy_data.store.tables.base import Base, IdKey, PracticeKey, of_course
from runtherapy_data.store.types import Key, one_of


class QuestionnaireDue(Base):
    """One questionnaire that is asked for in a course, from a day on.

    `by_hand`: a person asked for it or moved it; changes of the course's plan leave its day alone. `result_id`: what it
    led to, once it was filled in.
    """

    __tablename__ = "questionnaire_due"
    __table_args__ = (
        of_course(),
        one_of("moment", tuple(Moment)),
        one_of("state", tuple(DueState)),
        CheckConstraint("(state = 'done') = (result_id IS NOT NULL)", name="done_has_result"),
        Index(None, "practice_id", "state", "due_on"),
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    id: Mapped[IdKey]
    instrument: Mapped[str] = mapped_column(String(30))
    moment: Mapped[str] = mapped_column(String(20))
    due_on: Mapped[dt.date]
    state: Mapped[str] = mapped_column(String(10), default=DueState.OPEN.value)
    by_hand: Mapped[bool] = mapped_column(default=False)
    result_id: Mapped[UUID | None]
    asked_at: Mapped[dt.datetime]


class Draft(Base):
    """What one account has half written about a course, until it is saved or thrown away. Only its writer reads it.

    `kind` and `subject` say which form: a check-in and its day, a session and its id, a questionnaire and its id.
    """

    __tablename__ = "draft"
    __table_args__ = (of_course(),)

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[dt.datetime]


class Correction(Base):
    """One change of a fact that stood: who changed what, when, from what into what.

    `fact` names the table, `fact_key` the row in it (a day or an id). `old` and `new` hold the columns that differ;
    `new` is null where the fact was taken away, `old` where what was taken away came back.
    """

    __tablename__ = "correction"
    __table_args__ = (of_course(), Index(None, "practice_id", "course_id", "fact", "fact_key"))

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    id: Mapped[IdKey]
    at: Mapped[dt.datetime]
    account_id: Mapped[UUID | None]
    fact: Mapped[str] = mapped_column(String(30))
    fact_key: Mapped[str] = mapped_column(String(64))
    old: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    new: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class ExerciseGiven(Base):
    """An exercise or assignment that a client has been given, until the day before `until_on` where it was ended.

    `exercise`: its code in the practice's library. `note`: how often, or when, in the therapist's words.
    """

    __tablename__ = "exercise_given"
    __table_args__ = (of_course(), CheckConstraint("until_on >= given_on", name="ends_after_start"))

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    id: Mapped[IdKey]
    exercise: Mapped[str] = mapped_column(String(40))
    given_on: Mapped[dt.date]
    until_on: Mapped[dt.date | None]
    session_id: Mapped[UUID | None]
    note: Mapped[str | None] = mapped_column(Text)


class ExerciseDone(Base):
    """A client did an exercise on a day: that is all there is to know about it."""

    __tablename__ = "exercise_done"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "course_id", "given_id"],
            ["exercise_given.practice_id", "exercise_given.course_id", "exercise_given.id"],
        ),
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    given_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
