"""What a rule sees in a block: on which days it holds in which course, and what lies behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from runtherapy_data.analysis.block import Flags
from runtherapy_data.analysis.rules import Rule

Numbers = dict[str, float | str]


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies behind a rule on one day: days of the course, numbers and limits, as the rule's form names them.

    `since` overrules the first day on which the rule held, where its ground is older than the course. `parts`: where
    several things lie behind it, the days of each: a daily measure, or `sessions`.
    """

    days: tuple[int, ...]
    numbers: Numbers = field(default_factory=dict)
    limits: Numbers = field(default_factory=dict)
    since: int | None = None
    parts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """One rule on one subject. `holds` (B, D): from what was known up to that day; `ground(course, day)`: why."""

    rule: Rule
    holds: Flags
    ground: Callable[[int, int], Ground]
    subject: str = ""


def kept_up(on: Flags, stays: Flags) -> Flags:
    """(B, D): holds from a day that is `on` for as long as each day after it `stays`, so that it does not flicker."""
    holds = np.zeros_like(on)
    now = np.zeros(len(on), dtype=bool)
    for day in range(on.shape[1]):
        now = on[:, day] | (now & stays[:, day])
        holds[:, day] = now
    return holds


def rounded(value: float) -> float:
    """One decimal, as a sentence says it."""
    return round(float(value), 1)


def away(value: float, points: float) -> float:
    """What lies `points` from a value, as a sentence says all three: their difference is then what is said too."""
    return rounded(rounded(value) + rounded(points))
