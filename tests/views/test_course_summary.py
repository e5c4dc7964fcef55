"""The sentence that opens a course says what the answers say, and no more."""

from __future__ import annotations

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.views.course import Course, Series
from runtherapy_data.views.course_summary import summary
from tests.views.courses import answers, course

nl, en = translator("nl"), translator("en")


def steps(measure: str, before: int, after: int, *, until: int = 35) -> Series:
    """Every day `before` in the first two weeks, every day `after` since."""
    return answers(measure, {number: before if number < 14 else after for number in range(until + 1)})


def test_a_client_is_told_what_changed_and_what_stayed_the_same() -> None:
    shown = course(steps("mood", 4, 6), steps("sleep", 5, 5), steps("energy", 6, 3))
    assert summary(shown, nl, to_client=True) == (
        "Week 6 van 10. Je stemming is 2,0 punt hoger dan in de eerste twee weken en je energie 3,0 punt lager; "
        "je slaap bleef gelijk."
    )
    assert summary(shown, en, to_client=True) == (
        "Week 6 of 10. Your mood is 2.0 points higher than in the first two weeks and your energy "
        "3.0 points lower; your sleep stayed the same."
    )


def test_a_therapist_is_told_the_same_about_the_course() -> None:
    shown = course(steps("mood", 5, 5), steps("sleep", 5, 5))
    assert summary(shown, nl, to_client=False) == "Week 6 van 10. Stemming en slaap bleven gelijk."


@pytest.mark.parametrize(("last", "said"), [(35, ""), (26, ""), (25, "10 dagen geleden"), (12, "23 dagen geleden")])
def test_a_long_silence_is_said_to_the_therapist_only(last: int, said: str) -> None:
    shown = course(steps("mood", 5, 5, until=last))
    told = summary(shown, nl, to_client=False)
    assert ("De laatste check-in is" in told) == bool(said) and said in told
    assert "check-in" not in summary(shown, nl, to_client=True)


@pytest.mark.parametrize(
    ("halves", "said"),
    [
        (0, "bleef gelijk"),
        (6, "bleef gelijk"),
        (7, "Over stemming is het nog niet duidelijk: de dagen verschillen te veel."),
        (14, "1,0 punt hoger"),
        (-14, "1,0 punt lager"),
    ],
)
def test_a_change_is_named_from_half_a_point_when_it_is_clear(halves: int, said: str) -> None:
    """Fourteen answers in each window; `halves` of the later ones lie a point higher (or lower)."""
    values = {number: 4 + number % 3 for number in range(14)}
    sign = 1 if halves > 0 else -1
    values |= {22 + number: values[number] + (sign if number < abs(halves) else 0) for number in range(14)}
    assert said in summary(course(answers("mood", values)), nl, to_client=True)


def test_fewer_than_four_answers_in_either_window_are_too_few() -> None:
    late = answers("sleep", dict.fromkeys((0, 1, 2, *range(20, 36)), 5))
    silent = answers("energy", dict.fromkeys((*range(14), 30, 31, 33), 5))
    shown = course(steps("mood", 4, 6), late, silent)
    assert "Over slaap en energie zijn er nog te weinig dagen om iets te zeggen." in summary(shown, nl, to_client=True)


def test_no_day_counts_in_both_windows() -> None:
    """In week 3 the last two weeks reach into the first two: only the days after those are compared."""
    shown = course(steps("mood", 4, 8, until=18), today=18)
    assert "4,0 punt hoger" in summary(shown, nl, to_client=True)
    assert "nog te weinig dagen" in summary(course(steps("mood", 4, 8, until=16), today=16), nl, to_client=True)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (course(today=10), "Week 2 van 10. Er zijn nog geen check-ins."),
        (course(today=-3), "Het traject begint op ma 9 mrt."),
        (course(today=80), "Week 12; er waren 10 weken gepland. Er zijn nog geen check-ins."),
        (course(answers("mood", {1: 5}), today=3), "Week 1 van 10. Er zijn nog te weinig dagen om verschil te zien."),
    ],
)
def test_a_course_with_little_to_say_says_so(shown: Course, said: str) -> None:
    assert summary(shown, nl, to_client=True) == said


def test_an_ended_course_says_in_which_week() -> None:
    shown = course(steps("mood", 4, 4), ends_on=course().today, end_reason="stopped_early")
    assert summary(shown, nl, to_client=False) == "Het traject eindigde in week 6 van 10. Stemming bleef gelijk."


def test_a_measure_that_was_never_asked_is_not_missed() -> None:
    assert "slaap" not in summary(course(steps("mood", 4, 6)), nl, to_client=True)
