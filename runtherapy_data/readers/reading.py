"""Rows to facts, under a plan. A row with one bad cell is refused as a whole, with a reason for each bad cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.readers.columns import LONGEST_CODE
from runtherapy_data.readers.facts import Batch, Fact
from runtherapy_data.readers.finishing import finished
from runtherapy_data.readers.plan import Plan
from runtherapy_data.readers.refusals import Refusal, refusal_of
from runtherapy_data.readers.tables import Rows
from runtherapy_data.readers.wide import wide_facts

_KEYS = ("client", "day")


def read_facts(plan: Plan, rows: Rows) -> Batch:
    """The facts in the rows, and the refusals; several reports on a day are combined where the map says how."""
    batch = Batch()
    for row, cells in rows:
        batch.rows += 1
        try:
            _read_row(plan, batch, row, cells)
        except InvalidInputError as error:  # an error of the row as a whole
            batch.refuse(refusal_of(row, "", "", error))
    return finished(plan, batch)


def _read_row(plan: Plan, batch: Batch, row: int, cells: Sequence[Any]) -> None:
    if any(cell is not None and str(cell).strip() for cell in cells[plan.width :]):
        raise InvalidInputError(
            "file", N_("This row has more cells than there are columns."),
            N_("Put cells that hold the separator (such as 6,5) between quotation marks."),
        )  # fmt: skip
    values: dict[str, Any] = dict(plan.constants)
    problems: list[Refusal] = []
    for column in plan.columns:
        cell = cells[column.index] if column.index < len(cells) else None
        if cell is None or cell == "":
            continue
        try:
            value = column.value(cell)
        except InvalidInputError as error:
            problems.append(refusal_of(row, column.header, cell, error))
            continue
        if value is not None:
            values[column.field.code] = value
    client = _client(plan, cells, values)
    if plan.wide:
        wide_facts(plan, batch, row, cells, client, problems)
        return
    day = values.pop("day", None)
    if client is None or day is None:
        problems += _keys_missing(plan, row, client, day, problems)
    if problems or client is None or day is None:
        batch.refuse(*problems)
    else:
        batch.facts.append(Fact(row, client, day, values))


def _client(plan: Plan, cells: Sequence[Any], values: dict[str, Any]) -> str | None:
    told = values.pop("client", None)
    client = told if plan.client_of is None else plan.client_of(cells)
    if client is not None and len(client) > LONGEST_CODE:
        raise InvalidInputError(
            "client", N_("This code is longer than {most} characters."), N_("Shorten it."), most=LONGEST_CODE
        )
    return client


def _keys_missing(
    plan: Plan, row: int, client: str | None, day: dt.date | None, problems: list[Refusal]
) -> list[Refusal]:
    """A row without a client or a day belongs nowhere; not said again of a cell that was unreadable."""
    missing = []
    for code, value in zip(_KEYS, (client, day), strict=True):
        column = plan.column(code)
        header = column.header if column else code
        if value is None and not any(problem.column == header for problem in problems):
            missing.append(Refusal(row, header, "", N_("The cell is empty."), N_("Fill it in, or take the row out.")))
    return missing
