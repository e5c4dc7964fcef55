"""The signals of many courses as rows: read what counts, write what became of it, in a few statements a batch."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from runtherapy_data.analysis.findings import Finding
from runtherapy_data.analysis.signal_life import Changes, Kept, evidence_of
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.signals import OPEN, SignalState, SignalStep
from runtherapy_data.store import now
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.tables import Signal, SignalEvaluation, SignalEvent
from runtherapy_data.store.types import new_id

Row = dict[str, Any]


def kept_of(connection: Connection, grant: Grant, courses: Collection[UUID]) -> dict[UUID, list[Kept]]:
    """Course → its signals that still count: open, or done while their ground was last seen to hold."""
    grant.require(Permission.SIGNALS)
    found: dict[UUID, list[Kept]] = defaultdict(list)
    columns = (
        Signal.course_id, Signal.id, Signal.rule, Signal.subject, Signal.state, Signal.since_on, Signal.evidence,
        Signal.snoozed_until, Signal.snooze_reason,
    )  # fmt: skip
    for part in in_parts(courses):
        query = select(*columns).where(
            Signal.practice_id == grant.practice_id,
            Signal.course_id.in_(part),
            or_(Signal.state.in_(OPEN), Signal.holds),
        )
        for course, id, rule, subject, state, *rest in connection.execute(query):
            found[course].append(Kept(id, rule, subject, SignalState(state), *rest))
    return found


def write(connection: Connection, grant: Grant, made: Mapping[UUID, Changes]) -> None:
    """Write what became of the signals of these courses, with the program's own steps in their lives."""
    grant.require(Permission.SIGNALS)
    raised, events, renewed, ended = [], [], [], []
    for course_id, changes in made.items():
        here = {"practice_id": grant.practice_id, "course_id": course_id}
        for finding in changes.raised:
            raised.append({**here, **_new(finding)})
            events.append(_event(here, raised[-1]["id"], SignalStep.RAISED))
        for signal, finding in changes.renewed:
            key = {"key_course": course_id, "key_id": signal.id}
            renewed.append({**key, "new_since": finding.since_on, "new_evidence": evidence_of(finding)})
        for signal in changes.expired:
            events.append(_event(here, signal.id, SignalStep.EXPIRED, signal))
            ended.append({"key_course": course_id, "key_id": signal.id, "new_state": SignalState.EXPIRED.value})
        for signal in changes.released:
            ended.append({"key_course": course_id, "key_id": signal.id, "new_state": signal.state.value})
    _execute(connection, grant, raised, events, renewed, ended)


def _execute(
    connection: Connection, grant: Grant, raised: list[Row], events: list[Row], renewed: list[Row], ended: list[Row]
) -> None:
    this = (
        Signal.practice_id == grant.practice_id,
        Signal.course_id == bindparam("key_course"),
        Signal.id == bindparam("key_id"),
    )
    renew = update(Signal).where(*this).values(since_on=bindparam("new_since"), evidence=bindparam("new_evidence"))
    end = (
        update(Signal)
        .where(*this)
        .values(state=bindparam("new_state"), holds=False, snoozed_until=None, snooze_reason=None)
    )
    statements = ((insert(Signal), raised), (insert(SignalEvent), events), (renew, renewed), (end, ended))
    for statement, rows in statements:
        if rows:
            connection.execute(statement, rows)


def note_looked(connection: Connection, grant: Grant, courses: Iterable[UUID], on: dt.date) -> None:
    """Keep that these courses were looked through on this day."""
    grant.require(Permission.SIGNALS)
    insert_or = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    looked = insert_or(SignalEvaluation)
    moment = now()
    rows = [
        {"practice_id": grant.practice_id, "course_id": course, "through_on": on, "evaluated_at": moment}
        for course in courses
    ]
    again = {name: getattr(looked.excluded, name) for name in ("through_on", "evaluated_at")}
    connection.execute(looked.on_conflict_do_update(index_elements=["practice_id", "course_id"], set_=again), rows)


def _new(finding: Finding) -> Row:
    return {
        "id": new_id(),
        "rule": finding.rule,
        "subject": finding.subject,
        "state": SignalState.NEW.value,
        "holds": True,
        "since_on": finding.since_on,
        "raised_at": now(),
        "evidence": evidence_of(finding),
    }


def _event(here: Row, signal_id: UUID, step: SignalStep, before: Kept | None = None) -> Row:
    """A step of the program itself, with what the signal was before it."""
    return {
        **here,
        "signal_id": signal_id,
        "id": new_id(),
        "at": now(),
        "step": step.value,
        "previous_state": before.state.value if before else None,
        "previous_snoozed_until": before.snoozed_until if before else None,
        "previous_snooze_reason": before.snooze_reason if before else None,
    }
