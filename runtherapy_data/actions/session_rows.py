"""The rows of sessions as their actions read and write them, whole: in the transaction of the caller."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from runtherapy_data.errors import NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.session_entry import ENTERED, SessionEntry
from runtherapy_data.queries.exercises import ever_given
from runtherapy_data.queries.sessions import HeldSession, RemovedSession
from runtherapy_data.store.tables import SessionLog


@dataclass(frozen=True, slots=True)
class Whole:
    """A session with everything that belongs to it: enough to bring it back after it was removed.

    `given`: the codes of the exercises that were given at it. The entry is whole, also under a client's grant: it is
    for actions, and not to be shown.
    """

    session: HeldSession
    source_key: str | None = None
    given: tuple[str, ...] = ()

    def kept(self) -> dict[str, Any]:
        """All of it, as the history keeps it when the session is taken away."""
        held = self.session
        beside = {
            "revision": held.revision, "entered_by": held.entered_by, "recorded_at": held.recorded_at,
            "source_key": self.source_key, "given": list(self.given),
        }  # fmt: skip
        return {**held.entry.values(), **beside}

    @classmethod
    def of(cls, gone: RemovedSession) -> Whole:
        """A session that was taken away, as `kept` kept it."""
        rest = gone.rest
        by, at = rest.get("entered_by"), rest.get("recorded_at")
        held = HeldSession(
            gone.id, int(rest.get("revision") or 1), gone.entry, UUID(by) if by else None,
            recorded_at=dt.datetime.fromisoformat(at) if at else None,
        )  # fmt: skip
        return cls(held, rest.get("source_key"), tuple(rest.get("given") or ()))


def this(grant: Grant, session_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """The session with this id in the course of the grant."""
    row = SessionLog
    return (row.practice_id == grant.practice_id, row.course_id == grant.course_id, row.id == session_id)


def is_there(connection: Connection, grant: Grant, session_id: UUID) -> bool:
    """Whether there is such a session in the course of the grant."""
    grant.require(Permission.SESSION_WRITE)
    return connection.scalar(select(SessionLog.id).where(*this(grant, session_id))) is not None


def whole(connection: Connection, grant: Grant, session_id: UUID) -> Whole:
    """One session of the grant's course.

    Raises:
        NotFoundError: there is none with this id, or there is none any more.
    """
    grant.require(Permission.SESSION_WRITE)
    row, columns = SessionLog, [getattr(SessionLog, name) for name in ENTERED]
    query = select(row.revision, row.entered_by, row.recorded_at, row.source_key, *columns)
    found = connection.execute(query.where(*this(grant, session_id))).one_or_none()
    if found is None:
        raise NotFoundError(
            N_("This session is no longer there: it was removed."), N_("Open the list of sessions again.")
        )
    values = found._asdict()
    entry = SessionEntry(**{name: values[name] for name in ENTERED})
    held = HeldSession(session_id, found.revision, entry, found.entered_by, recorded_at=found.recorded_at)
    given = [one.exercise.code for one in ever_given(connection, grant, entry.day) if one.session_id == session_id]
    return Whole(held, found.source_key, tuple(given))


def put(connection: Connection, grant: Grant, held: HeldSession, source_key: str | None = None) -> None:
    """Insert a session as it is given, with its id and its revision."""
    grant.require(Permission.SESSION_WRITE)
    connection.execute(
        insert(SessionLog).values(
            practice_id=grant.practice_id, course_id=grant.course_id, id=held.id, revision=held.revision,
            entered_by=held.entered_by, recorded_at=held.recorded_at, source_key=source_key, **held.entry.values(),
        )
    )  # fmt: skip


def put_anew(connection: Connection, grant: Grant, held: HeldSession) -> None:
    """Write what was filled in of a session, and its revision; who logged it first, and when, stays."""
    grant.require(Permission.SESSION_WRITE)
    values = {**held.entry.values(), "revision": held.revision}
    connection.execute(update(SessionLog).where(*this(grant, held.id)).values(**values))


def take_away(connection: Connection, grant: Grant, session_id: UUID) -> None:
    """Delete a session."""
    grant.require(Permission.SESSION_WRITE)
    connection.execute(delete(SessionLog).where(*this(grant, session_id)))
