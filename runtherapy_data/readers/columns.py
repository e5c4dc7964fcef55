"""One column of a table, and how its cells become values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.instruments import instruments
from runtherapy_data.readers import cells
from runtherapy_data.readers.maps import Map, ScaleRule
from runtherapy_data.readers.vocabulary import FIELDS, Field, Form, Kind, plain

LONGEST_CODE: Final = 40
_LONGEST_KEY: Final = 200


def outside(field: str, low: float, high: float) -> InvalidInputError:
    """The refusal of a number beyond its range."""
    return InvalidInputError(
        field, N_("This lies outside {low} to {high}."), N_("Correct it, or give the scale in a map file."),
        low=f"{low:g}", high=f"{high:g}",
    )  # fmt: skip


def wrong_map(key: str, remedy: str, **values: object) -> InvalidInputError:
    """The refusal of a map for one of its keys."""
    return InvalidInputError("map", N_("The map file is wrong at {problem}."), remedy, **{**values, "problem": key})


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


def position(headers: Sequence[str], header: str) -> int:
    """Where the column with this header stands; refused when there is none, or more than one."""
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


def make_column(index: int, header: str, field: Field, mapping: Map, zone: str) -> Column:
    """The column for a field, read as the map and the practice's zone ask."""
    return Column(index, header, field, _parser(field, mapping, zone), mapping.scales.get(field.code))
