"""Means and intervals from additive sums."""

from __future__ import annotations

import math
import statistics

import pytest

from runtherapy_data.analysis.cohorts import estimate, t_point


@pytest.mark.parametrize("freedom", [9, 10, 19, 39, 199])
def test_ninety_five_percent_of_students_t_lies_between_the_points(freedom: int) -> None:
    point, steps = t_point(freedom), 20_000
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(freedom * math.pi)
    middles = ((step + 0.5) * point / steps for step in range(steps))
    half = sum(scale * (1 + x * x / freedom) ** (-(freedom + 1) / 2) for x in middles) * point / steps
    assert 2 * half == pytest.approx(0.95, abs=2e-6)


def test_sums_give_the_mean_and_deviation_of_the_values() -> None:
    values = [4.0, 5.5, 6.0, 3.25, 7.0, 5.0, 4.5, 6.5, 5.0, 4.75, 6.25]
    found = estimate(len(values), sum(values), sum(value * value for value in values), 0, 10)
    assert found is not None
    assert found.mean == pytest.approx(statistics.fmean(values))
    assert found.deviation == pytest.approx(statistics.stdev(values))
    assert found.high - found.mean == pytest.approx(2.22814 * statistics.stdev(values) / 11**0.5, abs=1e-4)


def test_nine_courses_have_no_mean() -> None:
    assert estimate(9, 45, 230, 0, 10) is None


def test_an_interval_ends_where_the_scale_ends() -> None:
    found = estimate(10, 99.0, 981.0, 0, 10)
    assert found is not None and found.high == 10
