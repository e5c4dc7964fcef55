"""Medical points of attention, and goals in the client's own words."""

from __future__ import annotations

from runtherapy_data.actions import goals, medical_points
from runtherapy_data.i18n import translator
from runtherapy_data.store import tables, today
from runtherapy_data.store.types import new_id
from runtherapy_data.views.intake import Part
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.intake.opened import ANKE, button, field, leave, open_part, rows, unfold
from tests.pages.reading import words


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
