"""A map file: how a practice's own file is to be read. TOML; docs/imports.md explains it, docs/examples/ holds two."""

from __future__ import annotations

import datetime as dt
import tomllib
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.codes import Complaint, EndReason, Mode
from runtherapy_data.readers.vocabulary import FIELDS, Kind

Combine = Literal["mean", "median", "last", "max", "min"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class FileOptions(_Model):
    """How the file is written, where that cannot be seen from the file itself."""

    delimiter: Literal[",", ";", "\t"] | None = None
    encoding: Literal["utf-8", "windows-1252"] | None = None
    sheet: str | None = None
    dates: str | None = Field(default=None, description="a strptime format, such as %d/%m/%y")


class ScaleRule(_Model):
    """A column's own scale, and the one it is turned into (the field's own unless named)."""

    own: tuple[float, float] = Field(alias="from")
    to: tuple[float, float] | None = None
    reversed: bool = False

    @model_validator(mode="after")
    def _not_empty(self) -> ScaleRule:
        for low, high in (self.own, self.to or (0, 1)):
            if not low < high:
                raise ValueError("a scale runs from its lowest to its highest value")
        return self


class DaysRule(_Model):
    """How several reports on one day become one."""

    combine: Combine
    fields: dict[str, Combine] = {}

    def of(self, field: str) -> Combine:
        """How this field is combined."""
        return self.fields.get(field, self.combine)


class WideScore(_Model):
    """One column of a wide file: which questionnaire at which moment, so many days after the base date."""

    column: str
    instrument: str
    moment: str
    offset_days: int = Field(ge=-3650, le=3650)
    subscale: str | None = None


class WideRule(_Model):
    """A file with one row a client and a column for each result; it holds no days, so these are computed."""

    base_on: dt.date | None = None
    base_column: str | None = None
    scores: tuple[WideScore, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_base(self) -> WideRule:
        if (self.base_on is None) == (self.base_column is None):
            raise ValueError("name either base_on or base_column")
        return self


class CreateRule(_Model):
    """Clients that are not there yet are made, each with one course."""

    complaint: Complaint
    weeks: int = Field(ge=1, le=52)
    mode: Mode = Mode.GENTLE_BUILD_UP
    starts_on: dt.date | None = Field(default=None, description="the first day in the file, unless named")
    end_reason: EndReason | None = Field(default=None, description="the course ended on its last day in the file")
    therapist: str | None = Field(
        default=None, description="the address of the therapist who treats them from today on"
    )


class SqlRule(_Model):
    """Another database in place of a file. `${NAME}` in the url is read from the environment."""

    url: str
    query: str
    name: str = Field(default="", max_length=64)
    increment: str | None = None
    since: int | dt.datetime | dt.date | str | None = None

    @model_validator(mode="after")
    def _since_when(self) -> SqlRule:
        if (self.increment is None) != (self.since is None):
            raise ValueError("increment and since come together: the column, and the value to begin after")
        return self


class Map(_Model):
    """Everything a map file may say. `client` is a fixed code, or a pattern such as `BB-{subject:03}`."""

    facts: Kind | None = None
    client: str | None = None
    file: FileOptions = FileOptions()
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    scales: dict[str, ScaleRule] = {}
    days: DaysRule | None = None
    wide: WideRule | None = None
    create: CreateRule | None = None
    sql: SqlRule | None = None


NO_MAP: Final = Map()


def read_map(content: bytes, kind: Kind | None = None) -> Map:
    """The map in a file's bytes; `kind` is what the file to be read holds, where that was said apart.

    An InvalidInputError names every key that is wrong.
    """
    try:
        found = Map.model_validate(tomllib.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise InvalidInputError("map", N_("The map file is not UTF-8 text."), N_("Save it as UTF-8.")) from error
    except tomllib.TOMLDecodeError as error:
        raise InvalidInputError(
            "map", N_("The map file is not TOML: {problem}."), N_("Compare it with docs/imports.md."), problem=error
        ) from error
    except ValidationError as error:
        raise InvalidInputError(
            "map", N_("The map file is wrong at {problem}."), N_("Compare it with docs/imports.md."),
            problem="; ".join(_problem(one["loc"], one["msg"]) for one in error.errors()),
        ) from error  # fmt: skip
    if kind is not None and found.facts is not None and kind != found.facts:
        raise InvalidInputError(
            "map", N_("The map file is for {facts}, not for {kind}."), N_("Name another map file, or another kind."),
            facts=found.facts, kind=kind,
        )  # fmt: skip
    _check_names(found, kind or found.facts)
    return found


def _problem(location: tuple[str | int, ...], message: str) -> str:
    return f"{'.'.join(str(part) for part in location) or '(top)'} ({message.removeprefix('Value error, ')})"


def _check_names(found: Map, kind: Kind | None) -> None:
    """Every field that the map names exists for this kind of file."""
    if kind is None:
        return
    known = {field.code: field for field in FIELDS[kind]}
    scalable = {code for code, field in known.items() if field.form in ("whole", "number")}
    subscales = kind == Kind.QUESTIONNAIRES
    named = [(f"columns.{key}", key in known or subscales) for key in found.columns]
    named += [(f"constants.{key}", key in known) for key in found.constants]
    named += [(f"scales.{key}", key in scalable or subscales) for key in found.scales]
    named += [(f"days.fields.{key}", key in known) for key in (found.days.fields if found.days else ())]
    named += [("days", found.days is None or kind == Kind.CHECK_INS)]
    named += [("wide", found.wide is None or kind == Kind.QUESTIONNAIRES)]
    wrong = [key for key, right in named if not right]
    if wrong:
        raise InvalidInputError(
            "map", N_("The map file is wrong at {problem}."), N_("Fields of {kind}: {known}."),
            problem=", ".join(wrong), kind=kind, known=", ".join(known),
        )  # fmt: skip
