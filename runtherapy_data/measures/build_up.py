"""The plan of a course, week by week, and a gentle build-up to begin from. A proposal, for the therapist to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from runtherapy_data.measures.codes import Complaint, Mode
from runtherapy_data.measures.ranges import PLAN_RANGES

START_MINUTES: Final = 20  # of one session in the first week, walking and running together
START_RANGE: Final = (5, 90)
STEP_SHARE: Final = 0.1  # of the first week, in each week that builds up
MOST_SHARE: Final = 1.5  # of the first week, where the build-up stops by itself
CALM_EVERY: Final = 4  # each fourth week goes back
CALM_BACK: Final = 2  # to what it was two weeks before
_ROUND_TO: Final = 5


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """One week of a plan: how many sessions, and how many minutes (walking and running) in all of them together."""

    week: int
    sessions: int
    minutes: int


def suggested_mode(complaints: Sequence[str]) -> Mode:
    """How the load may grow: with no fixed increments where chronic fatigue is among the complaints.

    Source: NICE guideline NG206 (2021), on ME/CFS, advises against programmes with fixed incremental increases in
    activity (general knowledge, not re-read). Not everybody with chronic fatigue has ME/CFS: the therapist decides.
    """
    fatigued = Complaint.CHRONIC_FATIGUE in complaints
    return Mode.NO_FIXED_INCREMENTS if fatigued else Mode.GENTLE_BUILD_UP


def suggested(
    mode: str, weeks: int, sessions_per_week: int, start_minutes: int = START_MINUTES
) -> tuple[PlannedWeek, ...]:
    """A plan to begin from: `sessions_per_week` sessions of `start_minutes` in the first week.

    Gentle build-up: each week adds a tenth of the first one, up to one and a half times as much; each fourth week goes
    back to what it was two weeks before. No fixed increments: every week is like the first, and what changes is decided
    week by week. Minutes are whole fives. An own rule of this product, chosen to be gentle; it is no norm.
    """
    first = sessions_per_week * start_minutes
    made: list[int] = []
    steps = 0
    for week in range(1, weeks + 1):
        if mode == Mode.GENTLE_BUILD_UP and week % CALM_EVERY == 0:
            made.append(made[-CALM_BACK])
            continue
        made.append(_rounded(first * min(1 + STEP_SHARE * steps, MOST_SHARE)))
        steps += mode == Mode.GENTLE_BUILD_UP
    return tuple(PlannedWeek(week, sessions_per_week, minutes) for week, minutes in enumerate(made, 1))


def _rounded(minutes: float) -> int:
    """Whole fives, half up, within what a plan may hold."""
    return min(int((minutes + _ROUND_TO / 2) // _ROUND_TO) * _ROUND_TO, PLAN_RANGES["minutes"][1])
