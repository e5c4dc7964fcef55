"""The facts in which signals are looked for, of many courses at once: five reads a block, however many courses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, LargeBinary, Select, and_, literal, select, type_coerce

from runtherapy_data.analysis.block import Block, Flags, Floats, Ints, RiskAnswer, Score, Sessions
from runtherapy_data.analysis.spans import Span
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import SessionKind
from runtherapy_data.measures.daily import DAILY
from runtherapy_data.measures.days import event_through
from runtherapy_data.measures.instruments import instruments
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.tables import (
    CheckIn,
    LifeEvent,
    QuestionnaireAnswer,
    QuestionnaireResult,
    QuestionnaireSubscale,
    SessionLog,
)

_FELT: Final = ("effort", "enjoyment", "pain", "feeling_before", "feeling_after")
Rows = Sequence[Any]


class _Axis:
    """Where a fact lies in the block: the row of its course and the day of the course.

    Many rows name few courses. SQLite gives an id as bytes: taken as they are, a row costs half.
    """

    def __init__(self, spans: Sequence[Span], on_sqlite: bool) -> None:
        self.spans = spans
        self.courses = [span.course_id for span in spans]
        self.on_sqlite = on_sqlite
        self.row: dict[Any, int] = {
            (span.course_id.bytes if on_sqlite else span.course_id): row for row, span in enumerate(spans)
        }
        self.starts: NDArray[Any] = np.array([span.starts_on for span in spans], dtype="datetime64[D]")
        self.through: Ints = np.array([span.days - 1 for span in spans], dtype=np.int64)
        self.shape = (len(spans), int(self.through.max()) + 1)

    def id(self, table: Any) -> ColumnElement[Any]:
        """The course of a fact, in the form in which `row` knows it."""
        return type_coerce(table.course_id, LargeBinary) if self.on_sqlite else table.course_id

    def places(self, courses: Iterable[Any], days: Iterable[dt.date]) -> tuple[Ints, Ints, Flags]:
        """Row and day of each fact, and whether the block holds that day."""
        rows: Ints = np.array([self.row[course] for course in courses], dtype=np.int64)
        dates: NDArray[Any] = np.array(list(days), dtype="datetime64[D]")
        columns: Ints = (dates - self.starts[rows]).astype(np.int64)
        return rows, columns, (columns >= 0) & (columns <= self.through[rows])

    def day(self, course: Any, day: dt.date) -> int:
        """The day of the course; negative before its first one."""
        return (day - self.spans[self.row[course]].starts_on).days

    def has_come(self, course: Any, day: dt.date) -> bool:
        """Whether the day is one that is looked at, or lies before the course."""
        return day <= self.spans[self.row[course]].last_on


def block(connection: Connection, grant: Grant, spans: Sequence[Span]) -> Block:
    """Everything that rules look at in these courses, a row for each in this order; at least one course.

    Facts from before the first day of a course are left out (but questionnaires, which may come before it), and so are
    those of days after the last one that is looked at.
    """
    grant.require(Permission.SIGNALS)
    axis = _Axis(spans, connection.dialect.name == "sqlite")
    daily, checked_in = _check_ins(axis, _read_check_ins(connection, grant, axis))
    return Block(
        starts_on=tuple(span.starts_on for span in spans),
        through=axis.through,
        planned_weeks=np.array([span.planned_weeks for span in spans], dtype=np.int64),
        no_fixed_increments=np.array([span.no_fixed_increments for span in spans], dtype=np.bool_),
        daily=daily,
        checked_in=checked_in,
        left_out=_left_out(connection, grant, axis),
        sessions=_sessions(axis, _read_sessions(connection, grant, axis)),
        scores=_scores(connection, grant, axis),
        risk_answers=_risk_answers(connection, grant, axis),
    )


def _read(connection: Connection, grant: Grant, axis: _Axis, table: Any, query: Select[*tuple[Any, ...]]) -> list[Any]:
    """What the query finds of these courses in a table, in one go: row by row would cost twice as much."""
    found: list[Any] = []
    for part in in_parts(axis.courses):
        here = (table.practice_id == grant.practice_id, table.course_id.in_(part))
        found += connection.execute(query.where(*here)).all()
    return found


def _read_check_ins(connection: Connection, grant: Grant, axis: _Axis) -> Rows:
    columns = (axis.id(CheckIn), CheckIn.day, *(getattr(CheckIn, one.code) for one in DAILY))
    return _read(connection, grant, axis, CheckIn, select(*columns))


def _check_ins(axis: _Axis, found: Rows) -> tuple[dict[str, Floats], Flags]:
    daily: dict[str, Floats] = {one.code: np.full(axis.shape, np.nan) for one in DAILY}
    checked_in: Flags = np.zeros(axis.shape, dtype=np.bool_)
    if not found:
        return daily, checked_in
    courses, days, *answers = zip(*found, strict=True)
    rows, columns, inside = axis.places(courses, days)
    checked_in[rows[inside], columns[inside]] = True
    for one, values in zip(DAILY, answers, strict=True):
        daily[one.code][rows[inside], columns[inside]] = _numbers(values)[inside]
    return daily, checked_in


def _numbers(values: Iterable[Any]) -> Floats:
    """The numbers, NaN where nothing was filled in."""
    return np.array(values, dtype=np.float64)


def _read_sessions(connection: Connection, grant: Grant, axis: _Axis) -> Rows:
    one = SessionLog
    felt = (getattr(one, name) for name in _FELT)
    columns = (axis.id(one), one.day, one.kind, one.walking_minutes, one.running_minutes, *felt)
    return _read(connection, grant, axis, one, select(*columns).order_by(one.day, one.started_at, one.id))


def _sessions(axis: _Axis, found: Rows) -> Sessions:
    columns_of = list(zip(*found, strict=True)) if found else [()] * (5 + len(_FELT))
    courses, days, kinds, *minutes_and_felt = columns_of
    rows, columns, inside = axis.places(courses, days)
    # Read in the order of time; sorting keeps it within a course and day.
    order = np.lexsort((columns, rows))
    order = order[inside[order]]
    walking, running, *felt = (_numbers(values)[order] for values in minutes_and_felt)
    guided = np.array([kind == SessionKind.GUIDED for kind in kinds], dtype=np.bool_)[order]
    return Sessions(
        course=rows[order],
        day=columns[order],
        walking=walking,
        running=running,
        guided=guided,
        **dict(zip(_FELT, felt, strict=True)),
    )


def _left_out(connection: Connection, grant: Grant, axis: _Axis) -> Flags:
    """The days of holidays, illness and bereavement; one that is not over yet counts as `event_through` says."""
    marked: Flags = np.zeros(axis.shape, dtype=np.bool_)
    query = select(axis.id(LifeEvent), LifeEvent.starts_on, LifeEvent.ends_on)
    for course, starts_on, ends_on in _read(connection, grant, axis, LifeEvent, query):
        through = event_through(starts_on, ends_on, axis.spans[axis.row[course]].last_on)
        first, last = axis.day(course, starts_on), axis.day(course, through)
        marked[axis.row[course], max(first, 0) : max(last + 1, 0)] = True
    marked[np.arange(axis.shape[1]) > axis.through[:, None]] = False
    return marked


def _scores(connection: Connection, grant: Grant, axis: _Axis) -> tuple[Score, ...]:
    """Totals and subscales, oldest first."""
    result, sub = QuestionnaireResult, QuestionnaireSubscale
    columns = (axis.id(result), result.taken_on, result.instrument)
    totals = select(*columns, literal("").label("subscale"), result.total).where(result.total.is_not(None))
    subscales = select(*columns, sub.subscale, sub.score).join(sub, _same_result(sub))
    rows = _read(connection, grant, axis, result, totals) + _read(connection, grant, axis, result, subscales)
    found = [
        Score(axis.row[course], axis.day(course, day), instrument, subscale, float(score))
        for course, day, instrument, subscale, score in rows
        if axis.has_come(course, day)
    ]
    return tuple(sorted(found, key=lambda one: (one.course, one.instrument, one.subscale, one.day)))


def _risk_answers(connection: Connection, grant: Grant, axis: _Axis) -> tuple[RiskAnswer, ...]:
    """The answers to the questions about risk, whatever they were, oldest first."""
    asked = {(one.id, risk.item) for one in instruments() for risk in one.risk_items}
    result, answer = QuestionnaireResult, QuestionnaireAnswer
    query = (
        select(axis.id(result), result.taken_on, result.instrument, answer.item, answer.value)
        .join(answer, _same_result(answer))
        .where(
            result.instrument.in_({instrument for instrument, _ in asked}),
            answer.item.in_({item for _, item in asked}),
        )
    )
    found = [
        RiskAnswer(axis.row[course], axis.day(course, day), instrument, item, value)
        for course, day, instrument, item, value in _read(connection, grant, axis, result, query)
        if (instrument, item) in asked and axis.has_come(course, day)
    ]
    return tuple(sorted(found, key=lambda one: (one.course, one.day, one.instrument, one.item)))


def _same_result(part: Any) -> ColumnElement[bool]:
    result = QuestionnaireResult
    return and_(part.practice_id == result.practice_id, part.course_id == result.course_id, part.result_id == result.id)
