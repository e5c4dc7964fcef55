"""When somebody is told that something is ready, in days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtherapy_data.measures.overdue import DaySpan, due_after
from runtherapy_data.measures.reminding import LastTold, Ready, is_told

MONDAY = dt.date(2026, 3, 30)  # the first full day after a clock change
NOON = dt.datetime(2026, 3, 30, 12, tzinfo=dt.UTC)


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def told(number: int, hour: int = 0) -> LastTold:
    return LastTold(day(number), NOON + dt.timedelta(days=number, hours=hour))


@pytest.mark.parametrize(
    ("due", "on", "last", "expected"),
    [
        (0, 1, None, False),  # it waits one day
        (0, 2, None, True),
        (0, 9, None, True),  # they asked for messages later
        (0, 2, told(2), False),  # told of today
        (0, 9, told(2), False),  # told of once: not again
        (0, 9, told(1), True),  # the last message was of something else: this one had not waited long enough
        (8, 9, told(1), False),
    ],
)
def test_each_thing_is_told_of_once_when_it_has_waited(
    due: int, on: int, last: LastTold | None, expected: bool
) -> None:
    assert is_told([Ready(day(due))], day(on), after_days=2, last=last) is expected


def test_what_is_asked_for_after_the_last_message_is_told_of() -> None:
    last = told(0)
    asked_later = Ready(day(-5), NOON + dt.timedelta(hours=1))
    asked_before = Ready(day(-5), NOON - dt.timedelta(hours=1))
    assert is_told([asked_later], day(1), after_days=2, last=last)
    assert not is_told([asked_before], day(1), after_days=2, last=last)
    assert not is_told([asked_later], day(0), after_days=2, last=last)  # one a day


@pytest.mark.parametrize(("on", "expected"), [(1, False), (4, False), (5, False), (6, True)])
def test_nothing_is_told_within_an_event_whose_days_do_not_count_as_waiting(on: int, expected: bool) -> None:
    away: tuple[DaySpan, ...] = ((day(1), day(4)),)
    assert is_told([Ready(day(0))], day(on), after_days=2, left_out=away) is expected


@pytest.mark.parametrize(
    ("due", "left_out", "expected"),
    [
        (0, [], 0),
        (2, [(1, 3)], 4),
        (4, [(1, 3)], 4),
        (2, [(4, 6), (1, 3)], 7),  # one after the other
        (2, [(1, 9), (2, 3)], 10),  # one within the other
        (2, [(2, 3), (3, 5)], 6),  # one over the other
    ],
)
def test_what_falls_due_in_days_that_are_left_out_falls_due_after_them(
    due: int, left_out: list[tuple[int, int]], expected: int
) -> None:
    assert due_after(day(due), [(day(first), day(last)) for first, last in left_out]) == day(expected)


spans = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 9)).map(lambda pair: (day(pair[0]), day(pair[0] + pair[1]))),
    max_size=4,
).map(tuple)


@given(
    dues=st.lists(st.integers(0, 40), max_size=5), left_out=spans, after_days=st.integers(0, 5), runs=st.integers(1, 60)
)
def test_there_are_never_more_messages_than_things_and_none_on_days_that_are_left_out(
    dues: list[int], left_out: tuple[DaySpan, ...], after_days: int, runs: int
) -> None:
    last, days = None, []
    for number in range(runs):
        waiting = [Ready(day(due)) for due in dues if due <= number]
        if is_told(waiting, day(number), after_days=after_days, last=last, left_out=left_out):
            last = told(number)
            days.append(day(number))
    assert len(days) <= len(dues)
    assert not [one for one in days if any(first <= one <= through for first, through in left_out)]
