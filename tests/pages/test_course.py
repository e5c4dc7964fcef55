"""*Traject*: one course of the therapist's own caseload, and of nobody else's."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select, update

from runtherapy_data.access import principal_by_email
from runtherapy_data.i18n import translator
from runtherapy_data.store import reading, tables, today, writing
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, figure_words, figures, words

THERAPIST, PAGE = "therapist@test.example", "therapist/course.py"


def events(world: World, action: str) -> list[tuple[str, UUID | None]]:
    query = select(tables.AuditEvent.outcome, tables.AuditEvent.course_id).where(tables.AuditEvent.action == action)
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_it_shows_the_course_of_the_client_in_the_address(filled: tuple[UUID, str], open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=filled[1])
    assert [title.value for title in at.title] == [filled[1]]
    said = words(at)
    assert "Begeleid lopen · Depressie en somberheid · Rustige opbouw" in said and "Week 6 van 10." in said
    assert "Vakantie: Texel" in said and "gedachte 32" in said
    assert len(figures(at)) == 2


def test_nothing_on_it_is_left_in_english(filled: tuple[UUID, str], open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=filled[1])
    for key in ("days-table", "results-table", "all-sessions"):
        at.toggle(key=key).set_value(True).run()
    said = (words(at) + figure_words(at)).replace("\nEnglish\n", "\n").replace("Test practice", "")
    assert english_in(said, translator("nl")) == []


def test_without_a_client_it_asks_which_one(filled: tuple[UUID, str], open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE)
    assert "Kies hierboven een cliënt" in words(at) and not figures(at)
    assert at.selectbox[0].options == [filled[1]]


def test_a_code_in_the_address_may_be_in_any_case(filled: tuple[UUID, str], open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=filled[1].lower())
    assert [title.value for title in at.title] == [filled[1]]
    assert at.selectbox[0].value == filled[1]
    # The list begins with this client by itself: the browser knows who is meant before the run has ended.
    assert at.selectbox[0].proto.default == at.selectbox[0].options.index(filled[1])
    assert not at.selectbox[0].proto.set_value


def test_what_was_noted_with_a_session_is_there_for_the_therapist(
    world: World, open_page: OpenPage, filled: tuple[UUID, str]
) -> None:
    world.session(filled[0], today(ZONE), breathing="hoog en snel", home_exercises="tien tellen uitademen")
    said = words(open_page(THERAPIST, PAGE, client=filled[1]))
    assert "Ademhaling: hoog en snel" in said and "Om thuis te oefenen: tien tellen uitademen" in said


def test_choosing_a_client_puts_them_in_the_address(filled: tuple[UUID, str], open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE)
    at.selectbox[0].set_value(filled[1]).run()
    assert at.query_params["client"] == filled[1]
    assert [title.value for title in at.title] == [filled[1]]


def test_coming_back_to_a_client_after_another_one_was_chosen_shows_them(
    world: World, filled: tuple[UUID, str], open_page: OpenPage
) -> None:
    client_id, other = world.client()
    world.course(client_id, therapist=principal_by_email(THERAPIST).account_id)
    at = open_page(THERAPIST, PAGE, client=filled[1])
    at.selectbox[0].set_value(other).run()
    assert at.query_params["client"] == other
    at.query_params["client"] = filled[1]  # the way back of the browser
    at.run()
    assert (at.selectbox[0].value, [title.value for title in at.title]) == (filled[1], [filled[1]])


@pytest.mark.parametrize("asked", ["another therapist's", "nobody's", "' OR 1=1 --", "<script>alert(1)</script>"])
def test_a_client_of_another_therapist_is_refused_and_audited(
    world: World, open_page: OpenPage, filled: tuple[UUID, str], asked: str
) -> None:
    _therapist, _client, other_course, other_code = world.pair("-other")
    world.session(other_course, today(ZONE), reflection="geheim")
    code = other_code if asked == "another therapist's" else asked
    at = open_page(THERAPIST, PAGE, client=code)
    assert "Geen toegang" in words(at)
    assert "geheim" not in words(at) and not figures(at)
    course_id = other_course if code == other_code else None
    assert events(world, "course.read") == [("refused", course_id)]
    assert events(world, "course.open") == []
    assert other_code not in at.selectbox[0].options


def test_a_client_who_left_the_caseload_is_refused(world: World, open_page: OpenPage, filled: tuple[UUID, str]) -> None:
    at = open_page(THERAPIST, PAGE, client=filled[1])
    assert figures(at)
    world.consent(client_of(world, filled[0]), "therapy", withdrawn=True)
    at.run()
    assert "Geen toegang" in words(at) and not figures(at)


def test_an_opening_is_audited_once_and_again_after_another_page(
    filled: tuple[UUID, str], open_page: OpenPage, world: World
) -> None:
    at = open_page(THERAPIST, PAGE, client=filled[1])
    at.toggle(key="tension").set_value(True).run()
    at.toggle(key="days-table").set_value(True).run()
    assert events(world, "course.open") == [("done", filled[0])]
    at.switch_page("../../pages/therapist/caseload.py").run()
    at.switch_page("../../pages/therapist/course.py")
    at.query_params["client"] = filled[1]
    at.run()
    assert events(world, "course.open") == [("done", filled[0])] * 2


def test_another_client_is_another_opening(filled: tuple[UUID, str], open_page: OpenPage, world: World) -> None:
    client_id, code = world.client()
    therapist = therapist_in(world)
    other = world.course(client_id, therapist=therapist)
    at = open_page(THERAPIST, PAGE, client=filled[1])
    at.query_params["client"] = code
    at.run()
    assert [course for _outcome, course in events(world, "course.open")] == [filled[0], other]
    assert "In dit traject is nog niets ingevuld" in words(at)


def client_of(world: World, course_id: UUID) -> UUID:
    with reading(world.everything()) as connection:
        return connection.scalars(select(tables.Course.client_id).where(tables.Course.id == course_id)).one()


def therapist_in(world: World) -> UUID:
    with reading(world.everything()) as connection:
        return connection.scalars(select(tables.Account.id).where(tables.Account.email == THERAPIST)).one()


def test_a_course_without_facts_of_a_client_who_was_not_invited_says_so_first(
    world: World, open_page: OpenPage
) -> None:
    client_id, code = world.client()
    world.course(client_id, therapist=world.account("therapist", THERAPIST))
    told = words(open_page(THERAPIST, PAGE, client=code))
    assert "nog niet uitgenodigd" in told and "eerste check-in" not in told


@pytest.mark.parametrize(
    ("has_ended", "said", "unsaid"),
    [(False, "wanneer de eerste check-in komt", "is niets ingevuld"), (True, "is niets ingevuld", "eerste check-in")],
)
def test_a_course_without_facts_asks_for_the_first_one_only_while_it_runs(
    world: World, open_page: OpenPage, has_ended: bool, said: str, unsaid: str
) -> None:
    _, _, course, code = world.pair()
    if has_ended:
        ended = update(tables.Course).where(tables.Course.id == course)
        with writing(world.everything()) as connection:
            connection.execute(ended.values(ends_on=today(ZONE), end_reason="not_begun"))
    told = words(open_page(THERAPIST, PAGE, client=code))
    assert said in told and unsaid not in told
