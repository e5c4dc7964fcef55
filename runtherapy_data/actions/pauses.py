"""A pause of the course: it begins, it is resumed, it can be corrected and taken back.

A pause is kept among the life events of the course, so that every rule and figure leaves its days out; unlike an event
of life it belongs to the course itself, and two of them cannot be on the same day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, delete, insert

from runtherapy_data.access import audit
from runtherapy_data.actions import corrections
from runtherapy_data.actions.changed import Changed
from runtherapy_data.actions.evaluation import look_again, outdate
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures import within
from runtherapy_data.measures.codes import EventKind
from runtherapy_data.queries import life_events
from runtherapy_data.queries.course_terms import terms
from runtherapy_data.queries.life_events import HeldEvent
from runtherapy_data.store import today, writing
from runtherapy_data.store.tables import LifeEvent
from runtherapy_data.store.types import new_id

SET: Final = "pause.set"
RESUME: Final = "pause.resume"
REMOVE: Final = "pause.remove"
UNDO: Final = "pause.undo"
FACT: Final = "life_event"  # its name in the history of corrections
LONGEST_NOTE: Final = 500
FARTHEST: Final = dt.timedelta(days=366)  # from today, back and ahead: farther is a wrong year

ChangedPause = Changed[HeldEvent]


def set_pause(
    grant: Grant,
    key: str,
    *,
    first_on: dt.date,
    last_on: dt.date | None = None,
    note: str = "",
    instead_of: HeldEvent | None = None,
) -> ChangedPause | None:
    """Pause the course, or correct a pause; what changed, or None when this key was used before.

    Args:
        grant: leave to work on the course.
        key: names this one intention; see `once`.
        first_on: its first day, within the course and within a year from today.
        last_on: its last day, or None while nobody knows. A pause without a last day counts for four weeks at most,
            as an event of life does: nobody may come back to end it.
        note: why, up to 500 characters; the client reads it too.
        instead_of: the pause to correct, as it was shown; None for a new one.

    Raises:
        InvalidInputError: `field` is first_on, last_on or note.
        ConflictError: another pause lies on some of these days.
        ChangedMeanwhileError: a colleague changed that pause since; nothing was written.
        NotFoundError: there is no such pause in this course.
    """
    grant.require(Permission.COURSE_WRITE)
    said = within.words("note", note, LONGEST_NOTE) or ""
    wanted = HeldEvent(instead_of.id if instead_of else new_id(), EventKind.PAUSE.value, first_on, last_on, said)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, SET):
            return None
        held = _held(connection, grant)
        before = _as_seen(held, instead_of) if instead_of else None
        _check(connection, grant, wanted, held)
        changed = Changed(before, wanted)
        _write(connection, grant, changed, SET)
    look_again(grant, [grant.course_id])
    return changed


def resume(grant: Grant, key: str, pause_id: UUID) -> ChangedPause | None:
    """The course goes on from today: the pause ended yesterday, and one that began today was none.

    None when this key was used before.

    Raises:
        NotFoundError: there is no such pause in this course.
    """
    grant.require(Permission.COURSE_WRITE)
    yesterday = today(grant.principal.zone) - dt.timedelta(days=1)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, RESUME):
            return None
        before = _there(_held(connection, grant), pause_id)
        after = replace(before, last_on=yesterday) if before.first_on <= yesterday else None
        changed = Changed(before, after)
        _write(connection, grant, changed, RESUME)
    look_again(grant, [grant.course_id])
    return changed


def remove(grant: Grant, key: str, seen: HeldEvent) -> ChangedPause | None:
    """Take a pause away, as it was shown: as if it had not been. None when this key was used before.

    Raises:
        ChangedMeanwhileError: a colleague changed it since; nothing was written.
        NotFoundError: there is no such pause in this course.
    """
    grant.require(Permission.COURSE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, REMOVE):
            return None
        changed = Changed(_as_seen(_held(connection, grant), seen), None)
        _write(connection, grant, changed, REMOVE)
    look_again(grant, [grant.course_id])
    return changed


def undo(grant: Grant, key: str, done: ChangedPause) -> ChangedPause | None:
    """Take back what one of the above did; None when this key was used before.

    Raises:
        ConflictError: the pause was changed again since, or another one lies on its days now.
    """
    grant.require(Permission.COURSE_WRITE)
    back = done.reversed
    with writing(grant) as connection:
        if not first_time(connection, grant, key, UNDO):
            return None
        held = _held(connection, grant)
        about = back.before or back.after
        if about is None or held.get(about.id) != back.before:
            raise ConflictError(N_("The pause was changed again since."), N_("Open the course again."))
        if back.after is not None:
            _check_free(back.after, held)
        _write(connection, grant, back, UNDO)
    look_again(grant, [grant.course_id])
    return back


def _held(connection: Connection, grant: Grant) -> dict[UUID, HeldEvent]:
    return {one.id: one for one in life_events.of_course(connection, grant) if one.kind == EventKind.PAUSE}


def _there(held: dict[UUID, HeldEvent], pause_id: UUID) -> HeldEvent:
    if pause_id not in held:
        raise NotFoundError(N_("There is no such pause in this course."), N_("Open the course again."))
    return held[pause_id]


def _as_seen(held: dict[UUID, HeldEvent], seen: HeldEvent) -> HeldEvent:
    stands = _there(held, seen.id)
    return within.unchanged(stands, seen)


def _check(connection: Connection, grant: Grant, wanted: HeldEvent, held: dict[UUID, HeldEvent]) -> None:
    """In the order of the form."""
    agreed, on = terms(connection, grant), today(grant.principal.zone)
    for field, day in (("first_on", wanted.first_on), ("last_on", wanted.last_on)):
        if day is not None and abs(day - on) > FARTHEST:
            raise InvalidInputError(
                field, N_("This day is more than a year away."), N_("Check the year: {day}."), day=day.isoformat()
            )
    if wanted.first_on < agreed.starts_on or (agreed.ends_on is not None and wanted.first_on > agreed.ends_on):
        raise InvalidInputError(
            "first_on", N_("A pause begins on a day of the course itself."), N_("Choose a day within the course.")
        )
    if wanted.last_on is not None and wanted.last_on < wanted.first_on:
        raise InvalidInputError(
            "last_on",
            N_("The last day lies before the first day."),
            N_("Choose a last day from {first} on, or leave it open."),
            first=wanted.first_on.isoformat(),
        )
    _check_free(wanted, held)


def _check_free(wanted: HeldEvent, held: dict[UUID, HeldEvent]) -> None:
    for one in held.values():
        if one.id == wanted.id:
            continue
        if wanted.first_on <= (one.last_on or dt.date.max) and one.first_on <= (wanted.last_on or dt.date.max):
            raise ConflictError(
                N_("The course is paused on some of these days already."), N_("Correct that pause instead.")
            )


def _write(connection: Connection, grant: Grant, changed: ChangedPause, action: str) -> None:
    """Write it, with its history and its event; the rules look at the course again."""
    before, after = changed.before, changed.after
    about = next(one.id for one in (before, after) if one is not None)
    here = (LifeEvent.practice_id == grant.practice_id, LifeEvent.course_id == grant.course_id)
    connection.execute(delete(LifeEvent).where(*here, LifeEvent.id == about))
    if after is not None:
        connection.execute(
            insert(LifeEvent).values(
                practice_id=grant.practice_id, course_id=grant.course_id, id=after.id, kind=after.kind,
                starts_on=after.first_on, ends_on=after.last_on, note=after.note or None,
            )
        )  # fmt: skip
    old, new = (_columns(one) if one else None for one in (before, after))
    corrections.keep(connection, grant, FACT, str(about), old, new)
    outdate(connection, grant, [grant.course_id])
    audit.record(connection, grant.principal, action, course_id=grant.course_id, detail={"life_event": str(about)})


def _columns(pause: HeldEvent) -> dict[str, object]:
    return {"kind": pause.kind, "starts_on": pause.first_on, "ends_on": pause.last_on, "note": pause.note or None}
