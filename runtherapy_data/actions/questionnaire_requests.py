"""What a therapist asks of a client by hand: a questionnaire on a day, another day, not any more, and yet again."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, insert, update

from runtherapy_data.access import audit
from runtherapy_data.actions.newest import stay_with_newest
from runtherapy_data.actions.once import first_time
from runtherapy_data.actions.questionnaire_asks import plan
from runtherapy_data.errors import ConflictError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures import within
from runtherapy_data.measures.codes import DueState, Moment
from runtherapy_data.measures.questionnaire_entry import known_instrument
from runtherapy_data.queries.questionnaire_asks import Ask, asks
from runtherapy_data.store import now, today, writing
from runtherapy_data.store.tables import QuestionnaireDue
from runtherapy_data.store.types import new_id

ASK: Final = "questionnaire.ask"
MOVE: Final = "questionnaire.move"
DROP: Final = "questionnaire.drop"
ASK_AGAIN: Final = "questionnaire.ask_again"
BY_PROTOCOL: Final = "questionnaire.by_protocol"
FARTHEST: Final = dt.timedelta(days=731)  # from today: farther is a wrong year


def ask(grant: Grant, key: str, code: str, due_on: dt.date, moment: str = Moment.EXTRA.value) -> UUID | None:
    """Ask for a questionnaire on a day, which is today or later; None when this key was used before.

    Raises:
        InvalidInputError: `field` is instrument, moment or due_on.
        ConflictError: the same one is open for that day already, or a newer course was begun.
    """
    grant.require(Permission.COURSE_WRITE)
    known = known_instrument(code)
    within.code("moment", moment, tuple(Moment))
    _check_day(due_on, today(grant.principal.zone))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, ASK):
            return None
        stay_with_newest(connection, grant, grant.course_id)
        same = (known.id, due_on)
        if any((one.instrument, one.due_on) == same for one in asks(connection, grant) if one.is_open):
            raise ConflictError(
                N_("This questionnaire is asked for on that day already."), N_("Choose another day, or leave it so.")
            )
        asked = new_id()
        connection.execute(
            insert(QuestionnaireDue).values(
                practice_id=grant.practice_id, course_id=grant.course_id, id=asked, instrument=known.id,
                moment=Moment(moment).value, due_on=due_on, state=DueState.OPEN.value, by_hand=True, asked_at=now(),
            )
        )  # fmt: skip
        _keep_track(connection, grant, ASK, asked)
    return asked


def move(grant: Grant, key: str, seen: Ask, due_on: dt.date) -> Ask | None:
    """Ask for it on another day; what it was, so that it can be put back. None when this key was used before.

    From then on a change of the course's plan leaves its day alone. `seen`: what is asked, as the asker saw it.

    Raises:
        InvalidInputError: `field` is due_on.
        ChangedMeanwhileError: it was moved to another day since; `now` is that day.
        ConflictError: it was filled in, is not asked any more, or a newer course was begun.
        NotFoundError: this was not asked in this course.
    """
    _check_day(due_on, today(grant.principal.zone))
    return _change(grant, key, MOVE, seen.id, (DueState.OPEN,), {"due_on": due_on, "by_hand": True}, seen)


def drop(grant: Grant, key: str, ask_id: UUID) -> Ask | None:
    """Ask for it no more; what it was. None when this key was used before. Errors as of `move`."""
    return _change(grant, key, DROP, ask_id, (DueState.OPEN,), {"state": DueState.DROPPED.value, "by_hand": True})


def ask_again(grant: Grant, key: str, ask_id: UUID) -> Ask | None:
    """Ask again for what was dropped; what it was. None when this key was used before. Errors as of `move`."""
    return _change(grant, key, ASK_AGAIN, ask_id, (DueState.DROPPED,), {"state": DueState.OPEN.value, "by_hand": True})


def put_back(grant: Grant, key: str, before: Ask) -> Ask | None:
    """Undo a move or a drop: day and state are as before it. None when this key was used before.

    Raises:
        ConflictError: it was filled in since.
        NotFoundError: this was not asked in this course.
    """
    values = {"due_on": before.due_on, "state": before.state, "by_hand": before.by_hand}
    return _change(grant, key, MOVE, before.id, (DueState.OPEN, DueState.DROPPED), values)


def by_protocol(grant: Grant, key: str, starts_on: dt.date, ends_on: dt.date) -> int | None:
    """Ask for what the practice's protocol asks and this course was not asked for yet; how many.

    `starts_on` and `ends_on`: first and last day of the course, planned or real. None when this key was used before.
    """
    grant.require(Permission.COURSE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, BY_PROTOCOL):
            return None
        made = plan(connection, grant, grant.course_id, starts_on=starts_on, ends_on=ends_on)
        detail = {"asked": made}
        audit.record(connection, grant.principal, BY_PROTOCOL, course_id=grant.course_id, detail=detail)
    return made


def _check_day(due_on: dt.date, on: dt.date) -> None:
    if due_on < on:
        raise InvalidInputError("due_on", N_("This day has passed."), N_("Choose today or a later day."))
    if due_on - on > FARTHEST:
        raise InvalidInputError(
            "due_on", N_("This day is more than two years away."), N_("Check the year: {day}."), day=due_on.isoformat()
        )


def _change(
    grant: Grant, key: str, action: str, ask_id: UUID, states: tuple[DueState, ...], values: dict[str, Any],
    seen: Ask | None = None,
) -> Ask | None:  # fmt: skip
    grant.require(Permission.COURSE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, action):
            return None
        stay_with_newest(connection, grant, grant.course_id)
        before = next((one for one in asks(connection, grant) if one.id == ask_id), None)
        if before is None:
            raise NotFoundError(N_("This was not asked in this course."), N_("Open the page again."))
        if before.state not in states:
            raise ConflictError(_WHY_NOT[DueState(before.state)], N_("Open the page again."))
        if seen is not None:
            within.unchanged(before.due_on, seen.due_on)
        due = QuestionnaireDue
        here = (due.practice_id == grant.practice_id, due.course_id == grant.course_id, due.id == ask_id)
        connection.execute(update(due).where(*here).values(**values))
        _keep_track(connection, grant, action, ask_id)
    return before


_WHY_NOT: Final = {
    DueState.OPEN: N_("This questionnaire is asked for again already."),
    DueState.DONE: N_("This questionnaire was filled in since."),
    DueState.DROPPED: N_("This questionnaire is not asked for any more."),
}


def _keep_track(connection: Connection, grant: Grant, action: str, ask_id: UUID) -> None:
    audit.record(connection, grant.principal, action, course_id=grant.course_id, detail={"asked": str(ask_id)})
