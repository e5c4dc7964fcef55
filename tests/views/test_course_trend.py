"""What is said of the last two weeks, and the numbers behind it."""

from __future__ import annotations

import datetime as dt

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.views import course_trend
from runtherapy_data.views.course import Course, EventFact, Series
from runtherapy_data.views.course_summary import summary
from tests.views.courses import answers, course, day

nl, en = translator("nl"), translator("en")


def stairs(measure: str, *levels: int, answered: int = 14) -> Series:
    """Two weeks at each level, give or take half a point; of the last two only the first so many days `answered`."""
    last = 14 * (len(levels) - 1)
    return answers(
        measure,
        {
            14 * step + number: level + number % 2
            for step, level in enumerate(levels)
            for number in range(14)
            if 14 * step < last or number < answered
        },
    )


def lately(*series: Series, to_client: bool = True, **values: object) -> tuple[str, str]:
    shown = course(*series, **{"today": 55, **values})  # type: ignore[arg-type]
    return course_trend.lately(shown, nl, to_client=to_client), course_trend.lately(shown, en, to_client=to_client)


def test_a_client_hears_in_plain_words_what_the_last_two_weeks_were_like() -> None:
    assert lately(stairs("mood", 4, 5, 5, 7), stairs("sleep", 5, 5, 6, 5), stairs("energy", 5, 5, 5, 5)) == (
        "In de laatste twee weken was je stemming hoger (2,0 punt) en was je slaap lager (1,0 punt) "
        "dan in de twee weken daarvoor.",
        "In the last two weeks your mood was higher (by 2.0 points) and your sleep was lower (by 1.0 points) "
        "than in the two weeks before.",
    )


def test_what_moved_the_same_way_is_said_together() -> None:
    assert lately(stairs("mood", 5, 5, 6, 5), stairs("sleep", 5, 5, 6, 5), stairs("energy", 5, 5, 5, 7)) == (
        "In de laatste twee weken waren je stemming (1,0 punt) en je slaap (1,0 punt) lager en was je energie hoger "
        "(2,0 punt) dan in de twee weken daarvoor.",
        "In the last two weeks your mood (by 1.0 points) and your sleep (by 1.0 points) were lower and your energy was "
        "higher (by 2.0 points) than in the two weeks before.",
    )


def test_less_than_a_point_is_a_little() -> None:
    base = {number: 5 + number % 2 for number in range(42)}
    less = base | {number: 4 + (number % 2 if number % 3 else 1) for number in range(42, 56)}
    assert "was je slaap wat lager (0,8 punt)" in lately(answers("sleep", less))[0]


def test_a_therapist_also_reads_how_sure_it_is() -> None:
    told = lately(stairs("sleep", 5, 5, 6, 5), to_client=False)[0]
    assert told == (
        "In de laatste twee weken was slaap lager (1,0 punt; 95 %: 0,5 tot 1,5) dan in de twee weken daarvoor."
    )


@pytest.mark.parametrize(
    ("series", "today"),
    [
        (stairs("mood", 4, 5, 5, 5), 55),  # nothing worth naming
        (stairs("mood", 4, 4, 7), 40),  # nearly the same days as "since the start"
        (stairs("tension", 5, 5, 5, 8), 55),  # drawn only when asked for
    ],
)
def test_where_there_is_nothing_to_say_nothing_is_said(series: Series, today: int) -> None:
    assert lately(series, today=today) == ("", "")


def test_too_few_days_are_said_once() -> None:
    told = lately(stairs("mood", 4, 5, 5, 9, answered=3), stairs("sleep", 4, 5, 5, 9, answered=2))[0]
    assert told == "Over de laatste twee weken zijn er te weinig dagen om iets te zeggen."
    assert (
        "laatste twee weken was je slaap"
        in lately(stairs("mood", 4, 5, 5, 9, answered=3), stairs("sleep", 4, 5, 5, 9))[0]
    )


def test_it_ends_the_sentence_of_the_page() -> None:
    shown = course(stairs("mood", 4, 5, 5, 7), today=55)
    assert summary(shown, nl, to_client=True) == (
        "Week 8 van 10. Je stemming is 3,0 punt hoger dan in de eerste twee weken. "
        "In de laatste twee weken was je stemming hoger (2,0 punt) dan in de twee weken daarvoor."
    )


def ill(first: int, last: int | None) -> EventFact:
    through = None if last is None else day(last)
    return EventFact("illness", day(first), through, None, None if last else day(first + 27))


def test_days_of_a_life_event_are_left_out_everywhere() -> None:
    dip = {number: 1 if 44 <= number <= 50 else 5 for number in range(56)}
    plain = course(answers("mood", dip), today=55)
    noted = course(answers("mood", dip), today=55, events=(ill(44, 50),))
    assert "lager" in summary(plain, nl, to_client=True)
    assert summary(noted, nl, to_client=True) == "Week 8 van 10. Je stemming bleef gelijk."
    assert course_trend.note(noted, nl).endswith("7 dagen van gebeurtenissen tellen niet mee.")
    assert "niet mee" not in course_trend.note(plain, nl)


def test_days_that_an_illness_hides_are_not_called_too_few_answers() -> None:
    shown = course(stairs("mood", 4, 5, 5, 7), stairs("sleep", 5, 5, 5, 5), today=55, events=(ill(40, None),))
    assert summary(shown, nl, to_client=True) == (
        "Week 8 van 10. Gearceerde dagen tellen hier niet mee. "
        "Van de andere dagen zijn er te weinig om verschil te zien."
    )
    assert summary(shown, en, to_client=False).count("too few") == 1
    before = course(stairs("mood", 4, 5, 5, 7), today=55, events=(ill(29, 41),))
    assert summary(before, nl, to_client=False).endswith(
        "Over de laatste twee weken is niets te zeggen: gearceerde dagen tellen hier niet mee."
    )


@pytest.mark.parametrize(("event", "days"), [(ill(44, 50), 7), (ill(50, None), 6), (ill(60, 70), 0), (ill(10, 10), 1)])
def test_an_event_counts_through_its_last_day_or_today(event: EventFact, days: int) -> None:
    assert len(course_trend.event_days(course(today=55, events=(event,)))) == days


def row(shown: Course, measure: str) -> list[str]:
    return next(one for one in course_trend.table(shown, nl)[1] if one[0] == measure)


def test_the_table_has_every_measure_with_its_usual_level_and_both_changes() -> None:
    shown = course(stairs("mood", 4, 5, 5, 7), stairs("tension", 6, 6, 6, 6, answered=2), today=55)
    assert course_trend.table(shown, nl)[0] == ["Wat", "Gewoon bij de start", "Sinds de start", "Laatste twee weken"]
    assert row(shown, "Stemming") == [
        "Stemming",
        "4,5 ± 0,7",
        "+3,0 (95 %: +2,5 tot +3,5)",
        "+2,0 (95 %: +1,5 tot +2,5)",
    ]
    assert row(shown, "Spanning") == ["Spanning", "6,5 ± 0,7", "te weinig dagen", "te weinig dagen"]


def test_a_change_that_is_not_clear_is_said_to_be_so() -> None:
    shown = course(stairs("mood", 4, 5, 5, 5), today=55)
    assert row(shown, "Stemming")[3].endswith("niet duidelijk")


def test_before_week_7_the_table_has_no_last_two_weeks() -> None:
    shown = course(stairs("mood", 4, 5, 5), today=35)
    header, rows = course_trend.table(shown, nl)
    assert len(header) == 3
    assert all(len(one) == 3 for one in rows)


def test_one_day_is_left_out_in_the_singular() -> None:
    noted = course(stairs("mood", 4, 5), today=27, events=(EventFact("other", day(3), day(3)),))
    assert noted.events[0].last_on - day(3) == dt.timedelta(0)
    assert course_trend.note(noted, en).endswith("1 day of a life event is left out.")
