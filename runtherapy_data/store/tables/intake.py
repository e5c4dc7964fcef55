"""The intake of a course: what somebody can bear, what to watch, where they want to go, and the plan."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from runtherapy_data.measures.codes import IntakeOutcome
from runtherapy_data.measures.ranges import LONGEST_PLAN_WEEKS, PLAN_RANGES
from runtherapy_data.store.tables.base import Base, IdKey, PracticeKey, of_course
from runtherapy_data.store.types import between, one_of


class Intake(Base):
    """What a therapist found at the intake, and what it led to. No outcome: the intake is still going on."""

    __tablename__ = "intake"
    __table_args__ = (
        of_course(),
        one_of("outcome", tuple(IntakeOutcome)),
        CheckConstraint("(outcome IS NULL) = (decided_on IS NULL)", name="outcome_has_day"),
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    complaints: Mapped[str | None] = mapped_column(Text)
    physical_capacity: Mapped[str | None] = mapped_column(Text)
    mental_capacity: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(20))
    referred_to: Mapped[str | None] = mapped_column(String(200))
    decided_on: Mapped[dt.date | None]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")


class MedicalPoint(Base):
    """Something medical to keep in mind; the therapist confirms each before the first run."""

    __tablename__ = "medical_point"
    __table_args__ = (
        of_course(),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by IS NULL)", name="confirmed_by_somebody"),
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    id: Mapped[IdKey]
    words: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[dt.datetime | None]
    confirmed_by: Mapped[UUID | None]


class Goal(Base):
    """An activity of the client's own that the complaints make hard, in their own words (patient-specific complaints).

    `position`, from 1, is also the number of the item in a result of instrument `psk` of this course: it never changes
    and is never used again. A goal that was dropped is asked no more.
    """

    __tablename__ = "goal"
    __table_args__ = (of_course(), between("position", 1, 200))

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(Text)
    dropped_on: Mapped[dt.date | None]


class PlanWeek(Base):
    """What is planned in one week of a course: how many sessions, and how many minutes (walking and running) in all."""

    __tablename__ = "plan_week"
    __table_args__ = (
        of_course(),
        between("week", 1, LONGEST_PLAN_WEEKS),
        *(between(name, *ends) for name, ends in PLAN_RANGES.items()),
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    week: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    sessions: Mapped[int] = mapped_column(SmallInteger)
    minutes: Mapped[int] = mapped_column(SmallInteger)
