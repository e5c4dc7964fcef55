"""Whether two scores of one person differ by more than the questionnaire's own noise.

After Jacobson & Truax 1991, J Consult Clin Psychol 59:12: the reliable change index and clinically significant change.
The spread and the reliability are published ones of a reference sample, fixed in the questionnaire's file. They are
never taken from the practice's own cases: a small sample of its own would move everybody's threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Final

from runtherapy_data.measures.facts import Direction
from runtherapy_data.measures.instruments import Instrument

CRITICAL: Final = 1.96  # of the normal distribution: 1 in 20 who did not change pass it, either way
# A tie in decimal numbers has to stay one in binary arithmetic, which is off by a few parts in 10^16 of a score, and by
# somewhat more of what is needed, since that was computed.
_OF_A_SCORE: Final = 1e-12
_OF_WHAT_IS_NEEDED: Final = 1e-9


class Verdict(StrEnum):
    """What may be said of two scores."""

    RECOVERED = "recovered"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    DETERIORATED = "deteriorated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What two scores of one scale are judged by. SD and reliability are None where none that is sure was published.

    `sd` is in points of the scale and above 0, `reliability` at least 0 and below 1; a ValueError otherwise. `cutoff`
    is the score at which the clinical range begins, itself included: upwards where higher is worse, else downwards.
    """

    sd: float | None
    reliability: float | None
    direction: Direction
    cutoff: float | None = None

    def __post_init__(self) -> None:
        if self.sd is not None and not self.sd > 0:
            raise ValueError("an SD is above 0")
        if self.reliability is not None and not 0 <= self.reliability < 1:
            raise ValueError("a reliability is at least 0 and below 1")

    @property
    def error(self) -> float | None:
        """The standard error of a difference, in points: SD × √(2 × (1 − reliability)); None where it is unknown."""
        if self.sd is None or self.reliability is None:
            return None
        return self.sd * sqrt(2 * (1 - self.reliability))

    @property
    def needed(self) -> float | None:
        """The difference in points that has to be exceeded, either way; None where it is unknown."""
        return None if self.error is None else CRITICAL * self.error

    @property
    def lower_is_better(self) -> bool:
        """Whether a falling score is good news."""
        return self.direction == "higher_is_worse"

    def is_clinical(self, score: float) -> bool | None:
        """Whether a score lies in the clinical range, the cut-off itself included; None without a cut-off."""
        if self.cutoff is None:
            return None
        beyond = score - self.cutoff if self.lower_is_better else self.cutoff - score
        return beyond >= -_OF_A_SCORE * max(abs(score), abs(self.cutoff))


@dataclass(frozen=True, slots=True)
class Change:
    """Two scores of one scale and what may be said of them.

    `difference` is last − first, in points; `needed` the points that it has to exceed; `index` the reliable change
    index (difference ÷ its standard error, same sign); `clinical_before` and `clinical_after` whether each score lies
    in the clinical range. `needed` and `index` are None without a published SD and reliability, the clinical ones
    without a cut-off.
    """

    first: float
    last: float
    verdict: Verdict
    difference: float
    needed: float | None
    index: float | None
    clinical_before: bool | None
    clinical_after: bool | None

    @property
    def is_reliable(self) -> bool:
        """Whether the scores differ by more than the questionnaire's noise."""
        return self.verdict in (Verdict.RECOVERED, Verdict.IMPROVED, Verdict.DETERIORATED)

    @property
    def is_better(self) -> bool:
        """Whether the scores differ reliably for the better."""
        return self.verdict in (Verdict.RECOVERED, Verdict.IMPROVED)


def judge(first: float, last: float, yardstick: Yardstick | None) -> Change:
    """What may be said of a first and a last score; without a yardstick, or with half of one: unknown.

    Reliable is strictly more than 1.96 standard errors: a difference of exactly 1.96 is unchanged. Recovered asks for
    all of: clinical at the start, reliably better, and no longer clinical; without a cut-off nobody has recovered.
    """
    difference = last - first
    if yardstick is None:
        return Change(first, last, Verdict.UNKNOWN, difference, None, None, None, None)
    before, after = yardstick.is_clinical(first), yardstick.is_clinical(last)
    error, needed = yardstick.error, yardstick.needed
    if error is None or needed is None:
        return Change(first, last, Verdict.UNKNOWN, difference, None, None, before, after)
    if abs(difference) <= needed * (1 + _OF_WHAT_IS_NEEDED) + _OF_A_SCORE * max(abs(first), abs(last)):
        verdict = Verdict.UNCHANGED
    elif (difference < 0) != yardstick.lower_is_better:
        verdict = Verdict.DETERIORATED
    else:
        verdict = Verdict.RECOVERED if before and after is False else Verdict.IMPROVED
    return Change(first, last, verdict, difference, needed, difference / error, before, after)


def yardstick_of(instrument: Instrument, subscale: str = "") -> Yardstick | None:
    """The yardstick of an instrument's total, or of one subscale by its id; None where it has no such score.

    An SD or reliability that is cited but was not re-read counts, and its certainty is said with it; a cut-off counts
    only when it was read in its source, since it says something of somebody, and only on the side that is worse.
    """
    scale = instrument.subscale(subscale) if subscale else instrument.total
    if scale is None:
        return None
    worse = "at_or_above" if instrument.direction == "higher_is_worse" else "at_or_below"
    return Yardstick(
        sd=scale.sd.value if scale.sd else None,
        reliability=scale.reliability.value if scale.reliability else None,
        direction=instrument.direction,
        cutoff=scale.cutoff.value if scale.cutoff and scale.cutoff.side == worse else None,
    )
