"""The client's own level and spread: what an answer is held against, so that nobody is measured by somebody else.

The level of the latest answers is made in the same way: one very bad day, or one hard session, is not several.

Robust in one step: answers farther than 2.5 median absolute deviations from the median are pulled in to that distance,
and the mean and standard deviation are taken of what results (a winsorised mean; Huber & Ronchetti, Robust Statistics,
2nd ed., section 1.1). The median itself is too coarse on whole numbers: it moves by a point or not at all.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from runtherapy_data.analysis.block import Flags, Floats, Ints

_FAR: Final = 2.5 * 1.4826  # median absolute deviations; 1.4826 of them make a standard deviation of normal noise
_CLOSEST: Final = 2.0  # points: answers this near to the median are never far, however alike the others are


def pressed(present: Flags) -> tuple[NDArray[np.intp], Ints]:
    """Where the present elements of each row stand, moved to the left: (rows, most in a row), and how many in a row.

    Places beyond a row's number point at absent elements: mask them.
    """
    counts = present.sum(axis=1)
    widest = max(int(counts.max(initial=0)), 1)
    return np.argsort(~present, axis=1, kind="stable")[:, :widest], counts


_Kind = TypeVar("_Kind", bound=np.generic)


def trailing(values: NDArray[_Kind], length: int) -> NDArray[_Kind]:
    """(rows, N) → (rows, N, length): each element with those before it, oldest first; what is not there is 0 or NaN."""
    empty: Any = np.nan if values.dtype.kind == "f" else 0
    padded = np.pad(values, ((0, 0), (length - 1, 0)), constant_values=empty)
    return np.lib.stride_tricks.sliding_window_view(padded, length, axis=1)


def _middle(values: Floats, counts: Ints) -> Floats:
    """The median over the last axis, of the `counts` values that are not NaN; NaN where there is none.

    As numpy.nanmedian, which takes ten times as long on many short rows.
    """
    ordered = np.sort(values, axis=-1)  # NaN last
    last = np.maximum(counts - 1, 0)
    low = np.take_along_axis(ordered, (last // 2)[..., None], axis=-1)
    high = np.take_along_axis(ordered, ((last + 1) // 2)[..., None], axis=-1)
    return np.asarray((low + high)[..., 0] / 2)


def own_level(values: Floats, fewest: int, least_spread: float) -> tuple[Floats, Floats]:
    """Level and spread of the values of the last axis, in their unit; NaN where fewer than `fewest` are not NaN.

    The spread is never below `least_spread`: who always answers the same is no more sensitive than that.
    """
    there = ~np.isnan(values)
    counts = there.sum(axis=-1)
    middle = _middle(values, counts)[..., None]
    far = np.maximum(_FAR * _middle(np.abs(values - middle), counts)[..., None], _CLOSEST)
    near = np.where(there, np.clip(values, middle - far, middle + far), 0.0)
    level = near.sum(axis=-1) / np.maximum(counts, 1)
    squares = np.where(there, (near - level[..., None]) ** 2, 0.0).sum(axis=-1)
    spread = np.maximum(np.sqrt(squares / np.maximum(counts - 1, 1)), least_spread)
    enough = counts >= fewest
    return np.where(enough, level, np.nan), np.where(enough, spread, np.nan)
