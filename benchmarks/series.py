"""Made-up daily series whose truth is known: what a trend and a change are checked on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

START = dt.date(2026, 1, 5)


@dataclass(frozen=True)
class Made:
    """`level`: the true slow level of each day (0–10); `places`: which days were answered, and `said` what on them.

    `felt`: how each day was, spells included, where that differs from the slow level.
    """

    level: NDArray[np.float64]
    places: NDArray[np.int64]
    said: NDArray[np.int64]
    felt: NDArray[np.float64] | None = None

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The calendar days of the answers."""
        return tuple(START + dt.timedelta(days=place) for place in self.places.tolist())

    @property
    def values(self) -> tuple[int, ...]:
        """The answers."""
        return tuple(self.said.tolist())


def true_level(rng: np.random.Generator, days: int) -> NDArray[np.float64]:
    """One of five courses of life: steady change, waves, a dip, wandering, nothing."""
    weeks, base = np.arange(days) / 7, rng.uniform(3, 7)
    wave = rng.uniform(0.5, 1.8) * np.sin(2 * np.pi * weeks / rng.uniform(4, 12) + rng.uniform(0, 6))
    dip = 0.1 * weeks - rng.uniform(1, 2.5) * np.exp(-(((weeks - rng.uniform(3, 9)) / 1.5) ** 2))
    wandering = np.cumsum(rng.normal(0, rng.uniform(0.05, 0.25), days))
    steady = rng.uniform(-0.35, 0.35) * (weeks - weeks.mean())
    shapes = [steady, wave, dip, wandering, np.zeros(days)]
    return np.asarray(np.clip(base + shapes[rng.integers(len(shapes))], 1, 9))


def answered(rng: np.random.Generator, days: int) -> NDArray[np.int64]:
    """Which days were answered, whatever they were like: half to nearly all, less up to two gaps of 4 to 14 days."""
    kept = rng.random(days) < rng.uniform(0.45, 0.9)
    for _ in range(rng.integers(0, 3)):
        begin = rng.integers(0, days)
        kept[begin : begin + rng.integers(4, 15)] = False
    return np.flatnonzero(kept)


def said_of(rng: np.random.Generator, level: NDArray[np.float64]) -> NDArray[np.int64]:
    """What would be answered on each day: whole numbers around the level, by one person's own noise."""
    noise = rng.normal(0, rng.uniform(0.6, 1.6), len(level))
    return np.clip(np.rint(level + noise), 0, 10).astype(np.int64)


def with_random_gaps(rng: np.random.Generator) -> Made:
    """28 to 100 days; which ones are missing has nothing to do with how they were."""
    days = int(rng.integers(28, 100))
    level, places = true_level(rng, days), answered(rng, days)
    return Made(level, places, said_of(rng, level)[places])


def without_bad_days(rng: np.random.Generator, days: int = 84) -> Made:
    """Answers below somebody's own middle go missing half of the time, all others in 15 %."""
    level = true_level(rng, days)
    said = said_of(rng, level)
    missing = np.where(said < np.median(said), 0.5, 0.15)
    places = np.flatnonzero(rng.random(days) >= missing)
    return Made(level, places, said[places])


def with_moods_that_last(rng: np.random.Generator) -> Made:
    """Random gaps, and a noise in which each day keeps half of the day before: good and bad days come in spells."""
    days = int(rng.integers(28, 100))
    level, places = true_level(rng, days), answered(rng, days)
    noise = rng.standard_normal(days)
    for day in range(1, days):
        noise[day] = 0.5 * noise[day - 1] + np.sqrt(0.75) * noise[day]
    felt = level + rng.uniform(0.6, 1.6) * noise
    return Made(level, places, np.clip(np.rint(felt), 0, 10).astype(np.int64)[places], felt)


def flat(rng: np.random.Generator, days: int = 70, *, step: float = 0.0) -> Made:
    """A level that does not move, but for a step in the last two weeks."""
    level = np.full(days, rng.uniform(3.5, 6.5))
    level[-14:] += step
    places = answered(rng, days)
    return Made(level, places, said_of(rng, level)[places])
