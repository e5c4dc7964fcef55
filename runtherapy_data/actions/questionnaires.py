"""Questionnaires filled in by a client, typed over by a therapist, corrected, taken away and brought back.

Each is scored at once by the rules of its file. An answer about risk is looked at right after it was written, whatever
its day; where that look fails, the next one finds it (`analysis.signals.to_keep`).
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from runtherapy_data.access import audit
from runtherapy_data.actions import corrections, drafts
from runtherapy_data.actions import questionnaire_rows as rows
from runtherapy_data.actions.evaluation import look_again, outdate
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.measures import within
from runtherapy_data.measures.codes import DueState, Moment
from runtherapy_data.measures.questionnaire_entry import Entry, Measured, known_instrument, measured
from runtherapy_data.queries import corrections as history
from runtherapy_data.queries.questionnaire_asks import Ask, asks
from runtherapy_data.queries.questionnaires import HeldResult, result
from runtherapy_data.store import now, today, writing
from runtherapy_data.store.tables import QuestionnaireResult
from runtherapy_data.store.types import new_id

SEND: Final = "questionnaire.send"
ADD: Final = "questionnaire.add"
CHANGE: Final = "questionnaire.change"
REMOVE: Final = "questionnaire.remove"
RESTORE: Final = "questionnaire.restore"
FACT: Final = QuestionnaireResult.__tablename__  # as corrections name it
DRAFT: Final = "questionnaire"  # the kind of a client's draft; its subject is the id of what is asked, as hex
PAPER_DRAFT: Final = "paper"  # of a therapist's; its subject is "new" or the id of the result

log = logging.getLogger("runtherapy.questionnaires")


@dataclass(frozen=True, slots=True)
class Written:
    """A result as it was just written, with its scores."""

    id: UUID
    revision: int
    scores: Measured


def send(grant: Grant, key: str, ask_id: UUID, answers: Mapping[int, float]) -> Written | None:
    """A client's own answers to what they were asked, as of today; None when this key was used before.

    The draft goes with it, and so does what is still open of the same questionnaire from an earlier moment.

    Args:
        grant: leave to fill in questionnaires of the course.
        key: names this one intention; see `once`.
        ask_id: what was asked.
        answers: item → answer as it stands on the form; what was skipped is not there.

    Raises:
        InvalidInputError: an answer cannot be, or nothing was answered; `field` names the item.
        ConflictError: it was sent before, or is not asked any more.
        NotFoundError: this was not asked in this course.
    """
    grant.require(Permission.RESULT_WRITE)
    on = today(grant.principal.zone)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, SEND):
            return None
        every = asks(connection, grant)
        ask = _to_answer(every, ask_id, on)
        known = known_instrument(ask.instrument)
        made = measured(known, Entry(answers), rows.asked_items(connection, grant, known))
        # A second form on one day finds another place: what somebody answers is never turned away for that.
        moments = (ask.moment, Moment.EXTRA, *Moment)
        moment = next((one for one in moments if rows.is_free(connection, grant, known.id, on, one)), ask.moment)
        rows.check_free(connection, grant, known.id, on, moment)
        written = _insert(connection, grant, known.id, on, moment, made)
        rows.close_ask(connection, grant, ask.id, written.id)
        rows.drop_overtaken(connection, grant, every, ask)
        drafts.drop(connection, grant, DRAFT, ask.id.hex)
        _keep_track(connection, grant, SEND, written.id)
    _look(grant)
    return written


def add(grant: Grant, key: str, code: str, taken_on: dt.date, moment: str, entry: Entry) -> Written | None:
    """What a therapist types over from paper; None when this key was used before.

    What was asked for of this questionnaire at this moment, and is open, is done by it.

    Args:
        grant: leave to fill in questionnaires of the course.
        key: names this one intention; see `once`.
        code: the id of the instrument.
        taken_on: the day on which it was filled in, today or earlier.
        moment: intake, mid, end, follow_up or extra.
        entry: the answers, or the scores.

    Raises:
        InvalidInputError: `field` is instrument, taken_on, moment, items, "item 3", total or the id of a subscale.
        ConflictError: there is a result of this questionnaire, day and moment already.
    """
    _check_therapist(grant)
    known = known_instrument(code)
    within.code("moment", moment, tuple(Moment))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, ADD):
            return None
        rows.check_day(connection, grant, taken_on, today(grant.principal.zone))
        made = measured(known, entry, rows.asked_items(connection, grant, known))
        rows.check_free(connection, grant, known.id, taken_on, moment)
        written = _insert(connection, grant, known.id, taken_on, moment, made)
        answered = (one for one in asks(connection, grant) if one.is_answered_by(known.id, moment, taken_on))
        if (ask := next(answered, None)) is not None:  # the oldest of several
            rows.close_ask(connection, grant, ask.id, written.id)
        drafts.drop(connection, grant, PAPER_DRAFT, "new")
        _keep_track(connection, grant, ADD, written.id)
    _look(grant)
    return written


def change(
    grant: Grant, key: str, result_id: UUID, revision: int, taken_on: dt.date, moment: str, entry: Entry
) -> Written | None:
    """Correct a result; what it was stays in its history. None when this key was used before.

    `revision` is that of the result as the asker saw it. Other arguments and errors as of `add`.

    Raises:
        ChangedMeanwhileError: somebody else corrected it since; `now` is the `HeldResult` that stands.
        NotFoundError: there is no such result in this course.
    """
    _check_therapist(grant)
    within.code("moment", moment, tuple(Moment))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, CHANGE):
            return None
        held = _held(connection, grant, result_id, revision)
        rows.check_day(connection, grant, taken_on, today(grant.principal.zone))
        known = known_instrument(held.instrument)
        made = measured(known, entry, rows.asked_items(connection, grant, known, held.answers))
        rows.check_free(connection, grant, held.instrument, taken_on, moment, but=result_id)
        after = HeldResult(result_id, held.instrument, taken_on, moment, made.total, made.subscales, _whole(made))
        drafts.drop(connection, grant, PAPER_DRAFT, result_id.hex)
        if corrections.keep(connection, grant, FACT, str(result_id), held.facts(), after.facts()):
            revision = held.revision + 1
            values = {"taken_on": taken_on, "moment": moment, "revision": revision, "recorded_at": now()}
            rows.change_result(connection, grant, result_id, held.instrument, values, made)
        _keep_track(connection, grant, CHANGE, result_id)
    _look(grant)
    return Written(result_id, revision, made)


def remove(grant: Grant, key: str, result_id: UUID, revision: int) -> HeldResult | None:
    """Take a result away; what it was, so that `restore` can bring it back. None when this key was used before.

    What was asked for and done by it is open again. Errors as of `change`.
    """
    _check_therapist(grant)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, REMOVE):
            return None
        held = _held(connection, grant, result_id, revision)
        rows.reopen_asks(connection, grant, result_id)
        rows.delete_result(connection, grant, result_id)
        corrections.keep(connection, grant, FACT, str(result_id), _with_instrument(held), None)
        _keep_track(connection, grant, REMOVE, result_id)
    _look(grant)
    return held


def restore(grant: Grant, key: str, held: HeldResult) -> Written | None:
    """Bring back what `remove` took away, as it was; None when this key was used before.

    Raises:
        ConflictError: it is there already, or another one of its day and moment is.
    """
    _check_therapist(grant)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, RESTORE):
            return None
        rows.check_free(connection, grant, held.instrument, held.taken_on, held.moment)
        made = Measured(dict(held.answers), held.total, dict(held.subscales))
        values = {
            "taken_on": held.taken_on, "moment": held.moment, "revision": held.revision + 1,
            "entered_by": held.entered_by, "recorded_at": now(),
        }  # fmt: skip
        rows.insert_result(connection, grant, held.id, held.instrument, values, made)
        wanted = {one.id for one in asks(connection, grant) if one.is_open}
        if held.ask_id in wanted:
            rows.close_ask(connection, grant, held.ask_id, held.id)
        corrections.keep(connection, grant, FACT, str(held.id), None, _with_instrument(held))
        _keep_track(connection, grant, RESTORE, held.id)
    _look(grant)
    return Written(held.id, held.revision + 1, made)


def _check_therapist(grant: Grant) -> None:
    """A client fills in what they are asked, and nothing else: results are typed over and corrected by who treats."""
    grant.require(Permission.RESULT_WRITE)
    if grant.principal.role == Role.CLIENT:
        raise NotAllowedError(N_("You have no access to this."))


def _to_answer(every: tuple[Ask, ...], ask_id: UUID, on: dt.date) -> Ask:
    ask = next((one for one in every if one.id == ask_id), None)
    if ask is None:
        raise NotFoundError(N_("This questionnaire is not asked of you."), N_("Open the page again."))
    if ask.state == DueState.DONE:
        raise ConflictError(N_("This questionnaire was sent already."), N_("Your therapist can correct it with you."))
    if ask.state == DueState.DROPPED:
        raise ConflictError(N_("This questionnaire is not asked of you any more."), N_("Open the page again."))
    if ask.opens_on > on:
        raise InvalidInputError("day", N_("This questionnaire is asked from {day} on."), day=ask.opens_on.isoformat())
    return ask


def _insert(connection: Connection, grant: Grant, code: str, taken_on: dt.date, moment: str, made: Measured) -> Written:
    result_id = new_id()
    values = {
        "taken_on": taken_on, "moment": Moment(moment).value, "revision": 1,
        "entered_by": grant.principal.account_id, "recorded_at": now(),
    }  # fmt: skip
    rows.insert_result(connection, grant, result_id, code, values, made)
    return Written(result_id, 1, made)


def _held(connection: Connection, grant: Grant, result_id: UUID, revision: int) -> HeldResult:
    held = result(connection, grant, result_id)
    if held is None:
        raise NotFoundError(N_("There is no such result in this course."), N_("Open the page again."))
    if held.revision != revision:
        since = history.of_fact(connection, grant, FACT, str(result_id))
        raise ChangedMeanwhileError(
            N_("{name} changed this result since you opened it."), N_("Compare, and choose."),
            now=held, revision=held.revision, name=since[0].who if since else "–",
        )  # fmt: skip
    return held


def _whole(made: Measured) -> dict[int, int]:
    return {item: int(value) for item, value in made.answers.items() if value == int(value)}


def _with_instrument(held: HeldResult) -> dict[str, Any]:
    return {"instrument": held.instrument, **held.facts()}


def _keep_track(connection: Connection, grant: Grant, action: str, result_id: UUID) -> None:
    outdate(connection, grant, [grant.course_id])
    audit.record(connection, grant.principal, action, course_id=grant.course_id, detail={"result": str(result_id)})


def _look(grant: Grant) -> None:
    """Look for signals now. What was written is kept: where the look fails, the next one finds the same."""
    try:
        look_again(grant, [grant.course_id])
    except SQLAlchemyError as error:
        log.error("no look after a questionnaire: %s", type(error).__name__)
