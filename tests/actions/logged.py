"""A course that two may log sessions in, and what stands in the store and the trail afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from runtherapy_data.access import grant_course
from runtherapy_data.actions import sessions
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.session_entry import SessionEntry
from runtherapy_data.queries import corrections
from runtherapy_data.queries import sessions as queries
from runtherapy_data.queries.sessions import HeldSession
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World


@dataclass
class Both:
    """One course, as its therapist and as its client may write in it."""

    world: World
    therapist: Grant
    client: Grant


def both_of(world: World) -> Both:
    therapist, client, _, code = world.pair()
    return Both(
        world,
        grant_course(therapist, code, Permission.SESSION_WRITE),
        grant_course(client, None, Permission.SESSION_WRITE),
    )


def entry(**values: Any) -> SessionEntry:
    return SessionEntry(**{"day": today(ZONE), "kind": "guided", "intervals": "5 x 2/3", **values})


def added(grant: Grant, **values: Any) -> HeldSession:
    made = sessions.add(grant, new_id().hex, entry(**values))
    assert made is not None
    return made


def changed(grant: Grant, held: HeldSession, **values: Any) -> HeldSession | None:
    anew = replace(held.entry, **values)
    return sessions.change(grant, new_id().hex, held.id, anew, revision=held.revision)


def stored(world: World) -> list[dict[str, Any]]:
    """The rows of the store, whoever asks."""
    row = tables.SessionLog
    with reading(world.everything()) as connection:
        query = select(row.__table__).order_by(row.day, row.id)
        return [dict(one) for one in connection.execute(query).mappings()]


def held_by(grant: Grant) -> tuple[HeldSession, ...]:
    with reading(grant) as connection:
        return queries.of_course(connection, grant)


def history(grant: Grant, session_id: UUID) -> list[tuple[Any, Any]]:
    with reading(grant) as connection:
        return [(one.old, one.new) for one in corrections.of_fact(connection, grant, sessions.FACT, str(session_id))]


def trail(world: World) -> list[tuple[str, str]]:
    event = tables.AuditEvent
    with reading(world.everything()) as connection:
        rows = connection.execute(
            select(event.action, event.outcome, event.detail).where(event.action.like("session.%")).order_by(event.id)
        ).all()
    assert all(set(detail or {}) == {"session"} for _, _, detail in rows)  # never what it says
    return [(action, outcome) for action, outcome, _ in rows]
