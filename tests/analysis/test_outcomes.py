"""How courses ended: no exact number, and no small one, can be read off or worked out."""

from __future__ import annotations

from itertools import product

import pytest

from runtherapy_data.analysis.outcomes import may_be_known, rounded
from runtherapy_data.measures.groups import OUTCOMES

Counts = tuple[int, int, int, int]


@pytest.mark.parametrize("courses, said", [(8, 10), (10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (41, 40)])
def test_a_number_is_rounded_to_fives(courses: int, said: int) -> None:
    assert rounded(courses) == said


@pytest.mark.parametrize("counts, known", [
    ((41, 11, 6, 5), {"completed": 40, "stopped_early": 10}),
    ((20, 10, 9, 2), {"completed": 20, "stopped_early": 10, "referred": 10}),
    ((7, 3, 0, 0), {}),  # ten courses, seven and three: nothing
    ((9, 1, 0, 0), {"completed": 10}),  # 8, 9 or 10
    ((8, 8, 0, 0), {}),  # of sixteen, "about 10" twice can only be eight and eight
    ((12, 12, 7, 7), {}),  # and of 38 these can only be the largest
    ((13, 0, 0, 0), {}),  # of thirteen, "about 15" can only be all
    ((0, 0, 0, 0), {}),
])  # fmt: skip
def test_small_numbers_are_not_known_and_not_to_be_worked_out(counts: Counts, known: dict[str, int]) -> None:
    assert may_be_known(dict(zip(OUTCOMES, counts, strict=True))) == known


def test_whoever_knows_the_rule_is_left_with_three_numbers_for_every_outcome() -> None:
    for whole in (10, 13, 16, 21, 26, 30):
        ways = [(*parts, whole - sum(parts)) for parts in product(range(whole + 1), repeat=3) if sum(parts) <= whole]
        said = {way: may_be_known(dict(zip(OUTCOMES, way, strict=True))) for way in ways}
        fit: dict[tuple[tuple[str, int], ...], list[Counts]] = {}
        for way, known in said.items():
            fit.setdefault(tuple(sorted(known.items())), []).append(way)
        for known, possible in fit.items():
            for place, outcome in enumerate(OUTCOMES):
                assert len({way[place] for way in possible}) >= 3, f"{whole}: {known} tells of {outcome}"
