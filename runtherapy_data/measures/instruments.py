"""The questionnaires that the product knows: facts that are data, one file each in `instruments/`.

Every fact in a file carries its source and how sure it is: `verified` (read in its source), `general knowledge` (cited,
not re-read) or `UNSURE`. What a number *means* (bands, cut-off) loads only when it is verified; what keeps a number
straight (range, direction, which subscales there are) also when it is general knowledge, since without it no
score can be checked. An UNSURE fact loads as absent, whatever it is. Adding an instrument is adding a file.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from runtherapy_data.measures.words import Words

FOLDER: Final = Path(__file__).resolve().parent / "instruments"

Certainty = Literal["verified", "general knowledge", "UNSURE"]
Direction = Literal["higher_is_worse", "higher_is_better"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Band(_Model):
    """A named part of a scale, both ends included."""

    low: float
    high: float
    words: Words


class _Fact(_Model):
    source: str = Field(min_length=1)
    certainty: Certainty

    @property
    def is_verified(self) -> bool:
        return self.certainty == "verified"

    @property
    def is_usable(self) -> bool:
        return self.certainty != "UNSURE"


class Bands(_Fact):
    """The bands of a scale, lowest first, and where they come from."""

    steps: tuple[Band, ...]


class Cutoff(_Fact):
    """The score from which on (`at_or_above`), or down to which (`at_or_below`), something is said of somebody."""

    value: float
    side: Literal["at_or_above", "at_or_below"]
    meaning: Words


class Licence(_Fact):
    """Under which terms the questionnaire may be used, in one sentence."""

    text: str


class _Range(_Fact):
    value: tuple[float, float]


class _DirectionFact(_Fact):
    value: Direction


class _ScaleFile(_Model):
    range: _Range | None = None
    bands: Bands | None = None
    cutoff: Cutoff | None = None


class _SubscaleFile(_ScaleFile):
    name: Words


class _InstrumentFile(_Model):
    id: str
    name: Words
    direction: _DirectionFact
    licence: Licence
    total: _ScaleFile = _ScaleFile()
    subscales: dict[str, _SubscaleFile] = {}


@dataclass(frozen=True, slots=True)
class Scale:
    """One score: its range (both ends included, None where it is not known), and what may be said of it."""

    range: tuple[float, float] | None
    bands: Bands | None
    cutoff: Cutoff | None

    def holds(self, score: float) -> bool:
        """Whether the score can occur: it lies within the range, where that is known."""
        return self.range is None or self.range[0] <= score <= self.range[1]

    def band_of(self, score: float) -> Band | None:
        """The band of a score, or None where no verified band covers it.

        A score between two bands (a prorated 4.5 between 0–4 and 5–9) belongs to the lower one: it has not reached the
        next.
        """
        if self.bands is None or not self.holds(score):
            return None
        reached = [band for band in self.bands.steps if band.low <= score]
        return reached[-1] if reached else None


@dataclass(frozen=True, slots=True)
class Subscale(Scale):
    """One subscale of an instrument."""

    id: str
    name: Words


@dataclass(frozen=True, slots=True)
class Instrument:
    """One questionnaire. `total` is None where the instrument has subscales only (4DKL, HADS)."""

    id: str
    name: Words
    direction: Direction
    licence: Licence
    total: Scale | None
    subscales: tuple[Subscale, ...]

    @property
    def range(self) -> tuple[float, float] | None:
        """Lowest and highest total; None where the instrument has no total."""
        return self.total.range if self.total else None

    @property
    def bands(self) -> Bands | None:
        """The verified bands of the total."""
        return self.total.bands if self.total else None

    @property
    def cutoff(self) -> Cutoff | None:
        """The verified cut-off of the total."""
        return self.total.cutoff if self.total else None

    def band_of(self, total: float) -> Band | None:
        """The band of a total, or None where no verified band covers it."""
        return self.total.band_of(total) if self.total else None

    def subscale(self, code: str) -> Subscale | None:
        """The subscale with this code."""
        return next((one for one in self.subscales if one.id == code), None)


def _scale_facts(file: _ScaleFile) -> tuple[tuple[float, float] | None, Bands | None, Cutoff | None]:
    return (
        file.range.value if file.range and file.range.is_usable else None,
        file.bands if file.bands and file.bands.is_verified else None,
        file.cutoff if file.cutoff and file.cutoff.is_verified else None,
    )


def read_instrument(text: str) -> Instrument:
    """An instrument from the text of its file; a pydantic ValidationError names what is wrong with it."""
    file = _InstrumentFile.model_validate(tomllib.loads(text))
    if not file.direction.is_usable:
        raise ValueError(f"{file.id}: the direction of a scale has to be known before a score of it can be kept")
    total = Scale(*_scale_facts(file.total))
    return Instrument(
        id=file.id,
        name=file.name,
        direction=file.direction.value,
        licence=file.licence,
        total=None if total.range is None else total,
        subscales=tuple(Subscale(*_scale_facts(one), id=code, name=one.name) for code, one in file.subscales.items()),
    )


@lru_cache(maxsize=1)
def _all() -> dict[str, Instrument]:
    found = (read_instrument(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml")))
    return {one.id: one for one in found}


def instruments() -> tuple[Instrument, ...]:
    """Every instrument, ordered by id."""
    return tuple(_all()[key] for key in sorted(_all()))


def instrument(id: str) -> Instrument | None:
    """The instrument with this id, or None when it is not known."""
    return _all().get(id)
