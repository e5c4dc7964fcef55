"""A client's own goals: activities that the complaints make hard, in the client's words, three to five of them.

The number of a goal is also the number of its item in a patient-specific questionnaire, so that each goal is compared
with itself alone: no number is ever used again, and a goal that is asked no more is dropped, not erased.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, update

from runtherapy_data.access import audit
from runtherapy_data.actions import corrections
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ChangedMeanwhileError, ConflictError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures import within
from runtherapy_data.queries.goals import Goal
from runtherapy_data.store import tables, today, writing

ADD: Final = "goal.add"
REWORD: Final = "goal.reword"
DROP: Final = "goal.drop"
RESTORE: Final = "goal.restore"
FEWEST, MOST = 3, 5  # as the patient-specific questionnaire has it
LONGEST: Final = 200


def add(grant: Grant, key: str, words: str) -> int | None:
    """Add a goal to the course of the grant; its number, or None when this key was used before.

    Raises:
        InvalidInputError: `field` is words.
        ConflictError: there are five goals already, or the same one is there.
    """
    grant.require(Permission.COURSE_WRITE)
    said = _checked(words)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, ADD):
            return None
        _room(connection, grant, said)
        table = tables.Goal
        here = (table.practice_id == grant.practice_id, table.course_id == grant.course_id)
        position = (connection.scalar(select(func.max(table.position)).where(*here)) or 0) + 1
        connection.execute(
            insert(table).values(
                practice_id=grant.practice_id, course_id=grant.course_id, position=position, words=said
            )
        )
        _keep_track(connection, grant, ADD, position)
    return position


def reword(grant: Grant, key: str, position: int, words: str, *, was: str) -> bool | None:
    """Say a goal in other words; it stays the same goal. None when this key was used before.

    Args:
        grant: leave to work on the course.
        key: names this one intention; see `once`.
        position: the number of the goal.
        words: 1 to 200 characters.
        was: the words that the writer had before them.

    Raises:
        InvalidInputError: `field` is words.
        NotFoundError: there is no such goal in this course.
        ChangedMeanwhileError: somebody else said it in other words meanwhile; `now` is the goal as it stands.
    """
    grant.require(Permission.COURSE_WRITE)
    said = _checked(words)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, REWORD):
            return None
        held = _held(connection, grant, position)
        if held.words != was:
            raise ChangedMeanwhileError(
                N_("Somebody else changed this goal: it now says “{words}”."),
                N_("Look at it, and change it again where needed."),
                now=held, revision=0, words=held.words,
            )  # fmt: skip
        _change(connection, grant, held, words=said)
        _keep_track(connection, grant, REWORD, position)
    return True


def drop(grant: Grant, key: str, position: int) -> bool | None:
    """Ask about a goal no more, from today on; its scores stay. None when this key was used before.

    Raises:
        NotFoundError: there is no such goal in this course.
    """
    grant.require(Permission.COURSE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, DROP):
            return None
        held = _held(connection, grant, position)
        if held.dropped_on is None:
            _change(connection, grant, held, dropped_on=today(grant.principal.zone))
        _keep_track(connection, grant, DROP, position)
    return True


def restore(grant: Grant, key: str, position: int) -> bool | None:
    """Ask about a dropped goal again; None when this key was used before.

    Raises:
        NotFoundError: there is no such goal in this course.
        ConflictError: there are five goals already.
    """
    grant.require(Permission.COURSE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, RESTORE):
            return None
        held = _held(connection, grant, position)
        if held.dropped_on is not None:
            _room(connection, grant, held.words)
            _change(connection, grant, held, dropped_on=None)
        _keep_track(connection, grant, RESTORE, position)
    return True


def _checked(words: str) -> str:
    said = within.words("words", " ".join(words.split()), LONGEST)
    if said is None:
        raise InvalidInputError("words", N_("The goal is empty."), N_("Write it in the client's own words."))
    return said


def _room(connection: Connection, grant: Grant, words: str) -> None:
    """There are fewer than five goals, and none of them says the same."""
    table = tables.Goal
    query = select(table.words).where(
        table.practice_id == grant.practice_id, table.course_id == grant.course_id, table.dropped_on.is_(None)
    )
    held = list(connection.scalars(query))
    if any(one.casefold() == words.casefold() for one in held):
        raise ConflictError(N_("This goal is there already."), N_("Write another one, or change that one."))
    if len(held) >= MOST:
        raise ConflictError(
            N_("There are {most} goals already."), N_("Drop one first, or change its words."), most=MOST
        )


def _one(grant: Grant, position: int) -> ColumnElement[bool]:
    table = tables.Goal
    return and_(table.practice_id == grant.practice_id, table.course_id == grant.course_id, table.position == position)


def _held(connection: Connection, grant: Grant, position: int) -> Goal:
    table = tables.Goal
    query = select(table.position, table.words, table.dropped_on).where(_one(grant, position))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(N_("There is no such goal in this course."), N_("Open the course again."))
    return Goal(*row)


def _change(connection: Connection, grant: Grant, held: Goal, **values: Any) -> None:
    connection.execute(update(tables.Goal).where(_one(grant, held.position)).values(**values))
    before = {name: getattr(held, name) for name in values}
    corrections.keep(connection, grant, "goal", str(held.position), before, values)


def _keep_track(connection: Connection, grant: Grant, action: str, position: int) -> None:
    audit.record(connection, grant.principal, action, course_id=grant.course_id, detail={"goal": position})
