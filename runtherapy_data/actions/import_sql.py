"""Import from another system's database: read-only, in parts, and only what was not read before."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from runtherapy_data.actions.import_report import Report
from runtherapy_data.actions.imports import Order, import_batches
from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.readers.facts import Batch
from runtherapy_data.readers.maps import SqlRule
from runtherapy_data.readers.plan import Plan, make_plan
from runtherapy_data.readers.plan_notes import plan_notes
from runtherapy_data.readers.reading import read_facts
from runtherapy_data.readers.refusals import Note
from runtherapy_data.readers.tables import Rows
from runtherapy_data.store import foreign, now, reading, today
from runtherapy_data.store.tables import ImportMark

Value = int | str | dt.date | dt.datetime
_LONGEST_MARK: Final = 64
_READ_AHEAD: Final = 20  # parts of the answer


@dataclass(slots=True)
class _Progress:
    """How far the source has been read: the largest value of the increment column."""

    index: int | None
    through: Any = None
    row: int = 0
    notes: list[Note] = field(default_factory=list)

    def numbered(self, part: Sequence[Sequence[Any]]) -> Rows:
        """The rows with their place in the answer, keeping the largest increment in mind."""
        for cells in part:
            self.row += 1
            if self.index is not None:
                value = cells[self.index]
                if value is not None and (self.through is None or value > self.through):
                    self.through = value
            yield self.row, cells


def import_from_sql(grant: Grant, order: Order) -> Report:
    """Import what the map's query answers. With `increment`, `:since` in it is where the last import ended.

    How far it came is kept only when the facts are: a dry run, or one that was held back, is read again.
    """
    grant.require(Permission.IMPORT)
    rule = order.mapping.sql
    if rule is None:
        raise InvalidInputError(
            "map", N_("The map file names no database."), N_("Add [sql] with url and query (docs/imports.md).")
        )
    source = _source(grant, rule)
    since = _since(grant, order, source, rule)
    parameters = {} if since is None else {"since": since}
    with foreign.answer(rule.url, rule.query, parameters) as found:
        zone = grant.principal.zone
        plan = make_plan(order.kind, found.columns, order.mapping, client=order.client, zone=zone, today=today(zone))
        progress = _Progress(_increment(found.columns, rule))
        notes = [*plan_notes(plan), *_since_notes(rule, since)]
        batches = _batches(plan, found.parts, progress)
        # Most answers are read whole before the store is locked; only what does not fit comes while it is.
        first = list(islice(batches, _READ_AHEAD))
        return import_batches(
            grant, order, chain(first, batches), notes=notes,
            source={"sql": source, "database": foreign.name_of(rule.url)},
            before_commit=lambda connection: _keep(connection, grant, order, source, progress),
        )  # fmt: skip


def _source(grant: Grant, rule: SqlRule) -> str:
    """Under which name it is remembered how far was read; a therapist's own reach makes a memory of its own."""
    name = rule.name or f"{foreign.name_of(rule.url)}\n{rule.query}"
    if rule.name and grant.courses is None:
        return rule.name
    account = "" if grant.courses is None else str(grant.principal.account_id)
    return hashlib.sha256(f"{account}\n{name}".encode()).hexdigest()


def _batches(plan: Plan, parts: Iterator[Sequence[Sequence[Any]]], progress: _Progress) -> Iterator[Batch]:
    """A batch for each part; one for all where days are combined or courses begin on their first day."""
    numbered = (progress.numbered(part) for part in parts)
    if plan.mapping.days is not None or plan.mapping.create is not None:
        yield read_facts(plan, chain.from_iterable(numbered))
    else:
        for rows in numbered:
            yield read_facts(plan, rows)


def _increment(columns: Sequence[str], rule: SqlRule) -> int | None:
    if rule.increment is None:
        return None
    if rule.increment not in columns:
        raise InvalidInputError(
            "sql", N_("The query gives no column {column}, which the map file names as increment."),
            N_("Columns of the query: {columns}."), column=rule.increment, columns=", ".join(columns),
        )  # fmt: skip
    return columns.index(rule.increment)


def _since(grant: Grant, order: Order, source: str, rule: SqlRule) -> Value | None:
    """Where to begin: the kept mark, as the same kind of value as the map's `since`; else that value."""
    if rule.since is None:
        return None
    query = select(ImportMark.read_through).where(
        ImportMark.practice_id == grant.practice_id, ImportMark.source == source, ImportMark.kind == order.kind.value
    )
    with reading(grant) as connection:
        kept = connection.scalar(query)
    if kept is None:
        return rule.since
    try:
        return _like(rule.since, kept)
    except ValueError as error:
        raise InvalidInputError(
            "map", N_("`since` is of another kind than the values of {column}."), N_("Correct it in the map file."),
            column=rule.increment,
        ) from error  # fmt: skip


def _like(since: Value, kept: str) -> Value:
    """The kept mark as the same kind of value; a day for a moment begins a little earlier, which changes nothing."""
    if isinstance(since, int):
        return int(kept)
    if isinstance(since, dt.datetime):
        return dt.datetime.fromisoformat(kept)
    return dt.datetime.fromisoformat(kept).date() if isinstance(since, dt.date) else kept


def _since_notes(rule: SqlRule, since: Value | None) -> list[Note]:
    if since is None:
        return []
    return [Note(N_("Read from {column} {since} on."), {"column": rule.increment, "since": since})]


def _keep(connection: Connection, grant: Grant, order: Order, source: str, progress: _Progress) -> None:
    through = progress.through
    if through is None:
        return
    text = through.isoformat() if isinstance(through, dt.date) else str(through)
    mark = ImportMark
    here = {"practice_id": grant.practice_id, "source": source, "kind": order.kind.value}
    connection.execute(
        delete(mark).where(mark.practice_id == here["practice_id"], mark.source == source, mark.kind == here["kind"])
    )
    connection.execute(insert(mark).values(**here, read_through=text[:_LONGEST_MARK], at=now()))
