"""Whose courses are in somebody's care on a day: their own, and those of a colleague in whose place they are.

A substitute (*waarnemer*) has the whole caseload of a colleague for a period, also what joins it in that time. Who in
turn stands in for the substitute has the substitute's own courses, and not the colleague's.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, and_, or_, select, union_all

from runtherapy_data.identity import Principal
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.tables import Assignment, Substitution


def _runs(on: dt.date) -> ColumnElement[bool]:
    return and_(Assignment.from_on <= on, or_(Assignment.until_on.is_(None), Assignment.until_on > on))


def _own(principal: Principal, on: dt.date) -> Select[UUID]:
    here = (Assignment.practice_id == principal.practice_id, Assignment.account_id == principal.account_id)
    return select(Assignment.course_id).where(*here, _runs(on))


def _of_colleagues(principal: Principal, on: dt.date) -> Select[UUID, UUID]:
    """(course, colleague) of everything that they have for a colleague on that day."""
    away = and_(Substitution.practice_id == Assignment.practice_id, Substitution.account_id == Assignment.account_id)
    return (
        select(Assignment.course_id, Assignment.account_id)
        .join(Substitution, away)
        .where(
            Substitution.practice_id == principal.practice_id,
            Substitution.substitute_id == principal.account_id,
            Substitution.from_on <= on,
            Substitution.until_on > on,
            Assignment.practice_id == principal.practice_id,
            _runs(on),
        )
    )


def treated(principal: Principal, on: dt.date) -> CompoundSelect[UUID]:
    """The ids of the courses in their care on that day.

    Asked from the side of the therapist, by two indexes: a caseload costs what it holds, not what the practice holds.
    """
    return union_all(_own(principal, on), _of_colleagues(principal, on).with_only_columns(Assignment.course_id))


def standing_in(
    connection: Connection, principal: Principal, on: dt.date, courses: tuple[UUID, ...]
) -> tuple[tuple[UUID, UUID], ...]:
    """Which of these courses they have in a colleague's place only, each with that colleague: (course, account)."""
    asked = set(courses)
    found = {(row.course_id, row.account_id) for row in connection.execute(_of_colleagues(principal, on))}
    found = {(course, account) for course, account in found if course in asked}
    if not found:
        return ()
    own: set[UUID] = set()
    for part in in_parts({course for course, _ in found}):
        own.update(connection.scalars(_own(principal, on).where(Assignment.course_id.in_(part))))
    return tuple(sorted(one for one in found if one[0] not in own))
