"""One row a client with a column for each result: one fact for each moment that was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.readers.facts import Batch, Fact
from runtherapy_data.readers.plan import Plan
from runtherapy_data.readers.refusals import Refusal, refusal_of

_Key = tuple[str, str, int]


def wide_facts(
    plan: Plan, batch: Batch, row: int, cells: Sequence[Any], client: str | None, problems: list[Refusal]
) -> None:
    """Add the facts of one row. Each result stands for itself: a bad one is refused, its neighbours are kept."""
    base = _base(plan, cells)
    facts: dict[_Key, dict[str, Any]] = {}
    refused: dict[_Key, list[Refusal]] = {}
    for column, score in plan.wide:
        cell = cells[column.index] if column.index < len(cells) else None
        key = (score.instrument, score.moment, score.offset_days)
        try:
            value = None if cell is None or cell == "" else column.value(cell)
        except InvalidInputError as error:
            refused.setdefault(key, []).append(refusal_of(row, column.header, cell, error))
            continue
        if value is not None:
            facts.setdefault(key, {})[column.field.code] = value
    if client is None and (facts or refused):
        problems.append(Refusal(row, "client", "", N_("The cell is empty."), N_("Fill it in, or take the row out.")))
    for key in dict.fromkeys((*facts, *refused)):
        if problems or key in refused:
            batch.refuse(*problems, *refused.get(key, ()))
            continue
        instrument, moment, offset = key
        values = {"instrument": instrument, "moment": moment, **facts[key]}
        batch.facts.append(Fact(row, client or "", base + dt.timedelta(days=offset), values))


def _base(plan: Plan, cells: Sequence[Any]) -> dt.date:
    rule = plan.mapping.wide
    if rule is not None and rule.base_on is not None:
        return rule.base_on
    column = plan.base
    found = column.parse(cells[column.index] if column.index < len(cells) else None) if column else None
    if found is None:
        raise InvalidInputError("day", N_("The row has no day to count from."), N_("Fill it in, or take the row out."))
    return found  # type: ignore[no-any-return]
