"""The plan of a course: how many sessions and minutes in each week, as the therapist wrote it down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from runtherapy_data.access import audit
from runtherapy_data.actions import corrections, drafts
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ChangedMeanwhileError, InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures import within
from runtherapy_data.measures.build_up import PlannedWeek
from runtherapy_data.measures.ranges import LONGEST_PLAN_WEEKS, PLAN_RANGES
from runtherapy_data.store import writing
from runtherapy_data.store.tables import PlanWeek

KEEP: Final = "plan.keep"
DRAFT: Final = "plan"

Weeks = tuple[PlannedWeek, ...]


def keep(grant: Grant, key: str, weeks: Sequence[PlannedWeek], *, was: Sequence[PlannedWeek]) -> Weeks | None:
    """Write the whole plan of the grant's course anew; what stood before, or None when this key was used before.

    Args:
        grant: leave to work on the course.
        key: names this one intention; see `once`.
        weeks: every week of the plan, each once; none takes the plan away.
        was: the plan that the writer had before them.

    Raises:
        InvalidInputError: `field` is week, sessions or minutes.
        ChangedMeanwhileError: somebody else changed the plan meanwhile; `now` is the plan as it stands.
    """
    grant.require(Permission.COURSE_WRITE)
    made = tuple(_checked(one) for one in sorted(weeks, key=lambda one: one.week))
    if len({one.week for one in made}) != len(made):
        raise InvalidInputError("week", N_("A week stands in the plan twice."), N_("Leave one of them out."))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, KEEP):
            return None
        held = _held(connection, grant)
        if held != tuple(was):
            raise ChangedMeanwhileError(
                N_("Somebody else changed this plan meanwhile."),
                N_("Look at what stands there now, then keep yours or take theirs."),
                now=held, revision=0,
            )  # fmt: skip
        here = (PlanWeek.practice_id == grant.practice_id, PlanWeek.course_id == grant.course_id)
        connection.execute(delete(PlanWeek).where(*here))
        if made:
            connection.execute(insert(PlanWeek), [_row(grant, one) for one in made])
        corrections.keep(connection, grant, "plan_week", str(grant.course_id), _by_week(held), _by_week(made))
        drafts.drop(connection, grant, DRAFT, str(grant.course_id))
        audit.record(connection, grant.principal, KEEP, course_id=grant.course_id, detail={"weeks": len(made)})
    return held


def _checked(one: PlannedWeek) -> PlannedWeek:
    week = within.whole("week", one.week, (1, LONGEST_PLAN_WEEKS))
    sessions = within.whole("sessions", one.sessions, PLAN_RANGES["sessions"])
    minutes = within.whole("minutes", one.minutes, PLAN_RANGES["minutes"])
    if week is None or sessions is None or minutes is None:
        raise InvalidInputError(
            "minutes", N_("A week of the plan is not filled in."), N_("Fill in sessions and minutes; 0 is possible.")
        )
    return PlannedWeek(week, sessions, minutes)


def _held(connection: Connection, grant: Grant) -> Weeks:
    query = (
        select(PlanWeek.week, PlanWeek.sessions, PlanWeek.minutes)
        .where(PlanWeek.practice_id == grant.practice_id, PlanWeek.course_id == grant.course_id)
        .order_by(PlanWeek.week)
    )
    return tuple(PlannedWeek(*row) for row in connection.execute(query))


def _row(grant: Grant, one: PlannedWeek) -> dict[str, object]:
    of = {"practice_id": grant.practice_id, "course_id": grant.course_id}
    return {**of, "week": one.week, "sessions": one.sessions, "minutes": one.minutes}


def _by_week(weeks: Weeks) -> dict[str, object]:
    """The plan as the history keeps it: "3" → [sessions, minutes]."""
    return {str(one.week): [one.sessions, one.minutes] for one in weeks}
