"""*Intake*: register somebody, go through the parts, decide; and begin anew for somebody whose course is over."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from runtherapy_data.access import grant_course, grant_new_course, principal_by_email
from runtherapy_data.actions import consents, goals, intake, medical_points, plan, registration
from runtherapy_data.i18n import translator
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.build_up import PlannedWeek
from runtherapy_data.measures.registering import Beginning
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from runtherapy_data.ui.unregistered import WAITING
from runtherapy_data.views.intake import Part
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, figures, words

ANKE, PAGE = "anke@test.example", "therapist/intake.py"


@pytest.fixture
def therapist(world: World) -> UUID:
    return world.account("therapist", ANKE)


@pytest.fixture
def code(world: World, therapist: UUID) -> str:
    """A client who was registered today, for chronic fatigue."""
    beginning = Beginning("chronic_fatigue", today(ZONE), weeks=4, name="Ada Demo")
    made = registration.begin(grant_new_course(principal_by_email(ANKE)), new_id().hex, beginning)
    assert made is not None
    return made.client_code


def leave(code: str, permission: Permission = Permission.COURSE_WRITE) -> Grant:
    return grant_course(principal_by_email(ANKE), code, permission)


def button(at: AppTest, label: str) -> AppTest:
    found = next(one for one in at.button if one.label.partition(" :small")[0] == label)
    return found.click().run()


def field(at: AppTest, kind: str, label: str) -> Any:
    return next(one for one in getattr(at, kind) if one.label == label)


def open_part(open_page: OpenPage, code: str, *parts: Part) -> AppTest:
    at = open_page(ANKE, PAGE, client=code)
    return unfold(at, code, *parts)


def unfold(at: AppTest, code: str, *parts: Part) -> AppTest:
    """Open these parts; the test's browser does not keep them open by itself."""
    for part in parts:
        at.session_state[f"intake-part-{part}-{code}"] = True
    return at.run()


def rows(world: World, *columns: Any) -> list[tuple[Any, ...]]:
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]


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


NAME, REACH = "Naam (mag leeg blijven)", "Hoe te bereiken (mag leeg blijven)"
TAKEN_UP = "Hier staat wat je eerder had ingevuld"


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


def test_every_part_says_how_it_stands_and_nothing_blocks(code: str, open_page: OpenPage) -> None:
    at = open_page(ANKE, PAGE, client=code)
    labels = [one.label for one in at.expander]
    assert [label.split("** · ")[1] for label in labels[1:-1]] == [
        "nog niet opgeschreven", "nog niet gevraagd", "nog geen", "nog niet bewaard", "niets vastgelegd",
        "nog niet uitgenodigd", "nog niet besloten",
    ]  # fmt: skip
    assert "7 delen staan nog open." in words(at)
    medical_points.add(leave(code), new_id().hex, "Astma")
    for number in range(3):
        goals.add(leave(code), new_id().hex, f"Doel {number}")
    plan.keep(leave(code), new_id().hex, [PlannedWeek(1, 3, 60)], was=())
    at = open_page(ANKE, PAGE, client=code)
    told = words(at)
    assert "Bevestig de medische punten vóór de eerste keer lopen. 5 delen staan nog open." in told
    for said in ("1 punt te bevestigen", "3 doelen", "1 week gepland"):
        assert said in told


def test_texts_are_kept_and_a_draft_is_found_again(world: World, code: str, open_page: OpenPage) -> None:
    at = open_part(open_page, code, Part.NOTES)
    field(at, "text_area", "Klachten, in woorden").set_value("Moe sinds een jaar")
    at.run()
    assert rows(world, tables.Intake.complaints) == [(None,)]
    again = open_part(open_page, code, Part.NOTES)  # another visit
    assert field(again, "text_area", "Klachten, in woorden").value == "Moe sinds een jaar"
    button(again, "Teksten bewaren")
    assert rows(world, tables.Intake.complaints) == [("Moe sinds een jaar",)]
    assert rows(world, tables.Draft.kind) == []


def test_a_colleague_who_wrote_meanwhile_is_not_written_over(world: World, code: str, open_page: OpenPage) -> None:
    at = open_part(open_page, code, Part.NOTES)
    field(at, "text_area", "Klachten, in woorden").set_value("Het mijne")
    at = at.run()
    theirs = {"complaints": "Het andere", "physical_capacity": "", "mental_capacity": ""}
    intake.note(leave(code), new_id().hex, **theirs, revision=1)
    at = unfold(button(at, "Teksten bewaren"), code, Part.NOTES)
    assert "Iemand anders heeft intussen in deze intake geschreven." in words(at)
    assert "| Klachten, in woorden | Het andere | Het mijne |" in words(at)
    assert rows(world, tables.Intake.complaints) == [("Het andere",)]
    button(at, "Het mijne bewaren")
    assert rows(world, tables.Intake.complaints) == [("Het mijne",)]


def test_taking_what_a_colleague_wrote_puts_it_into_the_fields(world: World, code: str, open_page: OpenPage) -> None:
    at = open_part(open_page, code, Part.NOTES)
    field(at, "text_area", "Klachten, in woorden").set_value("Het mijne")
    at = at.run()
    theirs = {"complaints": "Het andere", "physical_capacity": "", "mental_capacity": ""}
    intake.note(leave(code), new_id().hex, **theirs, revision=1)
    at = unfold(button(at, "Teksten bewaren"), code, Part.NOTES)
    at = unfold(button(at, "Overnemen wat er nu staat"), code, Part.NOTES)
    assert field(at, "text_area", "Klachten, in woorden").value == "Het andere"
    assert rows(world, tables.Draft.kind) == []


def test_medical_points_are_noted_and_confirmed(world: World, code: str, open_page: OpenPage) -> None:
    at = open_part(open_page, code, Part.MEDICAL)
    field(at, "text_area", "Aandachtspunt").set_value("Astma *licht*")
    at = unfold(button(at, "Punt toevoegen"), code, Part.MEDICAL)
    assert "Astma *licht*" in words(at)
    at = unfold(button(at, "Bevestigen"), code, Part.MEDICAL)
    assert "bevestigd door Test therapist" in words(at)
    at = unfold(button(at, "Ongedaan maken"), code, Part.MEDICAL)
    assert rows(world, tables.MedicalPoint.confirmed_at) == [(None,)]
    at = unfold(button(at, "Weghalen"), code, Part.MEDICAL)
    assert rows(world, tables.MedicalPoint.id) == []
    at = unfold(button(at, "Ongedaan maken"), code, Part.MEDICAL)
    assert rows(world, tables.MedicalPoint.words) == [("Astma *licht*",)]


def test_that_there_is_nothing_to_note_is_noted_with_one_press(world: World, code: str, open_page: OpenPage) -> None:
    button(open_part(open_page, code, Part.MEDICAL), "Er zijn geen bijzonderheden")
    ((said, confirmed),) = rows(world, tables.MedicalPoint.words, tables.MedicalPoint.confirmed_at)
    assert said == "Gevraagd: er zijn geen medische bijzonderheden."
    assert confirmed is not None


def test_goals_are_written_scored_dropped_and_taken_up_again(world: World, code: str, open_page: OpenPage) -> None:
    at = open_part(open_page, code, Part.GOALS)
    for number, goal in enumerate(("Lezen", "Zwemmen", "Boodschappen"), 1):
        field(at, "text_input", f"Doel {number}").set_value(goal)
        at = unfold(button(at, "Doel toevoegen"), code, Part.GOALS)
    at.session_state["goals-score"] = True
    at = unfold(at, code, Part.GOALS)
    for scale, number in zip(at.button_group, (8, 6, 7), strict=True):
        scale.set_value(number)
    at = unfold(button(at, "Scores bewaren"), code, Part.GOALS)
    assert f"8 op {translator('nl').day(today(ZONE))}" in words(at)
    answer = tables.QuestionnaireAnswer
    assert sorted(rows(world, answer.item, answer.value)) == [(1, 8), (2, 6), (3, 7)]
    at = unfold(button(at, "Laten vallen"), code, Part.GOALS)
    assert "Niet meer gevraagd: Lezen." in words(at)
    at = unfold(button(at, "Ongedaan maken"), code, Part.GOALS)
    assert rows(world, tables.Goal.dropped_on) == [(None,)] * 3
    at = unfold(button(at, "Aanpassen"), code, Part.GOALS)
    field(at, "text_input", "Doel").set_value("Een boek lezen")
    button(at, "Doel bewaren")
    assert ("Een boek lezen",) in rows(world, tables.Goal.words)


def test_a_plan_is_proposed_written_kept_and_undone(world: World, code: str, open_page: OpenPage) -> None:
    at = open_part(open_page, code, Part.PLAN)
    assert "Geen vaste stappen: 4 weken, elke week 60 minuten." in words(at)
    assert rows(world, tables.Draft.kind) == []  # looking keeps nothing
    field(at, "number_input", "Minuten in week 2").set_value(75)
    at = unfold(at.run(), code, Part.PLAN)
    assert "tussen 60 en 75 minuten per week" in words(at)
    assert rows(world, tables.Draft.kind) == [("plan",)]
    again = open_part(open_page, code, Part.PLAN)
    assert field(again, "number_input", "Minuten in week 2").value == 75
    at = unfold(button(again, "Planning bewaren"), code, Part.PLAN)
    weeks = (tables.PlanWeek.week, tables.PlanWeek.sessions, tables.PlanWeek.minutes)
    assert sorted(rows(world, *weeks)) == [(1, 3, 60), (2, 3, 75), (3, 3, 60), (4, 3, 60)]
    assert rows(world, tables.Draft.kind) == []
    button(at, "Ongedaan maken")
    assert rows(world, *weeks) == []


def test_a_plan_that_a_colleague_changed_is_shown_beside_ones_own(world: World, code: str, open_page: OpenPage) -> None:
    at = open_part(open_page, code, Part.PLAN)
    field(at, "number_input", "Minuten in week 2").set_value(75)
    at = unfold(at.run(), code, Part.PLAN)
    plan.keep(leave(code), new_id().hex, [PlannedWeek(1, 2, 40)], was=())
    at = unfold(button(at, "Planning bewaren"), code, Part.PLAN)
    assert "Iemand anders heeft deze planning intussen aangepast." in words(at)
    assert "| 1 | 2 × · 40 min | 3 × · 60 min |" in words(at)
    assert rows(world, tables.PlanWeek.minutes) == [(40,)]
    button(at, "Het mijne bewaren")
    assert len(rows(world, tables.PlanWeek.minutes)) == 4


def test_the_figure_of_the_plan_follows_the_fields_and_has_a_table(code: str, open_page: OpenPage) -> None:
    at = open_part(open_page, code, Part.PLAN)
    field(at, "number_input", "Minuten in week 4").set_value(90)
    at.toggle(key="plan-table").set_value(True)
    at = unfold(at.run(), code, Part.PLAN)
    (spec,) = figures(at)
    assert spec["data"][-1]["y"] == [60, 60, 60, 90]
    assert "| 4 | " in words(at)


def test_another_build_up_is_chosen_and_the_proposal_follows(world: World, code: str, open_page: OpenPage) -> None:
    at = open_part(open_page, code, Part.PLAN)
    field(at, "button_group", "Opbouw").set_value("gentle_build_up")
    at = unfold(at.run(), code, Part.PLAN)
    at = unfold(button(at, "Deze opbouw bewaren"), code, Part.PLAN)
    assert rows(world, tables.Course.mode) == [("gentle_build_up",)]
    assert field(at, "number_input", "Minuten in week 3").value == 70


def test_consent_is_recorded_and_withdrawn(world: World, code: str, open_page: OpenPage) -> None:
    at = open_part(open_page, code, Part.CONSENTS)
    at = unfold(button(at, "Toestemming vastleggen"), code, Part.CONSENTS)
    assert rows(world, tables.Consent.purpose) == [("therapy",)]
    assert "vastgelegd door Test therapist" in words(at)
    at = unfold(button(at, "Toestemming intrekken"), code, Part.CONSENTS)
    assert "gaat dit dossier meteen dicht" in words(at)
    at = unfold(button(at, "Nee, laat maar"), code, Part.CONSENTS)
    assert rows(world, tables.Consent.withdrawn_at) == [(None,)]
    at = unfold(button(at, "Toestemming intrekken"), code, Part.CONSENTS)
    at = button(at, "Ja, intrekken en het dossier sluiten")
    assert "Je hebt geen toegang" in words(at)
    assert rows(world, tables.Consent.withdrawn_at) != [(None,)]


def test_a_link_is_shown_once(world: World, code: str, open_page: OpenPage) -> None:
    at = open_part(open_page, code, Part.INVITATION)
    assert field(at, "text_input", "Naam").value == "Ada Demo"
    field(at, "text_input", "E-mailadres").set_value("ada@test.example")
    at = unfold(button(at, "Uitnodigingslink maken"), code, Part.INVITATION)
    assert "/link/" in at.code[0].value
    assert "uitgenodigd" in words(at)
    at = unfold(button(at, "Ik heb de link doorgegeven"), code, Part.INVITATION)
    assert not at.code
    assert "ada@test.example is uitgenodigd" in words(at).replace("\u2060", "")


@pytest.mark.parametrize("outcome", ["not_suitable", "referred"])
def test_an_intake_that_leads_elsewhere_ends_the_course_and_can_be_taken_back(
    world: World, code: str, open_page: OpenPage, outcome: str
) -> None:
    at = open_part(open_page, code, Part.OUTCOME)
    field(at, "button_group", "Uitkomst van de intake").set_value(outcome)
    at = unfold(at.run(), code, Part.OUTCOME)
    if outcome == "referred":
        field(at, "text_input", "Verwezen naar").set_value("de huisarts")
    at = button(at, "Uitkomst bewaren")
    assert rows(world, tables.Course.end_reason) == [("not_begun",)]
    assert "Deze intake leidde niet tot therapie." in words(at)
    at = button(at, "Uitkomst terugnemen")
    assert rows(world, tables.Course.end_reason) == [(None,)]
    assert "Nog niet besloten".casefold() in words(at).casefold()


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


def test_a_client_of_somebody_else_is_refused(world: World, code: str, open_page: OpenPage) -> None:
    world.account("therapist", "bas@test.example")
    assert "Je hebt geen toegang" in words(open_page("bas@test.example", PAGE, client=code))


def test_the_points_are_said_before_a_session_and_confirmed_there(code: str, open_page: OpenPage) -> None:
    log = "therapist/log_session.py"
    assert "houd je rekening met deze punten" not in words(open_page(ANKE, log, client=code))
    medical_points.add(leave(code), new_id().hex, "Astma")
    at = open_page(ANKE, log, client=code)
    assert "Vóór de eerste keer lopen: houd je rekening met deze punten?" in words(at)
    at = button(at, "Ik houd rekening met dit punt")
    assert "1 punt is bevestigd." in words(at)
    assert "houd je rekening met deze punten" not in words(at)
    at = button(at, "Ongedaan maken")
    assert "houd je rekening met deze punten" in words(at)


def test_a_point_that_a_colleague_wrote_meanwhile_is_not_confirmed_unread(
    world: World, code: str, open_page: OpenPage
) -> None:
    made = medical_points.add(leave(code), new_id().hex, "Astma")
    assert made is not None
    at = open_page(ANKE, "therapist/log_session.py", client=code)
    medical_points.change(leave(code), new_id().hex, made, "Astma, aanval op dinsdag", was="Astma")
    at = button(at, "Ik houd rekening met dit punt")
    assert "Iemand anders heeft dit punt aangepast: er staat nu “Astma, aanval op dinsdag”" in words(at)
    assert rows(world, tables.MedicalPoint.confirmed_at) == [(None,)]
    medical_points.add(leave(code), new_id().hex, "Knie")
    at = button(at, "Ik houd rekening met dit punt")  # now it was read; the other one was not on the page
    point = tables.MedicalPoint
    confirmed = {said: at is not None for said, at in rows(world, point.words, point.confirmed_at)}
    assert confirmed == {"Astma, aanval op dinsdag": True, "Knie": False}
    assert "Knie" in words(at)


def test_a_point_that_a_colleague_changed_meanwhile_is_not_removed_unread(
    world: World, code: str, open_page: OpenPage
) -> None:
    made = medical_points.add(leave(code), new_id().hex, "Astma")
    assert made is not None
    at = open_part(open_page, code, Part.MEDICAL)
    medical_points.change(leave(code), new_id().hex, made, "Hart", was="Astma")
    at = unfold(button(at, "Weghalen"), code, Part.MEDICAL)
    assert "er staat nu “Hart”" in words(at)
    assert rows(world, tables.MedicalPoint.words) == [("Hart",)]


def test_a_client_reads_their_own_goals(world: World, code: str, open_page: OpenPage) -> None:
    goals.add(leave(code), new_id().hex, "Met mijn dochter naar zwemles")
    world.account("client", "ada@test.example", client_id=leave(code).clients[0])
    world.check_in(leave(code).course_id, today(ZONE), mood=5)
    said = words(open_page("ada@test.example", "client/progress.py"))
    assert "Wat je weer wilt kunnen" in said
    assert "Met mijn dochter naar zwemles" in said


def test_nothing_on_the_page_is_left_in_english(code: str, open_page: OpenPage) -> None:
    medical_points.add(leave(code), new_id().hex, "Astma")
    goals.add(leave(code), new_id().hex, "Zwemmen")
    said = words(open_part(open_page, code, *Part)) + words(open_page(ANKE, PAGE))
    said = said.replace("\nEnglish\n", "\n").replace("Test practice", "").replace("Test therapist", "")
    assert english_in(said, translator("nl")) == []


def test_a_registration_by_mistake_is_taken_back(world: World, code: str, open_page: OpenPage) -> None:
    at = open_page(ANKE, PAGE, client=code)
    button(at, "Aanmelding ongedaan maken")
    assert rows(world, tables.Client.code) == []
    assert "Je hebt geen toegang" in words(open_page(ANKE, PAGE, client=code))


def test_it_cannot_be_taken_back_once_something_stands_there(world: World, code: str, open_page: OpenPage) -> None:
    goals.add(leave(code), new_id().hex, "Zwemmen")
    assert not [one for one in open_page(ANKE, PAGE, client=code).button if "ongedaan" in one.label]


def test_what_was_changed_is_told_with_who_and_from_what_into_what(code: str, open_page: OpenPage) -> None:
    goals.add(leave(code), new_id().hex, "Zwemmen")
    goals.reword(leave(code), new_id().hex, 1, "Met Anna zwemmen", was="Zwemmen")
    plan.keep(leave(code), new_id().hex, [PlannedWeek(1, 3, 60)], was=())
    intake.decide(leave(code), new_id().hex, "suitable", revision=1)
    at = open_page(ANKE, PAGE, client=code)
    assert "Zwemmen → Met Anna zwemmen" not in words(at)  # folded
    at.session_state["intake-history"] = True
    said = words(at.run())
    for told in (
        "Doel: Zwemmen → Met Anna zwemmen",
        "Week 1: – → 3 × · 60 min",
        "Uitkomst van de intake: – → geschikt",
    ):
        assert told in said
    assert "Test therapist" in said


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
