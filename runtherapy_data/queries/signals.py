"""The signals of a course or of a caseload, with their lives: for the therapist, and for nobody else."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, select

from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.signal_states import is_open_of_course
from runtherapy_data.store.tables import Account, Client, Course, Practice, Signal, SignalEvent

_COLUMNS: Final = (
    Signal.id, Signal.course_id, Client.code, Signal.rule, Signal.subject, Signal.state, Signal.holds, Signal.since_on,
    Signal.raised_at, Signal.snoozed_until, Signal.snooze_reason, Signal.evidence,
)  # fmt: skip


class SignalRow(NamedTuple):
    """One signal as it is stored; `evidence` holds days, numbers and threshold."""

    id: UUID
    course_id: UUID
    client_code: str
    rule: str
    subject: str
    state: str
    holds: bool
    since_on: dt.date
    raised_at: dt.datetime
    snoozed_until: dt.date | None
    snooze_reason: str | None
    evidence: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One step in the life of a signal: when, who (None: the program), which step, and the reason that was given."""

    at: dt.datetime
    account_id: UUID | None
    who: str | None
    step: str
    reason: str | None


_ANY: Final = (Permission.CASELOAD_READ, Permission.COURSE_READ)


def _check(grant: Grant, *permissions: Permission) -> None:
    """A signal is a therapist's reason to talk. A client, who reads their own course, does not read its signals."""
    grant.require(*permissions)
    if grant.principal.role != Role.THERAPIST:
        raise NotAllowedError(N_("You have no access to this."))


def _rows(connection: Connection, *conditions: ColumnElement[bool]) -> list[SignalRow]:
    query = (
        select(*_COLUMNS)
        .join(Course, and_(Course.practice_id == Signal.practice_id, Course.id == Signal.course_id))
        .join(Client, and_(Client.practice_id == Course.practice_id, Client.id == Course.client_id))
        .where(*conditions)
    )
    return [SignalRow(*row) for row in connection.execute(query)]


def open_in_caseload(connection: Connection, grant: Grant) -> tuple[SignalRow, ...]:
    """The open signals of every course in a caseload, put off or not, in no order."""
    _check(grant, Permission.CASELOAD_READ)
    found: list[SignalRow] = []
    for part in in_parts(grant.courses or ()):
        here = (Signal.practice_id == grant.practice_id, Signal.course_id.in_(part), is_open_of_course())
        found += _rows(connection, *here)
    return tuple(found)


def of_course(connection: Connection, grant: Grant) -> tuple[SignalRow, ...]:
    """Every signal that one course ever had, in no order."""
    _check(grant, Permission.COURSE_READ)
    return tuple(_rows(connection, Signal.practice_id == grant.practice_id, Signal.course_id == grant.course_id))


def lives(connection: Connection, grant: Grant, signals: Iterable[SignalRow]) -> dict[UUID, tuple[EventRow, ...]]:
    """Signal → what happened to it, oldest first."""
    _check(grant, *_ANY)
    rows = tuple(signals)
    wanted, courses = {row.id for row in rows}, {row.course_id for row in rows}
    grant.require_courses(courses)
    found: dict[UUID, list[EventRow]] = defaultdict(list)
    for part in in_parts(courses):
        query = (
            select(
                SignalEvent.signal_id,
                SignalEvent.at,
                SignalEvent.account_id,
                Account.name,
                SignalEvent.step,
                SignalEvent.reason,
            )
            .outerjoin(Account, and_(Account.id == SignalEvent.account_id, Account.practice_id == grant.practice_id))
            .where(SignalEvent.practice_id == grant.practice_id, SignalEvent.course_id.in_(part))
            .order_by(SignalEvent.at, SignalEvent.id)
        )
        for signal_id, at, account_id, who, step, reason in connection.execute(query):
            if signal_id in wanted:
                found[signal_id].append(EventRow(at, account_id, who, step, reason))
    return {signal_id: tuple(events) for signal_id, events in found.items()}


def risk_protocols(connection: Connection, grant: Grant) -> dict[str, str]:
    """Language → what a therapist of this practice does when a risk question was answered, in the practice's words."""
    _check(grant, *_ANY)
    query = select(Practice.risk_protocol_nl, Practice.risk_protocol_en).where(Practice.id == grant.practice_id)
    row = connection.execute(query).one()
    texts = {"nl": row.risk_protocol_nl, "en": row.risk_protocol_en}
    return {language: text for language, text in texts.items() if text}
