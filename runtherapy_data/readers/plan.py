"""Which column of a table becomes which field, and how its cells are read: settled once, before the first row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.readers.columns import Column, fields_of, make_column, position, wrong_map
from runtherapy_data.readers.maps import Map, WideScore
from runtherapy_data.readers.vocabulary import Field, Kind, plain
from runtherapy_data.readers.whose import client_rule, named_columns
from runtherapy_data.readers.wide_columns import wide_columns


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read the rows of one table."""

    kind: Kind
    zone: str
    today: dt.date
    mapping: Map
    columns: tuple[Column, ...]
    width: int
    ignored: tuple[str, ...]
    constants: dict[str, Any]
    client_of: Callable[[Sequence[Any]], str | None] | None
    wide: tuple[tuple[Column, WideScore], ...] = ()
    base: Column | None = None

    def column(self, code: str) -> Column | None:
        """The column that holds a field."""
        return next((one for one in self.columns if one.field.code == code), None)


def make_plan(
    kind: Kind, headers: Sequence[str], mapping: Map, *, client: str | None, zone: str, today: dt.date
) -> Plan:
    """Settle the columns; an InvalidInputError says which column is missing, double, or named by a map and not there.

    `client`: the code of the client whose facts these are, where the file does not say. `today`: no fact is later.
    """
    fields = fields_of(kind)
    found = _mapped(headers, mapping, fields) if mapping.columns or mapping.wide else _recognised(headers, fields)
    columns = tuple(make_column(index, headers[index], field, mapping, zone) for field, index in found)
    client_of = client_rule(headers, mapping, client, columns)
    wide = wide_columns(headers, mapping, zone)
    used = {column.index for column in columns} | {column.index for column, _ in wide[0]}
    used |= {position(headers, name) for name in named_columns(mapping.client)} if client is None else set()
    used |= {wide[1].index} if wide[1] else set()
    plan = Plan(
        kind=kind, zone=zone, today=today, mapping=mapping, columns=columns, width=len(headers),
        ignored=tuple(name or f"({index + 1})" for index, name in enumerate(headers) if index not in used),
        constants=_constants(mapping, fields, zone), client_of=client_of, wide=wide[0], base=wide[1],
    )  # fmt: skip
    _require(plan, fields)
    return plan


def _recognised(headers: Sequence[str], fields: dict[str, Field]) -> list[tuple[Field, int]]:
    """By the headers of the vocabulary."""
    names = {plain(alias): field for field in fields.values() for alias in (field.code, *field.dutch, *field.english)}
    found: dict[str, tuple[Field, int]] = {}
    for index, header in enumerate(headers):
        field = names.get(plain(header))
        if field is None:
            continue
        if field.code in found:
            raise InvalidInputError(
                "file", N_("The columns {one} and {other} are both {name}."),
                N_("Take one out, or name the one to read in a map file."),
                one=headers[found[field.code][1]], other=header, name=field.code,
            )  # fmt: skip
        found[field.code] = (field, index)
    return list(found.values())


def _mapped(headers: Sequence[str], mapping: Map, fields: dict[str, Field]) -> list[tuple[Field, int]]:
    """By the map alone: a column that it does not name is not read, even if its header is a known one."""
    found = []
    for code, header in mapping.columns.items():
        if code not in fields:
            raise wrong_map(
                f"columns.{code}", N_("Fields of {kind}: {known}."), kind="questionnaires", known=", ".join(fields)
            )
        found.append((fields[code], position(headers, header)))
    return found


def _constants(mapping: Map, fields: dict[str, Field], zone: str) -> dict[str, Any]:
    constants = {}
    for code, text in mapping.constants.items():
        try:
            value = make_column(-1, code, fields[code], Map(), zone).value(text)
            constants[code] = (
                (int(value) if value == int(value) else float(value)) if isinstance(value, Decimal) else value
            )
        except InvalidInputError as error:
            raise wrong_map(f"constants.{code} ({text})", error.remedy, **error.values) from error
    return constants


def _require(plan: Plan, fields: dict[str, Field]) -> None:
    """Client, day and (for questionnaires) instrument have to come from somewhere; and something has to be told."""
    present = {column.field.code for column in plan.columns} | set(plan.constants)
    if plan.client_of is not None:
        present.add("client")
    if plan.wide:
        present |= {"day", "instrument", "moment", "total"}
    missing = [field for field in fields.values() if field.required and field.code not in present]
    if missing:
        field = missing[0]
        remedy = N_("Name it {names}, or name the column in a map file.")
        if field.code == "client":
            remedy = N_("Name it {names}, or say whose facts these are with --client.")
        raise InvalidInputError(
            "file", N_("The file has no column for {name}."), remedy, name=field.code,
            names=" / ".join((*field.dutch[:2], *field.english[:2])),
        )  # fmt: skip
    if not present - {"client", "day", "time", "instrument", "moment", "kind", "started_at", "source_key"}:
        raise InvalidInputError(
            "file", N_("The file has no column with facts in it."), N_("Columns in the file: {columns}."),
            columns=", ".join(plan.ignored) or "–",
        )  # fmt: skip
