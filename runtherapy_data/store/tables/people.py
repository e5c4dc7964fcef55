"""Practices, accounts and how people sign in. Looked up before the practice is known: keyed by id, replicated."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from runtherapy_data.i18n import LANGUAGES
from runtherapy_data.store.tables.base import Base, IdKey, PracticeKey, PracticeRef
from runtherapy_data.store.types import one_of


class Practice(Base):
    """One practice. `dated_on` is the day that a demo practice was last dated to, null for a live one.

    `risk_protocol_…`: what a therapist of this practice does when a risk question was answered, in its own words.
    """

    __tablename__ = "practice"
    __table_args__ = (CheckConstraint("is_demo OR dated_on IS NULL", name="dated_only_demo"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    is_demo: Mapped[bool] = mapped_column(default=False)
    dated_on: Mapped[dt.date | None]
    zone: Mapped[str] = mapped_column(String(64), default="Europe/Amsterdam")
    help_text_nl: Mapped[str | None] = mapped_column(Text)
    help_text_en: Mapped[str | None] = mapped_column(Text)
    risk_protocol_nl: Mapped[str | None] = mapped_column(Text)
    risk_protocol_en: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[dt.datetime]


class Account(Base):
    """Somebody who can sign in. The address is stored case-folded; no password until the one-time link is used.

    `reminders`: they asked to be told when something is due, where their practice sends such messages.
    """

    __tablename__ = "account"
    __table_args__ = (
        ForeignKeyConstraint(["practice_id", "client_id"], ["client.practice_id", "client.id"]),
        CheckConstraint("(role = 'client') = (client_id IS NOT NULL)", name="client_has_course"),
        one_of("role", ("client", "therapist", "supervisor", "admin")),
        one_of("language", LANGUAGES),
        Index(None, "practice_id"),
    )

    id: Mapped[IdKey]
    practice_id: Mapped[PracticeRef]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(5), default="nl")
    password_hash: Mapped[str | None] = mapped_column(String(255))
    client_id: Mapped[UUID | None]
    active: Mapped[bool] = mapped_column(default=True)
    reminders: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[dt.datetime]


class Supervision(Base):
    """A supervisor oversees a practice besides their own."""

    __tablename__ = "supervision"

    practice_id: Mapped[PracticeKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)


class LoginSession(Base):
    """One sign-in. Only the SHA-256 of its token is kept, so that a stolen database opens no door."""

    __tablename__ = "login_session"
    __table_args__ = (Index(None, "account_id"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    practice_id: Mapped[PracticeRef]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]


class OneTimeLink(Base):
    """A single-use link to choose a password: for a new account, or after a forgotten one."""

    __tablename__ = "one_time_link"
    __table_args__ = (one_of("purpose", ("invite", "reset")), Index(None, "account_id"))

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    practice_id: Mapped[PracticeRef]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    purpose: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


class SignInFailure(Base):
    """A failed sign-in, counted per address and per account at an address; `subject` is made of SHA-256 hashes."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index(None, "subject", "failed_at"),)

    id: Mapped[IdKey]
    subject: Mapped[str] = mapped_column(String(64))
    failed_at: Mapped[dt.datetime]
