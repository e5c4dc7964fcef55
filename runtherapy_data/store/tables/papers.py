"""What a therapist writes about a course: private notes, and the documents made of it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from runtherapy_data.i18n import LANGUAGES
from runtherapy_data.store.tables.base import Base, IdKey, PracticeKey, of_course
from runtherapy_data.store.types import one_of

DOCUMENT_KINDS = ("conversation_card", "end_report")


class TherapistNote(Base):
    """A private working note of one therapist about a course: nobody but its author reads it."""

    __tablename__ = "therapist_note"
    __table_args__ = (of_course(), Index(None, "practice_id", "account_id"))

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    id: Mapped[IdKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime | None]
    words: Mapped[str] = mapped_column(Text)


class Document(Base):
    """The sentences of a document as its maker left them; the paper itself is made anew at each download.

    `parts`: part of the document → its text. Nobody but its maker reads it.
    """

    __tablename__ = "document"
    __table_args__ = (of_course(), one_of("kind", DOCUMENT_KINDS), one_of("language", tuple(LANGUAGES)))

    practice_id: Mapped[PracticeKey]
    course_id: Mapped[IdKey]
    id: Mapped[IdKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(5))
    made_at: Mapped[dt.datetime]
    parts: Mapped[dict[str, Any]] = mapped_column(JSON)
