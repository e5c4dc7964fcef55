"""Questionnaire results into the store: one a course, instrument, day and moment, with its subscales."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, insert, select, update

from runtherapy_data.actions.import_report import Outcome, may_compare
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.readers.facts import Fact
from runtherapy_data.readers.refusals import Refusal
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.tables import QuestionnaireResult, QuestionnaireSubscale
from runtherapy_data.store.types import new_id

_Key = tuple[UUID, str, dt.date, str]


@dataclass(slots=True)
class _Result:
    id: UUID
    total: float | None
    subscales: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class _Rows:
    results: list[dict[str, Any]] = field(default_factory=list)
    subscales: list[dict[str, Any]] = field(default_factory=list)
    totals: list[dict[str, Any]] = field(default_factory=list)
    scores: list[dict[str, Any]] = field(default_factory=list)


def write_questionnaires(
    connection: Connection, grant: Grant, facts: Sequence[tuple[UUID, Fact]], seen: dict[Any, int]
) -> Outcome:
    """Insert what is new, update what differs, count what is equal. `seen`: the rows that told of a key before."""
    grant.require(Permission.IMPORT)
    grant.require_courses(course for course, _ in facts)
    outcome, rows = Outcome(), _Rows()
    existing = _existing(connection, grant, [course for course, _ in facts])
    compares = may_compare(grant)
    for course, fact in facts:
        key = (course, fact.values["instrument"], fact.day, fact.values["moment"])
        there = existing.get(key)
        if there is not None and key not in seen and not compares:
            outcome.unchanged += 1
            continue
        different = [] if there is None else _different(there, fact)
        if key in seen and different:
            outcome.refusals.append(
                Refusal(
                    fact.row, "day", fact.day.isoformat(),
                    N_("Row {other} holds the same questionnaire of the same day and moment."),
                    N_("Keep one of them."), {"other": seen[key]},
                )
            )  # fmt: skip
            continue
        seen.setdefault(key, fact.row)
        if there is None:
            outcome.new += 1
            existing[key] = _add(rows, grant, key, fact)
        elif outcome.compare(different):
            _change(rows, grant, course, there, fact)
    _write(connection, grant, rows)
    return outcome


def _different(there: _Result, fact: Fact) -> list[str]:
    names = [code for code, score in fact.values["subscales"].items() if there.subscales.get(code) != score]
    total = fact.values.get("total")
    return names if total is None or total == there.total else ["total", *names]


def _existing(connection: Connection, grant: Grant, courses: Sequence[UUID]) -> dict[_Key, _Result]:
    result, subscale = QuestionnaireResult, QuestionnaireSubscale
    found: dict[_Key, _Result] = {}
    for part in in_parts(dict.fromkeys(courses)):
        here = (result.practice_id == grant.practice_id, result.course_id.in_(part))
        columns = (result.course_id, result.instrument, result.taken_on, result.moment, result.id, result.total)
        by_id = {}
        for course, instrument, taken_on, moment, id, total in connection.execute(select(*columns).where(*here)):
            by_id[id] = found[course, instrument, taken_on, moment] = _Result(
                id, None if total is None else float(total)
            )
        of_course = and_(subscale.practice_id == grant.practice_id, subscale.course_id.in_(part))
        for id, code, score in connection.execute(
            select(subscale.result_id, subscale.subscale, subscale.score).where(of_course)
        ):
            by_id[id].subscales[code] = float(score)
    return found


def _add(rows: _Rows, grant: Grant, key: _Key, fact: Fact) -> _Result:
    course, instrument, taken_on, moment = key
    made = _Result(new_id(), fact.values.get("total"), dict(fact.values["subscales"]))
    here = {"practice_id": grant.practice_id, "course_id": course}
    rows.results.append(
        {**here, "id": made.id, "instrument": instrument, "taken_on": taken_on, "moment": moment, "total": made.total}
    )
    rows.subscales += [
        {**here, "result_id": made.id, "subscale": code, "score": score} for code, score in made.subscales.items()
    ]
    return made


def _change(rows: _Rows, grant: Grant, course: UUID, there: _Result, fact: Fact) -> None:
    total = fact.values.get("total")
    if total is not None and total != there.total:
        rows.totals.append({"key_course": course, "key_id": there.id, "new_total": total})
        there.total = total
    for code, score in fact.values["subscales"].items():
        if code not in there.subscales:
            row = {"practice_id": grant.practice_id, "course_id": course, "result_id": there.id}
            rows.subscales.append({**row, "subscale": code, "score": score})
        elif there.subscales[code] != score:
            rows.scores.append({"key_course": course, "key_id": there.id, "key_subscale": code, "new_score": score})
        there.subscales[code] = score


def _write(connection: Connection, grant: Grant, rows: _Rows) -> None:
    result, subscale = QuestionnaireResult, QuestionnaireSubscale
    change_total = (
        update(result)
        .where(
            result.practice_id == grant.practice_id,
            result.course_id == bindparam("key_course"),
            result.id == bindparam("key_id"),
        )
        .values(total=bindparam("new_total"))
    )
    change_score = (
        update(subscale)
        .where(
            subscale.practice_id == grant.practice_id,
            subscale.course_id == bindparam("key_course"),
            subscale.result_id == bindparam("key_id"),
            subscale.subscale == bindparam("key_subscale"),
        )
        .values(score=bindparam("new_score"))
    )
    for statement, values in (
        (insert(result), rows.results),
        (insert(subscale), rows.subscales),
        (change_total, rows.totals),
        (change_score, rows.scores),
    ):
        if values:
            connection.execute(statement, values)
