"""The plan of an intake: proposed, written, kept, drawn."""

from __future__ import annotations

from runtherapy_data.actions import plan
from runtherapy_data.measures.build_up import PlannedWeek
from runtherapy_data.store import tables
from runtherapy_data.store.types import new_id
from runtherapy_data.views.intake import Part
from tests.factories import World
from tests.pages.conftest import OpenPage
from tests.pages.intake.opened import button, field, leave, open_part, rows, unfold
from tests.pages.reading import figures, words


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
