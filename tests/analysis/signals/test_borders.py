"""Where a day or a course ends: what lies beyond it changes nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from runtherapy_data.analysis.signals import current, history
from tests.analysis.signals.made import course, found, run

SESSIONS = [run(day, effort=4 if day < 30 else 8, enjoyment=7 if day < 30 else 3) for day in range(0, 42, 2)]
DAILY = {measure: [7] * 30 + [3] * 12 for measure in ("energy", "sleep")}


def test_in_a_block_with_longer_courses_nothing_holds_after_the_end() -> None:
    block = course(60, DAILY, SESSIONS, [(0, "phq9", 5), (20, "phq9", 20)], [(20, 1)], no_fixed_increments=True)
    ended = replace(block, through=np.array([41]))
    episodes = history(ended)
    assert {"risk_item", "overload", "falling_energy", "falling_sleep", "deterioration"} <= {
        one.rule for one in episodes
    }
    assert max(one.last for one in episodes) == 41
    assert {one.rule for one in episodes if one.last == 41} == {one.rule for one in current(ended)[0]}


@pytest.mark.parametrize("answers", [(2, 0), (0, 2)])
def test_of_two_forms_on_a_day_the_lower_answer_about_risk_does_not_hide_the_higher(answers: tuple[int, int]) -> None:
    said = found(course(20, risk=[(12, answer) for answer in answers]))
    assert said["risk_item phq9"].numbers["answer"] == 2
