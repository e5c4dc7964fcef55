"""What happened: the audit trail, writes that must happen once, how far a foreign source was read."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from runtherapy_data.store.tables.base import Base, IdKey, PracticeKey
from runtherapy_data.store.types import one_of


class AuditEvent(Base):
    """Who read or wrote what, and who was refused. `detail` holds counts and names of things, never health data."""

    __tablename__ = "audit_event"
    __table_args__ = (
        one_of("outcome", ("done", "refused")),
        Index(None, "practice_id", "course_id"),
        Index(None, "practice_id", "at"),
    )

    practice_id: Mapped[PracticeKey]
    id: Mapped[IdKey]
    at: Mapped[dt.datetime]
    account_id: Mapped[UUID | None]
    asked_by: Mapped[str | None] = mapped_column(String(254))
    action: Mapped[str] = mapped_column(String(60))
    outcome: Mapped[str] = mapped_column(String(10))
    course_id: Mapped[UUID | None]
    detail: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class WriteOnce(Base):
    """The key of a write that a person could click twice; the second click finds it and changes nothing."""

    __tablename__ = "write_once"

    practice_id: Mapped[PracticeKey]
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    action: Mapped[str] = mapped_column(String(60))
    at: Mapped[dt.datetime]


class ImportMark(Base):
    """How far a foreign SQL source has been read, so that the next import starts there."""

    __tablename__ = "import_mark"

    practice_id: Mapped[PracticeKey]
    source: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    read_through: Mapped[str] = mapped_column(String(64))
    at: Mapped[dt.datetime]
