"""A therapist's private working notes: write, change, remove, bring back. Only one's own; a colleague's is refused.

The audit trail holds that a note was written and which one, and nothing that it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from runtherapy_data.access import audit
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.typed import typed
from runtherapy_data.queries.notes import OwnNote
from runtherapy_data.store import now, writing
from runtherapy_data.store.tables import TherapistNote
from runtherapy_data.store.types import new_id

WRITE: Final = "note.write"
CHANGE: Final = "note.change"
REMOVE: Final = "note.remove"
RESTORE: Final = "note.restore"
LONGEST: Final = 4000


def write(grant: Grant, key: str, words: str) -> UUID | None:
    """Write a note about the course of the grant; its id, or None when this key was used before.

    Args:
        grant: leave to work on the course.
        key: names this one intention; see `once`.
        words: 1 to 4,000 characters.

    Raises:
        InvalidInputError: `field` is words.
    """
    grant.require(Permission.COURSE_WRITE)
    note = OwnNote(new_id(), now(), None, _checked(words))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, WRITE):
            return None
        _insert(connection, grant, note)
        _keep_track(connection, grant, WRITE, note.id)
    return note.id


def change(grant: Grant, key: str, note_id: UUID, words: str) -> bool | None:
    """Write one's own note anew; None when this key was used before.

    Raises:
        InvalidInputError: `field` is words.
        NotFoundError: it is not theirs, or there is none; says the same for both.
    """
    grant.require(Permission.COURSE_WRITE)
    said = _checked(words)
    with _refusal_noted(grant, CHANGE, note_id), writing(grant) as connection:
        if not first_time(connection, grant, key, CHANGE):
            return None
        _held(connection, grant, note_id)
        connection.execute(update(TherapistNote).where(_mine(grant, note_id)).values(words=said, changed_at=now()))
        _keep_track(connection, grant, CHANGE, note_id)
    return True


def remove(grant: Grant, key: str, note_id: UUID) -> OwnNote | None:
    """Erase one's own note; what it was, so that `restore` can bring it back. None when this key was used before.

    Raises:
        NotFoundError: it is not theirs, or there is none; says the same for both.
    """
    grant.require(Permission.COURSE_WRITE)
    with _refusal_noted(grant, REMOVE, note_id), writing(grant) as connection:
        if not first_time(connection, grant, key, REMOVE):
            return None
        note = _held(connection, grant, note_id)
        connection.execute(delete(TherapistNote).where(_mine(grant, note_id)))
        _keep_track(connection, grant, REMOVE, note_id)
    return note


def restore(grant: Grant, key: str, note: OwnNote) -> bool | None:
    """Bring back one's own note as it was before it was removed; None when this key was used before.

    Raises:
        ConflictError: it is there already.
    """
    grant.require(Permission.COURSE_WRITE)
    _checked(note.words)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, RESTORE):
            return None
        there = select(TherapistNote.id).where(
            TherapistNote.practice_id == grant.practice_id, TherapistNote.id == note.id
        )
        if connection.scalar(there) is not None:
            raise ConflictError(N_("This note is there again already."), N_("Open the course again."))
        _insert(connection, grant, note)
        _keep_track(connection, grant, RESTORE, note.id)
    return True


@contextmanager
def _refusal_noted(grant: Grant, action: str, note_id: UUID) -> Iterator[None]:
    """The attempt on a note that is not one's own goes into the audit trail, after the transaction that it ended."""
    try:
        yield
    except NotFoundError:
        audit.refused(grant.principal, action, course_id=grant.course_id, note=str(note_id))
        raise


def _checked(words: str) -> str:
    said = typed(words)
    if not said:
        raise InvalidInputError("words", N_("The note is empty."), N_("Write something first."))
    if len(said) > LONGEST:
        raise InvalidInputError(
            "words", N_("The note is too long."), N_("Keep it under {most} characters."), most=LONGEST
        )
    return said


def _mine(grant: Grant, note_id: UUID) -> ColumnElement[bool]:
    return and_(
        TherapistNote.practice_id == grant.practice_id,
        TherapistNote.course_id == grant.course_id,
        TherapistNote.account_id == grant.principal.account_id,
        TherapistNote.id == note_id,
    )


def _held(connection: Connection, grant: Grant, note_id: UUID) -> OwnNote:
    """One's own note. Whether somebody else has one with this id is not even asked: PostgreSQL would not say."""
    query = select(TherapistNote.id, TherapistNote.written_at, TherapistNote.changed_at, TherapistNote.words)
    row = connection.execute(query.where(_mine(grant, note_id))).one_or_none()
    if row is not None:
        return OwnNote(*row)
    raise NotFoundError(N_("There is no such note in this course."), N_("Open the course again."))


def _insert(connection: Connection, grant: Grant, note: OwnNote) -> None:
    connection.execute(
        insert(TherapistNote).values(
            practice_id=grant.practice_id,
            course_id=grant.course_id,
            account_id=grant.principal.account_id,
            id=note.id,
            written_at=note.written_at,
            changed_at=note.changed_at,
            words=note.words,
        )
    )


def _keep_track(connection: Connection, grant: Grant, action: str, note_id: UUID) -> None:
    audit.record(connection, grant.principal, action, course_id=grant.course_id, detail={"note": str(note_id)})
