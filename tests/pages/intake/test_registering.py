"""Somebody is registered, corrected and taken back, and begins anew when an earlier course is over."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from runtherapy_data.access import principal_by_email
from runtherapy_data.actions import consents, goals
from runtherapy_data.store import tables, today
from runtherapy_data.store.types import new_id
from runtherapy_data.ui.unregistered import WAITING
from runtherapy_data.views.intake import Part
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.intake.opened import ANKE, PAGE, button, field, leave, open_part, rows, unfold
from tests.pages.reading import words

NAME, REACH = "Naam (mag leeg blijven)", "Hoe te bereiken (mag leeg blijven)"
TAKEN_UP = "Hier staat wat je eerder had ingevuld"


def test_somebody_is_registered_and_the_page_goes_on_with_them(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    at = open_page(ANKE, PAGE)
    assert "Meld iemand aan en loop de intake door" in words(at)
    field(at, "text_input", "Naam (mag leeg blijven)").set_value("Ada Demo")
    field(at, "selectbox", "Belangrijkste klacht").set_value("chronic_fatigue")
    at = at.run()
    assert field(at, "button_group", "Opbouw").value == "no_fixed_increments"
    assert "NG206" in words(at)
    at.checkbox[0].set_value(True)
    button(at, "Aanmelden en verder met de intake")
    course = tables.Course
    assert rows(world, course.complaint, course.mode) == [("chronic_fatigue", "no_fixed_increments")]
    assert rows(world, tables.Consent.purpose) == [("therapy",)]
    ((code,),) = rows(world, tables.Client.code)
    assert f"{code} · Ada Demo · Chronische vermoeidheid" in words(open_page(ANKE, PAGE, client=code))
    assert f"{code} · Ada Demo: verder met de intake" in words(open_page(ANKE, PAGE))


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    at = open_page(ANKE, PAGE)
    field(at, "text_input", "Naam (mag leeg blijven)").set_value("Ada Demo")
    at = button(at, "Aanmelden en verder met de intake")
    assert "**Belangrijkste klacht**: Hier is niets gekozen. Kies er daar een van." in words(at)
    assert field(at, "text_input", "Naam (mag leeg blijven)").value == "Ada Demo"
    assert rows(world, tables.Client.code) == []


def test_who_is_not_registered_yet_is_there_again_after_a_reload(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    at = open_page(ANKE, PAGE)
    field(at, "text_input", NAME).set_value("Ada Demo")
    field(at, "text_input", REACH).set_value("06 12 34 56 78")
    field(at, "selectbox", "Belangrijkste klacht").set_value("chronic_fatigue")
    at = at.run()
    field(at, "button_group", "Ook (zoveel als er passen)").set_value(["depression"])
    field(at, "number_input", "Weken").set_value(6)
    at.checkbox[1].set_value(True)
    at = at.run()
    field(at, "button_group", "Opbouw").set_value("gentle_build_up")
    assert TAKEN_UP not in words(at.run())

    at = open_page(ANKE, PAGE)
    assert TAKEN_UP in words(at)
    assert field(at, "text_input", NAME).value == "Ada Demo"
    assert field(at, "text_input", REACH).value == "06 12 34 56 78"
    assert field(at, "selectbox", "Belangrijkste klacht").value == "chronic_fatigue"
    assert field(at, "button_group", "Ook (zoveel als er passen)").value == ["depression"]
    assert field(at, "number_input", "Weken").value == 6
    assert field(at, "button_group", "Opbouw").value == "gentle_build_up"
    assert [one.value for one in at.checkbox] == [False, True, False]
    assert rows(world, tables.Draft.content) == []  # no course, no row: nothing of it is in the store

    button(at, "Aanmelden en verder met de intake")
    assert rows(world, tables.Client.name, tables.Client.contact) == [("Ada Demo", "06 12 34 56 78")]
    at = open_page(ANKE, PAGE)  # registered: nothing waits any more
    assert TAKEN_UP not in words(at)
    assert field(at, "text_input", NAME).value == ""


def test_nobody_else_finds_who_was_half_registered_and_it_can_be_begun_anew(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    world.account("therapist", "bram@test.example")
    field(at := open_page(ANKE, PAGE), "text_input", NAME).set_value("Ada Demo")
    at.run()
    other = open_page("bram@test.example", PAGE)
    assert TAKEN_UP not in words(other)
    assert field(other, "text_input", NAME).value == ""
    at = button(open_page(ANKE, PAGE), "Opnieuw beginnen")
    assert field(at, "text_input", NAME).value == ""
    assert TAKEN_UP not in words(open_page(ANKE, PAGE))


def test_opening_the_form_and_leaving_it_keeps_nothing(therapist: UUID, open_page: OpenPage) -> None:
    open_page(ANKE, PAGE).run()
    assert WAITING.found(principal_by_email(ANKE), "") == {}


def ended(world: World, therapist: UUID, **values: Any) -> tuple[UUID, str]:
    client_id, code = world.client("C-0042")
    values = {"ends_on": today(ZONE) - dt.timedelta(days=9), "end_reason": "completed", **values}
    course = world.course(client_id, starts_on=today(ZONE) - dt.timedelta(days=90), therapist=therapist, **values)
    return course, code


def test_a_new_course_begins_for_somebody_whose_earlier_one_is_over(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    _, code = ended(world, therapist)
    start = open_page(ANKE, PAGE)
    assert "Een nieuw traject voor een eerdere cliënt" in words(start)
    field(start, "selectbox", "Cliënt, en wanneer het laatste traject eindigde").set_value(code)
    assert "Een nieuw traject beginnen" in words(start.run())
    at = open_page(ANKE, PAGE, client=code)
    assert not [one for one in at.text_input if one.label.startswith("Naam")]
    field(at, "selectbox", "Belangrijkste klacht").set_value("depression")
    button(at, "Het nieuwe traject beginnen")
    assert len(rows(world, tables.Course.id)) == 2
    assert "Opbouw en planning" in words(open_page(ANKE, PAGE, client=code))


def test_an_open_signal_about_risk_is_said_with_the_way_to_it(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    course, code = ended(world, therapist)
    result = world.result(course, "phq9", today(ZONE) - dt.timedelta(days=9), 16, "end")
    answer = {"practice_id": 1, "course_id": course, "result_id": result, "item": 9, "value": 2}
    world.add(tables.QuestionnaireAnswer, **answer)
    at = open_page(ANKE, PAGE, client=code)
    field(at, "selectbox", "Belangrijkste klacht").set_value("depression")
    at = button(at, "Het nieuwe traject beginnen")
    assert "staat een signaal over risico open" in words(at)
    assert "Naar het laatste traject" in words(at)
    assert len(rows(world, tables.Course.id)) == 1


def test_a_registration_by_mistake_is_taken_back(world: World, code: str, open_page: OpenPage) -> None:
    at = open_page(ANKE, PAGE, client=code)
    button(at, "Aanmelding ongedaan maken")
    assert rows(world, tables.Client.code) == []
    assert "Je hebt geen toegang" in words(open_page(ANKE, PAGE, client=code))


def test_it_cannot_be_taken_back_once_something_stands_there(world: World, code: str, open_page: OpenPage) -> None:
    goals.add(leave(code), new_id().hex, "Zwemmen")
    assert not [one for one in open_page(ANKE, PAGE, client=code).button if "ongedaan" in one.label]


def test_an_administrator_opens_a_file_again_and_learns_nothing_of_it(
    world: World, code: str, open_page: OpenPage
) -> None:
    consents.withdraw(leave(code), new_id().hex, "therapy")
    world.account("admin", "beheer@test.example")
    at = open_page("beheer@test.example", "admin/people.py")
    at.session_state["people-consents"] = True
    at = at.run()
    next(one for one in at.text_input if str(one.key).startswith("people-consents-code")).set_value(code.lower())
    at = button(at, "Toestemming vastleggen")
    assert f"Vastgelegd: cliënt {code} geeft vanaf nu toestemming voor de therapie." in words(at)
    assert "Ada" not in words(at)
    assert leave(code).client_code == code


def test_what_was_registered_is_corrected_and_brought_back(world: World, code: str, open_page: OpenPage) -> None:
    at = open_part(open_page, code, Part.REGISTERED)
    field(at, "text_input", "Naam (mag leeg blijven)").set_value("Ada Proef")
    field(at, "selectbox", "Belangrijkste klacht").set_value("depression")
    field(at, "selectbox", "Eerste dag").set_value(today(ZONE) + dt.timedelta(days=3))
    at = unfold(button(at, "Deze gegevens bewaren"), code, Part.REGISTERED)
    course = tables.Course
    assert rows(world, course.complaint, course.starts_on) == [("depression", today(ZONE) + dt.timedelta(days=3))]
    assert "Ada Proef · Depressie en somberheid" in words(at)
    button(at, "Ongedaan maken")
    assert rows(world, tables.Client.name) == [("Ada Demo",)]
    assert rows(world, course.complaint, course.starts_on) == [("chronic_fatigue", today(ZONE))]
