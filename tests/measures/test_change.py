"""Reliable and clinically significant change, for scales of both directions."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtherapy_data.measures.change import Verdict, Yardstick, judge

RECOVERED, IMPROVED, UNCHANGED, DETERIORATED, UNKNOWN = Verdict
LOWER, HIGHER = "higher_is_worse", "higher_is_better"
DEPRESSION = Yardstick(6.1, 0.84, LOWER, 10)  # 6.8 points are needed
WELL_BEING = Yardstick(6.1, 0.84, HIGHER, 25)


def test_the_worked_example_of_the_method() -> None:
    example = judge(32.5, 47.5, Yardstick(7.5, 0.80, HIGHER))
    assert Yardstick(7.5, 0.80, HIGHER).error == pytest.approx(4.743, abs=0.0005)
    assert example.index == pytest.approx(3.16, abs=0.005)
    assert example.needed == pytest.approx(9.297, abs=0.0005)
    assert (example.difference, example.verdict) == (15.0, IMPROVED)


@pytest.mark.parametrize(
    ("yardstick", "first", "last", "verdict"),
    [
        (DEPRESSION, 15, 8, RECOVERED),
        (DEPRESSION, 10, 3, RECOVERED),  # the cut-off itself counts as clinical: at the start
        (DEPRESSION, 17, 10, IMPROVED),  # and at the end
        (DEPRESSION, 24, 15, IMPROVED),
        (DEPRESSION, 9, 1, IMPROVED),  # not clinical at the start: nobody recovers from what they did not have
        (DEPRESSION, 12, 8, UNCHANGED),  # under the cut-off, but by noise
        (DEPRESSION, 15, 15, UNCHANGED),
        (DEPRESSION, 15, 21, UNCHANGED),
        (DEPRESSION, 15, 22, DETERIORATED),
        (DEPRESSION, 4, 12, DETERIORATED),  # also when it crosses into the clinical range
        (WELL_BEING, 18, 29, RECOVERED),
        (WELL_BEING, 25, 32, RECOVERED),
        (WELL_BEING, 18, 25, IMPROVED),
        (WELL_BEING, 26, 35, IMPROVED),
        (WELL_BEING, 22, 27, UNCHANGED),
        (WELL_BEING, 30, 22, DETERIORATED),
        (Yardstick(6.1, 0.84, LOWER), 27, 0, IMPROVED),  # no cut-off: never recovered
        (Yardstick(None, 0.84, LOWER, 10), 27, 0, UNKNOWN),
        (Yardstick(6.1, None, LOWER, 10), 27, 0, UNKNOWN),
        (None, 27, 0, UNKNOWN),
    ],
)
def test_a_verdict(yardstick: Yardstick | None, first: float, last: float, verdict: Verdict) -> None:
    assert judge(first, last, yardstick).verdict is verdict


@pytest.mark.parametrize(
    ("sd", "reliability", "first", "last"),
    [
        (5, 0.5, 12.4, 2.6),  # 9.8 = 1.96 × 5, whose difference in binary numbers is 9.8 and a trace more
        (2.5, 0.5, 9.7, 4.8),
        (10, 0.5, 19.6, 0),
        (10, 0.98, 0.1 + 0.2, 4.22),  # 3.92 = 1.96 × 2
        (10, 0.875, 30.1, 20.3),
    ],
)
def test_exactly_1_96_is_not_reliable(sd: float, reliability: float, first: float, last: float) -> None:
    for direction in (LOWER, HIGHER):
        assert judge(first, last, Yardstick(sd, reliability, direction)).verdict is UNCHANGED
        assert judge(last, first, Yardstick(sd, reliability, direction)).verdict is UNCHANGED
    just_more = judge(first, last + 0.001 * (1 if last > first else -1), Yardstick(sd, reliability, LOWER))
    assert just_more.is_reliable


@pytest.mark.parametrize(("direction", "just_beyond"), [(LOWER, 0.2), (HIGHER, 0.4)])
def test_the_cut_off_is_clinical_whatever_binary_numbers_make_of_it(direction: str, just_beyond: float) -> None:
    yardstick = Yardstick(1, 0.5, direction, 0.3)
    assert yardstick.is_clinical(0.1 + 0.2)
    assert yardstick.is_clinical(0.3)
    assert yardstick.is_clinical(just_beyond) is False


def test_without_reliability_the_cut_off_still_speaks() -> None:
    known = judge(15, 8, Yardstick(None, None, LOWER, 10))
    assert (known.clinical_before, known.clinical_after, known.needed, known.index) == (True, False, None, None)


@pytest.mark.parametrize(("sd", "reliability"), [(0, 0.8), (-1, 0.8), (float("nan"), 0.8), (5, 1), (5, -0.1), (5, 1.2)])
def test_a_yardstick_that_measures_nothing_is_refused(sd: float, reliability: float) -> None:
    with pytest.raises(ValueError, match=r"above 0|below 1"):
        Yardstick(sd, reliability, LOWER)


scores = st.decimals(min_value=-100, max_value=100, places=2).map(float)
spreads = st.decimals(min_value="0.1", max_value=30, places=2).map(float)
reliabilities = st.decimals(min_value=0, max_value="0.99", places=2).map(float)


@given(scores, scores, spreads, reliabilities, st.none() | scores)
def test_a_scale_turned_round_gives_the_same_verdict(
    first: float, last: float, sd: float, reliability: float, cutoff: float | None
) -> None:
    as_it_is = judge(first, last, Yardstick(sd, reliability, LOWER, cutoff))
    turned = judge(-first, -last, Yardstick(sd, reliability, HIGHER, None if cutoff is None else -cutoff))
    assert turned.verdict is as_it_is.verdict
    assert (turned.clinical_before, turned.clinical_after) == (as_it_is.clinical_before, as_it_is.clinical_after)


@given(scores, scores, spreads, reliabilities)
def test_there_and_back_is_better_once_and_worse_once_or_nothing_at_all(
    first: float, last: float, sd: float, reliability: float
) -> None:
    yardstick = Yardstick(sd, reliability, LOWER)
    there, back = judge(first, last, yardstick), judge(last, first, yardstick)
    assert {there.verdict, back.verdict} in ({UNCHANGED}, {IMPROVED, DETERIORATED})
    reliable = abs(last - first) / (sd * sqrt(2 * (1 - reliability))) > 1.96 + 1e-7
    assert there.is_reliable or not reliable


@given(scores, scores, spreads, reliabilities, scores)
def test_who_recovered_was_clinical_is_no_longer_and_improved(
    first: float, last: float, sd: float, reliability: float, cutoff: float
) -> None:
    change = judge(first, last, Yardstick(sd, reliability, LOWER, cutoff))
    without = judge(first, last, Yardstick(sd, reliability, LOWER))
    if change.verdict is RECOVERED:
        assert last < cutoff <= first
        assert without.verdict is IMPROVED
    else:
        assert change.verdict is without.verdict
