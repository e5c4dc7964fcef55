"""A practice's own names of the phases are said wherever a phase is: on pages, in the figure, on paper."""

from __future__ import annotations

import datetime as dt
import json
from uuid import UUID

import pytest

from runtherapy_data.access import grant_course, grant_practice, principal_by_email
from runtherapy_data.actions import documents
from runtherapy_data.actions.practice_settings import decide
from runtherapy_data.exports import documents as papers
from runtherapy_data.identity import Permission
from runtherapy_data.measures.papers import PaperKind
from runtherapy_data.store import tables, today
from tests.exports.papers import said
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage, words
from tests.pages.reading import figures

NAME, SHORT = "Stil leren staan", "stilstaan"


@pytest.fixture
def code(world: World) -> str:
    """A client in the phase of reflection, in a practice that calls it otherwise."""
    _therapist, _client, course_id, code = world.pair()
    start = today(ZONE) - dt.timedelta(days=35)
    world.add(tables.PhaseStart, practice_id=1, course_id=course_id, starts_on=start, phase="reflection")
    for number in range(30):
        world.check_in(course_id, start + dt.timedelta(days=number), mood=5, sleep=5, energy=4, tension=6)
    world.account("admin", "beheer@test.example")
    leave = grant_practice(principal_by_email("beheer@test.example"), Permission.SETTINGS_WRITE)
    own = {"reflection": {"name": {"nl": NAME, "en": "Standing still"}, "short": {"nl": SHORT, "en": "stillness"}}}
    decide(leave, "names", "phase_names", own, seen=None)
    return code


def test_client_and_therapist_read_them_on_the_page_and_in_the_figure(code: str, open_page: OpenPage) -> None:
    for email, page in (
        ("client@test.example", "client/progress.py"),
        ("therapist@test.example", "therapist/course.py"),
    ):
        at = open_page(email, page, client=code)
        assert NAME in words(at)
        assert SHORT in json.dumps(figures(at)[0])
        assert "Reflectie en lichaamsbewustzijn" not in words(at)


def test_the_list_and_the_choice_above_it_say_them(code: str, open_page: OpenPage) -> None:
    assert NAME in words(open_page("therapist@test.example", "therapist/caseload.py"))


@pytest.mark.parametrize("language, short", [("nl", SHORT), ("en", "stillness")])
def test_the_figure_on_paper_says_them_in_the_language_of_the_paper(code: str, language: str, short: str) -> None:
    therapist = principal_by_email("therapist@test.example")
    leave = grant_course(therapist, code, Permission.COURSE_WRITE)
    id = documents.save(leave, "1", kind=PaperKind.CARD, language=language, parts={"question": "?"})
    assert isinstance(id, UUID)
    made = papers.pdf(grant_course(therapist, code), id)
    assert short in said(made.content)
