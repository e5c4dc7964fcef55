"""Many rows at once: the demo practice and other whole-practice loads.

A transaction and an audit event a batch, under a system grant that names who asked. The rows come column by column, as
the generators make them, and go to the driver in one call a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.orm import DeclarativeBase

from runtherapy_data.access import audit
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store import writing


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table: its columns by name, all of one length. `practice_id` is not among them: the grant has it."""

    table: type[DeclarativeBase]
    columns: dict[str, Sequence[Any]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))


def insert_rows(grant: Grant, batch: Sequence[Rows], *, what: str) -> int:
    """Insert the batch, in its order, in one transaction with one audit event; returns the number of rows.

    Every value passes through its column's type, and every constraint of the store holds as it does for a single row.
    `what` names the load in the audit trail.
    """
    grant.require(Permission.BULK)
    with writing(grant) as connection:
        counts = Counter[str]()
        for rows in batch:
            counts[rows.table.__tablename__] += _insert(connection, grant.practice_id, rows)
        audit.record(connection, grant.principal, Permission.BULK, detail={"what": what, "rows": dict(counts)})
    return sum(counts.values())


def _insert(connection: Connection, practice_id: int, rows: Rows) -> int:
    count = len(rows)
    if count == 0:
        return 0
    table, dialect = _table(rows), connection.dialect
    stored = [_stored(table, name, values, dialect) for name, values in rows.columns.items()]
    names = ", ".join(("practice_id", *rows.columns))
    if dialect.name == "postgresql":
        _insert_arrays(connection, table, names, practice_id, rows, stored)
    else:
        marks = ", ".join("?" * (len(stored) + 1))
        tuples = list(zip(repeat(practice_id, count), *stored, strict=True))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", tuples)  # noqa: S608 - our own names
    return count


def _table(rows: Rows) -> Table:
    table = rows.table.__table__
    assert isinstance(table, Table)  # noqa: S101 - a mapped class of this store always has one
    return table


def _stored(table: Table, name: str, values: Sequence[Any], dialect: Dialect) -> Sequence[Any]:
    """The column as the driver wants it. Values that recur (days, moments, a course's id) are turned only once."""
    kind = table.columns[name].type
    turn: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    if turn is None:
        return values
    # By identity: the generators repeat the same objects, and a UUID's own hash costs more than turning it.
    places = list(map(id, values))
    # None is no value, also where the kind could keep it as one (JSON's null).
    kept = dict(zip(places, values, strict=True)).items()
    turned = {place: None if value is None else turn(value) for place, value in kept}
    return list(map(turned.__getitem__, places))


def _insert_arrays(
    connection: Connection, table: Table, names: str, practice_id: int, rows: Rows, stored: Sequence[Sequence[Any]]
) -> None:
    """One statement with an array a column: PostgreSQL refuses COPY under row-level security."""
    kinds = (table.columns[name].type.compile(connection.dialect) for name in rows.columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({names}) SELECT %s, u.* FROM unnest({arrays}) AS u",  # noqa: S608 - our own names
        (practice_id, *(list(values) for values in stored)),
    )
