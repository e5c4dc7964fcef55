"""A client's own usual level, and how far two stretches of days lie apart: from raw answers, with how sure that is.

The mean of a stretch stands for all its days, answered or not. How sure it is follows from how much the answers differ
and how many there are; on a handful of answers their spread is itself a guess, so it is held to be about one point,
with the weight of two answers, before any is seen (the prior of the trend, `analysis.trend`). Two means are compared as
Welch does where spreads may differ (Biometrika 1947, 34:28-35). Days of life events are left out on both sides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

WINDOW_DAYS: Final = 14
# Fewer answers than this in a stretch say more about those days than about it.
FEWEST_ANSWERS: Final = 4
# For a usual level more is asked: it is what later days are held against.
FEWEST_FOR_BASELINE: Final = 6
# The least that a change has to be: half a point. Half a standard deviation is what people tend to notice of a change
# (Norman, Sloan and Wyrwich, Medical Care 2003, 41:582-592), and days of one person differ by a point or more.
WORTH_NAMING: Final = 0.5
LEAST_SPREAD: Final = 0.5  # points; answers are whole, so a spread of 0 only says that the scale is coarse
_NOISE: Final = 1.0
_NOISE_WEIGHT: Final = 2.0
_Z95: Final = 1.959964
_MAD: Final = 1.4826  # a median absolute deviation, as the standard deviation of normal noise

Days = Sequence[dt.date]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from `first` through `last` and what was answered in them; `mean` in points of the 0–10 scale."""

    first: dt.date
    last: dt.date
    mean: float
    variance: float
    answered: int


@dataclass(frozen=True, slots=True)
class Change:
    """How much higher the later stretch lies than the earlier one: points, with the ends of the 95 % interval."""

    before: Stretch
    after: Stretch
    points: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Worth naming: half a point or more, and the interval leaves no change out."""
        return abs(self.points) >= WORTH_NAMING and (self.low > 0 or self.high < 0)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The usual level of the first two weeks: `centre` and `spread` in points, from this many answers."""

    first: dt.date
    last: dt.date
    centre: float
    spread: float
    answered: int


def _within(
    days: Days, values: Sequence[float], first: dt.date, last: dt.date, left_out: Collection[dt.date]
) -> list[float]:
    return [value for day, value in zip(days, values, strict=True) if first <= day <= last and day not in left_out]


def stretch(
    days: Days, values: Sequence[float], first: dt.date, last: dt.date, left_out: Collection[dt.date] = ()
) -> Stretch | None:
    """The mean of the answers from `first` through `last`; None when there are fewer than four outside `left_out`."""
    found = _within(days, values, first, last, left_out)
    if len(found) < FEWEST_ANSWERS:
        return None
    weight = len(found) - 1 + _NOISE_WEIGHT
    mean = sum(found) / len(found)
    variance = (sum((value - mean) ** 2 for value in found) + _NOISE * _NOISE_WEIGHT) / weight
    return Stretch(first, last, mean, variance, len(found))


def change(before: Stretch | None, after: Stretch | None) -> Change | None:
    """How far two stretches lie apart; None when either has too few answers."""
    if before is None or after is None:
        return None
    points = after.mean - before.mean
    parts = [(one.variance / one.answered, one.answered - 1 + _NOISE_WEIGHT) for one in (before, after)]
    whole = sum(part for part, _ in parts)
    freedom = whole**2 / sum(part**2 / weight for part, weight in parts)  # Welch–Satterthwaite
    reach = _t95(freedom) * whole**0.5
    return Change(before, after, points, points - reach, points + reach)


def since_start(
    days: Days, values: Sequence[float], starts_on: dt.date, today: dt.date, left_out: Collection[dt.date] = ()
) -> Change | None:
    """The last two weeks against the first two of the course; no day counts in both. None: too few days."""
    start_ends = starts_on + dt.timedelta(days=WINDOW_DAYS - 1)
    begins = max(today - dt.timedelta(days=WINDOW_DAYS - 1), start_ends + dt.timedelta(days=1))
    before = stretch(days, values, starts_on, start_ends, left_out)
    return change(before, stretch(days, values, begins, today, left_out))


def lately(days: Days, values: Sequence[float], today: dt.date, left_out: Collection[dt.date] = ()) -> Change | None:
    """The last two weeks against the two before them. None: too few days."""
    begins = today - dt.timedelta(days=WINDOW_DAYS - 1)
    earlier, day_before = begins - dt.timedelta(days=WINDOW_DAYS), begins - dt.timedelta(days=1)
    before = stretch(days, values, earlier, day_before, left_out)
    return change(before, stretch(days, values, begins, today, left_out))


def baseline(
    days: Days, values: Sequence[float], starts_on: dt.date, left_out: Collection[dt.date] = ()
) -> Baseline | None:
    """The client's usual level: the first two weeks of the course, as long as six days of them were answered.

    The centre is the median of the means of all pairs of answers (Hodges and Lehmann, Annals of Mathematical Statistics
    1963, 34:598-611): a few odd days do not move it, and it is finer than a median of whole numbers. The spread is the
    median distance from it, scaled to a standard deviation.
    """
    last = starts_on + dt.timedelta(days=WINDOW_DAYS - 1)
    found = np.array(_within(days, values, starts_on, last, left_out), dtype=np.float64)
    if len(found) < FEWEST_FOR_BASELINE:
        return None
    one, other = np.triu_indices(len(found))
    centre = float(np.median((found[one] + found[other]) / 2))
    spread = max(_MAD * float(np.median(np.abs(found - centre))), LEAST_SPREAD)
    return Baseline(starts_on, last, centre, spread, len(found))


def _t95(freedom: float) -> float:
    """The 97.5 % quantile of Student's t, from 5 degrees of freedom on right to three digits (Abramowitz 26.7.5)."""
    z = _Z95
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )
