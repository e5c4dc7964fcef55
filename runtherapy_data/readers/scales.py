"""From a file's own scale to the product's, and from several reports a day to one. Exact until the one rounding."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from statistics import mean, median

from runtherapy_data.readers.maps import Combine, ScaleRule

Number = Decimal | Fraction


def rescaled(value: Number, rule: ScaleRule, to: tuple[float, float]) -> Fraction:
    """The value on the other scale, not yet rounded; ends go to ends, crosswise if reversed."""
    low, high = Fraction(str(rule.own[0])), Fraction(str(rule.own[1]))
    to_low, to_high = Fraction(str(to[0])), Fraction(str(to[1]))
    share = (Fraction(value) - low) / (high - low)
    if rule.reversed:
        share = 1 - share
    return to_low + share * (to_high - to_low)


def rounded(value: Number, digits: int = 0) -> Fraction:
    """Rounded half up, as people do: 2.5 becomes 3."""
    shift = 10**digits
    return Fraction(floor(Fraction(value) * shift + Fraction(1, 2)), shift)


def combined(values: Sequence[Decimal], how: Combine) -> Number:
    """One value for several, oldest first."""
    if how == "last":
        return values[-1]
    if how == "max":
        return max(values)
    if how == "min":
        return min(values)
    exact = [Fraction(value) for value in values]
    return mean(exact) if how == "mean" else median(exact)
