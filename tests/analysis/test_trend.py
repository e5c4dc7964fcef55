"""The trend and its band, on series whose truth is known."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from benchmarks.series import START, with_random_gaps, without_bad_days
from benchmarks.trend import bands
from runtherapy_data.analysis.trend import Trend, smooth


def trend_of(places: list[int], values: list[int]) -> Trend:
    found = smooth(tuple(START + dt.timedelta(days=place) for place in places), tuple(values))
    assert found is not None
    return found


def test_the_band_holds_the_true_level_on_about_95_percent_of_days() -> None:
    """The whole measurement, on more series and with what goes wrong, is `python -m benchmarks.trend`."""
    held = bands(with_random_gaps, 400)
    assert 0.93 <= held.inside.mean() <= 0.97
    assert 0.93 <= held.inside[held.in_gap].mean() <= 0.97
    assert held.width[held.in_gap].mean() > 1.2 * held.width[~held.in_gap].mean()


def test_where_bad_days_go_missing_the_line_lies_too_high() -> None:
    """No smoother sees what was never said: docs/trend.md says so, and this is why."""
    held = bands(without_bad_days, 200)
    assert 0.1 < held.off.mean() < 0.4
    assert held.inside.mean() < 0.93


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
