"""Each rule on series made by hand: where it fires, where it does not, and with what in hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from runtherapy_data.analysis.rules import rule
from runtherapy_data.analysis.signals import current, history
from tests.analysis.signals.made import START, course, ever, found, run

Answers = Sequence[float | None]
STEADY = [6, 7, 6, 6, 5, 6, 7] * 12
EVERY_OTHER = tuple(range(0, 84, 2))


def runs(efforts: Sequence[float], every: int = 2, minutes: float = 30, first: int = 0) -> list[dict[str, float]]:
    return [run(first + at * every, effort, minutes, enjoyment=7) for at, effort in enumerate(efforts)]


def then(before: int, usual: Sequence[float], after: Answers) -> list[float | None]:
    """So many days as usual, and what came then."""
    return [*(list(usual) * 9)[:before], *after]


@pytest.mark.parametrize(
    ("after", "fires"),
    [
        ([4, 4, 4, 5, 4, 4], True),
        ([4, 4], False),  # two days
        ([6, 6, 5, 6, 7, 6], False),
        ([0], False),  # one very bad day
        ([1, 6, 7, 6, 6, 5], False),
        ([4, None, 4, None, 4, 4, None, 4, 4], True),  # a gap is a gap, not a zero
        ([None] * 9, False),
        ([4, None, None, None, None, None, None, None, 4, None, None, None, None, 4], False),  # too far apart
        ([9, 9, 9, 9, 9, 9], False),
    ],
)
@pytest.mark.parametrize("measure", ["sleep", "energy"])
def test_a_fall_of_sleep_or_energy_below_the_own_level(measure: str, after: Answers, fires: bool) -> None:
    series = then(28, STEADY, after)
    got = found(course(len(series), {measure: series}))
    assert (f"falling_{measure}" in got) == fires
    assert not {"falling_sleep", "falling_energy"} - {f"falling_{measure}"} & set(got)


def test_a_fall_says_its_days_numbers_and_limit() -> None:
    series = then(28, STEADY, [4, 4, None, 4, 4, 4, 4])
    one = found(course(len(series), {"energy": series}))["falling_energy"]
    assert [(day - START).days for day in one.days] == [28, 29, 31, 32, 33, 34]
    assert one.numbers == {"lately": 4.0, "own": 6.1, "points": 2.1}
    assert one.threshold == {"limit": 1.2, "until": 0.7}
    assert START + dt.timedelta(days=31) <= one.since_on <= START + dt.timedelta(days=33)


def test_the_level_is_the_clients_own_and_so_is_the_limit() -> None:
    low = then(28, [3, 4, 3, 3, 2, 3, 4], [3, 3, 2, 3, 3, 4])
    assert "falling_energy" not in ever(course(len(low), {"energy": low}))
    # The same fall is ordinary for somebody whose days differ by four points.
    calm, restless = then(28, STEADY, [4.5] * 6), then(28, [8, 4, 8, 4, 6, 8, 4], [4.5] * 6)
    assert "falling_energy" in ever(course(len(calm), {"energy": calm}))
    assert "falling_energy" not in ever(course(len(restless), {"energy": restless}))


def test_without_enough_earlier_days_nothing_is_known_to_have_fallen() -> None:
    for before, fires in ((7, False), (8, True)):
        series = then(before, STEADY, [2] * 6)
        assert ("falling_sleep" in ever(course(len(series), {"sleep": series}))) == fires


def test_days_of_a_life_event_are_not_counted() -> None:
    series = then(28, STEADY, [2] * 10)
    assert "falling_sleep" in ever(course(38, {"sleep": series}))
    assert "falling_sleep" not in ever(course(38, {"sleep": series}, left_out=range(28, 38)))


def test_a_fall_is_one_episode_until_it_is_over() -> None:
    series = then(28, STEADY, [4, 4, 4, 4, 4, 4, 5, 4, 5, 4, 5, 4, 4, 5, *STEADY[:14]])
    episodes = [one for one in history(course(len(series), {"energy": series})) if one.rule == "falling_energy"]
    assert len(episodes) == 1
    assert episodes[0].last < len(series) - 7


@pytest.mark.parametrize(
    ("efforts", "fires"),
    [
        ([4, 4, 3, 4, 4, 4, 6, 6, 6], True),
        ([4, 4, 3, 4, 4, 4, 6, 6], False),  # two hard sessions
        ([4, 4, 3, 4, 4, 4, 5, 5, 5], False),  # not that much harder
        ([4, 4, 3, 4, 4, 4, 4, 9, 4], False),  # one hard session
        ([6, 6, 6, 6, 6, 4, 4, 4, 4], False),  # easier
    ],
)
def test_overload_by_effort_at_equal_minutes(efforts: list[float], fires: bool) -> None:
    got = found(course(2 * len(efforts), sessions=runs(efforts)))
    assert ("overload" in got) == fires
    if fires:
        one = got["overload"]
        assert one.numbers["effort_points"] == pytest.approx(2.2, abs=0.1)
        assert (one.numbers["minutes"], len(one.days)) == (30, 3)
        assert rule("overload").form(one.numbers) is rule("overload").forms[0]


def test_longer_sessions_may_take_more_effort_and_so_may_more_running_in_as_many_minutes() -> None:
    usual, harder = runs([4, 4, 3, 4, 4, 4]), runs([6, 6, 7, 6], first=12)
    longer = runs([6, 6, 7, 6], minutes=45, first=12)
    more_running = [{**one, "walking": 5.0, "running": 25.0} for one in harder]
    assert "overload" in ever(course(20, sessions=[*usual, *harder]))
    assert "overload" not in ever(course(20, sessions=[*usual, *longer]))
    assert "overload" not in ever(course(20, sessions=[*usual, *more_running]))


def test_rest_ends_overload_by_effort() -> None:
    sessions = runs([4, 4, 3, 4, 4, 4, 6, 6, 6])
    assert "overload" in found(course(18, sessions=sessions))
    assert "overload" not in found(course(40, sessions=sessions, checked_in=range(40)))


BOTH_FALL = {"sleep": then(28, STEADY, [4] * 6), "energy": then(28, STEADY, [4] * 6)}


@pytest.mark.parametrize(
    ("daily", "session_days", "fires"),
    [
        (BOTH_FALL, range(0, 34, 3), True),
        (BOTH_FALL, range(0, 20, 3), False),  # who rests is not overloaded by moving
        (BOTH_FALL, (), False),
        ({"sleep": BOTH_FALL["sleep"], "energy": STEADY[:34]}, range(0, 34, 3), False),
        ({"sleep": STEADY[:34], "energy": BOTH_FALL["energy"]}, range(0, 34, 3), False),
        ({"sleep": BOTH_FALL["sleep"]}, range(0, 34, 3), False),
    ],
)
def test_overload_by_sleep_and_energy_together(daily: dict[str, Answers], session_days: range, fires: bool) -> None:
    got = found(course(34, daily, [run(day) for day in session_days]))
    assert ("overload" in got) == fires
    if fires:
        one = got["overload"]
        assert rule("overload").form(one.numbers) is rule("overload").forms[1]
        assert (one.numbers["sleep_points"], one.threshold["sleep_limit"]) == (2.1, 1.0)
        assert [(day - START).days for day in one.days] == list(range(28, 34))


def test_overload_by_a_little_of_both() -> None:
    daily = {"sleep": then(24, STEADY, [5.4] * 8), "energy": then(24, STEADY, [5.4] * 8)}
    easy, harder = runs([4] * 12), runs([5.3] * 4, first=24)
    assert "overload" not in ever(course(32, daily, runs([4] * 16)))
    assert "overload" not in ever(course(32, {}, [*easy, *harder]))
    one = found(course(32, daily, [*easy, *harder]))["overload"]
    assert rule("overload").form(one.numbers) is rule("overload").forms[2]


def test_overload_says_of_each_part_the_days_that_its_numbers_rest_on() -> None:
    """A session on a day of the falling sleep is no session behind the rise of effort, and the other way round."""
    sleep, energy = then(24, STEADY, [5.4] * 8), then(24, STEADY, [5.4] * 8)
    sleep[31] = None
    sessions = [*runs([4] * 12), *runs([5.3] * 4, first=24)]
    one = found(course(32, {"sleep": sleep, "energy": energy}, sessions))["overload"]
    parts = {part: [(day - START).days for day in days] for part, days in one.parts.items()}
    assert parts == {
        "sleep": [25, 26, 27, 28, 29, 30],
        "energy": [26, 27, 28, 29, 30, 31],
        "sessions": [26, 28, 30],
    }
    assert set(one.days) == {day for days in one.parts.values() for day in days}
    assert one.evidence()["parts"]["sessions"] == [day.isoformat() for day in one.parts["sessions"]]


def test_a_number_its_usual_level_and_the_points_between_them_agree_as_they_are_said() -> None:
    """Each rounded by itself they need not: 4.84 and 6.16 are 4.8 and 6.2, and 1.3 apart."""
    sleep: list[float | None] = [6.0, 6.2, 6.24, 6.1] * 7
    one = found(course(34, {"sleep": [*sleep, *[4.84] * 6]}))["falling_sleep"]
    numbers = {name: float(value) for name, value in one.numbers.items()}
    assert numbers["own"] == round(numbers["lately"] + numbers["points"], 1)
    assert numbers["points"] >= float(one.threshold["limit"])


@pytest.mark.parametrize(
    ("energy_after", "no_fixed_increments", "fires"), [(4, True, True), (4, False, False), (6, True, False)]
)
def test_after_effect(energy_after: int, no_fixed_increments: bool, fires: bool) -> None:
    days = range(0, 42, 7)
    energy = [energy_after if day % 7 in (1, 2, 3) else 6 for day in range(42)]
    block = course(42, {"energy": energy}, [run(day) for day in days], no_fixed_increments=no_fixed_increments)
    got = found(block)
    assert ("after_effect" in got) == fires
    if fires:
        one = got["after_effect"]
        assert {(day - START).days % 7 for day in one.days} == {1, 2, 3}
        assert one.numbers == {"energy": 4.0, "energy_own": 6.0, "points": 2.0, "sessions": 4}


@pytest.mark.parametrize(
    ("efforts", "enjoyment", "fires"),
    [
        ([4] * 8 + [5] * 4, [7] * 8 + [5] * 4, True),
        ([4] * 8 + [5] * 4, [7] * 12, False),
        ([4] * 12, [7] * 8 + [5] * 4, False),
        ([4] * 8 + [5] * 3, [7] * 8 + [5] * 3, False),
        ([4] * 8 + [5] * 4, [7] * 8 + [float("nan")] * 4, False),
    ],
)
def test_effort_drift(efforts: list[float], enjoyment: list[float], fires: bool) -> None:
    sessions = [run(3 * at, effort, enjoyment=felt)
                for at, (effort, felt) in enumerate(zip(efforts, enjoyment, strict=True))]  # fmt: skip
    assert ("effort_drift" in found(course(36, sessions=sessions))) == fires


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([(0, "phq9", 10), (30, "phq9", 16)], {"deterioration phq9"}),
        ([(0, "phq9", 10), (30, "phq9", 15)], set()),  # 5 points are within the noise
        ([(-5, "phq9", 10), (30, "phq9", 16)], {"deterioration phq9"}),  # an intake before the first day
        ([(0, "phq9", 10), (30, "phq9", 16), (35, "phq9", 12)], set()),  # the latest one counts
        ([(0, "phq9", 16), (30, "phq9", 10), (35, "phq9", 15)], set()),  # since the first, not since the best
        ([(30, "phq9", 16)], set()),
        ([(0, "gad7", 8), (30, "gad7", 12), (0, "phq9", 8), (30, "phq9", 9)], {"deterioration gad7"}),
        ([(0, "isi", 8), (30, "isi", 16)], {"deterioration isi"}),
        ([(0, "nothing known", 8), (30, "nothing known", 80)], set()),
    ],
)
def test_reliable_deterioration(scores: list[tuple[int, str, float]], expected: set[str]) -> None:
    got = found(course(38, scores=scores))
    assert {one for one in got if one.startswith("deterioration")} == expected


@pytest.mark.parametrize(
    ("scores", "days", "fires"),
    [
        ([(0, "phq9", 15), (40, "phq9", 14)], 42, True),
        ([(0, "phq9", 15), (40, "phq9", 14)], 41, False),  # week 6 is not over
        ([(0, "phq9", 15), (40, "phq9", 9)], 42, False),  # reliably better
        ([(0, "phq9", 15), (40, "phq9", 14), (0, "gad7", 15), (40, "gad7", 9)], 42, False),  # one that got better
        ([(0, "phq9", 9), (40, "phq9", 9)], 42, False),  # nothing to improve
        ([(0, "phq9", 15)], 42, False),
        ([(0, "phq9", 15), (10, "phq9", 15)], 42, False),  # too soon after the first to say anything
        ([(30, "phq9", 15), (40, "phq9", 15)], 42, False),
        ([(0, "phq9", 15), (28, "phq9", 15)], 42, True),
        ([(0, "phq9", 15), (40, "phq9", 14), (60, "phq9", 8)], 62, False),  # it came later
        ([(0, "pss10", 30), (40, "pss10", 29)], 42, True),  # without a cut-off there was room to improve
        ([(0, "pss10", 5), (40, "pss10", 5)], 42, False),  # and here there was none
    ],
)
def test_no_reliable_improvement_by_week_6(scores: list[tuple[int, str, float]], days: int, fires: bool) -> None:
    got = found(course(days, scores=[one for one in scores if one[0] < days]))
    assert ("no_improvement" in got) == fires


def test_no_improvement_names_the_scale_that_came_closest() -> None:
    scores = [(0, "phq9", 15), (40, "phq9", 16), (0, "gad7", 14), (40, "gad7", 12)]
    one = found(course(45, scores=scores))["no_improvement"]
    assert (one.numbers["instrument"], one.numbers["first"], one.numbers["last"]) == ("gad7", 14, 12)
    assert (one.numbers["results"], one.threshold["from_week"], one.threshold["more_than"]) == (2, 6, 3.7)
    assert one.since_on == START + dt.timedelta(days=41)


def test_a_score_that_stayed_what_it_was_is_said_once() -> None:
    one = found(course(45, scores=[(0, "phq9", 13), (40, "phq9", 13)]))["no_improvement"]
    assert "last" not in one.numbers
    assert "{last}" not in rule("no_improvement").form(one.numbers).sentence.nl


@pytest.mark.parametrize(
    ("answers", "holds"),
    [
        ([(0, 0)], False),
        ([(0, 1)], True),
        ([(-3, 1)], True),  # an intake before the first day
        ([(0, 0), (20, 2)], True),
        ([(0, 2), (20, 0)], False),  # the latest one counts
        ([], False),
    ],
)
@pytest.mark.parametrize("total", [1, 27])
def test_a_risk_item_whatever_the_total(answers: list[tuple[int, int]], holds: bool, total: float) -> None:
    block = course(30, risk=answers, scores=[(day, "phq9", total) for day, _ in answers])
    assert ("risk_item phq9" in found(block)) == holds


def test_a_risk_item_says_since_when_and_what() -> None:
    one = found(course(60, risk=[(-3, 0), (10, 1), (30, 2), (50, 3)]))["risk_item phq9"]
    assert one.since_on == START + dt.timedelta(days=10)
    assert one.days == (START + dt.timedelta(days=50),)
    assert one.numbers == {"instrument": "phq9", "item": 9, "answer": 3}
    assert one.threshold == {"at_least": 1}


@pytest.mark.parametrize(
    ("days", "checked_in", "sessions", "left_out", "fires"),
    [
        (9, (), (), (), False),
        (10, (), (), (), True),
        (20, (10,), (), (), False),
        (21, (10,), (), (), True),
        (21, (10,), (14,), (), False),  # a session is a sign of somebody too
        (30, (10,), (), range(14, 30), False),  # on holiday
        (40, (10,), (), range(12, 33), False),  # holiday, and eight days since
        (42, (10,), (), range(12, 33), True),
    ],
)
def test_silence(
    days: int, checked_in: tuple[int, ...], sessions: tuple[int, ...], left_out: range, fires: bool
) -> None:
    block = course(days, sessions=[run(day) for day in sessions], checked_in=checked_in, left_out=left_out)
    got = found(block)
    assert ("silence" in got) == fires
    if fires:
        assert len(got["silence"].days) == got["silence"].numbers["silent"] == 10


@pytest.mark.parametrize(
    ("days", "checked_in", "fires"),
    [
        (14, (0, 5, 10), True),
        (13, (0, 5, 10), False),
        (14, (0, 5, 7, 10), False),
        (40, (*range(30), 39), False),
        (60, (*range(45), 50, 58), True),
        (30, (0, 5), False),  # silence says it
    ],
)
def test_too_little_data(days: int, checked_in: tuple[int, ...], fires: bool) -> None:
    got = found(course(days, checked_in=checked_in))
    assert ("too_little_data" in got) == fires
    assert not {"silence", "too_little_data"} <= set(got)


def test_a_sentence_of_findings_is_in_order_of_urgency_and_holds_on_the_last_day_only() -> None:
    block = course(60, scores=[(0, "phq9", 10), (30, "phq9", 17)], risk=[(30, 1)])
    got = [one.rule for one in current(block)[0]]
    assert got == ["risk_item", "deterioration", "no_improvement", "silence"]
