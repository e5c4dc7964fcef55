"""Own scales and several reports a day, against slow and obvious twins."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtherapy_data.readers.maps import ScaleRule
from runtherapy_data.readers.scales import combined, rescaled, rounded

SEVEN = ScaleRule(own=(1, 7))
TIRED = ScaleRule(own=(1, 7), reversed=True)
BIPOLAR = ScaleRule(own=(-3, 3))


@pytest.mark.parametrize(
    ("rule", "turned"),
    [(SEVEN, [0, 2, 3, 5, 7, 8, 10]), (TIRED, [10, 8, 7, 5, 3, 2, 0])],
)
def test_one_to_seven_becomes_nought_to_ten(rule: ScaleRule, turned: list[int]) -> None:
    assert [rounded(rescaled(Decimal(value), rule, (0, 10))) for value in range(1, 8)] == turned


def test_a_scale_around_nought() -> None:
    assert [rounded(rescaled(Decimal(value), BIPOLAR, (0, 10))) for value in range(-3, 4)] == [0, 2, 3, 5, 7, 8, 10]


@given(st.decimals(-1000, 1000, places=3), st.sampled_from([0, 1, 2]))
def test_halves_are_rounded_up(value: Decimal, digits: int) -> None:
    step = Decimal(1).scaleb(-digits)
    twin = (value + 2000).quantize(step, rounding=ROUND_HALF_UP) - 2000
    assert rounded(value, digits) == Fraction(twin)


@given(st.integers(-20, 20), st.integers(1, 30), st.booleans(), st.fractions(0, 1))
def test_both_ends_go_to_both_ends_and_order_is_kept_or_turned(
    low: int, width: int, turned: bool, share: Fraction
) -> None:
    rule = ScaleRule(own=(low, low + width), reversed=turned)
    ends = [rescaled(Fraction(end), rule, (0, 10)) for end in (low, low + width)]
    assert ends == ([10, 0] if turned else [0, 10])
    between = rescaled(low + share * width, rule, (0, 10))
    assert between == (10 * (1 - share) if turned else 10 * share)


@pytest.mark.parametrize(
    ("how", "value"), [("mean", 3), ("median", Fraction(5, 2)), ("last", 2), ("max", 7), ("min", 0)]
)
def test_several_values_become_one(how: str, value: Fraction) -> None:
    assert combined([Decimal(7), Decimal(0), Decimal(3), Decimal(2)], how) == value  # type: ignore[arg-type]
