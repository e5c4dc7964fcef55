"""*Intake*: how every part stands, texts, consents, the invitation and the decision."""

from __future__ import annotations

import pytest

from runtherapy_data.actions import goals, intake, medical_points, plan
from runtherapy_data.i18n import translator
from runtherapy_data.measures.build_up import PlannedWeek
from runtherapy_data.store import tables
from runtherapy_data.store.types import new_id
from runtherapy_data.views.intake import Part
from tests.factories import World
from tests.pages.conftest import OpenPage
from tests.pages.intake.opened import ANKE, PAGE, button, field, leave, open_part, rows, unfold
from tests.pages.reading import english_in, words


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


def test_a_client_of_somebody_else_is_refused(world: World, code: str, open_page: OpenPage) -> None:
    world.account("therapist", "bas@test.example")
    assert "Je hebt geen toegang" in words(open_page("bas@test.example", PAGE, client=code))


def test_nothing_on_the_page_is_left_in_english(code: str, open_page: OpenPage) -> None:
    medical_points.add(leave(code), new_id().hex, "Astma")
    goals.add(leave(code), new_id().hex, "Zwemmen")
    said = words(open_part(open_page, code, *Part)) + words(open_page(ANKE, PAGE))
    said = said.replace("\nEnglish\n", "\n").replace("Test practice", "").replace("Test therapist", "")
    assert english_in(said, translator("nl")) == []


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
