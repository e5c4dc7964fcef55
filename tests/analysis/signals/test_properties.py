"""What holds for every course, whatever was filled in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.signal_courses import courses
from runtherapy_data.analysis.block import Block
from runtherapy_data.analysis.findings import Episode
from runtherapy_data.analysis.rules import rule
from runtherapy_data.analysis.signals import current, history
from runtherapy_data.analysis.signals.facts import Facts
from tests.analysis.signals import slow
from tests.analysis.signals.made import course, ever, run, up_to

MEASURES = ("mood", "sleep", "energy", "tension")


def lively(seed: int, days: int = 80) -> Block:
    """A course in which much happens: levels that jump, gaps, sessions of all kinds, events, questionnaires, risk."""
    rng = np.random.default_rng(seed)
    level = np.repeat(rng.uniform(2, 8, (len(MEASURES), days // 10 + 1)), 10, axis=1)[:, :days]
    said = np.clip(np.rint(level + rng.normal(0, rng.uniform(0.2, 1.5), level.shape)), 0, 10)
    said[:, rng.random(days) > rng.uniform(0.2, 1.0)] = np.nan
    said[rng.random(said.shape) < 0.1] = np.nan
    held = np.flatnonzero(rng.random(days) < rng.uniform(0, 0.6))
    held = np.concatenate([held, held[:2]])  # two on one day
    sessions = [
        run(int(day), float(rng.choice([2, 3, 4, 5, 7, 8, np.nan])), float(rng.choice([20, 25, 30, 45])),
            float(rng.choice([0.4, 0.5, 0.9])), enjoyment=float(rng.choice([3, 5, 7, np.nan])))
        for day in held
    ]  # fmt: skip
    gone = int(rng.integers(0, days))
    return course(
        days,
        dict(zip(MEASURES, said.tolist(), strict=True)),
        sessions,
        [(int(day), code, float(rng.integers(0, 22)))
         for day in rng.integers(-5, days, 5) for code in ("phq9", "gad7")],
        [(int(day), int(rng.integers(0, 3))) for day in rng.integers(-5, days, 4)],
        range(gone, min(gone + int(rng.integers(0, 15)), days)),
        no_fixed_increments=bool(rng.random() < 0.5),
    )  # fmt: skip


seeds = st.integers(0, 10**6)
many = settings(max_examples=60, deadline=None, derandomize=True)


def test_in_lively_courses_every_rule_has_its_say() -> None:
    said = {one for seed in range(60) for one in ever(lively(seed))}
    assert len(said) == 10


@many
@given(seeds, st.integers(0, 79))
def test_a_finding_never_rests_on_fewer_days_than_its_rule_says_nor_on_days_to_come(seed: int, day: int) -> None:
    block = up_to(lively(seed), day)
    for one in current(block).get(0, ()):
        of = rule(one.rule)
        assert len(one.days) >= of.fewest_days
        assert list(one.days) == sorted(set(one.days))
        assert one.days[-1] <= block.date(0, day)
        assert one.since_on <= block.date(0, day)
        form = of.form(one.numbers)
        assert (set(form.numbers), set(form.limits)) == (set(one.numbers), set(one.threshold))
        assert all(np.isfinite(value) for value in one.numbers.values() if not isinstance(value, str))


@many
@given(seeds, st.integers(0, 79))
def test_what_comes_later_changes_nothing_that_was_seen_before(seed: int, day: int) -> None:
    block = lively(seed)
    cut = [replace(one, last=min(one.last, day)) for one in history(block) if one.first <= day]
    assert sorted(cut, key=repr) == sorted(history(up_to(block, day)), key=repr)


@many
@given(seeds)
def test_the_list_of_today_is_the_end_of_history(seed: int) -> None:
    block = lively(seed)
    last = int(block.through[0])
    ends = {(one.rule, one.subject): block.date(0, one.first) for one in history(block) if one.last == last}
    now = {(one.rule, one.subject): one.since_on for one in current(block).get(0, ())}
    assert ends.keys() == now.keys()
    risk = {key for key in ends if key[0] == "risk_item"}  # it may be older than the course
    assert all(now[key] == ends[key] for key in ends.keys() - risk)
    assert all(now[key] <= ends[key] for key in risk)


@many
@given(seeds, st.integers(-4000, 4000))
def test_the_calendar_does_not_matter(seed: int, days: int) -> None:
    block, shift = lively(seed), dt.timedelta(days=days)
    moved = replace(block, starts_on=(block.starts_on[0] + shift,))
    assert history(moved) == history(block)
    for one, other in zip(current(block).get(0, ()), current(moved).get(0, ()), strict=True):
        parts = {part: tuple(day + shift for day in days) for part, days in one.parts.items()}
        days_on = tuple(day + shift for day in one.days)
        assert other == replace(one, since_on=one.since_on + shift, days=days_on, parts=parts)


@many
@given(seeds)
def test_no_rule_looks_at_a_day_of_a_life_event(seed: int) -> None:
    block = lively(seed)
    noise = np.random.default_rng(seed)
    other = {code: np.where(block.left_out, noise.integers(0, 11, values.shape), values)
             for code, values in block.daily.items()}  # fmt: skip
    episodes = [one for one in history(replace(block, daily=other)) if one.rule != "silence"]
    assert episodes == [one for one in history(block) if one.rule != "silence"]


@many
@given(seeds, st.sampled_from(["sleep", "energy"]), st.integers(0, 79))
def test_a_fall_is_what_its_slow_twin_says(seed: int, measure: str, day: int) -> None:
    block, of = lively(seed), rule(f"falling_{measure}")
    fast, said = Facts(block).fall(measure, of), slow.fall(block, measure, day, of)
    if said is None:
        assert np.isnan(fast.points[0, day])
    else:
        limit = fast.limit(of["fall_points"], of["fall_spreads"])
        assert (fast.points[0, day], limit[0, day]) == pytest.approx(said)


@many
@given(seeds, st.sampled_from(["overload", "effort_drift"]), st.integers(0, 79))
def test_a_rise_of_effort_is_what_its_slow_twin_says(seed: int, id: str, day: int) -> None:
    block, of = lively(seed), rule(id)
    fast, said = Facts(block).rise(of).effort_more[0, day], slow.rise(block, day, of)
    assert np.isnan(fast) if said is None else fast == pytest.approx(said)


@many
@given(
    st.lists(st.tuples(st.integers(0, 69), st.sampled_from([5, 10, 20, 30, 45])), max_size=40),
    st.integers(2, 7),
    st.booleans(),
)
def test_running_less_than_planned_is_never_a_signal(
    held: list[tuple[int, int]], effort: int, no_fixed_increments: bool
) -> None:
    """Somebody whose days and effort stay as they are may run when and as long as they like, or not at all."""
    days = [effort, effort + 1, effort, effort - 1, effort, effort + 1, effort] * 10
    sessions = [run(day, effort, minutes, enjoyment=6) for day, minutes in held]
    daily = dict.fromkeys(MEASURES, days)
    assert not ever(course(70, daily, sessions, no_fixed_increments=no_fixed_increments))
    # And who neither checks in nor runs any longer is silent: nothing else.
    quiet = dict.fromkeys(MEASURES, days[:40])
    early = [one for one in sessions if one["day"] < 40]
    assert ever(course(70, quiet, early, no_fixed_increments=no_fixed_increments)) == {"silence"}


def rows_of(block: Block, rows: list[int]) -> Block:
    """The same courses, fewer of them."""
    place = {row: at for at, row in enumerate(rows)}
    kept = np.flatnonzero(np.isin(block.sessions.course, rows))
    of = {name: getattr(block.sessions, name)[kept] for name in block.sessions.__dataclass_fields__}
    of["course"] = np.array([place[row] for row in of["course"].tolist()], dtype=np.int64)
    return replace(
        block,
        starts_on=tuple(block.starts_on[row] for row in rows),
        through=block.through[rows],
        planned_weeks=block.planned_weeks[rows],
        no_fixed_increments=block.no_fixed_increments[rows],
        daily={code: values[rows] for code, values in block.daily.items()},
        checked_in=block.checked_in[rows],
        left_out=block.left_out[rows],
        sessions=type(block.sessions)(**of),
        scores=tuple(replace(one, course=place[one.course]) for one in block.scores if one.course in place),
        risk_answers=tuple(replace(one, course=place[one.course]) for one in block.risk_answers if one.course in place),
    )


def test_courses_do_not_know_of_each_other() -> None:
    block = courses(5, 300)[0].block
    few = list(range(0, 300, 7))
    alone = history(rows_of(block, few))
    assert alone
    whole = [replace(one, course=few.index(one.course)) for one in history(block) if one.course in few]
    assert sorted(map(_key, whole)) == sorted(map(_key, alone))


def _key(one: Episode) -> tuple[str, int, int, int, str]:
    return one.rule, one.course, one.first, one.last, one.subject
