"""What a page says about a course, in both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.ui import course_words as said
from runtherapy_data.views import course_days
from runtherapy_data.views.course import Course, EventFact, PhaseSpan, ResultFact, SessionFact

NL, EN = translator("nl"), translator("en")
START = dt.date(2026, 3, 2)
COURSE = Course(
    client_code="C-1", client_name=None, complaint="stress_burnout", mode="gentle_build_up", starts_on=START,
    planned_weeks=10, ends_on=None, end_reason=None, today=START + dt.timedelta(days=20), week=3, weeks=10,
    first_on=START, last_on=START + dt.timedelta(days=69),
)  # fmt: skip
SESSION = SessionFact(START, "guided", planned_minutes=30, walking_minutes=10, running_minutes=12)


@pytest.mark.parametrize(
    ("running", "walking", "words"),
    [
        (12, 10, "12 min hardgelopen, 10 min gewandeld"),
        (0, 10, "10 min gewandeld"),
        (12, 0, "12 min hardgelopen"),
        (0, 0, "geen minuten vastgelegd"),
    ],
)
def test_minutes_of_running_and_walking_stay_apart(running: int, walking: int, words: str) -> None:
    told = said.session_line(replace(SESSION, running_minutes=running, walking_minutes=walking), NL)
    assert told[1] == words


def test_a_session_is_told_without_what_was_planned() -> None:
    where, what = said.session_line(replace(SESSION, feeling_before=5, feeling_after=7), NL)
    assert where == "ma 2 mrt · met de therapeut"
    assert what == "12 min hardgelopen, 10 min gewandeld · je voelde je eerst 5, daarna 7"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (5, 0, "je voelde je eerst 5, daarna 0"),
        (None, 9, "je voelde je na afloop 9"),
        (6, None, "je voelde je vooraf 6"),
        (None, None, ""),
    ],
)
def test_a_feeling_is_said_to_the_client_as_far_as_it_was_filled_in(
    before: int | None, after: int | None, words: str
) -> None:
    assert said.own_feeling(replace(SESSION, feeling_before=before, feeling_after=after), NL) == words


MEETING = dt.datetime(2026, 3, 24, 14, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))


def test_what_comes_next_is_the_appointment_and_the_newest_exercises() -> None:
    older = replace(SESSION, home_exercises="drie keer uitademen")
    newer = replace(SESSION, day=START + dt.timedelta(days=7), home_exercises="wandel tien minuten")
    course = replace(COURSE, sessions=(older, newer, SESSION), next_appointment=MEETING)
    assert course_days.coming(course, NL) == [
        ("Volgende afspraak", "di 24 mrt 14:30"),
        ("Om thuis te oefenen", "wandel tien minuten"),
    ]
    assert course_days.coming(replace(COURSE, sessions=(SESSION,)), NL) == []


def test_the_therapist_reads_the_next_appointment_with_the_facts_of_the_course() -> None:
    assert said.facts(replace(COURSE, next_appointment=MEETING), NL).endswith(" · Afspraak di 24 mrt 14:30")
    meets = replace(COURSE, today=MEETING.date(), next_appointment=MEETING)
    assert said.facts(meets, NL).endswith(" · Afspraak vandaag 14:30")
    assert "Afspraak" not in said.facts(COURSE, NL)


def test_what_was_noted_with_a_session_is_named_line_by_line() -> None:
    noted = replace(SESSION, posture="schouders laag", mental_signals="minder gepieker", home_exercises="uitademen")
    assert said.noted(noted, NL) == (
        "ma 2 mrt",
        "Houding: schouders laag\nMentale signalen: minder gepieker\nOm thuis te oefenen: uitademen",
    )
    assert said.noted(SESSION, NL) is None


def test_an_answer_that_is_missing_is_a_dash_and_never_a_zero() -> None:
    cells = said.session_cells(SESSION, EN)
    assert cells == ["Mon 2 Mar", "guided", "12 min", "10 min", "30 min", "–", "–", "– → –", "–"]


@pytest.mark.parametrize(
    ("instrument", "total", "words"),
    [
        ("phq9", 12.0, "ma 2 mrt: 12 op een schaal van 0 tot 27 (matig)"),
        ("phq9", 4.5, "ma 2 mrt: 4,5 op een schaal van 0 tot 27 (minimaal)"),
        ("who5", 36.0, "ma 2 mrt: 36 op een schaal van 0 tot 100"),  # no verified bands: no judgement
        ("phq9", None, "ma 2 mrt: te weinig antwoorden voor een score"),
        ("of_their_own", 7.0, "ma 2 mrt: 7"),  # an instrument that the product does not know
    ],
)
def test_a_client_reads_score_and_range_and_a_band_only_where_its_source_is_sure(
    instrument: str, total: float | None, words: str
) -> None:
    course = replace(COURSE, results=(ResultFact(instrument, START, "intake", total),))
    _name, told = said.told_to_client(course, instrument, NL)
    assert told == words


def test_the_newest_result_is_told_first() -> None:
    later = START + dt.timedelta(days=30)
    results = (ResultFact("phq9", START, "intake", 16.0), ResultFact("phq9", later, "mid", 11.0))
    name, told = said.told_to_client(replace(COURSE, results=results), "phq9", EN)
    assert name == "Depressive symptoms (PHQ-9)"
    assert [line.split(":")[0] for line in told.splitlines()] == ["Wed 1 Apr", "Mon 2 Mar"]


def test_subscales_are_named_each_apart() -> None:
    result = ResultFact("4dkl", START, "intake", None, subscales=(("distress", 22.0), ("depression", 5.0)))
    rows = said.results_table(replace(COURSE, results=(result,)), EN)[1]
    assert [row[:2] for row in rows] == [
        ["Mon 2 Mar, at intake", "4DSQ Distress"],
        ["Mon 2 Mar, at intake", "4DSQ Depression"],
    ]


def test_what_a_higher_score_means_is_said_of_every_questionnaire() -> None:
    results = (ResultFact("phq9", START, "intake", 16.0), ResultFact("who5", START, "intake", 20.0))
    told = said.results_sentence(replace(COURSE, results=results), EN)
    assert told == "PHQ-9: a higher score means more complaints. WHO-5: a higher score is better."


@pytest.mark.parametrize(
    ("ends_on", "words"),
    [
        (None, ("ma 2 mrt", "Vakantie: Ardennen")),
        (START, ("ma 2 mrt", "Vakantie: Ardennen")),
        (START + dt.timedelta(days=4), ("ma 2 mrt – vr 6 mrt", "Vakantie: Ardennen")),
    ],
)
def test_a_life_event_has_its_days(ends_on: dt.date | None, words: tuple[str, str]) -> None:
    assert said.event_line(EventFact("holiday", START, ends_on, "Ardennen"), NL) == words


def test_a_course_that_ended_says_when_and_how() -> None:
    last = START + dt.timedelta(days=20)
    ended = replace(COURSE, ends_on=last, end_reason="completed", today=last)
    assert said.phase(ended, EN) == "Ended Sun 22 Mar 2026: completed"


@pytest.mark.parametrize(
    "kind, last, words",
    [
        ("pause", None, "Gepauzeerd sinds ma 16 mrt · Begeleid lopen"),
        ("pause", 20, "Gepauzeerd sinds ma 16 mrt · Begeleid lopen"),
        ("pause", 19, "Begeleid lopen"),
        ("holiday", 20, "Begeleid lopen"),
    ],
)
def test_a_pause_that_goes_on_is_said_with_the_phase(kind: str, last: int | None, words: str) -> None:
    first = START + dt.timedelta(days=14)
    until = None if last is None else START + dt.timedelta(days=last)
    event = EventFact(kind, first, until, open_through=None if until else COURSE.today)
    span = PhaseSpan("guided_running", START, COURSE.last_on)
    assert said.phase(replace(COURSE, events=(event,), phases=(span,)), NL) == words
