"""Counting what rules would have said: since a day, by label, per client-month."""

from __future__ import annotations

import datetime as dt

import pytest

from runtherapy_data.analysis.findings import Episode
from runtherapy_data.analysis.replay import DAYS_A_MONTH, Tally
from tests.analysis.signals.made import START, course

EPISODES = (
    Episode("silence", 0, 3, 9),
    Episode("silence", 0, 20, 25),
    Episode("deterioration", 0, 10, 59, "phq9"),
    Episode("deterioration", 0, 30, 59, "gad7"),
)


@pytest.mark.parametrize(
    ("since", "days", "courses", "silences", "worse", "courses_worse"),
    [
        (None, 60, 1, 2, 2, 1),
        (START, 60, 1, 2, 2, 1),
        (START - dt.timedelta(days=400), 60, 1, 2, 2, 1),
        (START + dt.timedelta(days=10), 50, 1, 1, 2, 1),
        (START + dt.timedelta(days=30), 30, 1, 0, 1, 1),
        (START + dt.timedelta(days=59), 1, 1, 0, 0, 0),
        (START + dt.timedelta(days=60), 0, 0, 0, 0, 0),
    ],
)
def test_only_days_from_then_on_count(
    since: dt.date | None, days: int, courses: int, silences: int, worse: int, courses_worse: int
) -> None:
    tally = Tally(since)
    tally.add(course(60), EPISODES, [""])
    assert (tally.courses.total(), tally.months()) == (courses, days / DAYS_A_MONTH)
    assert (tally.times("silence"), tally.times("deterioration")) == (silences, worse)
    assert tally.courses_with("deterioration") == courses_worse


def test_blocks_add_up_and_labels_are_kept_apart() -> None:
    tally = Tally()
    tally.add(course(60), EPISODES, ["one"])
    tally.add(course(30), EPISODES[:1], ["other"])
    assert (dict(tally.courses), dict(tally.days)) == ({"one": 1, "other": 1}, {"one": 60, "other": 30})
    assert (tally.flagged["silence", "one"], tally.flagged["silence", "other"]) == (2, 1)
    assert (tally.in_courses["silence", "one"], tally.courses_with("silence")) == (1, 2)
