"""Sessions into the store: found again by their key in the source, else by day, kind and starting time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, update

from runtherapy_data.actions.import_report import Outcome, may_compare
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.readers.facts import Fact
from runtherapy_data.readers.refusals import Refusal
from runtherapy_data.readers.vocabulary import SESSIONS
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.tables import SessionLog
from runtherapy_data.store.types import new_id

COLUMNS: Final = tuple(field.code for field in SESSIONS if field.code != "client")
_Row = dict[str, Any]


def write_sessions(
    connection: Connection, grant: Grant, facts: Sequence[tuple[UUID, Fact]], seen: dict[Any, int]
) -> Outcome:
    """Insert what is new, update what differs, count what is equal. `seen`: which sessions a row has spoken of.

    A session with a key is the one with that key. Without one it is the session of that day and kind that began at the
    same time; where either side has no time, the first of that day and kind that is left.
    """
    grant.require(Permission.IMPORT)
    grant.require_courses(course for course, _ in facts)
    outcome = Outcome()
    existing = _existing(connection, grant, [course for course, _ in facts])
    rows = [{**fact.values, "course_id": course, "day": fact.day} for course, fact in facts]
    pairs: dict[int, _Row] = {}
    for key in (_by_source, _by_start):
        _pair(rows, existing, key, pairs, seen)
    _pair_in_order(rows, existing, pairs, seen)
    inserts, updates, compares = [], [], may_compare(grant)
    for index, (row, (_, fact)) in enumerate(zip(rows, facts, strict=True)):
        there = pairs.get(index)
        if there is None and (double := seen.get(_double(row))):
            outcome.refusals.append(
                Refusal(
                    fact.row, "source_key", row.get("source_key") or fact.day.isoformat(),
                    N_("Row {other} holds the same session."), N_("Keep one of them."), {"other": double},
                )
            )  # fmt: skip
            continue
        if mark := _double(row):
            seen[mark] = fact.row
        if there is None:
            outcome.new += 1
            made = {**dict.fromkeys(COLUMNS), **row, "id": new_id()}
            seen[made["id"]] = fact.row
            inserts.append({"practice_id": grant.practice_id, **made})
        elif not compares:
            outcome.unchanged += 1
        elif outcome.compare([name for name in COLUMNS if name in row and row[name] != there[name]]):
            updates.append({**there, **row})
    _write(connection, grant, inserts, updates)
    return outcome


def _by_source(row: _Row) -> Hashable:
    key = row.get("source_key")
    return key and ("key", row["course_id"], key)


def _by_start(row: _Row) -> Hashable:
    start = row.get("started_at")
    return start and ("start", row["course_id"], row["day"], row["kind"], start)


def _double(row: _Row) -> Hashable:
    """What two rows of one file may not share: the key, or the very minute of the start."""
    return _by_source(row) or _by_start(row)


def _pair(
    rows: Sequence[_Row],
    existing: Sequence[_Row],
    key: Callable[[_Row], Hashable],
    pairs: dict[int, _Row],
    seen: dict[Any, int],
) -> None:
    """Pair rows with the sessions that have the same key; each session once."""
    known = {key(there): there for there in existing if there["id"] not in seen}
    for index, row in enumerate(rows):
        there = known.get(key(row)) if index not in pairs else None
        keyed_otherwise = key is not _by_source and row.get("source_key") is not None
        if there is not None and key(row) and there["id"] not in seen and not keyed_otherwise:
            pairs[index] = there
            seen[there["id"]] = index


def _pair_in_order(
    rows: Sequence[_Row], existing: Sequence[_Row], pairs: dict[int, _Row], seen: dict[Any, int]
) -> None:
    """Pair what is left, of one day and kind, where one side has no starting time; oldest first."""
    left: dict[Hashable, list[_Row]] = defaultdict(list)
    for there in existing:
        if there["id"] not in seen:
            left[there["course_id"], there["day"], there["kind"]].append(there)
    for index, row in enumerate(rows):
        if index in pairs or row.get("source_key") is not None:
            continue
        waiting = left[row["course_id"], row["day"], row["kind"]]
        start = row.get("started_at")
        for there in waiting:
            if start is None or there["started_at"] is None:
                pairs[index] = there
                seen[there["id"]] = index
                waiting.remove(there)
                break


def _existing(connection: Connection, grant: Grant, courses: Sequence[UUID]) -> list[_Row]:
    columns = [SessionLog.id, SessionLog.course_id, *(getattr(SessionLog, name) for name in COLUMNS)]
    found = []
    for part in in_parts(dict.fromkeys(courses)):
        query = (
            select(*columns)
            .where(SessionLog.practice_id == grant.practice_id, SessionLog.course_id.in_(part))
            .order_by(SessionLog.course_id, SessionLog.day, SessionLog.id)
        )
        found += [dict(row) for row in connection.execute(query).mappings()]
    return found


def _write(connection: Connection, grant: Grant, inserts: list[_Row], updates: list[_Row]) -> None:
    if inserts:
        connection.execute(insert(SessionLog), inserts)
    if updates:
        statement = (
            update(SessionLog)
            .where(
                SessionLog.practice_id == grant.practice_id,
                SessionLog.course_id == bindparam("key_course"),
                SessionLog.id == bindparam("key_id"),
            )
            .values({name: bindparam(f"new_{name}") for name in COLUMNS})
        )
        connection.execute(
            statement,
            [
                {
                    "key_course": row["course_id"],
                    "key_id": row["id"],
                    **{f"new_{name}": row[name] for name in COLUMNS},
                }
                for row in updates
            ],
        )
