"""A client's own usual level, and changes with how sure they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from benchmarks.series import START, flat, with_random_gaps
from benchmarks.trend import changes
from runtherapy_data.analysis import baseline
from runtherapy_data.analysis.baseline import Change


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def series(values: Mapping[int, int]) -> tuple[list[dt.date], list[int]]:
    return [day(number) for number in sorted(values)], [values[number] for number in sorted(values)]


def steps(before: int, after: int, *, at: int = 42, days: int = 56) -> tuple[list[dt.date], list[int]]:
    """A day each: around `before`, and around `after` from day number `at` on."""
    return series({number: (before if number < at else after) + number % 2 for number in range(days)})


@pytest.mark.parametrize(
    ("values", "centre"),
    [
        ([5] * 14, 5.0),
        ([5, 6] * 7, 5.5),
        ([5] * 12 + [0, 0], 5.0),  # two odd days move nothing
        ([3, 4, 5, 6, 7, 8], 5.5),
    ],
)
def test_the_usual_level_is_that_of_most_of_the_first_two_weeks(values: list[int], centre: float) -> None:
    days, said = series(dict(enumerate(values)) | {20: 10})
    found = baseline.baseline(days, said, START)
    assert found is not None
    assert found.centre == centre
    assert (found.first, found.last, found.answered) == (day(0), day(13), len(values))
    assert found.spread >= baseline.LEAST_SPREAD


@pytest.mark.parametrize(("answered", "is_known"), [(0, False), (5, False), (6, True)])
def test_fewer_than_six_days_make_no_usual_level(answered: int, is_known: bool) -> None:
    days, said = series(dict.fromkeys(range(answered), 5) | dict.fromkeys(range(14, 40), 5))
    assert (baseline.baseline(days, said, START) is not None) == is_known


def test_days_of_a_life_event_are_no_part_of_the_usual_level() -> None:
    days, said = series({number: 1 if number < 4 else 6 for number in range(14)})
    ill = [day(number) for number in range(4)]
    found = baseline.baseline(days, said, START, ill)
    assert found is not None
    assert (found.centre, found.answered) == (6.0, 10)


def lately(before: int, after: int) -> Change:
    found = baseline.lately(*steps(before, after), day(55))
    assert found is not None
    return found


def test_the_last_two_weeks_are_held_against_the_two_before_them() -> None:
    found = lately(4, 6)
    assert (found.before.first, found.before.last) == (day(28), day(41))
    assert (found.after.first, found.after.last) == (day(42), day(55))
    assert found.points == pytest.approx(2.0)
    assert found.low < 2.0 < found.high
    assert found.low + found.high == pytest.approx(4.0)


@pytest.mark.parametrize(("after", "is_clear"), [(4, False), (5, True), (3, True), (8, True)])
def test_a_change_is_worth_naming_from_half_a_point_when_its_interval_leaves_none_out(
    after: int, is_clear: bool
) -> None:
    assert lately(4, after).is_clear == is_clear


def test_a_sure_but_small_change_is_not_named() -> None:
    days, said = series({number: 5 if number < 28 else (6 if number % 5 < 2 else 5) for number in range(56)})
    found = baseline.since_start(days, said, START, day(55))
    assert found is not None
    assert 0.3 < found.points < baseline.WORTH_NAMING
    assert not found.is_clear


@pytest.mark.parametrize("too_few", ["before", "after"])
def test_fewer_than_four_answers_on_either_side_tell_no_change(too_few: str) -> None:
    values = dict.fromkeys(range(28, 56), 5)
    thin = range(28, 42) if too_few == "before" else range(42, 56)
    days, said = series({number: 5 for number in values if number not in list(thin)[3:]})
    assert baseline.lately(days, said, day(55)) is None


def test_days_of_a_life_event_count_on_neither_side() -> None:
    days, said = series({number: 1 if 44 <= number < 50 else 6 for number in range(56)})
    ill = [day(number) for number in range(44, 50)]
    plain, without = baseline.lately(days, said, day(55)), baseline.lately(days, said, day(55), ill)
    assert plain is not None
    assert without is not None
    assert plain.points < -1
    assert (without.points, without.after.answered) == (0.0, 8)


def test_no_day_counts_in_both_windows_since_the_start() -> None:
    found = baseline.since_start(*steps(4, 6, at=14, days=20), START, day(19))
    assert found is not None
    assert (found.before.last, found.after.first) == (day(13), day(14))


def test_equal_answers_are_not_surer_than_whole_numbers_allow() -> None:
    days, said = series({number: 5 if number < 42 else 6 for number in (*range(28, 33), *range(42, 47))})
    found = baseline.lately(days, said, day(55))
    assert found is not None
    assert found.high - found.low > 1


@pytest.mark.parametrize("is_lately", [False, True])
def test_the_interval_holds_the_true_change_about_95_times_in_100(is_lately: bool) -> None:
    inside, _, count = changes(with_random_gaps, 800, lately=is_lately)
    assert count > 600
    assert 0.93 <= inside <= 0.975


def test_where_nothing_changes_little_is_named() -> None:
    _, named, _ = changes(flat, 600, lately=True)
    assert named < 0.07
