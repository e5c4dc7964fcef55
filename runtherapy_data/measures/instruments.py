"""The questionnaires that the product knows: facts that are data, one file each in `instruments/`.

Every fact in a file carries its source and how sure it is: `verified` (read in its source), `general knowledge` (cited,
not re-read) or `UNSURE`. What a number *means* (bands, cut-off) loads only when it is verified; what keeps a number
straight (range, direction, items, how they are scored) and what a change is measured with (SD, reliability) also when
it is general knowledge, and is then shown with that word. An UNSURE fact loads as absent, whatever it is. Adding an
instrument is adding a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, TypeVar

from runtherapy_data.measures.facts import (
    Band,
    Bands,
    Cutoff,
    Direction,
    Ends,
    Fact,
    Licence,
    Missing,
    Number,
    PublishedChange,
    Remark,
    RiskItem,
)
from runtherapy_data.measures.instrument_file import InstrumentFile, ItemsFile, ScaleFile, SubscaleFile, read_file
from runtherapy_data.measures.words import Words

__all__ = [  # the facts that a scale carries are named from here by who reads scales
    "FOLDER", "Band", "Bands", "Cutoff", "Direction", "Instrument", "Items", "Missing", "Number", "PublishedChange",
    "RiskItem", "Scale", "Subscale", "instrument", "instruments", "read_instrument",
]  # fmt: skip

FOLDER: Final = Path(__file__).resolve().parent / "instruments"
_Known = TypeVar("_Known", bound=Fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """One score: its range (both ends included, None where it is not known), and what is known of it.

    sd and reliability are what a reliable change is computed from; without both of them the verdict is "not known".
    """

    range: Ends | None
    bands: Bands | None = None
    cutoff: Cutoff | None = None
    sd: Number | None = None
    reliability: Number | None = None
    smallest_change: Number | None = None
    published_change: PublishedChange | None = None

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscale(Scale):
    """One subscale of an instrument; `items` are the numbers of its items, None where they are not known."""

    id: str
    name: Words
    items: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """The items of an instrument and how they become a score.

    fewest, most: how many there are (the same number, but for own activities). answers: lowest and highest as filled
    in. recode: (answer, what it counts for), before anything else. reverse: items that count as low + high − answer.
    The score is the sum or mean, times factor.
    """

    fewest: int
    most: int
    answers: Ends
    whole: bool
    method: Literal["sum", "mean"]
    factor: float
    reverse: tuple[int, ...]
    recode: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One questionnaire. `total` is None where the instrument has subscales only (4DKL, HADS)."""

    id: str
    name: Words
    direction: Direction
    licence: Licence | None
    wording_may_ship: bool
    period: Words | None
    items: Items | None
    missing: Missing | None
    risk_items: tuple[RiskItem, ...]
    total: Scale | None
    subscales: tuple[Subscale, ...]
    remarks: tuple[Remark, ...]
    file: InstrumentFile  # the facts as they stand, also those that did not load

    @property
    def range(self) -> Ends | None:
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

    def scale(self, code: str = "") -> Scale | None:
        """The subscale with this code, or the total when no code is given."""
        return self.subscale(code) if code else self.total


def _known(fact: _Known | None) -> _Known | None:
    return fact if fact is not None and fact.is_usable else None


def _verified(fact: _Known | None) -> _Known | None:
    return fact if fact is not None and fact.is_verified else None


def _scale(file: ScaleFile) -> Scale:
    return Scale(
        range=file.range.value if file.range and file.range.is_usable else None,
        bands=_verified(file.bands),
        cutoff=_verified(file.cutoff),
        sd=_known(file.sd),
        reliability=_known(file.reliability),
        smallest_change=_known(file.smallest_change),
        published_change=_known(file.published_change),
    )


def _subscale(code: str, file: SubscaleFile) -> Subscale:
    scale = _scale(file)
    known = {name: getattr(scale, name) for name in Scale.__dataclass_fields__}
    items = _known(file.items)
    return Subscale(**known, id=code, name=file.name, items=items.value if items else None)


def _items(file: ItemsFile | None) -> Items | None:
    """None also when one part is UNSURE: a score without its reversed items would be wrong."""
    if file is None or not all(
        fact.is_usable for fact in (file.count, file.answers, file.method, file.reverse, file.recode) if fact
    ):
        return None
    fewest, most = file.count.ends
    return Items(
        fewest=fewest,
        most=most,
        answers=file.answers.value,
        whole=file.answers.whole,
        method=file.method.value,
        factor=file.method.factor,
        reverse=file.reverse.value if file.reverse else (),
        recode=tuple(sorted(file.recode.value.items())) if file.recode else (),
    )


def read_instrument(text: str, name: str = "instrument") -> Instrument:
    """An instrument from the text of its file; ConfigurationError names the file (`name`), the fact and the problem."""
    file = read_file(text, name)
    total = _scale(file.total)
    return Instrument(
        id=file.id,
        name=file.name,
        direction=file.direction.value,
        licence=_known(file.licence),
        wording_may_ship=bool(file.item_wording and file.item_wording.is_usable and file.item_wording.may_ship),
        period=file.period.words if file.period and file.period.is_usable else None,
        items=_items(file.items),
        missing=_known(file.missing),
        risk_items=tuple(one for one in file.risk_items if one.is_usable),
        total=None if total.range is None else total,
        subscales=tuple(_subscale(code, one) for code, one in file.subscales.items()),
        remarks=tuple(one for one in file.remarks if one.is_usable),
        file=file,
    )


@lru_cache(maxsize=1)
def _all() -> dict[str, Instrument]:
    paths = sorted(FOLDER.glob("*.toml"))
    return {path.stem: read_instrument(path.read_text(encoding="utf-8"), path.name) for path in paths}


def instruments() -> tuple[Instrument, ...]:
    """Every instrument, ordered by id."""
    return tuple(_all()[key] for key in sorted(_all()))


def instrument(id: str) -> Instrument | None:
    """The instrument with this id, or None when it is not known."""
    return _all().get(id)
