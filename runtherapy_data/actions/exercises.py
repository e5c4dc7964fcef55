"""Exercises: given by a therapist, at a session or besides, ended and taken up again; ticked off by a client.

The audit trail holds how many, and never which: an exercise may tell something about somebody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from runtherapy_data.access import audit
from runtherapy_data.actions import corrections
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.measures import within
from runtherapy_data.queries import exercises as queries
from runtherapy_data.queries.exercises import GivenExercise
from runtherapy_data.store import today, writing
from runtherapy_data.store.tables import ExerciseDone, ExerciseGiven
from runtherapy_data.store.types import new_id

GIVE: Final = "exercise.give"
END: Final = "exercise.end"
RESUME: Final = "exercise.resume"
TAKE_BACK: Final = "exercise.take_back"
DONE: Final = "exercise.done"
LONGEST_NOTE: Final = 300
_FACT: Final = "exercise_given"
_TICKS: Final = "exercise_done"


def hand_out(
    connection: Connection,
    grant: Grant,
    codes: Iterable[str],
    *,
    given_on: dt.date,
    session_id: UUID | None = None,
    note: str | None = None,
) -> tuple[UUID, ...]:
    """Give the client these exercises of the practice's library, in the caller's transaction; the ids of new ones.

    What holds already is not given twice: it keeps its id, and takes the note and the earlier day.

    Args:
        connection: a transaction of the same grant.
        grant: a therapist's leave to work on the course or to log a session.
        codes: their codes in the library.
        given_on: from which day on.
        session_id: the session at which they were given.
        note: how often or when, up to 300 characters; the same for all of them.

    Raises:
        InvalidInputError: `field` is exercises or note.
    """
    _by_therapist(grant)
    said = within.words("note", note, LONGEST_NOTE)
    wanted = _from_library(connection, grant, codes)
    standing = {
        one.exercise.code: one
        for one in queries.ever_given(connection, grant, given_on)
        if one.until_on is None or one.until_on > given_on
    }
    new = {code: new_id() for code in wanted if code not in standing}
    if new:
        connection.execute(
            insert(ExerciseGiven),
            [
                {
                    "practice_id": grant.practice_id, "course_id": grant.course_id, "id": given_id, "exercise": code,
                    "given_on": given_on, "session_id": session_id, "note": said,
                }
                for code, given_id in new.items()
            ],
        )  # fmt: skip
    for code in wanted:
        if code in standing:
            _renew(connection, grant, standing[code], given_on, said)
    if wanted:
        _keep_track(connection, grant, GIVE, len(wanted))
    return tuple(new.values())


def _from_library(connection: Connection, grant: Grant, codes: Iterable[str]) -> tuple[str, ...]:
    """The codes, each once; InvalidInputError where one is not in the practice's library."""
    wanted = tuple(dict.fromkeys(codes))
    offered = {one.code for one in queries.library(connection, grant)}
    if not offered.issuperset(wanted):
        raise InvalidInputError(
            "exercises",
            N_("The exercise {code} is not in the library of the practice."),
            N_("Choose one from the list."),
            code=next(code for code in wanted if code not in offered)[:40],
        )
    return wanted


def _by_therapist(grant: Grant) -> None:
    """A client logs sessions of their own too, and gives themselves no exercises."""
    grant.require(Permission.COURSE_WRITE, Permission.SESSION_WRITE)
    if grant.principal.role != Role.THERAPIST:
        raise NotAllowedError(N_("You have no access to this."))


def _renew(connection: Connection, grant: Grant, held: GivenExercise, given_on: dt.date, note: str | None) -> None:
    old = {"given_on": held.given_on, "note": held.note or None}
    new = {"given_on": min(held.given_on, given_on), "note": note or held.note or None}
    if corrections.keep(connection, grant, _FACT, str(held.id), old, new):
        _change(connection, grant, held.id, **new)


def _change(connection: Connection, grant: Grant, given_id: UUID, **values: object) -> None:
    row = ExerciseGiven
    here = (row.practice_id == grant.practice_id, row.course_id == grant.course_id, row.id == given_id)
    connection.execute(update(row).where(*here).values(**values))


def _keep_track(connection: Connection, grant: Grant, action: str, many: int) -> None:
    audit.record(connection, grant.principal, action, course_id=grant.course_id, detail={"exercises": many})


def give(grant: Grant, key: str, codes: Collection[str], *, note: str | None = None) -> bool | None:
    """Give exercises besides a session, from today on; None when this key was used before. Errors as of `hand_out`."""
    _by_therapist(grant)
    if not codes:
        raise InvalidInputError("exercises", N_("No exercise is chosen."), N_("Choose at least one."))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, GIVE):
            return None
        hand_out(connection, grant, codes, given_on=today(grant.principal.zone), note=note)
    return True


def end(grant: Grant, key: str, given_id: UUID) -> UUID | None:
    """An exercise holds no more from today on; what was ticked off stays. Its id; None when this key was used before.

    Raises:
        NotFoundError: there is no such exercise in this course.
        ConflictError: it was ended already.
    """
    return _set_until(grant, key, given_id, END, today(grant.principal.zone))


def resume(grant: Grant, key: str, given_id: UUID) -> UUID | None:
    """An exercise that was ended holds again, as if it had not been. Returns and errors as of `end`."""
    return _set_until(grant, key, given_id, RESUME, None)


def _set_until(grant: Grant, key: str, given_id: UUID, action: str, until_on: dt.date | None) -> UUID | None:
    _by_therapist(grant)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, action):
            return None
        every = queries.ever_given(connection, grant, today(grant.principal.zone))
        held = next((one for one in every if one.id == given_id), None)
        if held is None:
            raise NotFoundError(N_("There is no such exercise in this course."), N_("Open the course again."))
        stands = any(one.until_on is None and one.exercise.code == held.exercise.code for one in every)
        if (held.until_on is None) == (until_on is None) or (until_on is None and stands):
            raise ConflictError(N_("This was changed in the meantime."), N_("Open the course again."))
        until_on = max(until_on, held.given_on) if until_on else None
        corrections.keep(
            connection, grant, _FACT, str(given_id), {"until_on": held.until_on}, {"until_on": until_on}
        )  # fmt: skip
        _change(connection, grant, given_id, until_on=until_on)
        _keep_track(connection, grant, action, 1)
    return given_id


def take_back(connection: Connection, grant: Grant, session_id: UUID) -> int:
    """Take back what was given at a session, in the transaction that removes the session; how many.

    What the client has ticked off since then happened, and stays: such an exercise is ended today and loses its
    session. One that nobody ticked off is gone.
    """
    _by_therapist(grant)
    on = today(grant.principal.zone)
    found = [one for one in queries.ever_given(connection, grant, on) if one.session_id == session_id]
    used = set(
        connection.scalars(
            select(ExerciseDone.given_id).where(
                ExerciseDone.practice_id == grant.practice_id,
                ExerciseDone.course_id == grant.course_id,
                ExerciseDone.given_id.in_([one.id for one in found]),
            )
        )
    )
    row = ExerciseGiven
    for one in found:
        if one.id in used:
            until_on = one.until_on or max(on, one.given_on)
            corrections.keep(connection, grant, _FACT, str(one.id), {"until_on": one.until_on}, {"until_on": until_on})
            _change(connection, grant, one.id, until_on=until_on, session_id=None)
        else:
            here = (row.practice_id == grant.practice_id, row.course_id == grant.course_id, row.id == one.id)
            connection.execute(delete(row).where(*here))
    if found:
        _keep_track(connection, grant, TAKE_BACK, len(found))
    return len(found)


def set_done(connection: Connection, grant: Grant, day: dt.date, given_ids: Collection[UUID]) -> bool:
    """Exactly these are ticked off on a day, of those that hold on it; whether that changed anything.

    In the transaction of the check-in. What does not hold on the day any more keeps its tick.

    Raises:
        InvalidInputError: `field` is exercises; one of them does not hold on that day.
    """
    grant.require(Permission.CHECK_IN_WRITE)
    holding = {one.id: one.is_done for one in queries.given(connection, grant, day)}
    wanted = set(given_ids)
    if not wanted <= holding.keys():
        raise InvalidInputError(
            "exercises", N_("One of these exercises does not hold on this day."), N_("Open the check-in again.")
        )
    before = {given_id for given_id, is_done in holding.items() if is_done}
    if wanted == before:
        return False
    row, here = ExerciseDone, {"practice_id": grant.practice_id, "course_id": grant.course_id, "day": day}
    if gone := before - wanted:
        connection.execute(
            delete(row).where(
                row.practice_id == grant.practice_id, row.course_id == grant.course_id, row.day == day,
                row.given_id.in_(gone),
            )
        )  # fmt: skip
    if new := wanted - before:
        connection.execute(insert(row), [{**here, "given_id": given_id} for given_id in sorted(new)])
    if before:
        old, now = ({"given": sorted(str(one) for one in ids)} for ids in (before, wanted))
        corrections.keep(connection, grant, _TICKS, day.isoformat(), old, now)
    _keep_track(connection, grant, DONE, len(wanted))
    return True
