"""The days of a course in words and as a table."""

from __future__ import annotations

import datetime as dt

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.views.course import DayWords, EventFact, ResultFact, SessionFact
from runtherapy_data.views.course_days import minutes, noted_lines, sentence, table
from tests.views.courses import answers, course, day, session

nl, en = translator("nl"), translator("en")


def test_a_day_reads_as_a_sentence_in_both_languages() -> None:
    walk = session(64, planned_minutes=25, walking_minutes=8, running_minutes=12, feeling_before=5, feeling_after=7)
    shown = course(answers("mood", {64: 6}), answers("sleep", {64: 7}), today=66, sessions=(walk,))
    assert sentence(shown, day(64), nl) == (
        "di 12 mei · week 10 · stemming 6, slaap 7 · "
        "met de therapeut, 25 min gepland · 12 min hardgelopen, 8 min gewandeld · gevoel 5 → 7"
    )
    assert sentence(shown, day(64), en) == (
        "Tue 12 May · week 10 · mood 6, sleep 7 · "
        "with the therapist, 25 min planned · ran 12 min, walked 8 min · felt 5 → 7"
    )


def test_a_session_with_intervals_says_how_walking_and_running_took_turns() -> None:
    turns = session(64, walking_minutes=15, running_minutes=10, intervals="5x(2/3)", feeling_after=7)
    shown = course(today=66, sessions=(turns,))
    assert sentence(shown, day(64), nl) == (
        "di 12 mei · week 10 · geen check-in · met de therapeut · 10 min hardgelopen, 15 min gewandeld · "
        "5 × (2 min hardlopen / 3 min wandelen) · gevoel 7 na afloop"
    )
    (row,) = [one for one in table(shown, en) if one["Sessions"]]
    assert row["Sessions"] == (
        "with the therapist, ran 10 min, walked 15 min, 5 × (2 min running / 3 min walking), felt 7 afterwards"
    )


def test_questionnaires_and_life_events_are_told_on_their_day() -> None:
    happened = (EventFact("holiday", day(3), day(9), "zee"), EventFact("illness", day(5), None))
    taken = (ResultFact("phq9", day(3), "intake", 12.0), ResultFact("4dkl", day(3), "intake", None))
    shown = course(today=20, events=happened, results=taken)
    assert sentence(shown, day(3), nl) == (
        "do 12 mrt · week 1 · geen check-in · PHQ-9 12 (bij de intake) · 4DKL (bij de intake) · "
        "Vakantie tot en met wo 18 mrt: zee"
    )
    assert sentence(shown, day(5), nl).endswith("geen check-in · Ziekte")


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (session(0, running_minutes=0), "10 min gewandeld"),
        (session(0, walking_minutes=0), "10 min hardgelopen"),
        (session(0, walking_minutes=0, running_minutes=0), "geen minuten vastgelegd"),
    ],
)
def test_minutes_in_words(one: SessionFact, said: str) -> None:
    assert minutes(one, nl) == said


def test_the_table_has_a_row_for_every_day_with_none_for_missing_and_0_for_no_session() -> None:
    two = (session(2, planned_minutes=15), session(2, kind="independent", walking_minutes=5, running_minutes=0))
    shown = course(answers("mood", {0: 0, 3: 6}), today=4, sessions=two, words=(DayWords(day(3), "rustig"),))
    rows = table(shown, nl)
    assert [row["Dag"] for row in rows] == [day(number) for number in range(5)]
    assert [row["Stemming"] for row in rows] == [0, None, None, 6, None]
    assert [row["Slaap"] for row in rows] == [None] * 5
    assert [row["Hardlopen (min)"] for row in rows] == [0, 0, 10, 0, 0]
    assert [row["Wandelen (min)"] for row in rows] == [0, 0, 15, 0, 0]
    assert [row["Gepland (min)"] for row in rows] == [None, None, 15, None, None]
    assert rows[3]["Eigen woorden"] == "rustig"
    assert rows[2]["Sessies"].count(";") == 1


def test_an_empty_course_has_an_empty_table() -> None:
    assert table(course(today=4), nl) == []


def test_a_fact_far_outside_the_axis_still_has_its_row() -> None:
    shown = course(answers("mood", {0: 5, 20000: 6}), today=4)
    assert [row["Dag"] for row in table(shown, nl)][-1] == day(20000)
    assert len(table(shown, nl)) < 1200


def test_what_was_picked_is_said_in_the_readers_language_before_what_was_written() -> None:
    session = SessionFact(
        dt.date(2026, 3, 2), "guided", None, 10, 10, breathing="na tien minuten", posture="krom",
        picks={"breathing": ["calm", "rhythm"], "mental_signals": ["worries", "a code of long ago"]},
    )  # fmt: skip
    assert noted_lines(session, translator("nl")) == [
        "Ademhaling: rustig, vindt een ritme; na tien minuten", "Houding: krom", "Mentale signalen: piekert",
    ]  # fmt: skip
    assert noted_lines(session, translator("en"))[0] == "Breathing: calm, finds a rhythm; na tien minuten"
