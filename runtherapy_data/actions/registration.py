"""Begin a course: of a client who is new here, or of one whose earlier course is over. All of it, or nothing."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from runtherapy_data.access import audit
from runtherapy_data.actions import consents, questionnaire_asks
from runtherapy_data.actions.newest import stay_with_newest
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import Phase
from runtherapy_data.measures.protocol import last_day
from runtherapy_data.measures.registering import CODE_LENGTH, CODE_LETTERS, Beginning, checked
from runtherapy_data.measures.signals import RISK_ITEM
from runtherapy_data.store import now, today, writing
from runtherapy_data.store.signal_states import is_open_of_course
from runtherapy_data.store.tables import Assignment, Client, Course, CourseComplaint, Intake, PhaseStart, Signal

BEGIN: Final = "course.begin"
_TRIES: Final = 20  # of millions of codes: a second try is rare, a twentieth means that something else is wrong


@dataclass(frozen=True, slots=True)
class Begun:
    """A course that was begun: under which code its client is known here, and how many questionnaires it asks."""

    client_code: str
    course_id: UUID
    asks: int


def begin(grant: Grant, key: str, beginning: Beginning) -> Begun | None:
    """Register a client (where the grant is for a new one) and begin their course, in the asker's caseload from today.

    The course begins in the phase of the intake, with the questionnaires that the practice's protocol asks. Of an
    earlier course, what was still asked is dropped: a client fills in what their newest course asks.

    Args:
        grant: of `access.grant_new_course`.
        key: names this one intention; see `once`.
        beginning: what was filled in.

    Raises:
        InvalidInputError: names the field of `Beginning`.
        ConflictError: an earlier course still runs, a signal about risk is open in it, or one was begun meanwhile.
    """
    grant.require(Permission.COURSE_BEGIN)
    on = today(grant.principal.zone)
    given = checked(beginning, on)
    course_id, *earlier = grant.courses or ()
    (client_id,) = grant.clients
    with writing(grant) as connection:
        if not first_time(connection, grant, key, BEGIN):
            return None
        if earlier:
            _over(connection, grant, earlier, given.starts_on)
            code = grant.client_code
        else:
            code = _client(connection, grant, client_id, given)
        _course(connection, grant, course_id, client_id, given, on)
        consents.record(connection, grant, client_id, given.consents)
        dropped = sum(len(questionnaire_asks.drop_open(connection, grant, one)) for one in earlier)
        ends_on = last_day(given.starts_on, given.weeks)
        asks = questionnaire_asks.plan(connection, grant, course_id, starts_on=given.starts_on, ends_on=ends_on)
        detail = {
            "client": str(client_id), "earlier_courses": len(earlier), "asks": asks, "asks_dropped": dropped,
            "consents": len(given.consents),
        }  # fmt: skip
        audit.record(connection, grant.principal, BEGIN, course_id=course_id, detail=detail)
    return Begun(code, course_id, asks)


def _over(connection: Connection, grant: Grant, earlier: list[UUID], starts_on: dt.date) -> None:
    """Refuse while an earlier course runs, or while an answer about risk in one waits to be talked about."""
    stay_with_newest(connection, grant, earlier[0])
    query = select(Course.ends_on).where(Course.practice_id == grant.practice_id, Course.id.in_(earlier))
    ended = list(connection.scalars(query))
    if None in ended:
        raise ConflictError(
            N_("The earlier course of client {code} still runs."),
            N_("End that one first, on its page Plan and phases."),
            code=grant.client_code,
        )
    last = max(day for day in ended if day is not None)
    if starts_on <= last:
        raise InvalidInputError(
            "starts_on",
            N_("The earlier course goes on through {last}."),
            N_("Choose a later day."),
            last=last.isoformat(),
        )
    here = (Signal.practice_id == grant.practice_id, Signal.course_id.in_(earlier), Signal.rule == RISK_ITEM)
    if connection.scalar(select(Signal.id).where(*here, is_open_of_course()).limit(1)) is not None:
        raise ConflictError(
            N_("In the earlier course of client {code} a signal about risk is open."),
            N_("Talk about it first, and mark it as done on the page of that course."),
            code=grant.client_code,
        )


def _client(connection: Connection, grant: Grant, client_id: UUID, given: Beginning) -> str:
    """Register the client under a code that nobody has. Whose codes there are is not asked: the store refuses a double.

    On PostgreSQL the codes of other therapists' clients cannot even be seen.
    """
    for _attempt in range(_TRIES):
        code = "C-" + "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))
        try:
            with connection.begin_nested():
                connection.execute(
                    insert(Client).values(
                        practice_id=grant.practice_id, id=client_id, code=code, name=given.name or None,
                        contact=given.contact or None, created_at=now(),
                    )
                )  # fmt: skip
        except IntegrityError:
            continue
        return code
    raise ConflictError(N_("No free code was found for this client."), N_("Try again in a moment."))


def _course(
    connection: Connection, grant: Grant, course_id: UUID, client_id: UUID, given: Beginning, on: dt.date
) -> None:
    here = {"practice_id": grant.practice_id}
    of = {**here, "course_id": course_id}
    connection.execute(
        insert(Course).values(
            **here, id=course_id, client_id=client_id, complaint=given.complaint, mode=given.mode,
            starts_on=given.starts_on, planned_weeks=given.weeks, sessions_per_week=given.sessions_per_week,
        )
    )  # fmt: skip
    if given.secondary:
        connection.execute(insert(CourseComplaint), [{**of, "complaint": one} for one in given.secondary])
    # From today, whenever the course begins: who registered somebody goes on with their intake at once. Who stands in
    # registers for the colleague: it is theirs when they are back, and within reach of who stands in until then.
    absent = sorted({who for course, who in grant.principal.standing_in if course == course_id})
    treat: list[UUID | None] = [*absent] or [grant.principal.account_id]
    connection.execute(insert(Assignment), [{**of, "account_id": one, "from_on": on} for one in treat])
    connection.execute(insert(PhaseStart).values(**of, starts_on=given.starts_on, phase=Phase.INTAKE.value))
    connection.execute(insert(Intake).values(**of))
