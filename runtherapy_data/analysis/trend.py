"""A smooth line through a short, gappy 0–10 series, with a band that says how sure it is.

The model is the local level: the true level wanders by a random step each day, an answer is that level plus a day's
noise (Durbin & Koopman, Time Series Analysis by State Space Methods, 2nd ed., chapter 2). It knows missing days by
itself, and over a gap its uncertainty grows with every day without an answer. The smoother is statsmodels' compiled
one. How much the level wanders is not fitted to one best guess, which is too sure of itself on short series: five
stiffnesses, from nearly constant to quick, are smoothed side by side and averaged by how well each foretells the
answers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

# Fewer answered days than this give no trend: a line through five dots says more than the dots do.
FEWEST_DAYS: Final = 6
# Variance of a day's step of the level, as a share of the variance of a day's noise: from hardly ever to daily.
STEPS: Final = (0.0004, 0.002, 0.01, 0.05, 0.25)
# Noise has a variance of about 1 before any answer is seen, with the weight of two answers (an inverse-gamma prior).
_NOISE: Final = 1.0
_NOISE_WEIGHT: Final = 2.0
_VAGUE: Final = 1e5  # variance of the level before the first answer: nothing is known
_Z95: Final = 1.959964

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trend:
    """The estimated level on every calendar day from the first to the last answer, with its 95 % band (0–10)."""

    days: tuple[dt.date, ...]
    level: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@lru_cache(maxsize=1)
def _kalman_smoother() -> Any:
    # Loading it takes most of a second: not at the start of every command, but at the first trend.
    from statsmodels.tsa.statespace import kalman_smoother

    return kalman_smoother


def _side_by_side(answers: Floats) -> Any:
    """Smooth one series with all stiffnesses at once: as many independent levels as there are steps.

    `answers`: one value a calendar day, NaN where there is none.
    """
    library = _kalman_smoother()
    several = np.eye(len(STEPS))
    model = library.KalmanSmoother(k_endog=len(STEPS), k_states=len(STEPS))
    model.bind(np.asfortranarray(np.tile(answers, (len(STEPS), 1))))
    for part in ("design", "transition", "selection", "obs_cov"):
        model[part] = several
    model["state_cov"] = np.diag(STEPS)
    model.initialize_approximate_diffuse(_VAGUE)
    model.filter_univariate = True  # the levels are independent: no matrix needs inverting
    model.smoother_output = library.SMOOTHER_STATE | library.SMOOTHER_STATE_COV
    return model.smooth()


def _averaged(smoothed: Any, answered: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Level and its standard deviation per day, averaged over the stiffnesses by their marginal likelihood."""
    which = np.arange(len(STEPS))
    seen = answered[1:]  # the first answer only places the level
    error = smoothed.forecasts_error[:, seen]
    spread = smoothed.forecasts_error_cov[which, which][:, seen]
    weight = len(seen) + _NOISE_WEIGHT
    noise = ((error**2 / spread).sum(axis=1) + _NOISE * _NOISE_WEIGHT) / weight
    likelihood = -0.5 * (weight * np.log(noise) + np.log(spread).sum(axis=1))
    share = np.exp(likelihood - likelihood.max())
    share /= share.sum()
    levels = smoothed.smoothed_state
    variances = smoothed.smoothed_state_cov[which, which] * noise[:, None]
    level = share @ levels
    return level, np.sqrt(share @ (variances + (levels - level) ** 2))


def _rounded(values: Floats) -> tuple[float, ...]:
    # Two decimals: a hundredth of a point is finer than a screen or a person can tell apart.
    return tuple(np.round(np.clip(values, 0.0, 10.0), 2).tolist())


def smooth(days: tuple[dt.date, ...], values: tuple[int, ...]) -> Trend | None:
    """The trend of one measure: `days` ascending and distinct, `values` 0–10.

    None when fewer than six days were answered: the band would be as wide as the scale and the line would only repeat
    the dots. "Level" is the slow part of how somebody is; the band is for that level, not for single answers. Answers
    that go missing *because* a day is bad pull the line up: no smoother can see what was never said.
    """
    if len(days) < FEWEST_DAYS:
        return None
    first, length = days[0], (days[-1] - days[0]).days + 1
    answered = np.fromiter(((day - first).days for day in days), dtype=np.intp, count=len(days))
    answers = np.full(length, np.nan)
    answers[answered] = values
    level, deviation = _averaged(_side_by_side(answers), answered)
    return Trend(
        days=tuple(first + dt.timedelta(days=number) for number in range(length)),
        level=_rounded(level),
        low=_rounded(level - _Z95 * deviation),
        high=_rounded(level + _Z95 * deviation),
    )
