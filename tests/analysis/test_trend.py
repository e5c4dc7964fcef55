"""The trend and its band, on series whose truth is known."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from runtherapy_data.analysis.trend import Trend, smooth

START = dt.date(2026, 1, 5)


def trend_of(places: list[int], values: list[int]) -> Trend:
    found = smooth(tuple(START + dt.timedelta(days=place) for place in places), tuple(values))
    assert found is not None
    return found


def true_level(rng: np.random.Generator, days: int) -> np.ndarray:
    """One of five courses of life: steady change, waves, a dip, wandering, nothing."""
    weeks, base = np.arange(days) / 7, rng.uniform(3, 7)
    wave = rng.uniform(0.5, 1.8) * np.sin(2 * np.pi * weeks / rng.uniform(4, 12) + rng.uniform(0, 6))
    dip = 0.1 * weeks - rng.uniform(1, 2.5) * np.exp(-(((weeks - rng.uniform(3, 9)) / 1.5) ** 2))
    wandering = np.cumsum(rng.normal(0, rng.uniform(0.05, 0.25), days))
    steady = rng.uniform(-0.35, 0.35) * (weeks - weeks.mean())
    shapes = [steady, wave, dip, wandering, np.zeros(days)]
    return np.clip(base + shapes[rng.integers(len(shapes))], 1, 9)


def answered(rng: np.random.Generator, days: int) -> np.ndarray:
    """Which days were answered: half to nearly all, less up to two gaps of 4 to 14 days."""
    kept = rng.random(days) < rng.uniform(0.45, 0.9)
    for _ in range(rng.integers(0, 3)):
        begin = rng.integers(0, days)
        kept[begin : begin + rng.integers(4, 15)] = False
    return np.flatnonzero(kept)


def test_the_band_holds_the_true_level_on_about_95_percent_of_days() -> None:
    rng = np.random.default_rng(20261)
    held: list[bool] = []
    for _ in range(400):
        days = int(rng.integers(28, 100))
        level, places = true_level(rng, days), answered(rng, days)
        if len(places) < 6:
            continue
        noise = rng.normal(0, rng.uniform(0.6, 1.6), days)
        said = np.clip(np.rint(level + noise), 0, 10)[places].astype(int)
        trend = trend_of(places.tolist(), said.tolist())
        truth = level[places[0] : places[-1] + 1]
        held += ((np.array(trend.low) <= truth) & (truth <= np.array(trend.high))).tolist()
    assert 0.93 <= np.mean(held) <= 0.97


def test_the_band_widens_over_a_gap_and_is_widest_in_its_middle() -> None:
    rng = np.random.default_rng(3)
    places = [place for place in range(60) if not 20 <= place < 34]
    said = np.clip(np.rint(5 + np.cumsum(rng.normal(0, 0.4, 60))), 0, 10)[places].astype(int)
    trend = trend_of(places, said.tolist())
    width = np.subtract(trend.high, trend.low)
    assert width[27] > width[22] > width[15]
    assert width[27] > width[31] > width[40]


@pytest.mark.parametrize(("number", "drawn"), [(0, False), (1, False), (5, False), (6, True), (20, True)])
def test_fewer_than_six_answered_days_give_no_trend(number: int, drawn: bool) -> None:
    days = tuple(START + dt.timedelta(days=place) for place in range(number))
    assert (smooth(days, (5,) * number) is not None) == drawn


def test_every_calendar_day_from_the_first_to_the_last_answer_has_a_level() -> None:
    trend = trend_of([0, 1, 2, 10, 11, 20], [4, 5, 4, 6, 5, 7])
    assert trend.days == tuple(START + dt.timedelta(days=place) for place in range(21))
    assert len(trend.level) == len(trend.low) == len(trend.high) == 21


@pytest.mark.parametrize("value", [0, 10])
def test_the_band_stays_on_the_scale(value: int) -> None:
    trend = trend_of(list(range(0, 40, 4)), [value] * 10)
    assert min(trend.low) >= 0
    assert max(trend.high) <= 10
    assert all(low <= level <= high for low, level, high in zip(trend.low, trend.level, trend.high, strict=True))


def test_the_level_follows_a_lasting_change_and_not_a_single_bad_day() -> None:
    steady = [6] * 40
    one_bad_day = [*steady[:20], 0, *steady[21:]]
    worse_since = [*steady[:20], *[2] * 20]
    places = list(range(40))
    assert trend_of(places, one_bad_day).level[20] > 4.5
    assert trend_of(places, worse_since).level[30] < 3
