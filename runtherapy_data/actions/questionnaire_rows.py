"""The rows of one questionnaire result, and of what asked for it: written within the transaction of an action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from runtherapy_data.errors import ConflictError, InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant
from runtherapy_data.measures.codes import DueState, Moment
from runtherapy_data.measures.instruments import Instrument, instrument
from runtherapy_data.measures.protocol import OWN_GOALS
from runtherapy_data.measures.questionnaire_entry import Measured, items_of
from runtherapy_data.queries.goals import goals
from runtherapy_data.queries.questionnaire_asks import Ask
from runtherapy_data.store.tables import (
    Course,
    QuestionnaireAnswer,
    QuestionnaireDue,
    QuestionnaireResult,
    QuestionnaireSubscale,
)

EARLIEST: Final = dt.timedelta(days=366)  # before the course: farther back is a wrong year


def asked_items(connection: Connection, grant: Grant, known: Instrument, then: Collection[int] = ()) -> tuple[int, ...]:
    """The numbers of the items that are asked in this course.

    Of own activities those that were not dropped; in a result that is corrected, those that were asked `then`.
    """
    if known.id == OWN_GOALS:
        if then:
            return tuple(sorted(then))
        return tuple(one.position for one in goals(connection, grant) if one.dropped_on is None)
    return items_of(known)


def check_day(connection: Connection, grant: Grant, taken_on: dt.date, today: dt.date) -> None:
    """InvalidInputError where nobody can have filled it in on that day."""
    if taken_on > today:
        raise InvalidInputError("taken_on", N_("This day has yet to come."), N_("Choose today or an earlier day."))
    query = select(Course.starts_on).where(Course.practice_id == grant.practice_id, Course.id == grant.course_id)
    earliest = connection.execute(query).scalar_one() - EARLIEST
    if taken_on < earliest:
        raise InvalidInputError(
            "taken_on", N_("This day lies more than a year before the course."), N_("Check the year: {day}."),
            day=taken_on.isoformat(),
        )  # fmt: skip


def check_free(
    connection: Connection, grant: Grant, code: str, taken_on: dt.date, moment: str, but: UUID | None = None
) -> None:
    """ConflictError where there is a result of this questionnaire, day and moment already (`but`: other than this)."""
    if not is_free(connection, grant, code, taken_on, moment, but):
        raise ConflictError(
            N_("There is a result of this questionnaire of this day and moment already."),
            N_("Correct that one, or choose another day or moment."),
        )


def is_free(
    connection: Connection, grant: Grant, code: str, taken_on: dt.date, moment: str, but: UUID | None = None
) -> bool:
    """Whether no other result of this questionnaire has this day and moment."""
    one = QuestionnaireResult
    same = (one.instrument == code, one.taken_on == taken_on, one.moment == Moment(moment).value)
    query = select(one.id).where(*_here(grant, one), *same)
    return all(found == but for found in connection.scalars(query))


def insert_result(
    connection: Connection, grant: Grant, result_id: UUID, code: str, values: dict[str, Any], made: Measured
) -> None:
    """A new result with its parts; `values`: its other columns."""
    connection.execute(
        insert(QuestionnaireResult).values(
            practice_id=grant.practice_id, course_id=grant.course_id, id=result_id, instrument=code,
            total=made.total, **values,
        )
    )  # fmt: skip
    _insert_parts(connection, grant, result_id, code, made)


def change_result(
    connection: Connection, grant: Grant, result_id: UUID, code: str, values: dict[str, Any], made: Measured
) -> None:
    """The result and its parts as they are from now on; `values`: its other columns."""
    one = QuestionnaireResult
    connection.execute(update(one).where(*_here(grant, one), one.id == result_id).values(total=made.total, **values))
    _delete_parts(connection, grant, result_id)
    _insert_parts(connection, grant, result_id, code, made)


def delete_result(connection: Connection, grant: Grant, result_id: UUID) -> None:
    """Take a result away, with its parts."""
    _delete_parts(connection, grant, result_id)
    one = QuestionnaireResult
    connection.execute(delete(one).where(*_here(grant, one), one.id == result_id))


def _insert_parts(connection: Connection, grant: Grant, result_id: UUID, code: str, made: Measured) -> None:
    """Subscales and answers. Answers with decimals (a drawn line) have no place in the store; their score has."""
    here = {"practice_id": grant.practice_id, "course_id": grant.course_id, "result_id": result_id}
    if made.subscales:
        rows = [{**here, "subscale": part, "score": score} for part, score in made.subscales.items()]
        connection.execute(insert(QuestionnaireSubscale), rows)
    known = instrument(code)
    if made.answers and known is not None and known.items is not None and known.items.whole:
        rows = [{**here, "item": item, "value": int(value)} for item, value in made.answers.items()]
        connection.execute(insert(QuestionnaireAnswer), rows)


def _delete_parts(connection: Connection, grant: Grant, result_id: UUID) -> None:
    for part in (QuestionnaireAnswer, QuestionnaireSubscale):
        connection.execute(delete(part).where(*_here(grant, part), part.result_id == result_id))


def close_ask(connection: Connection, grant: Grant, ask_id: UUID, result_id: UUID) -> None:
    """What was asked for is done by this result."""
    due = QuestionnaireDue
    done = {"state": DueState.DONE.value, "result_id": result_id}
    connection.execute(update(due).where(*_here(grant, due), due.id == ask_id).values(**done))


def reopen_asks(connection: Connection, grant: Grant, result_id: UUID) -> None:
    """The result is gone: what asked for it is open again."""
    due = QuestionnaireDue
    open_again = {"state": DueState.OPEN.value, "result_id": None}
    connection.execute(update(due).where(*_here(grant, due), due.result_id == result_id).values(**open_again))


def drop_overtaken(connection: Connection, grant: Grant, every: Collection[Ask], ask: Ask) -> None:
    """Nobody fills in the same questionnaire twice because an earlier moment was missed."""
    due = QuestionnaireDue
    overtaken = [
        one.id for one in every
        if one.is_open and one.id != ask.id and one.instrument == ask.instrument and one.due_on <= ask.due_on
    ]  # fmt: skip
    if overtaken:
        # Dropped for good: a later change of the plan does not bring it back.
        dropped = {"state": DueState.DROPPED.value, "by_hand": True}
        connection.execute(update(due).where(*_here(grant, due), due.id.in_(overtaken)).values(**dropped))


def _here(grant: Grant, table: Any) -> tuple[ColumnElement[bool], ...]:
    return table.practice_id == grant.practice_id, table.course_id == grant.course_id
