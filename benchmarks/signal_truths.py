"""What each rule ought to find in a course with a planted truth, and from which day it can be seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Any, Final

import numpy as np

from benchmarks.signal_courses import TODAY, Courses
from runtherapy_data.analysis.block import Block
from runtherapy_data.demo.plan import plan

DRIFT: Final = "drift (planted here)"
_POINT: Final = 1.0  # the smallest step that anybody can answer on a 0-10 scale
_DRIFT_FROM_DAY: Final = 21
_DRIFT_EFFORT: Final = 0.3  # points a week
_DRIFT_ENJOYMENT: Final = -0.4
_REGISTERED_LATE_DAYS: Final = 28
MORE_NOISE: Final = 0.8  # standard deviation, in points


@dataclass(frozen=True)
class Aim:
    """Rules that ought to find a truth: any of them counts. Days of the course, 0 the first.

    `first`: the first day of the planted stretch; `visible`: the first on which what was planted has reached one point.
    """

    rules: tuple[str, ...]
    truth: str
    first: int
    visible: int


def _reached(truth: str, *measures: str) -> int:
    """The first day on which all of these have moved by a point."""
    of = plan().truths[truth]
    rates = {**of.per_week, "effort": of.effort_per_week}
    return ceil(7 * (of.from_week - 1) + max(7 * _POINT / abs(rates[measure]) for measure in measures))


def _begins(truth: str) -> int:
    return 7 * (plan().truths[truth].from_week - 1)


def aims() -> tuple[Aim, ...]:
    """Every aim; those of single days (a risk answer, the last sign of somebody) have their days course by course."""
    overload, worse = "overload", "worsening_weeks_5_7"
    drift_rate = min(_DRIFT_EFFORT, -_DRIFT_ENJOYMENT)
    return (
        Aim(("overload",), overload, _begins(overload),
            min(_reached(overload, "effort"), _reached(overload, "sleep", "energy"))),
        Aim(("falling_energy",), overload, _begins(overload), _reached(overload, "energy")),
        Aim(("falling_sleep",), overload, _begins(overload), _reached(overload, "sleep")),
        Aim(("falling_energy",), worse, _begins(worse), _reached(worse, "energy")),
        Aim(("falling_sleep",), worse, _begins(worse), _reached(worse, "sleep")),
        Aim(("overload", "falling_energy", "falling_sleep"), worse, _begins(worse), _reached(worse, "energy")),
        Aim(("deterioration",), worse, _begins(worse), _begins(worse)),
        Aim(("after_effect",), "after_effect", _begins("after_effect"), _begins("after_effect")),
        Aim(("effort_drift",), DRIFT, _DRIFT_FROM_DAY, ceil(_DRIFT_FROM_DAY + 7 * _POINT / drift_rate)),
        Aim(("no_improvement",), "no_response", 41, 41),
        Aim(("risk_item",), "risk_item", 0, 0),
        Aim(("silence",), "stopped_early", 0, 0),
        Aim(("silence", "too_little_data"), "almost_no_data", 0, 0),
    )  # fmt: skip


def own_days(aim: Aim, block: Block) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Of each course: the day on which the planted thing is there, where it is a matter of the course itself."""
    days = np.full(len(block.through), aim.visible)
    if aim.truth == "risk_item":
        for one in block.risk_answers:
            if one.value >= 1:
                days[one.course] = max(one.day, 0)
    if aim.truth == "stopped_early":
        heard = block.checked_in.copy()
        heard[block.sessions.course, block.sessions.day] = True
        days = block.days - 1 - np.argmax(heard[:, ::-1], axis=1)  # the last sign of them
    return days


def unregistered(of: Courses) -> Courses:
    """Who stopped early, as long as nobody has noted it: their course still runs, four weeks more."""
    block = of.block
    stopped = np.array([truth == "stopped_early" for truth in of.truths])
    begun = np.array([(TODAY - day).days for day in block.starts_on])
    through = np.where(stopped, np.minimum(block.through + _REGISTERED_LATE_DAYS, begun), block.through)
    return replace(of, block=replace(block, through=np.minimum(through, block.days - 1)))


def drifting(of: Courses) -> Courses:
    """The courses without a truth, sessions slowly taking more effort and giving less joy; the others as nothing."""
    sessions = of.block.sessions
    weeks = np.clip((sessions.day - _DRIFT_FROM_DAY) / 7, 0, None)

    def moved(values: Any, a_week: float) -> Any:
        return np.clip(np.rint(values + a_week * weeks), 0, 10)

    drifted = replace(
        sessions,
        effort=moved(sessions.effort, _DRIFT_EFFORT),
        enjoyment=moved(sessions.enjoyment, _DRIFT_ENJOYMENT),
    )
    # A course that ended before anything could be seen is no case.
    long = of.block.through >= 56
    truths = tuple(DRIFT if not truth and kept else "-" for truth, kept in zip(of.truths, long.tolist(), strict=True))
    return replace(of, block=replace(of.block, sessions=drifted), truths=truths)


def bad_days_missing(of: Courses, seed: int) -> Courses:
    """Half of the days on which sleep or energy lay a point or more below the client's usual day are not reported."""
    block, rng = of.block, np.random.default_rng(seed)
    bad = np.zeros_like(block.checked_in)
    for measure in ("sleep", "energy"):
        values = block.daily[measure]
        there = ~np.isnan(values).all(axis=1)
        usual = np.full(len(values), np.nan)
        usual[there] = np.nanmedian(values[there], axis=1)
        bad |= values <= usual[:, None] - _POINT
    gone = bad & (rng.random(bad.shape) < 0.5)
    daily = {measure: np.where(gone, np.nan, values) for measure, values in block.daily.items()}
    return replace(of, block=replace(block, daily=daily, checked_in=block.checked_in & ~gone))


def noisier(of: Courses, seed: int) -> Courses:
    """All daily answers and the effort of all sessions, with more chance in them than the generator puts there."""
    block, rng = of.block, np.random.default_rng(seed)

    def shaken(values: Any) -> Any:
        return np.clip(np.rint(values + rng.normal(0, MORE_NOISE, values.shape)), 0, 10)

    daily = {measure: shaken(values) for measure, values in block.daily.items()}
    sessions = replace(block.sessions, effort=shaken(block.sessions.effort))
    return replace(of, block=replace(block, daily=daily, sessions=sessions))
