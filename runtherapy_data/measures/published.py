"""What somebody else's definition makes of two scores: said beside the verdict, under their name, never as a norm."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from runtherapy_data.measures.facts import Direction, PublishedChange


class Reliable(StrEnum):
    """Whether their threshold was reached, and which way."""

    BETTER = "reliable improvement"
    WORSE = "reliable deterioration"
    NEITHER = "no reliable change"


@dataclass(frozen=True, slots=True)
class Published:
    """Two scores by a published threshold.

    `recovered`: a case at the first score and none at the last; None where that cannot be asked, because they name no
    case or somebody was none at the start.
    """

    reliable: Reliable
    recovered: bool | None


def by_published(first: float, last: float, published: PublishedChange, direction: Direction) -> Published:
    """What the definition says; its threshold itself counts as reached (NHS Talking Therapies: 6 or more points)."""
    gain = first - last if direction == "higher_is_worse" else last - first
    reliable = Reliable.NEITHER
    if abs(gain) >= published.points * (1 - 1e-9):
        reliable = Reliable.BETTER if gain > 0 else Reliable.WORSE
    case = published.caseness
    recovered = not case.reached(last) if case is not None and case.reached(first) else None
    return Published(reliable, recovered)
