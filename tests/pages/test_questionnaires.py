"""*Vragenlijsten*: a client fills in what is asked, one question a screen, and can stop and go on at any time."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from runtherapy_data.i18n import translator
from runtherapy_data.store import now, reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, press, words

CLIENT, PAGE = "client@test.example", "client/questionnaires.py"
HELP = "Je hoeft er niet alleen mee te zijn."


@pytest.fixture
def course_id(world: World) -> UUID:
    return world.pair()[2]


def asked(world: World, course_id: UUID, instrument: str = "phq9", days: int = 0, moment: str = "mid") -> UUID:
    made = new_id()
    world.add(
        tables.QuestionnaireDue, practice_id=1, course_id=course_id, id=made, instrument=instrument, moment=moment,
        due_on=today(ZONE) + dt.timedelta(days=days), asked_at=now(),
    )  # fmt: skip
    return made


def answer(at: AppTest, value: int) -> AppTest:
    return press(at.radio[0].set_value(value).run(), "Volgende")


def results(world: World) -> list[tuple[str, float | None, str]]:
    one = tables.QuestionnaireResult
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(select(one.instrument, one.total, one.moment))]


def at_the_check(world: World, course_id: UUID, open_page: OpenPage, last: int = 0) -> AppTest:
    asked(world, course_id)
    at = press(open_page(CLIENT, PAGE), "Begin")
    for value in (1, 1, 1, 1, 1, 1, 1, 1, last):
        at = answer(at, value)
    return at


def test_nothing_asked_is_said_calmly(course_id: UUID, open_page: OpenPage) -> None:
    said = words(open_page(CLIENT, PAGE))
    assert "Er staat nu niets voor je klaar." in said
    assert "Er is nog geen vragenlijst ingevuld." in said


def test_one_question_a_screen_then_a_check_then_sent(world: World, course_id: UUID, open_page: OpenPage) -> None:
    at = at_the_check(world, course_id, open_page)
    said = words(at)
    assert "Kijk je antwoorden na" in said
    assert "Verscheidene dagen" in said
    assert HELP not in said
    at = press(at, "Verstuur")
    assert results(world) == [("phq9", 8.0, "mid")]
    said = words(at)
    assert "De PHQ-9 is verstuurd." in said
    assert "Er staat nu niets voor je klaar." in said
    assert "Kijk je antwoorden na" not in said


def test_the_question_stands_with_its_own_words_and_how_far_one_is(
    world: World, course_id: UUID, open_page: OpenPage
) -> None:
    asked(world, course_id)
    at = answer(press(open_page(CLIENT, PAGE), "Begin"), 2)
    said = words(at)
    assert "PHQ-9 · vraag 2 van 9" in said
    assert "Hoe vaak hebt u in de afgelopen 2 weken last gehad" in said
    assert "Zich neerslachtig, depressief of hopeloos voelen" in said
    assert at.radio[0].options == [
        "Helemaal niet",
        "Verscheidene dagen",
        "Meer dan de helft van de dagen",
        "Bijna elke dag",
    ]
    assert at.radio[0].value is None
    assert press(at, "Terug").radio[0].value == 2


def test_a_question_is_answered_or_left_out_on_purpose(world: World, course_id: UUID, open_page: OpenPage) -> None:
    asked(world, course_id)
    at = press(press(open_page(CLIENT, PAGE), "Begin"), "Volgende")
    assert "Kies een antwoord, of sla deze vraag over." in words(at)
    assert "vraag 1 van 9" in words(at)
    assert "vraag 2 van 9" in words(press(at, "Sla deze vraag over"))


def test_it_goes_on_later_and_on_another_device(world: World, course_id: UUID, open_page: OpenPage) -> None:
    asked(world, course_id)
    here, there = press(open_page(CLIENT, PAGE), "Begin"), open_page(CLIENT, PAGE)
    here = answer(answer(here, 3), 2)
    here.radio[0].set_value(1).run()  # chosen, and then the connection is gone
    there = press(there.run(), "Ga verder")
    assert "vraag 3 van 9" in words(there)
    assert there.radio[0].value == 1
    there = answer(there, 1)
    there = press(there, "Later verder")
    assert "9 vragen · 3 al beantwoord" in words(there)
    here = here.radio[0].set_value(0).run()  # this one goes on where the other stopped, and overwrites nothing
    assert "vraag 4 van 9" in words(here)
    assert press(here, "Terug").radio[0].value == 1
    assert results(world) == []


def test_an_answer_is_changed_from_the_check(world: World, course_id: UUID, open_page: OpenPage) -> None:
    at = at_the_check(world, course_id, open_page)
    (change,) = (one for one in at.button if one.key == "change-2")
    at = change.click().run()
    assert "vraag 2 van 9" in words(at)
    at = press(at.radio[0].set_value(3).run(), "Naar de controle")
    assert "Kijk je antwoorden na" in words(at)
    press(at, "Verstuur")
    assert results(world) == [("phq9", 10.0, "mid")]


def test_what_was_left_out_is_said_before_it_is_sent(world: World, course_id: UUID, open_page: OpenPage) -> None:
    asked(world, course_id)
    at = press(open_page(CLIENT, PAGE), "Begin")
    for _ in range(8):
        at = press(at, "Sla deze vraag over")
    at = answer(at, 0)
    assert "Je sloeg de vragen 1, 2, 3, 4, 5, 6, 7, 8 over." in words(at)
    at = press(at, "Verstuur")
    assert "Er waren te weinig antwoorden voor een score." in words(at)
    assert results(world) == [("phq9", None, "mid")]
    open_page("therapist@test.example", "therapist/course.py", client=code_of(world))
    open_page(CLIENT, "client/progress.py")


def code_of(world: World) -> str:
    with reading(world.everything()) as connection:
        return str(connection.scalar(select(tables.Client.code)))


def test_an_answer_about_risk_gives_help_at_once_before_and_after_sending(
    world: World, course_id: UUID, open_page: OpenPage
) -> None:
    world.change_practice(help_text_nl="Bel **Anke**: [06-12345678](tel:0612345678).")
    asked(world, course_id)
    at = press(open_page(CLIENT, PAGE), "Begin")
    for _ in range(8):
        at = answer(at, 0)
    assert HELP not in words(at)
    at = at.radio[0].set_value(1).run()
    for shown in (at, at := press(at, "Volgende"), at := press(at, "Verstuur")):
        assert HELP in words(shown)
        assert words(shown).count("06-12345678") >= 1
    with reading(world.everything()) as connection:
        assert "risk_item" in connection.scalars(select(tables.Signal.rule)).all()
    at = open_page("therapist@test.example")
    assert "risico" in words(at).lower()


def test_three_presses_on_send_write_once(world: World, course_id: UUID, open_page: OpenPage) -> None:
    at = at_the_check(world, course_id, open_page)
    stale = open_page(CLIENT, PAGE)
    stale.query_params["fill"] = at.query_params["fill"]
    stale.run()
    press(at, "Verstuur")
    stale = press(stale, "Verstuur") if any(one.label == "Verstuur" for one in stale.button) else stale
    assert len(results(world)) == 1


def test_what_has_no_text_here_is_done_together(world: World, course_id: UUID, open_page: OpenPage) -> None:
    asked(world, course_id, "gad7")
    asked(world, course_id, "phq9", 40)
    said = words(open_page(CLIENT, PAGE))
    assert "Samen met je therapeut" in said
    assert "GAD-7" in said
    assert "Later" in said


def test_the_clients_own_activities_are_asked_in_their_words(
    world: World, course_id: UUID, open_page: OpenPage
) -> None:
    for position, goal in enumerate(("De trap op", "Met de *hond* lopen", "Koken"), 1):
        world.add(tables.Goal, practice_id=1, course_id=course_id, position=position, words=goal)
    asked(world, course_id, "psk")
    at = press(open_page(CLIENT, PAGE), "Begin")
    for goal, value in (("De trap op", 8), ("Met de *hond* lopen", 6), ("Koken", 4)):
        assert goal in words(at)
        at = press(at.button_group[0].set_value(value).run(), "Volgende")
    press(at, "Verstuur")
    assert results(world) == [("psk", 6.0, "mid")]


def test_nothing_is_left_in_english(world: World, course_id: UUID, open_page: OpenPage) -> None:
    at = at_the_check(world, course_id, open_page, last=1)
    pages = [at, open_page(CLIENT, PAGE), press(at, "Verstuur")]
    for shown in pages:
        said = words(shown).replace("\nEnglish\n", "\n").replace("Test practice", "")
        assert english_in(said, translator("nl")) == []
