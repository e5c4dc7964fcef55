"""Which column of a table becomes which field, and how its cells are read: settled once, before the first row."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.instruments import instrument, instruments
from runtherapy_data.readers import cells
from runtherapy_data.readers.maps import Map, ScaleRule, WideScore
from runtherapy_data.readers.vocabulary import FIELDS, Field, Form, Kind, plain

LONGEST_CODE: Final = 40
_LONGEST_KEY: Final = 200
_PLACEHOLDER: Final = re.compile(r"\{([^{}:]+)(?::0?(\d{1,2}))?\}")


def outside(field: str, low: float, high: float) -> InvalidInputError:
    """The refusal of a number beyond its range."""
    return InvalidInputError(
        field, N_("This lies outside {low} to {high}."), N_("Correct it, or give the scale in a map file."),
        low=f"{low:g}", high=f"{high:g}",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read: where it stands, its header, its field, and how a cell becomes a value."""

    index: int
    header: str
    field: Field
    parse: cells.Parser
    scale: ScaleRule | None = None

    def value(self, cell: Any) -> Any:
        """The value of a cell, checked against its range (its own scale's, where a map gives one); None: no answer."""
        value = self.parse(cell)
        if isinstance(value, Decimal):
            ends = self.scale.own if self.scale else self.field.range
            if ends is not None and not ends[0] <= value <= ends[1]:
                raise outside(self.field.code, *ends)
        return value

    @property
    def digits(self) -> int:
        """Decimals that the store keeps."""
        return 0 if self.field.form == Form.WHOLE else 2


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


def subscale_fields() -> tuple[Field, ...]:
    """A field for each subscale of each instrument; one that several have (anxiety) goes by all their names."""
    dutch, english = defaultdict(list), defaultdict(list)
    for one in instruments():
        for scale in one.subscales:
            dutch[scale.id].append(scale.name.nl)
            english[scale.id].append(scale.name.en)
    return tuple(
        Field(code, Form.NUMBER, tuple(dict.fromkeys(dutch[code])), tuple(dict.fromkeys(english[code])))
        for code in dutch
    )


def fields_of(kind: Kind) -> dict[str, Field]:
    """Every field that a kind of file may have, by its code."""
    extra = subscale_fields() if kind == Kind.QUESTIONNAIRES else ()
    return {field.code: field for field in (*FIELDS[kind], *extra)}


def make_plan(
    kind: Kind, headers: Sequence[str], mapping: Map, *, client: str | None, zone: str, today: dt.date
) -> Plan:
    """Settle the columns; an InvalidInputError says which column is missing, double, or named by a map and not there.

    `client`: the code of the client whose facts these are, where the file does not say. `today`: no fact is later.
    """
    fields = fields_of(kind)
    found = _mapped(headers, mapping, fields) if mapping.columns or mapping.wide else _recognised(headers, fields)
    columns = tuple(_column(index, headers[index], field, mapping, zone) for field, index in found)
    client_of = _client_rule(headers, mapping, client, columns)
    wide = _wide(headers, mapping, zone)
    used = {column.index for column in columns} | {column.index for column, _ in wide[0]}
    used |= {headers.index(name) for name in _named_columns(mapping.client)} if client is None else set()
    used |= {wide[1].index} if wide[1] else set()
    plan = Plan(
        kind=kind, zone=zone, today=today, mapping=mapping, columns=columns, width=len(headers),
        ignored=tuple(name for index, name in enumerate(headers) if index not in used and name),
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
        found.append((fields[code], _position(headers, header)))
    return found


def _position(headers: Sequence[str], header: str) -> int:
    places = [index for index, name in enumerate(headers) if name == header]
    if not places:
        wanted = plain(header)
        places = [index for index, name in enumerate(headers) if plain(name) == wanted and wanted]
    if len(places) == 1:
        return places[0]
    if places:
        raise InvalidInputError(
            "file", N_("The file has {n} columns {column}."), N_("Give them different names."), n=len(places),
            column=header,
        )  # fmt: skip
    raise InvalidInputError(
        "file", N_("The file has no column {column}, which the map file names."), N_("Columns in the file: {columns}."),
        column=header, columns=", ".join(headers),
    )  # fmt: skip


def _parser(field: Field, mapping: Map, zone: str) -> cells.Parser:
    exact = field.code in mapping.scales or (mapping.days is not None and field.code not in ("day", "time"))
    parsers: dict[Form, Callable[[], cells.Parser]] = {
        Form.CODE: lambda: cells.code(LONGEST_CODE if field.code == "client" else _LONGEST_KEY),
        Form.DAY: lambda: cells.day(zone, mapping.file.dates),
        Form.TIME: lambda: cells.start(zone) if field.code == "started_at" else cells.time,
        Form.MOMENT: lambda: cells.moment(zone),
        Form.WHOLE: lambda: cells.number if exact else cells.whole,
        Form.NUMBER: lambda: cells.number if exact else cells.two_decimals,
        Form.TEXT: lambda: cells.text,
        Form.CHOICE: lambda: cells.choice(field.code),
        Form.INSTRUMENT: lambda: cells.instrument,
    }
    return parsers[field.form]()


def _column(index: int, header: str, field: Field, mapping: Map, zone: str) -> Column:
    return Column(index, header, field, _parser(field, mapping, zone), mapping.scales.get(field.code))


def _constants(mapping: Map, fields: dict[str, Field], zone: str) -> dict[str, Any]:
    constants = {}
    for code, text in mapping.constants.items():
        try:
            value = _column(-1, code, fields[code], Map(), zone).value(text)
            constants[code] = (
                (int(value) if value == int(value) else float(value)) if isinstance(value, Decimal) else value
            )
        except InvalidInputError as error:
            raise wrong_map(f"constants.{code} ({text})", error.remedy, **error.values) from error
    return constants


def _named_columns(pattern: str | None) -> list[str]:
    return [found[0] for found in _PLACEHOLDER.findall(pattern or "")]


def _client_rule(
    headers: Sequence[str], mapping: Map, client: str | None, columns: Sequence[Column]
) -> Callable[[Sequence[Any]], str | None] | None:
    """How a row tells whose it is: None where a column of its own does."""
    pattern = mapping.client
    in_file = any(column.field.code == "client" for column in columns)
    if client is not None and (in_file or _named_columns(pattern)):
        raise InvalidInputError(
            "client", N_("The file says itself whose facts these are."), N_("Leave the client's code out.")
        )
    if client is not None or (pattern is not None and not _named_columns(pattern)):
        code = (client or pattern or "").strip()
        return lambda _row: code
    if pattern is None:
        return None
    parts = [(_position(headers, name), int(width or 0)) for name, width in _PLACEHOLDER.findall(pattern)]
    read = cells.code(LONGEST_CODE)

    def code_of(row: Sequence[Any]) -> str | None:
        values = [read(row[index] if index < len(row) else None) for index, _ in parts]
        if any(value is None for value in values):
            return None
        padded = (str(value).zfill(width) for value, (_, width) in zip(values, parts, strict=True))
        return _PLACEHOLDER.sub(lambda _found: next(padded), pattern)

    return code_of


def _wide(
    headers: Sequence[str], mapping: Map, zone: str
) -> tuple[tuple[tuple[Column, WideScore], ...], Column | None]:
    if mapping.wide is None:
        return (), None
    found = []
    for number, score in enumerate(mapping.wide.scores):
        try:
            known = {"instrument": cells.instrument(score.instrument), "moment": cells.choice("moment")(score.moment)}
        except InvalidInputError as error:
            raise wrong_map(f"wide.scores.{number}", error.remedy, **error.values) from error
        field = _score_field(number, known["instrument"] or "", score.subscale)
        column = _column(_position(headers, score.column), score.column, field, mapping, zone)
        found.append((column, score.model_copy(update=known)))
    base = mapping.wide.base_column
    day = fields_of(Kind.QUESTIONNAIRES)["day"]
    return tuple(found), _column(_position(headers, base), base, day, mapping, zone) if base else None


def _score_field(number: int, id: str, subscale: str | None) -> Field:
    """The total or a subscale of an instrument, with its range."""
    known = instrument(id)
    scale = known and (known.subscale(subscale) if subscale else known.total)
    if known is None or scale is None:
        scales = ", ".join(one.id for one in known.subscales) if known else ""
        raise wrong_map(f"wide.scores.{number}.subscale", N_("Subscales of {id}: {known}."), id=id, known=scales or "–")
    return Field(subscale or "total", Form.NUMBER, (), (), scale.range)


def wrong_map(key: str, remedy: str, **values: object) -> InvalidInputError:
    """The refusal of a map for one of its keys."""
    return InvalidInputError("map", N_("The map file is wrong at {problem}."), remedy, **{**values, "problem": key})


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
