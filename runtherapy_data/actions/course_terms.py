"""How long a course is planned, how often somebody comes, how the load grows: changed, with history and a way back.

`actions.endings` ends a course by the same means: what is asked of the client moves along with every change.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Final

from sqlalchemy import Connection, update

from runtherapy_data.access import audit
from runtherapy_data.actions import corrections, questionnaire_asks
from runtherapy_data.actions.changed import Changed
from runtherapy_data.actions.evaluation import look_again, outdate
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures import within
from runtherapy_data.measures.codes import MODE_NAMES, EndReason
from runtherapy_data.measures.ranges import LONGEST_PLAN_WEEKS
from runtherapy_data.queries.course_terms import Terms, terms
from runtherapy_data.store import writing
from runtherapy_data.store.tables import Course

CHANGE: Final = "course.change"
UNDO: Final = "course.undo"
FACT: Final = "course"  # its name in the history of corrections
WEEKS: Final = (1, LONGEST_PLAN_WEEKS)
SESSIONS: Final = (1, 7)

ChangedTerms = Changed[Terms]


def change(
    grant: Grant, key: str, *, planned_weeks: int, sessions_per_week: int, mode: str, seen: Terms
) -> ChangedTerms | None:
    """Plan a course anew; what changed, or None when this key was used before.

    Args:
        grant: leave to work on the course.
        key: names this one intention; see `once`.
        planned_weeks: 1 to 52.
        sessions_per_week: 1 to 7.
        mode: code of how the load grows.
        seen: what the form showed when it was filled in.

    Raises:
        InvalidInputError: `field` is planned_weeks, sessions_per_week or mode.
        ChangedMeanwhileError: a colleague changed it since; nothing was written.
        ConflictError: the course ended.
    """
    grant.require(Permission.COURSE_WRITE)
    wanted = replace(
        seen,
        planned_weeks=within.whole("planned_weeks", planned_weeks, WEEKS) or 0,
        sessions_per_week=within.whole("sessions_per_week", sessions_per_week, SESSIONS) or 0,
        mode=str(within.code("mode", mode, MODE_NAMES)),
    )
    with writing(grant) as connection:
        if not first_time(connection, grant, key, CHANGE):
            return None
        stands = as_seen(connection, grant, seen)
        if stands.ends_on is not None:
            raise ConflictError(N_("This course ended: its plan stands."), N_("Open the course again first."))
        changed = Changed(stands, wanted)
        write(connection, grant, changed, CHANGE)
    look_again(grant, [grant.course_id])
    return changed


def undo(grant: Grant, key: str, done: ChangedTerms) -> ChangedTerms | None:
    """Take back what `change`, or an action of `endings`, did; None when this key was used before.

    Raises:
        ConflictError: what was agreed was changed again since.
    """
    grant.require(Permission.COURSE_WRITE)
    back = done.reversed
    with writing(grant) as connection:
        if not first_time(connection, grant, key, UNDO):
            return None
        if back.after is None or terms(connection, grant) != back.before:
            raise ConflictError(N_("This was changed again since."), N_("Open the course again."))
        write(connection, grant, back, UNDO)
    look_again(grant, [grant.course_id])
    return back


def as_seen(connection: Connection, grant: Grant, seen: Terms) -> Terms:
    """What was agreed about the course of the grant; refused where somebody else changed it since it was shown."""
    return within.unchanged(terms(connection, grant), seen)


def write(connection: Connection, grant: Grant, changed: ChangedTerms, action: str) -> None:
    """Write what was agreed, with its history and its event; questionnaires move along, the rules look again."""
    before, after = changed.before, changed.after
    if before is None or after is None:
        raise ConflictError(N_("This course is no longer there."))
    grant.require(Permission.COURSE_WRITE)
    old, new = asdict(before), asdict(after)
    if not corrections.keep(connection, grant, FACT, str(grant.course_id), old, new):
        return
    connection.execute(
        update(Course)
        .where(Course.practice_id == grant.practice_id, Course.id == grant.course_id)
        .values({name: value for name, value in new.items() if value != old[name]})
    )
    if after.end_reason != EndReason.NOT_BEGUN:
        course_id = grant.course_id
        questionnaire_asks.replan(connection, grant, course_id, starts_on=after.starts_on, ends_on=after.last_on)
    outdate(connection, grant, [grant.course_id])
    changed_columns = sorted(name for name, value in new.items() if value != old[name])
    audit.record(connection, grant.principal, action, course_id=grant.course_id, detail={"changed": changed_columns})
