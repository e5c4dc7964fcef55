"""Check-ins into the store: one a course and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, update

from runtherapy_data.actions.import_report import Outcome, may_compare
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.ranges import CHECK_IN_RANGES
from runtherapy_data.readers.facts import Fact
from runtherapy_data.readers.refusals import Refusal
from runtherapy_data.store import now
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.tables import CheckIn

ANSWERS: Final = (*CHECK_IN_RANGES, "words")
_Key = tuple[UUID, dt.date]


def write_check_ins(
    connection: Connection, grant: Grant, facts: Sequence[tuple[UUID, Fact]], seen: dict[Any, int]
) -> Outcome:
    """Insert what is new, update what differs, count what is equal. `seen`: the rows that told of a key before.

    An empty cell says nothing: it never takes away an answer that is there.
    """
    grant.require(Permission.IMPORT)
    grant.require_courses(course for course, _ in facts)
    outcome = Outcome()
    existing = _existing(connection, grant, facts)
    inserts: dict[_Key, dict[str, Any]] = {}
    updates: dict[_Key, dict[str, Any]] = {}
    recorded_at = now()
    compares = may_compare(grant)
    for course, fact in facts:
        key = (course, fact.day)
        there = existing.get(key)
        if there is not None and key not in seen and not compares:
            outcome.unchanged += 1
            continue
        different = [] if there is None else [name for name, value in fact.values.items() if there[name] != value]
        if key in seen and different:
            outcome.refusals.append(
                Refusal(
                    fact.row, "day", fact.day.isoformat(), N_("Row {other} tells about the same day."),
                    N_("Keep one, or let a map file combine several reports on a day ([days])."), {"other": seen[key]},
                )
            )  # fmt: skip
            continue
        seen.setdefault(key, fact.row)
        if there is None:
            outcome.new += 1
            existing[key] = inserts[key] = {**dict.fromkeys(ANSWERS), **fact.values}
        elif outcome.compare(different):
            existing[key] = updates[key] = {**there, **fact.values}
    _insert(connection, grant, inserts, recorded_at)
    _update(connection, grant, updates, recorded_at)
    return outcome


def _existing(connection: Connection, grant: Grant, facts: Sequence[tuple[UUID, Fact]]) -> dict[_Key, dict[str, Any]]:
    if not facts:
        return {}
    days = [fact.day for _, fact in facts]
    answers = [getattr(CheckIn, name) for name in ANSWERS]
    found = {}
    for part in in_parts(dict.fromkeys(course for course, _ in facts)):
        query = select(CheckIn.course_id, CheckIn.day, *answers).where(
            CheckIn.practice_id == grant.practice_id,
            CheckIn.course_id.in_(part),
            CheckIn.day.between(min(days), max(days)),
        )
        for course, day, *values in connection.execute(query):
            found[course, day] = dict(zip(ANSWERS, values, strict=True))
    return found


def _insert(connection: Connection, grant: Grant, rows: dict[_Key, dict[str, Any]], recorded_at: dt.datetime) -> None:
    if rows:
        here = {"practice_id": grant.practice_id, "recorded_at": recorded_at}
        connection.execute(
            insert(CheckIn), [{**here, "course_id": course, "day": day, **row} for (course, day), row in rows.items()]
        )


def _update(connection: Connection, grant: Grant, rows: dict[_Key, dict[str, Any]], recorded_at: dt.datetime) -> None:
    if rows:
        statement = (
            update(CheckIn)
            .where(
                CheckIn.practice_id == grant.practice_id,
                CheckIn.course_id == bindparam("key_course"),
                CheckIn.day == bindparam("key_day"),
            )
            .values(recorded_at=recorded_at, **{name: bindparam(f"new_{name}") for name in ANSWERS})
        )
        connection.execute(
            statement,
            [
                {"key_course": course, "key_day": day, **{f"new_{name}": value for name, value in row.items()}}
                for (course, day), row in rows.items()
            ],
        )
