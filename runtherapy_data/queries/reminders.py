"""Who wants to be told that something is ready for them, and for whom something is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from runtherapy_data.access.grants import therapy_allowed
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import Moment
from runtherapy_data.measures.overdue import AFTER_END_DAYS
from runtherapy_data.measures.reminding import LastTold, Ready, can_be_filled_in, is_told
from runtherapy_data.queries.due import spans_left_out
from runtherapy_data.queries.practice_wordings import wordings_of
from runtherapy_data.queries.questionnaire_asks import Ask, open_asks
from runtherapy_data.store.tables import Account, CheckIn, Course, Goal, ReminderSent

_AFTER_THE_END = (Moment.END, Moment.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to whom a message goes: their account, address and language. Nothing about why."""

    account_id: UUID
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Listed:
    """How many clients asked to be told, and to whom a message goes today."""

    asked: int
    recipients: tuple[Recipient, ...]


def own(connection: Connection, grant: Grant) -> bool:
    """Whether the holder of the grant asked to be told."""
    grant.require(Permission.ACCOUNT_OWN)
    query = select(Account.reminders).where(
        Account.practice_id == grant.practice_id, Account.id == grant.principal.account_id
    )
    return bool(connection.scalar(query))


def recipients(connection: Connection, grant: Grant, on: dt.date, after_days: int) -> Listed:
    """To whom a message goes on a day: seven statements, however many clients.

    Only accounts that are open, were used, asked for it, and whose client did not withdraw consent to the therapy. A
    questionnaire that the client cannot fill in here is nothing to be told of: the therapist goes through it with them.
    """
    grant.require(Permission.REMIND)
    rows = connection.execute(_WANTED.where(Account.practice_id == grant.practice_id)).all()
    language = {row.course_id: row.language for row in rows}
    texts, goals = wordings_of(connection, grant), _goals(connection, grant)
    asks = defaultdict[UUID, list[Ask]](list)
    for ask in open_asks(connection, grant, through=on):
        course = ask.course_id
        if course in language and can_be_filled_in(ask.instrument, language[course], texts, goals.get(course, 0)):
            asks[course].append(ask)
    events, told = spans_left_out(connection, grant, on), _told(connection, grant)
    found = tuple(
        Recipient(row.account_id, row.email, row.language)
        for row in rows
        if is_told(
            _waiting(row, asks[row.course_id], on),
            on,
            after_days=after_days,
            last=told.get(row.account_id),
            left_out=events.get(row.course_id, ()),
        )
    )
    return Listed(len(rows), found)


_later = aliased(Course)
_NEWEST = ~exists().where(
    _later.practice_id == Course.practice_id,
    _later.client_id == Course.client_id,
    or_(_later.starts_on > Course.starts_on, and_(_later.starts_on == Course.starts_on, _later.id > Course.id)),
)
_LAST_CHECK_IN = (
    select(func.max(CheckIn.day))
    .where(CheckIn.practice_id == Course.practice_id, CheckIn.course_id == Course.id)
    .correlate(Course)
    .scalar_subquery()
    .label("checked_in_on")
)
_WANTED = (
    select(
        Account.id.label("account_id"), Account.email, Account.language, Course.id.label("course_id"),
        Course.starts_on, Course.ends_on, _LAST_CHECK_IN,
    )
    .join(Course, and_(Course.practice_id == Account.practice_id, Course.client_id == Account.client_id))
    .where(
        Account.reminders, Account.active, Account.password_hash.is_not(None), Account.role == "client",
        _NEWEST, therapy_allowed(),
    )
    .order_by(Account.id)
)  # fmt: skip


def _told(connection: Connection, grant: Grant) -> dict[UUID, LastTold]:
    query = (
        select(ReminderSent.account_id, func.max(ReminderSent.day), func.max(ReminderSent.sent_at))
        .where(ReminderSent.practice_id == grant.practice_id)
        .group_by(ReminderSent.account_id)
    )
    return {account_id: LastTold(day, at) for account_id, day, at in connection.execute(query)}


def _goals(connection: Connection, grant: Grant) -> dict[UUID, int]:
    """Course → how many own goals it has now."""
    query = (
        select(Goal.course_id, func.count())
        .where(Goal.practice_id == grant.practice_id, Goal.dropped_on.is_(None))
        .group_by(Goal.course_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _waiting(row: Row[*tuple[Any, ...]], asks: list[Ask], on: dt.date) -> list[Ready]:
    """What waits for the client of a course: questionnaires, and while the course runs the next check-in."""
    ended = row.ends_on is not None and row.ends_on < on
    wanted = [
        ask for ask in asks if not ended or (ask.moment in _AFTER_THE_END and (on - ask.due_on).days <= AFTER_END_DAYS)
    ]
    found = [Ready(ask.due_on, ask.asked_at) for ask in wanted]
    if not ended and row.starts_on <= on:
        last = row.checked_in_on
        found.append(Ready(max(row.starts_on, last + dt.timedelta(days=1)) if last else row.starts_on))
    return found
