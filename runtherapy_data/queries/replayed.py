"""Looking back over a whole practice: what came of the signals that were raised, and which courses are whose.

Numbers and codes only, for the one who runs the machine; no course's facts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, and_, case, exists, func, or_, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.signals import SignalState, SignalStep
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.tables import Client, Course, Practice, Signal, SignalEvent

_ACTED: Final = (SignalState.DISCUSSED.value, SignalState.DONE.value)


@dataclass(frozen=True, slots=True)
class Raised:
    """The signals of one rule that were raised, and how many of them were discussed or done."""

    signals: int
    acted: int


def raised(connection: Connection, grant: Grant, since: dt.date | None = None) -> dict[str, Raised]:
    """Rule → what came of its signals; `since`: of those whose ground holds since that day or later.

    A step that was taken back does not count. A signal whose ground went away after it was discussed does.
    """
    grant.require(Permission.SIGNALS)
    event = SignalEvent
    ended_after = exists().where(
        event.practice_id == Signal.practice_id,
        event.course_id == Signal.course_id,
        event.signal_id == Signal.id,
        event.step == SignalStep.EXPIRED,
        event.previous_state.in_(_ACTED),
    )
    acted = or_(Signal.state.in_(_ACTED), and_(Signal.state == SignalState.EXPIRED, ended_after))
    query = (
        select(Signal.rule, func.count(), func.sum(case((acted, 1), else_=0)))
        .where(Signal.practice_id == grant.practice_id)
        .group_by(Signal.rule)
    )
    if since is not None:
        query = query.where(Signal.since_on >= since)
    return {rule: Raised(int(number), int(with_action)) for rule, number, with_action in connection.execute(query)}


def client_codes(connection: Connection, grant: Grant, courses: Iterable[UUID]) -> dict[UUID, str]:
    """Course → the code of its client."""
    grant.require(Permission.SIGNALS)
    query = (
        select(Course.id, Client.code)
        .join(Client, and_(Client.practice_id == Course.practice_id, Client.id == Course.client_id))
        .where(Course.practice_id == grant.practice_id)
    )
    return {
        course: code
        for part in in_parts(courses)
        for course, code in connection.execute(query.where(Course.id.in_(part)))
    }


def is_demo(connection: Connection, grant: Grant) -> bool:
    """Whether everybody in the practice is invented."""
    grant.require(Permission.SIGNALS)
    return bool(connection.scalar(select(Practice.is_demo).where(Practice.id == grant.practice_id)))


def clients(connection: Connection, grant: Grant) -> int:
    """How many clients the practice has."""
    grant.require(Permission.SIGNALS)
    query = select(func.count()).select_from(Client).where(Client.practice_id == grant.practice_id)
    return connection.execute(query).scalar_one()
