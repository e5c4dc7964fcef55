"""Medical points of attention: noted at the intake, confirmed by the therapist before the first run.

To confirm says: I know this, and take it into account. Words that change are no longer confirmed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from runtherapy_data.access import audit
from runtherapy_data.actions import corrections
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ChangedMeanwhileError, ConflictError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures import within
from runtherapy_data.queries.medical_points import HeldPoint
from runtherapy_data.store import now, writing
from runtherapy_data.store.tables import MedicalPoint
from runtherapy_data.store.types import new_id

ADD: Final = "medical_point.add"
CHANGE: Final = "medical_point.change"
CONFIRM: Final = "medical_point.confirm"
REOPEN: Final = "medical_point.reopen"
REMOVE: Final = "medical_point.remove"
RESTORE: Final = "medical_point.restore"
LONGEST: Final = 500


def add(grant: Grant, key: str, words: str, *, confirmed: bool = False) -> UUID | None:
    """Note a point in the course of the grant; its id, or None when this key was used before.

    `confirmed`: the one who writes it down confirms it at the same time.

    Raises:
        InvalidInputError: `field` is words.
    """
    grant.require(Permission.COURSE_WRITE)
    point = HeldPoint(new_id(), _checked(words))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, ADD):
            return None
        signed = _signed(grant) if confirmed else {}
        _insert(connection, grant, point.id, words=point.words, **signed)
        _keep_track(connection, grant, ADD, [point.id])
    return point.id


def change(grant: Grant, key: str, point_id: UUID, words: str, *, was: str) -> bool | None:
    """Write a point anew; it is then to be confirmed again. None when this key was used before.

    `was`: the words that the writer had before them.

    Raises:
        InvalidInputError: `field` is words.
        NotFoundError: there is no such point in this course.
        ChangedMeanwhileError: somebody else changed it meanwhile; `now` is the point as it stands.
    """
    grant.require(Permission.COURSE_WRITE)
    said = _checked(words)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, CHANGE):
            return None
        held = _held(connection, grant, point_id)
        _unless_changed(held, was)
        if said != held.words:
            _update(connection, grant, held, words=said, confirmed_at=None, confirmed_by=None)
        _keep_track(connection, grant, CHANGE, [point_id])
    return True


def confirm(grant: Grant, key: str, seen: Mapping[UUID, str]) -> tuple[UUID, ...] | None:
    """Confirm these points; those that were open until now, or None when this key was used before.

    `seen`: each point with the words that the one who confirms had before them: nobody knows what they did not read.

    Raises:
        NotFoundError: one of them is not there; nothing is confirmed then.
        ChangedMeanwhileError: somebody else changed one of them meanwhile; nothing is confirmed then either.
    """
    grant.require(Permission.COURSE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, CONFIRM):
            return None
        held = [_held(connection, grant, one) for one in seen]
        for one in held:
            _unless_changed(one, seen[one.id])
        still_open = [one for one in held if one.is_open]
        for one in still_open:
            _update(connection, grant, one, **_signed(grant))
        done = tuple(one.id for one in still_open)
        _keep_track(connection, grant, CONFIRM, done)
    return done


def reopen(grant: Grant, key: str, point_ids: Collection[UUID]) -> bool | None:
    """Take a confirmation back; None when this key was used before.

    Raises:
        NotFoundError: one of them is not there; nothing is taken back then.
    """
    grant.require(Permission.COURSE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, REOPEN):
            return None
        for held in [_held(connection, grant, one) for one in point_ids]:
            _update(connection, grant, held, confirmed_at=None, confirmed_by=None)
        _keep_track(connection, grant, REOPEN, point_ids)
    return True


def remove(grant: Grant, key: str, point_id: UUID, *, was: str) -> HeldPoint | None:
    """Take a point away; what it was, so that `restore` can bring it back. None when this key was used before.

    `was` and errors as of `change`.
    """
    grant.require(Permission.COURSE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, REMOVE):
            return None
        held = _held(connection, grant, point_id)
        _unless_changed(held, was)
        connection.execute(delete(MedicalPoint).where(_one(grant, point_id)))
        corrections.keep(connection, grant, "medical_point", str(point_id), _values(held), None)
        _keep_track(connection, grant, REMOVE, [point_id])
    return held


def restore(grant: Grant, key: str, point: HeldPoint) -> bool | None:
    """Bring back what was removed, as it was; None when this key was used before.

    Raises:
        ConflictError: it is there already.
    """
    grant.require(Permission.COURSE_WRITE)
    _checked(point.words)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, RESTORE):
            return None
        if connection.scalar(select(MedicalPoint.id).where(_one(grant, point.id))) is not None:
            raise ConflictError(N_("This point is there again already."), N_("Open the course again."))
        _insert(connection, grant, point.id, **_values(point))
        corrections.keep(connection, grant, "medical_point", str(point.id), None, _values(point))
        _keep_track(connection, grant, RESTORE, [point.id])
    return True


def _checked(words: str) -> str:
    said = within.words("words", words, LONGEST)
    if said is None:
        raise InvalidInputError("words", N_("The point is empty."), N_("Write something first."))
    return said


def _signed(grant: Grant) -> dict[str, Any]:
    return {"confirmed_at": now(), "confirmed_by": grant.principal.account_id}


def _values(point: HeldPoint) -> dict[str, Any]:
    return {"words": point.words, "confirmed_at": point.confirmed_at, "confirmed_by": point.confirmed_by}


def _one(grant: Grant, point_id: UUID) -> ColumnElement[bool]:
    return and_(
        MedicalPoint.practice_id == grant.practice_id,
        MedicalPoint.course_id == grant.course_id,
        MedicalPoint.id == point_id,
    )


def _held(connection: Connection, grant: Grant, point_id: UUID) -> HeldPoint:
    columns = (MedicalPoint.id, MedicalPoint.words, MedicalPoint.confirmed_at, MedicalPoint.confirmed_by)
    row = connection.execute(select(*columns).where(_one(grant, point_id))).one_or_none()
    if row is None:
        raise NotFoundError(N_("There is no such point in this course."), N_("Open the course again."))
    return HeldPoint(*row)


def _unless_changed(held: HeldPoint, was: str) -> None:
    if held.words != was:
        raise ChangedMeanwhileError(
            N_("Somebody else changed this point: it now says “{words}”."),
            N_("Look at it, and change it again where needed."),
            now=held, revision=0, words=held.words,
        )  # fmt: skip


def _insert(connection: Connection, grant: Grant, point_id: UUID, **values: Any) -> None:
    connection.execute(
        insert(MedicalPoint).values(practice_id=grant.practice_id, course_id=grant.course_id, id=point_id, **values)
    )


def _update(connection: Connection, grant: Grant, held: HeldPoint, **values: Any) -> None:
    connection.execute(update(MedicalPoint).where(_one(grant, held.id)).values(**values))
    before = {name: getattr(held, name) for name in values}
    corrections.keep(connection, grant, "medical_point", str(held.id), before, values)


def _keep_track(connection: Connection, grant: Grant, action: str, points: Collection[UUID]) -> None:
    detail = {"medical_points": [str(one) for one in points]}
    audit.record(connection, grant.principal, action, course_id=grant.course_id, detail=detail)
