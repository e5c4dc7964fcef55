"""A second course of the same client: every page then tells of that one, and the earlier one lies where it lay."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_new_course, principal_by_email
from runtherapy_data.actions import registration
from runtherapy_data.measures.registering import Beginning
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import words

ANKE, ADA = "anke@test.example", "ada@test.example"
CODE, EARLIER_WORDS = "C-0042", "Dit schreef ik vorig jaar"


@pytest.fixture
def earlier(world: World) -> UUID:
    """A course of last year with everything in it, which ended."""
    therapist = world.account("therapist", ANKE)
    client_id, _code = world.client(CODE, "Ada Demo")
    world.account("client", ADA, client_id=client_id)
    start = today(ZONE) - dt.timedelta(days=365)
    course = world.course(
        client_id, starts_on=start, ends_on=start + dt.timedelta(days=70), end_reason="completed", therapist=therapist
    )
    for number in range(60):
        day = start + dt.timedelta(days=number)
        world.check_in(course, day, mood=4, sleep=4, energy=4, tension=6, words=EARLIER_WORDS)
    world.session(course, start + dt.timedelta(days=3), reflection=EARLIER_WORDS, feeling_before=4, feeling_after=6)
    world.result(course, "phq9", start, 17)
    world.result(course, "phq9", start + dt.timedelta(days=70), 6, "end")
    return course


def begin(world: World, starts_in: int = 0) -> UUID:
    starts_on = today(ZONE) + dt.timedelta(days=starts_in)
    beginning = Beginning("stress_burnout", starts_on, weeks=8)
    made = registration.begin(grant_new_course(principal_by_email(ANKE), CODE), new_id().hex, beginning)
    assert made is not None
    return made.course_id


@pytest.mark.parametrize("starts_in", [0, 12])
@pytest.mark.parametrize("page", ["course", "manage", "results", "documents", "log_session", "intake"])
def test_a_page_of_the_therapist_opens_the_new_course(
    world: World, earlier: UUID, open_page: OpenPage, page: str, starts_in: int
) -> None:
    begin(world, starts_in)
    said = words(open_page(ANKE, f"therapist/{page}.py", client=CODE))
    assert CODE in said
    assert EARLIER_WORDS not in said


@pytest.mark.parametrize("page", ["progress", "check_in", "questionnaires", "sessions"])
def test_a_page_of_the_client_opens_the_new_course(world: World, earlier: UUID, open_page: OpenPage, page: str) -> None:
    begin(world)
    said = words(open_page(ADA, f"client/{page}.py"))
    assert "Hulp nodig?" in said
    assert EARLIER_WORDS not in said


def test_the_caseload_has_the_client_once_and_running(world: World, earlier: UUID, open_page: OpenPage) -> None:
    assert "Beëindigd op" in words(open_page(ANKE))
    begin(world)
    said = words(open_page(ANKE))
    assert "Beëindigd op" not in said
    assert CODE in said


def test_the_earlier_course_keeps_all_that_it_held(world: World, earlier: UUID, open_page: OpenPage) -> None:
    newer = begin(world)
    open_page(ADA, "client/check_in.py")
    with reading(world.everything()) as connection:
        held = connection.scalars(select(tables.CheckIn.course_id)).all()
        results = connection.scalars(select(tables.QuestionnaireResult.course_id)).all()
    assert newer not in {*held, *results}
    assert (len(held), len(results)) == (60, 2)
