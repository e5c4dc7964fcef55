"""Questionnaires on both pages of a course: verdict and reasons for the therapist, plain words for the client."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from runtherapy_data.store import today
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import figure_words, words

THERAPIST, CLIENT = "therapist@test.example", "client@test.example"


@pytest.fixture
def better(world: World, filled: tuple[UUID, str]) -> str:
    """The course of `filled`, whose PHQ-9 went 16, 11 and now 6; and a WHO-5, twice."""
    course_id, code = filled
    world.result(course_id, "phq9", today(ZONE), 6, "end")
    world.result(course_id, "who5", today(ZONE) - dt.timedelta(days=30), 32)
    world.result(course_id, "who5", today(ZONE), 60, "end")
    return code


def test_the_therapist_reads_a_verdict_and_where_it_is_unknown_why(better: str, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, "therapist/course.py", client=better)
    said = words(at)
    assert "PHQ-9 daalde van 16 naar 6" in said and "Betrouwbaar verbeterd, onder de grens van 10." in said
    assert "Sinds de vorige keer" in said
    assert "geen betrouwbaarheid gepubliceerd" in said and "WHO-5 steeg van 32 naar 60, boven de grens van 50" in said
    assert "◆ betrouwbaar beter dan de eerste" in figure_words(at)


def test_the_reasons_are_there_when_they_are_asked_for(better: str, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, "therapist/course.py", client=better)
    assert "Kroenke 2001" not in words(at)
    at.session_state["results-why"] = True
    at.run()
    said = words(at)
    assert "Kroenke 2001" in said and "geen Nederlandse norm" in said and "Hersteld: klinisch" in said


def test_the_client_reads_what_moved_and_no_verdict(better: str, open_page: OpenPage) -> None:
    said = words(open_page(CLIENT, "client/progress.py"))
    assert "Je score op de PHQ-9 is lager dan de eerste keer: van 16 naar 6." in said
    assert "Dat verschil is groter dan toeval alleen meestal geeft." in said
    for never in ("betrouwbaar", "verbeterd", "verslechterd", "grens van", "klinisch", "NHS"):
        assert never not in said
