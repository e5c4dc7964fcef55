"""Two weeks of a course side by side: what counts, and what is said of the difference."""

from __future__ import annotations

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.measures.daily import MOOD
from runtherapy_data.views.course import DayWords, EventFact
from runtherapy_data.views.course_weeks import Spread, differences, last_two, spread, week, with_data
from tests.views.courses import answers, course, day, session

nl, en = translator("nl"), translator("en")


def test_a_week_holds_its_own_seven_days_and_missing_stays_missing() -> None:
    shown = course(answers("mood", {6: 1, 7: 0, 9: 6, 13: 8, 14: 10}), today=30)
    second = week(shown, 2)
    assert (second.first_on, second.last_on) == (day(7), day(13))
    assert second.of(MOOD) == (0, None, 6, None, None, None, 8)
    assert spread(second.of(MOOD)) == Spread(3, pytest.approx(14 / 3), 0, 8)
    assert second.days_answered == 3
    assert spread([None, None]) is None


def test_minutes_add_up_beside_what_was_planned_and_no_plan_is_no_zero() -> None:
    sessions = (
        session(7, planned_minutes=25, walking_minutes=12, running_minutes=8, reflection="Fijn."),
        session(9, planned_minutes=None, walking_minutes=20, running_minutes=0),
        session(14, planned_minutes=30),
    )
    shown = course(today=30, sessions=sessions, words=(DayWords(day(8), "Moe"), DayWords(day(14), "later")))
    second = week(shown, 2)
    assert (second.running, second.walking, second.planned) == (8, 32, 25)
    assert week(shown, 1).planned is None
    assert [(one.words, one.after_session) for one in second.words] == [("Fijn.", True), ("Moe", False)]


@pytest.mark.parametrize(("today", "passed"), [(6, 0), (7, 1), (9, 3), (13, 7), (40, 7)])
def test_a_week_knows_how_many_of_its_days_have_come(today: int, passed: int) -> None:
    assert week(course(today=today), 2).passed == passed


def test_a_life_event_belongs_to_every_week_that_it_touches() -> None:
    shown = course(today=40, events=(EventFact("holiday", day(12), day(15)), EventFact("illness", day(20), None)))
    assert [len(week(shown, number).events) for number in (1, 2, 3, 4)] == [0, 1, 2, 0]


def test_the_newest_week_with_anything_in_it_is_laid_beside_the_one_before() -> None:
    shown = course(answers("mood", {0: 5, 30: 5}), today=60, sessions=(session(16),), words=(DayWords(day(-2), "x"),))
    assert with_data(shown) == (0, 1, 3, 5)
    assert last_two(shown) == (3, 5)
    assert last_two(course(answers("mood", {0: 5}))) is None


def test_a_week_that_has_just_begun_is_not_proposed_where_two_full_ones_are_there() -> None:
    answered = dict.fromkeys((0, 1, 2, 3, 7, 14, 15, 16, 17, 21, 22, 23), 5)
    assert last_two(course(answers("mood", answered), today=23)) == (1, 3)
    assert last_two(course(answers("mood", answered | {24: 5}), today=24)) == (3, 4)


def test_the_difference_is_said_in_points_and_small_ones_are_the_same() -> None:
    mood, sleep = dict.fromkeys(range(7), 5), dict.fromkeys(range(7), 6)
    mood |= dict.fromkeys(range(7, 14), 7)
    sleep |= dict.fromkeys(range(7, 14), 6)
    energy = dict.fromkeys(range(7), 8) | dict.fromkeys(range(7, 14), 5)
    shown = course(answers("mood", mood), answers("sleep", sleep), answers("energy", energy), today=20)
    said = differences(week(shown, 1), week(shown, 2), nl)
    assert (
        said
        == "In week 2, vergeleken met week 1: stemming 2,0 punt hoger en energie 3,0 punt lager. Slaap bleef gelijk."
    )


def test_too_few_days_are_said_and_not_compared() -> None:
    shown = course(answers("mood", {0: 1, 1: 1, 2: 1, 3: 1, 7: 9, 8: 9, 9: 9}), today=20)
    said = differences(week(shown, 1), week(shown, 2), nl)
    assert said == "Voor stemming zijn er te weinig dagen om te vergelijken (4 en 3 dagen met een check-in)."
    assert "check-ins" in differences(week(shown, 3), week(shown, 4), nl)


def test_minutes_are_never_compared() -> None:
    shown = course(today=20, sessions=(session(1, running_minutes=40), session(8, running_minutes=0)))
    said = differences(week(shown, 1), week(shown, 2), en)
    assert "running" not in said and "minutes" not in said and "less" not in said
