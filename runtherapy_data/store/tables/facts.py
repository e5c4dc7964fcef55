"""What clients and therapists report: days, sessions, questionnaires. Ranges are those of measures and domain.md."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKeyConstraint,
    Numeric,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from runtherapy_data.measures.codes import Moment, SessionKind, TalkTest
from runtherapy_data.measures.ranges import CHECK_IN_RANGES, SESSION_RANGES, WEEK_RANGES
from runtherapy_data.store.tables.base import Base, IdKey, PracticeKey, of_course
from runtherapy_data.store.types import Key, between, one_of


class CheckIn(Base):
    """How a client said they were on one day. Null is "not answered"; at least one thing is answered."""

    __tablename__ = "check_in"
    __table_args__ = (
        of_course(),
        *(between(name, *ends) for name, ends in CHECK_IN_RANGES.items()),
        CheckConstraint(
            "COALESCE(mood, sleep, energy, tension, pain, hours_slept) IS NOT NULL OR words IS NOT NULL",
            name="says_something",
        ),
        {"sqlite_with_rowid": False},
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    mood: Mapped[int | None] = mapped_column(SmallInteger)
    sleep: Mapped[int | None] = mapped_column(SmallInteger)
    energy: Mapped[int | None] = mapped_column(SmallInteger)
    tension: Mapped[int | None] = mapped_column(SmallInteger)
    pain: Mapped[int | None] = mapped_column(SmallInteger)
    hours_slept: Mapped[Decimal | None] = mapped_column(Numeric(4, 2, asdecimal=False))
    words: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[dt.datetime]


class WeekReflection(Base):
    """How a client looks back on one week. `week_on` is the first day of that week of the course."""

    __tablename__ = "week_reflection"
    __table_args__ = (
        of_course(),
        *(between(name, *ends) for name, ends in WEEK_RANGES.items()),
        CheckConstraint(
            "COALESCE(resilience, self_confidence, concentration, body_contact) IS NOT NULL OR words IS NOT NULL",
            name="says_something",
        ),
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    week_on: Mapped[dt.date] = mapped_column(primary_key=True)
    resilience: Mapped[int | None] = mapped_column(SmallInteger)
    self_confidence: Mapped[int | None] = mapped_column(SmallInteger)
    concentration: Mapped[int | None] = mapped_column(SmallInteger)
    body_contact: Mapped[int | None] = mapped_column(SmallInteger)
    words: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[dt.datetime]


class SessionLog(Base):
    """One session.

    `day` is the day that was said: that of `started_at` in the zone that the practice had then; `source_key` names the
    session in the file or database that it came from, so that a second import finds it again. `intervals`: how walking
    and running took turns, in the notation of `measures.intervals`; `picks`: kind of observation → the codes that were
    picked; what was written beside them stands in `breathing` and the others. `revision` grows with every change: who
    changes an older one is told.
    """

    __tablename__ = "session_log"
    __table_args__ = (
        of_course(),
        UniqueConstraint("practice_id", "course_id", "source_key"),
        one_of("kind", tuple(SessionKind)),
        one_of("talk_test", tuple(TalkTest)),
        *(between(name, *ends) for name, ends in SESSION_RANGES.items()),
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    id: Mapped[IdKey]
    day: Mapped[dt.date]
    started_at: Mapped[dt.datetime | None]
    kind: Mapped[str] = mapped_column(String(20))
    planned_minutes: Mapped[int | None] = mapped_column(SmallInteger)
    walking_minutes: Mapped[int] = mapped_column(SmallInteger, default=0)
    running_minutes: Mapped[int] = mapped_column(SmallInteger, default=0)
    effort: Mapped[int | None] = mapped_column(SmallInteger)
    talk_test: Mapped[str | None] = mapped_column(String(10))
    feeling_before: Mapped[int | None] = mapped_column(SmallInteger)
    feeling_after: Mapped[int | None] = mapped_column(SmallInteger)
    enjoyment: Mapped[int | None] = mapped_column(SmallInteger)
    pain: Mapped[int | None] = mapped_column(SmallInteger)
    breathing: Mapped[str | None] = mapped_column(Text)
    posture: Mapped[str | None] = mapped_column(Text)
    muscle_tension: Mapped[str | None] = mapped_column(Text)
    mental_signals: Mapped[str | None] = mapped_column(Text)
    reflection: Mapped[str | None] = mapped_column(Text)
    home_exercises: Mapped[str | None] = mapped_column(Text)
    next_appointment_at: Mapped[dt.datetime | None]
    source_key: Mapped[str | None] = mapped_column(String(200))
    intervals: Mapped[str | None] = mapped_column(String(80))
    picks: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    entered_by: Mapped[UUID | None]
    recorded_at: Mapped[dt.datetime | None]


class QuestionnaireResult(Base):
    """One filled-in questionnaire: its total, where the instrument has one, in the instrument's own range.

    `entered_by`: the account that filled it in here or typed it over from paper; null for what was imported.
    """

    __tablename__ = "questionnaire_result"
    __table_args__ = (
        of_course(),
        UniqueConstraint("practice_id", "course_id", "instrument", "taken_on", "moment"),
        one_of("moment", tuple(Moment)),
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    id: Mapped[IdKey]
    instrument: Mapped[str] = mapped_column(String(30))
    taken_on: Mapped[dt.date]
    moment: Mapped[str] = mapped_column(String(20))
    total: Mapped[Decimal | None] = mapped_column(Numeric(7, 2, asdecimal=False))
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    entered_by: Mapped[UUID | None]
    recorded_at: Mapped[dt.datetime | None]


class QuestionnaireSubscale(Base):
    """The score of one subscale of a result."""

    __tablename__ = "questionnaire_subscale"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "course_id", "result_id"],
            ["questionnaire_result.practice_id", "questionnaire_result.course_id", "questionnaire_result.id"],
        ),
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    result_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    subscale: Mapped[str] = mapped_column(String(30), primary_key=True)
    score: Mapped[Decimal] = mapped_column(Numeric(7, 2, asdecimal=False))


class QuestionnaireAnswer(Base):
    """The answer to one item of a result; items are numbered from 1, an unanswered item has no row."""

    __tablename__ = "questionnaire_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "course_id", "result_id"],
            ["questionnaire_result.practice_id", "questionnaire_result.course_id", "questionnaire_result.id"],
        ),
        between("item", 1, 200),
        between("value", 0, 100),
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    result_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    item: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    value: Mapped[int] = mapped_column(SmallInteger)
