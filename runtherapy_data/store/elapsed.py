"""The number of days between two dates: the one piece of arithmetic that SQLite and PostgreSQL write differently."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Integer, SQLColumnExpression
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class days_between(FunctionElement[int]):
    """Whole days from `earlier` to `later`, both dates."""

    type = Integer()
    inherit_cache = True
    name = "days_between"

    def __init__(self, later: SQLColumnExpression[dt.date], earlier: SQLColumnExpression[dt.date]) -> None:
        super().__init__(later, earlier)


@compiles(days_between, "postgresql")
def _on_postgresql(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({later} - {earlier})"


@compiles(days_between, "sqlite")
def _on_sqlite(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = (compiler.process(clause, **options) for clause in element.clauses)
    # Julian days of two midnights: their difference is a whole number, exactly, in double precision.
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"
