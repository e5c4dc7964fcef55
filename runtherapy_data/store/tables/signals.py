"""Signals for a conversation: what a rule found in a course, and what was done with it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from runtherapy_data.measures.signals import SignalState, SignalStep
from runtherapy_data.store.tables.base import Base, IdKey, PracticeKey, of_course
from runtherapy_data.store.types import Key, one_of


class Signal(Base):
    """One episode of one rule in one course.

    `since_on` is the first day on which its ground held, `subject` what it is about where a rule can hold for several
    things at once (an instrument), else empty. `evidence` holds days, numbers and threshold as they were when the rule
    was last evaluated. `holds`: the ground is there; a signal that was done is not raised again while it holds.
    """

    __tablename__ = "signal"
    __table_args__ = (
        of_course(),
        one_of("state", tuple(SignalState)),
        CheckConstraint("(snoozed_until IS NULL) = (snooze_reason IS NULL)", name="snooze_has_reason"),
        Index(None, "practice_id", "state"),
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    id: Mapped[IdKey]
    rule: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[str] = mapped_column(String(10), default=SignalState.NEW.value)
    holds: Mapped[bool] = mapped_column(default=True)
    since_on: Mapped[dt.date]
    raised_at: Mapped[dt.datetime]
    snoozed_until: Mapped[dt.date | None]
    snooze_reason: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON)


class SignalEvent(Base):
    """One step in the life of a signal: who did what and when, and what undoing it brings back.

    `account_id` is null for the program's own steps. The `previous_` columns hold the signal as it was before.
    """

    __tablename__ = "signal_event"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "course_id", "signal_id"], ["signal.practice_id", "signal.course_id", "signal.id"]
        ),
        one_of("step", tuple(SignalStep)),
        one_of("previous_state", tuple(SignalState)),
    )

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    signal_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    id: Mapped[IdKey]
    at: Mapped[dt.datetime]
    account_id: Mapped[UUID | None]
    step: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
    previous_state: Mapped[str | None] = mapped_column(String(10))
    previous_snoozed_until: Mapped[dt.date | None]
    previous_snooze_reason: Mapped[str | None] = mapped_column(Text)


class SignalEvaluation(Base):
    """Through which day a course was last looked through for signals."""

    __tablename__ = "signal_evaluation"
    __table_args__ = (of_course(),)

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    through_on: Mapped[dt.date]
    evaluated_at: Mapped[dt.datetime]
