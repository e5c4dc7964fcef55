"""A questionnaire as it is used: its scores with what is known of them, and the items that they are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from runtherapy_data.measures.facts import (
    Band,
    Bands,
    Cutoff,
    Direction,
    Ends,
    Licence,
    Missing,
    Number,
    PublishedChange,
    Remark,
    RiskItem,
)
from runtherapy_data.measures.instrument_file import InstrumentFile
from runtherapy_data.measures.words import Words


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

    @property
    def count(self) -> str:
        """How many there are: "9", or "3–5"."""
        return str(self.most) if self.fewest == self.most else f"{self.fewest}–{self.most}"


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
    file: InstrumentFile = field(compare=False, repr=False)  # the facts as they stand, also those that did not load

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
