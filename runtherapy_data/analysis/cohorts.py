"""The mean of a group of courses, and how sure it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from runtherapy_data.measures.groups import FEWEST

_Z: Final = 1.959963984540054  # the 97.5 % point of the normal distribution


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean across `courses` courses, their standard deviation, and the 95 % interval of the mean."""

    courses: int
    mean: float
    deviation: float
    low: float
    high: float


def estimate(courses: int, total: float, squares: float, lowest: float, highest: float) -> Estimate | None:
    """From additive sums: number of courses, sum and sum of squares of their values. None for fewer than ten courses.

    The interval is Student's, for independent courses, and is cut off at the ends of the scale.
    """
    if courses < FEWEST:
        return None
    mean = total / courses
    variance = max(0.0, (squares - courses * mean * mean) / (courses - 1))
    half = t_point(courses - 1) * math.sqrt(variance / courses)
    return Estimate(courses, mean, math.sqrt(variance), max(lowest, mean - half), min(highest, mean + half))


def t_point(freedom: int) -> float:
    """The 97.5 % point of Student's t with at least nine degrees of freedom, right to four decimals.

    The expansion of Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.5.
    """
    if freedom < FEWEST - 1:
        raise ValueError("the expansion is too coarse below nine degrees of freedom")
    x, v = _Z, float(freedom)
    return (
        x
        + (x**3 + x) / (4 * v)
        + (5 * x**5 + 16 * x**3 + 3 * x) / (96 * v**2)
        + (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / (384 * v**3)
        + (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / (92160 * v**4)
    )
