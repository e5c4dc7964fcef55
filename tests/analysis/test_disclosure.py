"""Nothing about one to nine courses can be worked out from what is shown."""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtherapy_data.analysis.disclosure import may_be_shown

Cell = tuple[str, str]
COMPLAINTS, PERIODS = "ABC", "123"


def offered(rows: str = COMPLAINTS, columns: str = PERIODS) -> dict[Cell, frozenset[Cell]]:
    """Each complaint, all; each period, all; and both at once: the table with its margins."""
    sides = [((row, "all"), columns) for row in rows] + [(("all", "all"), columns)]
    sides += [((row, column), column) for column in columns for row in ("all", *rows)]
    return {
        name: frozenset((row, column) for row in (rows if name[0] == "all" else name[0]) for column in within)
        for name, within in sides
    }


def worked_out(courses: dict[Cell, int], shown: list[frozenset[Cell]]) -> list[tuple[Cell, ...]]:
    """The slow twin: every set of one to nine courses that some combination of shown groups comes down to."""
    cells = [cell for cell, n in courses.items() if n > 0]
    known = np.array([[float(cell in group) for cell in cells] for group in shown]).reshape(len(shown), len(cells))
    small = [cell for cell in cells if courses[cell] < 10]
    found = []
    for some in chain.from_iterable(combinations(small, size) for size in range(1, len(small) + 1)):
        if sum(courses[cell] for cell in some) >= 10:
            continue
        target = np.array([float(cell in some) for cell in cells])
        if np.linalg.matrix_rank(np.vstack([known, target])) == np.linalg.matrix_rank(known):
            found.append(some)
    return found


def table(*rows: tuple[int, ...]) -> dict[Cell, int]:
    return {(COMPLAINTS[r], PERIODS[c]): n for r, row in enumerate(rows) for c, n in enumerate(row)}


def test_a_total_is_not_shown_when_it_minus_the_shown_parts_is_a_small_group() -> None:
    shown = may_be_shown(table((20, 0, 0), (15, 0, 0), (4, 0, 0)), offered())
    assert ("A", "all") in shown
    assert ("B", "all") in shown
    assert ("C", "all") not in shown
    assert ("all", "all") not in shown


def test_a_total_is_shown_when_the_small_parts_together_are_ten() -> None:
    shown = may_be_shown(table((20, 0, 0), (6, 0, 0), (6, 0, 0)), offered())
    assert {("A", "all"), ("all", "all")} <= set(shown)


def test_two_steps_of_subtraction_are_seen_through() -> None:
    """All minus A in period 2 is 2, so a one-step rule hides it; but all minus period 1 is period 2 again."""
    courses = table((20, 20, 0), (5, 1, 0), (5, 1, 0))
    one_step = [name for name, cells in offered().items() if sum(courses[cell] for cell in cells) >= 10]
    one_step.remove(("all", "2"))
    assert worked_out(courses, [offered()[name] for name in one_step])
    shown = may_be_shown(courses, offered())
    assert not worked_out(courses, [offered()[name] for name in shown])


@pytest.mark.parametrize("n, seen", [(0, False), (1, False), (9, False), (10, True)])
def test_ten_courses_are_the_least(n: int, seen: bool) -> None:
    assert bool(may_be_shown({("A", "1"): n}, {("A", "all"): frozenset({("A", "1")})})) is seen


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=9, max_size=9))
def test_no_combination_of_shown_groups_is_a_small_group(numbers: list[int]) -> None:
    courses = table(*(tuple(numbers[start : start + 3]) for start in (0, 3, 6)))
    groups = offered()
    shown = may_be_shown(courses, groups)
    assert all(sum(courses[cell] for cell in groups[name]) >= 10 for name in shown)
    assert not worked_out(courses, [groups[name] for name in shown])
    left_out = [name for name in groups if name not in shown and sum(courses[c] for c in groups[name]) >= 10]
    for name in left_out:  # and nothing is held back without need
        assert worked_out(courses, [groups[other] for other in (*shown, name)])
