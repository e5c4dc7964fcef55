"""Which groups may be shown, so that no number about fewer than ten courses can be read off or worked out.

Two rules. A group under ten courses is never shown. And no sum or difference of shown groups may come down to
between one and nine courses: "all complaints" minus five shown complaints is the sixth. The second is checked
exactly, by linear algebra, against every combination of shown groups, also for somebody who knows which groups are
empty (docs/adr/0003).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from runtherapy_data.measures.groups import FEWEST

Cell = TypeVar("Cell", bound=Hashable)
Name = TypeVar("Name", bound=Hashable)
Vector = npt.NDArray[np.float64]

_NEAR: Final = 1e-6  # the numbers are small fractions; this only absorbs rounding
_MOST_STEPS: Final = 20_000  # a search longer than this counts as "can be worked out"


def may_be_shown(courses: Mapping[Cell, int], groups: Mapping[Name, frozenset[Cell]]) -> tuple[Name, ...]:
    """The groups that may be shown together.

    `courses` is the number of courses of each finest cell; cells do not overlap. `groups` are sets of cells in order of
    importance: where two groups cannot both be shown, the earlier one is. An empty group is not shown.
    """
    cells = sorted((cell for cell, n in courses.items() if n > 0), key=lambda cell: -courses[cell])
    sizes = np.array([courses[cell] for cell in cells], dtype=np.float64)
    shown = _Shown(sizes)
    return tuple(
        name
        for name, members in groups.items()
        if sum(courses.get(cell, 0) for cell in members) >= FEWEST
        and shown.take(np.array([float(cell in members) for cell in cells]))
    )


class _Shown:
    """Everything that follows from the groups shown so far: their row space, in reduced echelon form.

    Columns are cells, the largest first. A sum or difference of shown groups that is itself a plain group of
    courses is a vector of zeros and ones in that space, and such a vector is fixed by its value at the pivots. One
    of fewer than ten courses is 0 at every pivot of ten or more; so it is enough to try the sets of small pivots
    that have under ten courses together.
    """

    def __init__(self, sizes: Vector) -> None:
        self.sizes = sizes
        self.rows: list[Vector] = []
        self.pivots: list[int] = []

    def take(self, group: Vector) -> bool:
        """Add a group if nothing small follows from it; says whether it may be shown."""
        rest = group.copy()
        for row, pivot in zip(self.rows, self.pivots, strict=True):
            rest -= rest[pivot] * row
        places = np.flatnonzero(np.abs(rest) > _NEAR)
        if places.size == 0:
            return True  # it follows already from what is shown
        pivot = int(places[0])
        rest /= rest[pivot]
        rows = [*(row - row[pivot] * rest for row in self.rows), rest]
        pivots = [*self.pivots, pivot]
        if _gives_small_group_away(rows, pivots, self.sizes):
            return False
        self.rows, self.pivots = rows, pivots
        return True


def _gives_small_group_away(rows: Sequence[Vector], pivots: Sequence[int], sizes: Vector) -> bool:
    """Whether some zero-one combination of the rows stands for one to nine courses."""
    small = [(row, sizes[pivot]) for row, pivot in zip(rows, pivots, strict=True) if sizes[pivot] < FEWEST]
    pending: list[tuple[int, Vector, float]] = [(0, np.zeros_like(sizes), 0.0)]
    steps = 0
    while pending:
        start, combined, courses = pending.pop()
        for index in range(start, len(small)):
            row, more = small[index]
            if courses + more >= FEWEST:
                continue
            steps += 1
            candidate = combined + row
            if steps > _MOST_STEPS or _is_small_group(candidate, sizes):
                return True
            pending.append((index + 1, candidate, courses + more))
    return False


def _is_small_group(candidate: Vector, sizes: Vector) -> bool:
    whole = np.abs(candidate - np.round(candidate)) < _NEAR
    zero_one = whole & (candidate > -_NEAR) & (candidate < 1 + _NEAR)
    return bool(zero_one.all()) and 0 < float(np.round(candidate) @ sizes) < FEWEST
