"""The numbers beside a reason in the list: of a few courses, each kind in one statement."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection, and_, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.tables import QuestionnaireResult, QuestionnaireSubscale, SessionLog

EFFORT, ENJOYMENT = "effort", "enjoyment"
# (course, instrument, subscale or "" for the total) → its scores, oldest first.
Scores = dict[tuple[UUID, str, str], tuple[float, ...]]


def _check(grant: Grant, courses: Collection[UUID]) -> None:
    grant.require(Permission.CASELOAD_READ)
    grant.require_courses(courses)


def session_scales(
    connection: Connection, grant: Grant, courses: Collection[UUID], first: dt.date, last: dt.date
) -> dict[UUID, dict[str, tuple[int | None, ...]]]:
    """Course → scale (effort, enjoyment) → one value (0–10) for each session from `first` through `last`, oldest first.

    A value that was not filled in is None.
    """
    _check(grant, courses)
    found: dict[UUID, list[tuple[int | None, int | None]]] = defaultdict(list)
    for part in in_parts(courses):
        query = (
            select(SessionLog.course_id, SessionLog.effort, SessionLog.enjoyment)
            .where(
                SessionLog.practice_id == grant.practice_id,
                SessionLog.course_id.in_(part),
                SessionLog.day.between(first, last),
            )
            .order_by(SessionLog.day, SessionLog.started_at, SessionLog.id)
        )
        for course_id, effort, enjoyment in connection.execute(query):
            found[course_id].append((effort, enjoyment))
    return {
        course_id: dict(zip((EFFORT, ENJOYMENT), zip(*values, strict=True), strict=True))
        for course_id, values in found.items()
    }


def totals(connection: Connection, grant: Grant, courses: Collection[UUID], last: dt.date) -> Scores:
    """Every total of these courses through `last`."""
    _check(grant, courses)
    result, found = QuestionnaireResult, defaultdict[tuple[UUID, str, str], list[float]](list)
    for part in in_parts(courses):
        query = (
            select(result.course_id, result.instrument, result.total)
            .where(
                result.practice_id == grant.practice_id,
                result.course_id.in_(part),
                result.taken_on <= last,
                result.total.is_not(None),
            )
            .order_by(result.taken_on, result.id)
        )
        for course_id, instrument, total in connection.execute(query):
            found[course_id, instrument, ""].append(float(total or 0))
    return {key: tuple(values) for key, values in found.items()}


def subscales(connection: Connection, grant: Grant, courses: Collection[UUID], last: dt.date) -> Scores:
    """Every subscale score of these courses through `last`."""
    _check(grant, courses)
    result, part_of = QuestionnaireResult, QuestionnaireSubscale
    found = defaultdict[tuple[UUID, str, str], list[float]](list)
    same = and_(
        part_of.practice_id == result.practice_id,
        part_of.course_id == result.course_id,
        part_of.result_id == result.id,
    )
    for part in in_parts(courses):
        query = (
            select(result.course_id, result.instrument, part_of.subscale, part_of.score)
            .join(part_of, same)
            .where(result.practice_id == grant.practice_id, result.course_id.in_(part), result.taken_on <= last)
            .order_by(result.taken_on, result.id)
        )
        for course_id, instrument, subscale, score in connection.execute(query):
            found[course_id, instrument, subscale].append(float(score))
    return {key: tuple(values) for key, values in found.items()}
