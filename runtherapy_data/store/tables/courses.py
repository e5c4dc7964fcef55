"""Clients, their courses, and who treats them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from runtherapy_data.measures.codes import Complaint, EndReason, EventKind, Mode, Phase, Purpose
from runtherapy_data.store.tables.base import Base, IdKey, PracticeKey, of_course
from runtherapy_data.store.types import between, one_of


class Client(Base):
    """Somebody in therapy, known by a code; the name, and how to reach them, are optional."""

    __tablename__ = "client"
    __table_args__ = (UniqueConstraint("practice_id", "code"),)

    practice_id: Mapped[PracticeKey]
    id: Mapped[IdKey]
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str | None] = mapped_column(String(120))
    contact: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[dt.datetime]


class Course(Base):
    """One course of running therapy of one client; `ends_on` is its last day once it ended.

    `end_note`: what is good to know about the end, in the therapist's words; `follow_up_on`: when they meet again.
    """

    __tablename__ = "course"
    __table_args__ = (
        ForeignKeyConstraint(["practice_id", "client_id"], ["client.practice_id", "client.id"]),
        between("planned_weeks", 1, 52),
        between("sessions_per_week", 1, 7),
        one_of("complaint", tuple(Complaint)),
        one_of("mode", tuple(Mode)),
        one_of("end_reason", tuple(EndReason)),
        CheckConstraint("(ends_on IS NULL) = (end_reason IS NULL)", name="end_has_reason"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        Index(None, "practice_id", "client_id"),
    )

    practice_id: Mapped[PracticeKey]
    id: Mapped[IdKey]
    client_id: Mapped[UUID]
    complaint: Mapped[str] = mapped_column(String(30))
    mode: Mapped[str] = mapped_column(String(30), default=Mode.GENTLE_BUILD_UP.value)
    starts_on: Mapped[dt.date]
    planned_weeks: Mapped[int]
    sessions_per_week: Mapped[int] = mapped_column(default=3)
    ends_on: Mapped[dt.date | None]
    end_reason: Mapped[str | None] = mapped_column(String(30))
    end_note: Mapped[str | None] = mapped_column(Text)
    follow_up_on: Mapped[dt.date | None]


class CourseComplaint(Base):
    """A secondary complaint group of a course."""

    __tablename__ = "course_complaint"
    __table_args__ = (of_course(), one_of("complaint", tuple(Complaint)))

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    complaint: Mapped[str] = mapped_column(String(30), primary_key=True)


class Assignment(Base):
    """Who treats whom, from a day on, until the day before `until_on` where it ended."""

    __tablename__ = "assignment"
    __table_args__ = (of_course(), Index(None, "practice_id", "account_id"))

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    from_on: Mapped[dt.date] = mapped_column(primary_key=True)
    until_on: Mapped[dt.date | None]


class PhaseStart(Base):
    """From this day on the course is in this phase, until the next one starts."""

    __tablename__ = "phase"
    __table_args__ = (of_course(), one_of("phase", tuple(Phase)))

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    starts_on: Mapped[dt.date] = mapped_column(primary_key=True)
    phase: Mapped[str] = mapped_column(String(30))


class Substitution(Base):
    """Somebody takes over a colleague's whole caseload from a day on, until the day before `until_on`.

    What joins the caseload in that time is theirs too; one course alone is handed over by an assignment.
    """

    __tablename__ = "substitution"
    __table_args__ = (
        CheckConstraint("until_on > from_on", name="ends_after_start"),
        Index(None, "practice_id", "substitute_id"),
    )

    practice_id: Mapped[PracticeKey]
    id: Mapped[IdKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    substitute_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    from_on: Mapped[dt.date]
    until_on: Mapped[dt.date]


class LifeEvent(Base):
    """Something in life that explains a dip or a gap, or a pause of the course itself."""

    __tablename__ = "life_event"
    __table_args__ = (
        of_course(),
        one_of("kind", tuple(EventKind)),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    id: Mapped[IdKey]
    kind: Mapped[str] = mapped_column(String(20))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    note: Mapped[str | None] = mapped_column(Text)


class Consent(Base):
    """A client's consent to one purpose, until it is withdrawn; `recorded_by` wrote down that it was given."""

    __tablename__ = "consent"
    __table_args__ = (
        ForeignKeyConstraint(["practice_id", "client_id"], ["client.practice_id", "client.id"]),
        one_of("purpose", tuple(Purpose)),
        CheckConstraint("withdrawn_at >= given_at", name="withdrawn_after_given"),
    )

    practice_id: Mapped[PracticeKey]
    client_id: Mapped[IdKey]
    id: Mapped[IdKey]
    purpose: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[dt.datetime]
    withdrawn_at: Mapped[dt.datetime | None]
    recorded_by: Mapped[UUID | None]
