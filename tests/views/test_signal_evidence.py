"""From a signal to what a figure points at."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from runtherapy_data.analysis.rules import rule as rule_of
from runtherapy_data.analysis.rules import rules
from runtherapy_data.measures.daily import DAILY
from runtherapy_data.measures.signals import SignalGroup, SignalState
from runtherapy_data.views.signal_evidence import Evidence, of
from runtherapy_data.views.signals import Signal
from tests.views.courses import course, day, session

DAYS = (day(30), day(31), day(33))


def signal(rule: str, days: tuple[dt.date, ...] = DAYS, **numbers: Any) -> Signal:
    known = UUID(int=1), UUID(int=2)
    return Signal(
        *known, "T-1", rule, SignalGroup.OVERLOAD, 1, "", SignalState.NEW, True, day(30),
        dt.datetime(2026, 4, 8, tzinfo=dt.UTC), days=days, numbers=numbers,
    )  # fmt: skip


def test_a_fall_points_at_its_panel_and_the_own_level() -> None:
    found = of(signal("falling_sleep", lately=3.6, own=5.5, points=1.9), course())
    assert found == Evidence(DAYS, ("sleep",), (("sleep", 5.5),))


def test_effort_points_at_the_sessions_of_its_days_only() -> None:
    shown = course(sessions=(session(29), session(30), session(33)), today=40)
    found = of(signal("overload", effort=7.0, effort_own=4.9, effort_points=2.1, minutes=32.0), shown)
    assert (found.session_days, found.effort, found.measures) == ((day(30), day(33)), True, ())


def test_each_part_points_at_the_days_that_its_own_numbers_rest_on() -> None:
    shown = course(sessions=(session(30), session(31), session(33)), today=40)
    numbers = dict.fromkeys(rule_of("overload").forms[2].numbers, 1.0)
    parts = {"sleep": (day(30), day(31)), "energy": (day(31), day(33)), "sessions": (day(33),)}
    found = of(replace(signal("overload", **numbers), parts=parts), shown)
    assert found.days == DAYS
    assert found.answered("sleep") == {day(30), day(31)}
    assert found.answered("energy") == {day(31), day(33)}
    assert found.session_days == (day(33),)
    within = found.between(day(31), day(40))
    assert within is not None and within.answered("sleep") == {day(31)}


def test_an_after_effect_points_at_the_sessions_before_its_days() -> None:
    shown = course(sessions=(session(20), session(28), session(32), session(34)), today=40)
    found = of(signal("after_effect", energy=2.8, energy_own=4.1, points=1.3, sessions=2.0), shown)
    assert found.session_days == (day(28), day(32))
    assert (found.levels, found.other_days) == ((("energy", 4.1),), True)


def test_a_questionnaire_points_at_its_scale() -> None:
    numbers = {"instrument": "4dkl", "subscale": "distress", "first": 10.0, "last": 20.0, "points": 10.0}
    found = of(signal("deterioration", **numbers), course())
    assert (found.instrument, found.subscale, found.measures) == ("4dkl", "distress", ())


def test_a_rule_that_is_no_longer_used_points_at_its_days() -> None:
    assert of(signal("gone", what=1.0), course()) == Evidence(DAYS)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_form_of_every_rule_can_be_pointed_out(rule: Any) -> None:
    codes = {one.code for one in DAILY}
    for form in rule.forms:
        assert set(form.measures) <= codes
        found = of(signal(rule.id, **dict.fromkeys(form.numbers, 1.0)), course(sessions=(session(30),), today=40))
        assert {code for code, _level in found.levels} == {code for code, level in form.measures.items() if level}
        assert found.effort == form.effort
