"""Sessions: logged, changed, removed and brought back; by the therapist, and by a client those of their own.

A client's own session is one that they filled in themselves and did without the therapist. It is theirs to change for a
week; what the therapist wrote beside it stays. Every change keeps what stood before, and refuses when somebody else
changed the session since it was opened. Rules for signals read sessions: after each write the course is looked through.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from runtherapy_data.access import audit
from runtherapy_data.actions import corrections, drafts, exercises, session_rows
from runtherapy_data.actions.evaluation import look_again, outdate
from runtherapy_data.actions.once import first_time
from runtherapy_data.actions.session_rows import Whole
from runtherapy_data.errors import ChangedMeanwhileError, ConflictError, NotAllowedError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.measures.codes import SessionKind
from runtherapy_data.measures.observations import OBSERVED
from runtherapy_data.measures.session_entry import OWN_FIELDS, SessionEntry, checked, clock, in_utc
from runtherapy_data.queries import sessions as queries
from runtherapy_data.queries.sessions import HeldSession
from runtherapy_data.store import now, reading, today, writing
from runtherapy_data.store.types import new_id

ADD: Final = "session.add"
CHANGE: Final = "session.change"
REMOVE: Final = "session.remove"
RESTORE: Final = "session.restore"
FACT: Final = "session_log"
DRAFTS: Final = "session"
OWN_DAYS: Final = 7  # how many days back a client can log and change sessions of their own


def add(
    grant: Grant, key: str, entry: SessionEntry, *, given: Collection[str] = (), draft: str = ""
) -> HeldSession | None:
    """Log a session in the course of the grant; it as it stands, or None when this key was used before.

    Args:
        grant: leave to log sessions. A client logs sessions of their own.
        key: names this one intention; see `once`.
        entry: what was filled in; of a client only what is theirs.
        given: codes of exercises that the client was given at it (a therapist's to give).
        draft: the subject of the draft that it was written in, which is then forgotten.

    Raises:
        InvalidInputError: `field` is the column, or exercises.
    """
    grant.require(Permission.SESSION_WRITE)
    entry = entry if _by_therapist(grant) else _own_part(entry, SessionEntry(entry.day, SessionKind.INDEPENDENT))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, ADD):
            return None
        who = grant.principal
        held = HeldSession(new_id(), 1, _checked(connection, grant, entry), who.account_id, who.name, now())
        session_rows.put(connection, grant, held)
        if given:
            exercises.hand_out(connection, grant, given, given_on=held.entry.day, session_id=held.id)
        _finish(connection, grant, ADD, held.id, draft)
    return _looked(grant, held)


def change(
    grant: Grant,
    key: str,
    session_id: UUID,
    entry: SessionEntry,
    *,
    revision: int,
    given: Collection[str] = (),
    draft: str = "",
) -> HeldSession | None:
    """Write a session anew; it as it stands, or None when this key was used before. Arguments as of `add`.

    Args:
        revision: of the session as the writer saw it.

    Raises:
        ChangedMeanwhileError: it has another revision by now; `now` is the session as it stands.
        NotFoundError: it was removed.
        InvalidInputError: as of `add`.
        NotAllowedError: it is not the client's own, or too long ago.
    """
    grant.require(Permission.SESSION_WRITE)
    with _refusal_noted(grant, CHANGE, session_id), writing(grant) as connection:
        if not first_time(connection, grant, key, CHANGE):
            return None
        held = _held(connection, grant, session_id, revision).session
        entry = entry if _by_therapist(grant) else _own_part(entry, held.entry)
        kept = _checked(connection, grant, entry, standing=held.entry)
        if corrections.keep(connection, grant, FACT, str(session_id), held.entry.values(), kept.values()):
            held = replace(held, revision=held.revision + 1, entry=kept)
            session_rows.put_anew(connection, grant, held)
        if given:
            exercises.hand_out(connection, grant, given, given_on=kept.day, session_id=session_id)
        _finish(connection, grant, CHANGE, session_id, draft)
    return _looked(grant, held)


def remove(grant: Grant, key: str, session_id: UUID, *, revision: int) -> Whole | None:
    """Take a session away; what it was, so that `restore` can bring it back. None when this key was used before.

    What the client was given at it is taken back. Errors as of `change`.
    """
    grant.require(Permission.SESSION_WRITE)
    with _refusal_noted(grant, REMOVE, session_id), writing(grant) as connection:
        if not first_time(connection, grant, key, REMOVE):
            return None
        removed = _held(connection, grant, session_id, revision)
        session_rows.take_away(connection, grant, session_id)
        if removed.given and _by_therapist(grant):
            exercises.take_back(connection, grant, session_id)
        corrections.keep(connection, grant, FACT, str(session_id), removed.kept(), None)
        _finish(connection, grant, REMOVE, session_id, "")
    look_again(grant, [grant.course_id])
    return removed


def restore(grant: Grant, key: str, removed: Whole) -> HeldSession | None:
    """Bring back what was removed, as it was; None when this key was used before.

    Raises:
        ConflictError: it is there already.
        InvalidInputError: as of `add`.
    """
    grant.require(Permission.SESSION_WRITE)
    held = replace(removed.session, revision=removed.session.revision + 1)
    with _refusal_noted(grant, RESTORE, held.id), writing(grant) as connection:
        if not first_time(connection, grant, key, RESTORE):
            return None
        _require_own(grant, held)
        if session_rows.is_there(connection, grant, held.id):
            raise ConflictError(N_("This session is there again already."), N_("Open the list of sessions again."))
        kept = _checked(connection, grant, held.entry, standing=held.entry)
        held = replace(held, entry=kept)
        session_rows.put(connection, grant, held, removed.source_key)
        corrections.keep(connection, grant, FACT, str(held.id), None, kept.values())
        if removed.given and _by_therapist(grant):
            exercises.hand_out(connection, grant, removed.given, given_on=kept.day, session_id=held.id)
        _finish(connection, grant, RESTORE, held.id, "")
    return _looked(grant, held)


def bring_back(grant: Grant, key: str, session_id: UUID) -> HeldSession | None:
    """Bring back a session that was removed, however long ago, from its history. Returns and errors as of `restore`.

    Raises:
        NotFoundError: no session with this id was removed from the course of the grant, or it is not the asker's work.
    """
    grant.require(Permission.SESSION_WRITE)
    with reading(grant) as connection:
        gone = next((one for one in queries.removed(connection, grant) if one.id == session_id), None)
    if gone is None:
        raise NotFoundError(N_("There is no such removed session."), N_("Open the list of sessions again."))
    return restore(grant, key, Whole.of(gone))


def _by_therapist(grant: Grant) -> bool:
    return grant.principal.role == Role.THERAPIST


def _own_part(entry: SessionEntry, standing: SessionEntry) -> SessionEntry:
    """Of what a client sent only what is theirs to say; everything else stays as it stood."""
    return replace(standing, **{name: getattr(entry, name) for name in OWN_FIELDS})


def _checked(
    connection: Connection, grant: Grant, entry: SessionEntry, *, standing: SessionEntry | None = None
) -> SessionEntry:
    """The entry as it is kept: a session lies in the course, a client's own in the last days. A day that stands may.

    So may its begin time: in another zone of the practice the same moment can lie on another day than the one that was
    said, and the day that was said holds.
    """
    days, on = queries.course_days(connection, grant), today(grant.principal.zone)
    first = days.starts_on if _by_therapist(grant) else max(days.starts_on, on - dt.timedelta(days=OWN_DAYS))
    last = days.last(on)
    zone, entry, began = grant.principal.zone, _in_utc(entry), None
    if standing is not None and entry.day == standing.day:
        first, last = min(first, entry.day), max(last, entry.day)
        if standing.started_at and clock(entry.started_at, zone) == clock(standing.started_at, zone):
            entry, began = replace(entry, started_at=None), standing.started_at
    kept = checked(entry, first_on=first, last_on=last, today=on, zone=zone)
    return replace(kept, started_at=began) if began else kept


def _in_utc(entry: SessionEntry) -> SessionEntry:
    started, meets = entry.started_at, entry.next_appointment_at
    return replace(
        entry,
        started_at=started and in_utc(started),
        next_appointment_at=meets and in_utc(meets),
    )


def _held(connection: Connection, grant: Grant, session_id: UUID, revision: int) -> Whole:
    """The session as it stands, whole, for who may write it and saw it as it is."""
    held = session_rows.whole(connection, grant, session_id)
    _require_own(grant, held.session)
    if held.session.revision != revision:
        raise ChangedMeanwhileError(
            N_("This session was changed since you opened it."), N_("Look at what changed, and choose."),
            now=_for_reader(grant, held.session), revision=held.session.revision,
        )  # fmt: skip
    return held


def _require_own(grant: Grant, held: HeldSession) -> None:
    """A client writes what they filled in themselves, of a session without the therapist, of the last days."""
    if _by_therapist(grant):
        return
    if held.entered_by != grant.principal.account_id or held.entry.kind != SessionKind.INDEPENDENT:
        raise NotAllowedError(N_("You have no access to this."), N_("The attempt has been noted."))
    if held.entry.day < today(grant.principal.zone) - dt.timedelta(days=OWN_DAYS):
        raise ConflictError(
            N_("This session is more than {days} days ago."), N_("Ask your therapist to change it."), days=OWN_DAYS
        )


@contextmanager
def _refusal_noted(grant: Grant, action: str, session_id: UUID) -> Iterator[None]:
    """The attempt on a session that is not one's own goes into the trail, after the transaction that it ended."""
    try:
        yield
    except NotAllowedError:
        audit.refused(grant.principal, action, course_id=grant.course_id, session=str(session_id))
        raise


def _looked(grant: Grant, held: HeldSession) -> HeldSession:
    look_again(grant, [grant.course_id])
    return _for_reader(grant, held)


def _for_reader(grant: Grant, held: HeldSession) -> HeldSession:
    """What its reader may see of it: no observations to a client."""
    if _by_therapist(grant):
        return held
    hidden: dict[str, Any] = dict.fromkeys((*OBSERVED, "picks"))
    return replace(held, entry=replace(held.entry, **hidden))


def _finish(connection: Connection, grant: Grant, action: str, session_id: UUID, draft: str) -> None:
    """Forget the draft, let the course be looked through anew, and keep in the trail which session it was."""
    if draft:
        drafts.drop(connection, grant, DRAFTS, draft)
    outdate(connection, grant, [grant.course_id])
    audit.record(connection, grant.principal, action, course_id=grant.course_id, detail={"session": str(session_id)})
