"""The plan that is proposed at an intake: gentle, or with no increments at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtherapy_data.measures.build_up import START_RANGE, suggested, suggested_mode
from runtherapy_data.measures.codes import Complaint, Mode
from runtherapy_data.measures.ranges import PLAN_RANGES


def minutes(mode: str, weeks: int, sessions: int = 3, start: int = 20) -> list[int]:
    return [one.minutes for one in suggested(mode, weeks, sessions, start)]


@pytest.mark.parametrize(
    ("mode", "weeks", "planned"),
    [
        (Mode.GENTLE_BUILD_UP, 10, [60, 65, 70, 65, 80, 85, 90, 85, 90, 90]),
        (Mode.NO_FIXED_INCREMENTS, 5, [60, 60, 60, 60, 60]),
        (Mode.GENTLE_BUILD_UP, 1, [60]),
    ],
)
def test_a_plan_is_proposed_week_by_week(mode: str, weeks: int, planned: list[int]) -> None:
    assert minutes(mode, weeks) == planned
    assert [one.week for one in suggested(mode, weeks, 3)] == list(range(1, weeks + 1))


@given(
    mode=st.sampled_from(list(Mode)),
    weeks=st.integers(1, 52),
    sessions=st.integers(1, 7),
    start=st.integers(*START_RANGE),
)
def test_every_proposal_is_one_that_the_store_takes_and_stays_gentle(
    mode: Mode, weeks: int, sessions: int, start: int
) -> None:
    made = suggested(mode, weeks, sessions, start)
    first = made[0].minutes
    assert all(PLAN_RANGES["minutes"][0] <= one.minutes <= PLAN_RANGES["minutes"][1] for one in made)
    assert all(one.minutes % 5 == 0 and one.sessions == sessions for one in made)
    assert max(one.minutes for one in made) <= 1.5 * sessions * start + 2.5
    if mode == Mode.NO_FIXED_INCREMENTS:
        assert {one.minutes for one in made} == {first}


@given(weeks=st.integers(4, 52), sessions=st.integers(1, 7), start=st.integers(*START_RANGE))
def test_a_fourth_week_is_never_more_than_the_week_before_it(weeks: int, sessions: int, start: int) -> None:
    planned = minutes(Mode.GENTLE_BUILD_UP, weeks, sessions, start)
    assert all(planned[at] <= planned[at - 1] for at in range(3, weeks, 4))


@pytest.mark.parametrize(
    ("complaints", "mode"),
    [
        (["depression"], Mode.GENTLE_BUILD_UP),
        (["chronic_fatigue"], Mode.NO_FIXED_INCREMENTS),
        (["stress_burnout", "chronic_fatigue"], Mode.NO_FIXED_INCREMENTS),
        ([""], Mode.GENTLE_BUILD_UP),
    ],
)
def test_no_increments_are_suggested_where_chronic_fatigue_is_among_the_complaints(
    complaints: list[str], mode: Mode
) -> None:
    assert suggested_mode(complaints) == mode
    assert set(complaints) <= {"", *Complaint}
