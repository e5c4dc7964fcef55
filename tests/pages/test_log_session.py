"""*Sessie vastleggen*: one session from the first tap to what is said of it, its draft, and two people at once."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from runtherapy_data.i18n import translator
from runtherapy_data.store import reading, tables, today
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, words

THERAPIST, PAGE = "therapist@test.example", "therapist/log_session.py"


@pytest.fixture
def code(world: World) -> str:
    return world.pair()[3]


def by_label(at: AppTest, kind: str, label: str) -> Any:
    (found,) = (one for one in getattr(at, kind) if one.label.replace("\\", "") == label)
    return found


def press(at: AppTest, label: str) -> AppTest:
    return by_label(at, "button", label).click().run()


def tap(at: AppTest, question: str, answer: object) -> AppTest:
    return by_label(at, "button_group", question).set_value(answer).run()


def rows(world: World) -> list[dict[str, Any]]:
    with reading(world.everything()) as connection:
        query = select(tables.SessionLog.__table__).order_by(tables.SessionLog.day)
        return [dict(one) for one in connection.execute(query).mappings()]


def drafts(world: World) -> list[dict[str, Any]]:
    with reading(world.everything()) as connection:
        return list(connection.scalars(select(tables.Draft.content)))


def line(at: AppTest) -> Any:
    return by_label(at, "text_input", "Intervallen, zoals 5 x 2/3")


def filled(at: AppTest) -> AppTest:
    line(at).set_value("5 x 2 min rennen 3 min wandelen").run()
    tap(at, "Inspanning", 4)
    tap(at, "Praattest: lukte praten onderweg?", "easily")
    tap(at, "Gevoel vooraf", 0)
    tap(at, "Gevoel na afloop", 7)
    (breathing,) = (one for one in at.button_group if (one.key or "").startswith("session-picks-breathing"))
    return breathing.set_value(["calm", "rhythm"]).run()


def test_a_session_is_logged_and_said_and_undone_and_brought_back(world: World, code: str, open_page: OpenPage) -> None:
    at = filled(open_page(THERAPIST, PAGE, client=code))
    assert "5 × (2 min hardlopen / 3 min wandelen): 10 min hardlopen, 15 min wandelen." in words(at)
    at = press(at, "Sessie bewaren")
    (row,) = rows(world)
    assert (row["day"], row["kind"], row["intervals"]) == (today(ZONE), "guided", "5x(2/3)")
    assert (row["effort"], row["talk_test"], row["feeling_before"], row["pain"]) == (4, "easily", 0, None)
    assert row["picks"] == {"breathing": ["calm", "rhythm"]}
    said = words(at)
    assert "is vastgelegd: 10 min hardgelopen, 15 min gewandeld." in said
    assert "Gevoel vooraf 0, na afloop 7, inspanning 4, kon makkelijk praten" in said
    at = press(at, "Ongedaan maken")
    assert rows(world) == []
    assert "Weggehaald:" in words(at)
    at = press(at, "Ongedaan maken")
    (back,) = rows(world)
    assert {name for name in row if row[name] != back[name]} == {"revision"}


def test_what_is_half_filled_in_is_there_again_and_gone_once_it_is_saved(
    world: World, code: str, open_page: OpenPage
) -> None:
    filled(open_page(THERAPIST, PAGE, client=code))
    (kept,) = drafts(world)
    assert (kept["effort"], kept["feeling_before"]) == (4, 0)
    at = open_page(THERAPIST, PAGE, client=code)
    assert "Hier staat wat je eerder had ingevuld" in words(at)
    assert line(at).value == "5 x 2 min rennen 3 min wandelen"
    assert by_label(at, "button_group", "Gevoel vooraf").value == 0
    at = press(at, "Sessie bewaren")
    assert drafts(world) == []
    assert rows(world)[0]["picks"] == {"breathing": ["calm", "rhythm"]}
    assert "eerder had ingevuld" not in words(open_page(THERAPIST, PAGE, client=code))


def test_opening_the_form_keeps_nothing_and_beginning_anew_forgets(
    world: World, code: str, open_page: OpenPage
) -> None:
    at = open_page(THERAPIST, PAGE, client=code)
    assert drafts(world) == []
    tap(at, "Inspanning", 4)
    at = press(open_page(THERAPIST, PAGE, client=code), "Opnieuw beginnen")
    assert drafts(world) == []
    assert by_label(at, "button_group", "Inspanning").value is None


def test_a_draft_is_of_one_client_only(world: World, code: str, open_page: OpenPage) -> None:
    other_client, other = world.client()
    with reading(world.everything()) as connection:
        account = connection.scalar(select(tables.Account.id).where(tables.Account.email == THERAPIST))
    world.course(other_client, therapist=account)
    at = open_page(THERAPIST, PAGE, client=code)
    line(at).set_value("3x1/2").run()
    at.query_params["client"] = other
    at = at.run()
    assert line(at).value == ""
    at.query_params["client"] = code
    assert line(at.run()).value == "3x1/2"


def test_the_line_and_what_is_chosen_say_the_same(world: World, code: str, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=code)
    line(at).set_value("6x1,5/2").run()
    assert by_label(at, "selectbox", "Minuten hardlopen per keer").value == 1.5
    assert "1,5" in by_label(at, "selectbox", "Minuten hardlopen per keer").options
    by_label(at, "number_input", "Aantal keer").set_value(7).run()
    by_label(at, "selectbox", "Minuten wandelen na afloop").set_value(5.0).run()
    assert line(at).value == "7x(1,5/2)+5"
    press(at, "Sessie bewaren")
    assert rows(world)[0]["intervals"] == "7x(1.5/2)+5"


def test_choosing_alone_is_enough(world: World, code: str, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=code)
    by_label(at, "number_input", "Aantal keer").set_value(4).run()
    for label, value in (("Minuten hardlopen per keer", 1.0), ("Minuten wandelen per keer", 2.0)):
        by_label(at, "selectbox", label).set_value(value).run()
    press(at, "Sessie bewaren")
    assert rows(world)[0]["intervals"] == "4x(1/2)"


def test_minutes_that_the_list_does_not_have_can_be_typed_and_stand_in_it(code: str, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=code)
    line(at).set_value("2x20,5/3").run()
    assert by_label(at, "selectbox", "Minuten hardlopen per keer").value == 20.5


def test_a_session_with_halves_opens_as_its_reader_writes_it_and_opening_keeps_nothing(
    world: World, code: str, open_page: OpenPage
) -> None:
    session = logged(world, intervals="6x(1.5/2)")
    at = open_page(THERAPIST, PAGE, client=code, session=str(session))
    assert line(at).value == "6x(1,5/2)"
    assert drafts(world) == []


def test_what_is_not_clear_is_said_while_typing_and_nothing_is_saved(
    world: World, code: str, open_page: OpenPage
) -> None:
    at = open_page(THERAPIST, PAGE, client=code)
    line(at).set_value("5 keer hard").run()
    assert "“hard” wordt hier niet begrepen." in words(at)
    at = press(at, "Sessie bewaren")
    assert rows(world) == []
    assert "**Intervallen**: “hard” wordt hier niet begrepen." in words(at)


def test_minutes_apart_and_less_than_planned(world: World, code: str, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=code)
    tap(at, "Wat er is gedaan", "minutes")
    by_label(at, "number_input", "Minuten wandelen").set_value(12).run()
    by_label(at, "number_input", "Geplande minuten, wandelen en hardlopen samen").set_value(30).run()
    at = press(at, "Sessie bewaren")
    assert "Minder dan gepland: ook dat is een goede keus." in words(at)
    (row,) = rows(world)
    assert (row["walking_minutes"], row["running_minutes"], row["planned_minutes"]) == (12, 0, 30)


def test_the_next_appointment_is_by_the_clock_of_the_practice(world: World, code: str, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=code)
    on = today(ZONE) + dt.timedelta(days=7)
    line(at).set_value("5x2/3").run()
    by_label(at, "selectbox", "Dag van de volgende afspraak").set_value(on.isoformat()).run()
    by_label(at, "selectbox", "Tijd van de volgende afspraak").set_value("09:15").run()
    at = press(at, "Sessie bewaren")
    assert f"Volgende afspraak: {translator('nl').day(on)} 09:15." in words(at)


def test_the_plan_says_how_long_and_last_time_how(world: World, code: str, open_page: OpenPage) -> None:
    with reading(world.everything()) as connection:
        course: UUID | None = connection.scalar(select(tables.Course.id))
    assert course is not None
    world.session(course, today(ZONE) - dt.timedelta(days=7), intervals="4x(1/2)", planned_minutes=20)
    at = open_page(THERAPIST, PAGE, client=code)
    planned = "Geplande minuten, wandelen en hardlopen samen"
    assert by_label(at, "number_input", planned).value == 20
    at = press(at, "Zoals vorige keer: 4 × (1 min hardlopen / 2 min wandelen)")
    assert line(at).value == "4x(1/2)"
    world.add(tables.PlanWeek, practice_id=1, course_id=course, week=6, sessions=3, minutes=75)
    assert by_label(open_page(THERAPIST, PAGE, client=code), "number_input", planned).value == 25


def logged(world: World, **values: Any) -> UUID:
    with reading(world.everything()) as connection:
        course = connection.scalar(select(tables.Course.id))
    assert course is not None
    return world.session(course, today(ZONE) - dt.timedelta(days=2), effort=3, **values)


def test_a_session_is_changed_and_its_history_says_who_and_what(world: World, code: str, open_page: OpenPage) -> None:
    held = logged(world)
    at = open_page(THERAPIST, PAGE, client=code, session=str(held))
    assert by_label(at, "button_group", "Inspanning").value == 3
    assert by_label(at, "number_input", "Minuten wandelen").value == 10
    tap(at, "Inspanning", 5)
    at = press(at, "Wijziging bewaren")
    assert rows(world)[0]["effort"] == 5
    assert "Test therapist" in words(open_page(THERAPIST, PAGE, client=code, session=str(held)))
    assert "Inspanning: 3 → 5" in words(open_page(THERAPIST, PAGE, client=code, session=str(held)))
    at = press(at, "Ongedaan maken")
    assert rows(world)[0]["effort"] == 3


def test_what_was_changed_can_be_changed_again(world: World, code: str, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=code, session=str(logged(world)))
    at = press(tap(at, "Inspanning", 5), "Wijziging bewaren")
    at = press(tap(open_again(at), "Inspanning", 6), "Wijziging bewaren")
    assert rows(world)[0]["effort"] == 6


def open_again(at: AppTest) -> AppTest:
    at = press(at, "Deze sessie aanpassen")
    assert by_label(at, "button_group", "Inspanning").value == 5
    return at


def test_two_people_change_one_session_and_the_second_chooses(world: World, code: str, open_page: OpenPage) -> None:
    held = logged(world, pain=1)
    first = open_page(THERAPIST, PAGE, client=code, session=str(held))
    second = open_page(THERAPIST, PAGE, client=code, session=str(held))
    tap(first, "Inspanning", 5)
    tap(first, "Pijn", 4)
    press(first, "Wijziging bewaren")
    tap(second, "Inspanning", 8)
    tap(second, "Plezier", 9)
    second = press(second, "Wijziging bewaren")
    assert rows(world)[0]["effort"] == 5
    said = words(second)
    assert "Deze sessie is aangepast terwijl je ermee bezig was" in said
    assert "Test therapist. Niets van jou is kwijt" in said
    effort, enjoyment = (by_label(second, "radio", name) for name in ("Inspanning", "Plezier"))
    pain = by_label(second, "radio", "Pijn")
    assert (effort.value, enjoyment.value, pain.value) == (None, "mine", "theirs")
    assert [one.replace("\\", "") for one in effort.options] == ["staat er nu: 5", "van jou: 8"]
    second = press(second, "Bewaar wat ik koos")
    assert "Kies wat er blijft staan bij: inspanning." in words(second)
    assert rows(world)[0]["effort"] == 5
    by_label(second, "radio", "Inspanning").set_value("mine").run()
    second = press(second, "Bewaar wat ik koos")
    (row,) = rows(world)
    assert (row["effort"], row["enjoyment"], row["pain"], row["revision"]) == (8, 9, 4, 3)
    assert drafts(world) == []


@pytest.mark.parametrize(("button", "effort"), [("Neem alles van mij", 8), ("Laat staan wat er nu staat", 5)])
def test_all_of_one_side_is_one_press(world: World, code: str, open_page: OpenPage, button: str, effort: int) -> None:
    held = logged(world)
    first = open_page(THERAPIST, PAGE, client=code, session=str(held))
    second = open_page(THERAPIST, PAGE, client=code, session=str(held))
    tap(first, "Inspanning", 5)
    press(first, "Wijziging bewaren")
    tap(second, "Inspanning", 8)
    press(press(second, "Wijziging bewaren"), button)
    assert rows(world)[0]["effort"] == effort
    assert drafts(world) == []


def test_a_draft_of_an_older_version_is_not_laid_over_the_newer_one(
    world: World, code: str, open_page: OpenPage
) -> None:
    held = logged(world)
    tap(open_page(THERAPIST, PAGE, client=code, session=str(held)), "Inspanning", 8)
    world.change(tables.SessionLog, effort=5, revision=2)  # a colleague, meanwhile
    at = open_page(THERAPIST, PAGE, client=code, session=str(held))
    at = press(at, "Wijziging bewaren")
    assert rows(world)[0]["effort"] == 5
    assert by_label(at, "radio", "Inspanning").value is None


def test_a_session_is_removed_and_comes_back(world: World, code: str, open_page: OpenPage) -> None:
    held = logged(world)
    at = press(open_page(THERAPIST, PAGE, client=code, session=str(held)), "Sessie weghalen")
    assert rows(world) == []
    assert "session" not in at.query_params
    at = press(at, "Ongedaan maken")
    assert [row["id"] for row in rows(world)] == [held]


def test_a_second_session_on_a_day_is_not_logged_unawares(world: World, code: str, open_page: OpenPage) -> None:
    logged(world)
    at = open_page(THERAPIST, PAGE, client=code)
    assert "al een sessie op deze dag" not in words(at)
    by_label(at, "selectbox", "Dag").set_value((today(ZONE) - dt.timedelta(days=2)).isoformat()).run()
    assert "Er is al een sessie op deze dag" in words(at)


def test_a_course_that_is_still_to_begin_says_from_when(world: World, open_page: OpenPage) -> None:
    therapist = world.account("therapist", THERAPIST)
    client_id, code = world.client()
    course = world.course(client_id, starts_on=today(ZONE) + dt.timedelta(days=3))
    world.assign(course, therapist, today(ZONE))
    at = open_page(THERAPIST, PAGE, client=code)
    assert "Vanaf die dag kun je sessies vastleggen." in words(at)
    assert [one for one in at.button if one.label == "Sessie bewaren"] == []


def test_without_a_client_the_page_asks_for_one(world: World, code: str, open_page: OpenPage) -> None:
    assert "Kies hierboven een cliënt" in words(open_page(THERAPIST, PAGE))


def test_a_session_that_is_gone_is_said_calmly(world: World, code: str, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=code, session=str(UUID(int=7)))
    assert "Deze sessie is er niet meer" in words(at)


def test_nothing_in_the_form_is_left_in_english(world: World, code: str, open_page: OpenPage) -> None:
    held = logged(world, intervals="5x(2/3)", talk_test="just")
    at = tap(open_page(THERAPIST, PAGE, client=code, session=str(held)), "Inspanning", 5)
    said = words(at) + words(press(at, "Wijziging bewaren"))
    said = said.replace("\nEnglish\n", "\n").replace("Test practice", "").replace("\nguided\n", "\n")  # a code
    assert english_in(said, translator("nl")) == []


def test_a_session_that_was_removed_another_time_is_brought_back(world: World, code: str, open_page: OpenPage) -> None:
    held = logged(world)
    press(open_page(THERAPIST, PAGE, client=code, session=str(held)), "Sessie weghalen")
    at = open_page(THERAPIST, PAGE, client=code)
    assert "Test therapist. Het was: 10 min hardgelopen, 10 min gewandeld." in words(at)
    (back,) = (one for one in at.button if (one.key or "").startswith("session-return-"))
    at = back.click().run()
    assert [row["id"] for row in rows(world)] == [held]
    assert "Het was:" not in words(at)
