"""How courses ended, in numbers that may be known: rounded, and a small one only as smaller.

A rounded number still has limits, and so has the rest of the group: of 16 courses, "about 10" twice can only be 8 and
8, and nobody else. So every outcome has to leave open at least three numbers, to somebody who knows the rule and the
size of the group; where it does not, nothing is said about any of them (docs/adr/0003).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from runtherapy_data.measures.groups import FEWEST_ENDED, OUTCOMES, ROUNDED_TO

_LEFT_OPEN: Final = 3
_HALF: Final = ROUNDED_TO // 2


def rounded(courses: int) -> int:
    """To the nearest multiple of five."""
    return (courses + _HALF) // ROUNDED_TO * ROUNDED_TO


def may_be_known(counts: Mapping[str, int]) -> dict[str, int]:
    """Outcome → its rounded number of courses, of those with eight or more; empty where that would tell too much.

    `counts` are the exact numbers of one group; an outcome that is not in it has none.
    """
    known = {outcome: rounded(n) for outcome in OUTCOMES if (n := counts.get(outcome, 0)) >= FEWEST_ENDED}
    return known if _leaves_open(known, sum(counts.values())) else {}


def _leaves_open(known: Mapping[str, int], whole: int) -> bool:
    """Whether each outcome could be at least three numbers, given all that is said and the size of the group."""
    limits = [_limits(known[outcome]) if outcome in known else (0, FEWEST_ENDED - 1) for outcome in OUTCOMES]
    least, most = sum(low for low, _ in limits), sum(high for _, high in limits)
    return all(
        min(high, whole - (least - low)) - max(low, whole - (most - high)) + 1 >= _LEFT_OPEN for low, high in limits
    )


def _limits(known: int) -> tuple[int, int]:
    return max(known - _HALF, FEWEST_ENDED), known + _HALF
