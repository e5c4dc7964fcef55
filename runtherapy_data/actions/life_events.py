"""What a therapist notes of a client's life that explains a dip or a gap: holiday, illness, bereavement, another event.

Rules for signals count no day within a noted event, so after each of these writes the course is looked through anew.
"""

from __future__ import annotations

import datetime as dt
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from runtherapy_data.access import audit
from runtherapy_data.actions.evaluation import look_again, outdate
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures import within
from runtherapy_data.measures.codes import EventKind
from runtherapy_data.measures.typed import typed
from runtherapy_data.queries.life_events import HeldEvent
from runtherapy_data.store import today, writing
from runtherapy_data.store.tables import LifeEvent
from runtherapy_data.store.types import new_id

ADD: Final = "life_event.add"
CHANGE: Final = "life_event.change"
REMOVE: Final = "life_event.remove"
RESTORE: Final = "life_event.restore"
LONGEST_NOTE: Final = 500
FARTHEST: Final = dt.timedelta(days=366)  # from today, back and ahead: farther is a wrong year


def add(
    grant: Grant, key: str, *, kind: str, first_on: dt.date, last_on: dt.date | None = None, note: str = ""
) -> UUID | None:
    """Note an event in the course of the grant; its id, or None when this key was used before.

    Args:
        grant: leave to work on the course.
        key: names this one intention; see `once`.
        kind: holiday, illness, bereavement or other.
        first_on: its first day, within a year from today.
        last_on: its last day, or None while it is not over.
        note: what is good to know about it, up to 500 characters.

    Raises:
        InvalidInputError: `field` is kind, first_on, last_on or note.
    """
    grant.require(Permission.COURSE_WRITE)
    noted = _checked(grant, HeldEvent(new_id(), kind, first_on, last_on, note))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, ADD):
            return None
        _insert(connection, grant, noted)
        _keep_track(connection, grant, ADD, noted)
    look_again(grant, [grant.course_id])
    return noted.id


def change(
    grant: Grant, key: str, seen: HeldEvent, *, kind: str, first_on: dt.date, last_on: dt.date | None, note: str
) -> bool | None:
    """Write an event anew; None when this key was used before. Arguments and errors as of `add`.

    `seen`: the event as the writer had it before them.

    Raises:
        NotFoundError: there is no such event in this course.
        ChangedMeanwhileError: somebody else changed it meanwhile; `now` is the event as it stands.
    """
    grant.require(Permission.COURSE_WRITE)
    noted = _checked(grant, HeldEvent(seen.id, kind, first_on, last_on, note))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, CHANGE):
            return None
        within.unchanged(_held(connection, grant, seen.id), seen)
        here = (LifeEvent.practice_id == grant.practice_id, LifeEvent.course_id == grant.course_id)
        connection.execute(update(LifeEvent).where(*here, LifeEvent.id == seen.id).values(**_values(noted)))
        _keep_track(connection, grant, CHANGE, noted)
    look_again(grant, [grant.course_id])
    return True


def remove(grant: Grant, key: str, seen: HeldEvent) -> HeldEvent | None:
    """Take an event away; what it was, so that `restore` can bring it back. None when this key was used before.

    `seen` and errors as of `change`.
    """
    grant.require(Permission.COURSE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, REMOVE):
            return None
        noted = within.unchanged(_held(connection, grant, seen.id), seen)
        here = (LifeEvent.practice_id == grant.practice_id, LifeEvent.course_id == grant.course_id)
        connection.execute(delete(LifeEvent).where(*here, LifeEvent.id == seen.id))
        _keep_track(connection, grant, REMOVE, noted)
    look_again(grant, [grant.course_id])
    return noted


def restore(grant: Grant, key: str, noted: HeldEvent) -> bool | None:
    """Bring back what was removed, as it was; None when this key was used before.

    Raises:
        ConflictError: it is there already.
        InvalidInputError: as for `add`.
    """
    grant.require(Permission.COURSE_WRITE)
    noted = _checked(grant, noted)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, RESTORE):
            return None
        there = select(LifeEvent.id).where(LifeEvent.practice_id == grant.practice_id, LifeEvent.id == noted.id)
        if connection.scalar(there) is not None:
            raise ConflictError(N_("This event is noted again already."), N_("Open the course again."))
        _insert(connection, grant, noted)
        _keep_track(connection, grant, RESTORE, noted)
    look_again(grant, [grant.course_id])
    return True


def _checked(grant: Grant, noted: HeldEvent) -> HeldEvent:
    """The event with its note trimmed, or a refusal that names the field; in the order of the form."""
    on = today(grant.principal.zone)
    if noted.kind not in tuple(EventKind) or noted.kind == EventKind.PAUSE:  # of the course: see `pauses`
        raise InvalidInputError(
            "kind", N_("This kind of event is not known."), N_("Choose holiday, illness, bereavement or other.")
        )
    for field, day in (("first_on", noted.first_on), ("last_on", noted.last_on)):
        if day is not None and abs(day - on) > FARTHEST:
            raise InvalidInputError(
                field, N_("This day is more than a year away."), N_("Check the year: {day}."), day=day.isoformat()
            )
    if noted.last_on is not None and noted.last_on < noted.first_on:
        raise InvalidInputError(
            "last_on",
            N_("The last day lies before the first day."),
            N_("Choose a last day from {first} on, or leave it open."),
            first=noted.first_on.isoformat(),
        )
    note = typed(noted.note)
    if len(note) > LONGEST_NOTE:
        raise InvalidInputError(
            "note", N_("The note is too long."), N_("Keep it under {most} characters."), most=LONGEST_NOTE
        )
    return HeldEvent(noted.id, EventKind(noted.kind).value, noted.first_on, noted.last_on, note)


def _values(noted: HeldEvent) -> dict[str, object]:
    return {
        "kind": noted.kind, "starts_on": noted.first_on, "ends_on": noted.last_on, "note": noted.note or None,
    }  # fmt: skip


def _insert(connection: Connection, grant: Grant, noted: HeldEvent) -> None:
    connection.execute(
        insert(LifeEvent).values(
            practice_id=grant.practice_id, course_id=grant.course_id, id=noted.id, **_values(noted)
        )
    )


def _held(connection: Connection, grant: Grant, event_id: UUID) -> HeldEvent:
    query = select(LifeEvent.id, LifeEvent.kind, LifeEvent.starts_on, LifeEvent.ends_on, LifeEvent.note).where(
        LifeEvent.practice_id == grant.practice_id, LifeEvent.course_id == grant.course_id, LifeEvent.id == event_id,
        LifeEvent.kind != EventKind.PAUSE,
    )  # fmt: skip
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(N_("There is no such event in this course."), N_("Open the course again."))
    return HeldEvent(row.id, row.kind, row.starts_on, row.ends_on, row.note or "")


def _keep_track(connection: Connection, grant: Grant, action: str, noted: HeldEvent) -> None:
    """Let the course be looked through anew, and keep in the trail which event it was and nothing that it says."""
    outdate(connection, grant, [grant.course_id])
    audit.record(connection, grant.principal, action, course_id=grant.course_id, detail={"life_event": str(noted.id)})
