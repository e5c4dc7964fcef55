"""What a practice decides for itself: settings, its own exercises and wordings, and the reminders it sent."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from runtherapy_data.measures.codes import ExerciseKind
from runtherapy_data.store.tables.base import Base, PracticeKey
from runtherapy_data.store.types import one_of


class PracticeSetting(Base):
    """One part of `measures.practice_settings` that a practice decided; a part without a row has its default."""

    __tablename__ = "practice_setting"

    practice_id: Mapped[PracticeKey]
    part: Mapped[str] = mapped_column(String(30), primary_key=True)
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_at: Mapped[dt.datetime]


class PracticeExercise(Base):
    """An exercise in a practice's own words; one with the code of a shipped exercise stands in its place.

    `active` is false where the practice does not want to see it in its library any more.
    """

    __tablename__ = "practice_exercise"
    __table_args__ = (one_of("kind", tuple(ExerciseKind)),)

    practice_id: Mapped[PracticeKey]
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name_nl: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    words_nl: Mapped[str] = mapped_column(Text)
    words_en: Mapped[str] = mapped_column(Text)
    minutes: Mapped[int | None] = mapped_column(SmallInteger)
    active: Mapped[bool] = mapped_column(default=True)


class PracticeWording(Base):
    """The text of an instrument that a practice may show, in the form of `measures.wording`, as it was checked in."""

    __tablename__ = "practice_wording"

    practice_id: Mapped[PracticeKey]
    instrument: Mapped[str] = mapped_column(String(30), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_at: Mapped[dt.datetime]


class ReminderSent(Base):
    """Somebody was told on a day that something is due; nothing about what."""

    __tablename__ = "reminder_sent"

    practice_id: Mapped[PracticeKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    sent_at: Mapped[dt.datetime]
