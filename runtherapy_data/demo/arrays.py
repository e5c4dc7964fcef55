"""Shorthand for the arrays of the generators, and ids made by the thousand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]


def objects(values: Sequence[Any]) -> Objects:
    """An array of Python objects; indexing it hands out the same object again and again, which is cheap to store."""
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


# Scores 0..600 as Python whole numbers, and None at the end: an index of -1 is a missing answer.
_SCORES = objects([*range(601), None])


def scores(values: Ints) -> list[int | None]:
    """Whole numbers for the store; -1 is missing and becomes None."""
    return _SCORES[values].tolist()  # type: ignore[no-any-return] # an object array may hold anything


def rounded(values: Floats, low: int = 0, high: int = 10) -> Ints:
    """Whole numbers of a scale."""
    return np.clip(np.rint(values), low, high).astype(np.int64)


def only(values: Objects, where: Flags) -> list[Any]:
    """These values where they apply, and None elsewhere."""
    kept: Objects = np.full(len(values), None, dtype=object)
    kept[where] = values[where]
    return kept.tolist()  # type: ignore[no-any-return]


def in_turn(rng: np.random.Generator, options: Sequence[Any], who: Ints) -> Objects:
    """One of the options a row, in turn for each client, so that nobody says the same thing twice running.

    `who`: the clients of the rows, rising. Everybody begins somewhere else in the list.
    """
    if not len(who):
        return objects([])
    turn = np.arange(len(who)) - np.searchsorted(who, who)
    begin = rng.integers(0, len(options), int(who[-1]) + 1)
    return objects(options)[(begin[who] + turn) % len(options)]  # type: ignore[no-any-return]


class IdMaker:
    """UUIDv7s in rising order, the same ones for the same seed: loading twice gives the same database.

    The time field counts up from a fixed moment instead of reading the clock; the rest is random from the seed.
    """

    def __init__(self, rng: np.random.Generator, first_ms: int) -> None:
        self._rng, self._ms = rng, first_ms

    def make(self, count: int) -> list[UUID]:
        """The next ids, rising."""
        parts = np.empty((count, 16), dtype=np.uint8)
        stamps = np.arange(self._ms, self._ms + count, dtype=">u8").view(np.uint8).reshape(count, 8)
        parts[:, :6] = stamps[:, 2:]
        parts[:, 6:] = self._rng.integers(0, 256, (count, 10), dtype=np.uint8)
        parts[:, 6] = parts[:, 6] & 0x0F | 0x70
        parts[:, 8] = parts[:, 8] & 0x3F | 0x80
        self._ms += count
        packed = parts.tobytes()
        return [UUID(bytes=packed[at : at + 16]) for at in range(0, 16 * count, 16)]
