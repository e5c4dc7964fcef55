"""How long a course is planned, how it ends, the follow-up, opening it again; and what is asked moves along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from runtherapy_data.actions import course_terms, endings
from runtherapy_data.errors import ChangedMeanwhileError, ConflictError, InvalidInputError
from runtherapy_data.store import tables
from runtherapy_data.store.types import new_id
from tests.actions.managed import Managed, day, managed
from tests.factories import World

PLANNED = {"intake": ("open", -35), "mid": ("open", 0), "end": ("open", 34), "follow_up": ("open", 126)}


def end(made: Managed, last: int = 0, reason: str = "completed", key: str = "", **more: Any) -> Any:
    given = {"last_on": day(last), "reason": reason, "seen": made.terms, **more}
    return endings.end(made.grant, key or new_id().hex, **given)


def change(made: Managed, weeks: int = 10, often: int = 3, mode: str = "gentle_build_up", **more: Any) -> Any:
    given = {"planned_weeks": weeks, "sessions_per_week": often, "mode": mode, "seen": made.terms, **more}
    return course_terms.change(made.grant, new_id().hex, **given)


@pytest.fixture
def made(world: World) -> Managed:
    return managed(world)


@pytest.mark.parametrize(
    "act, differs",
    [
        (lambda made: end(made, -1, "stopped_early", note=" Verhuisd. ", follow_up_on=day(60)),
         {"ends_on": day(-1), "end_reason": "stopped_early", "end_note": "Verhuisd.", "follow_up_on": day(60)}),
        (lambda made: end(made, 14), {"ends_on": day(14), "end_reason": "completed"}),
        (lambda made: change(made, 12, 2, "no_fixed_increments"),
         {"planned_weeks": 12, "sessions_per_week": 2, "mode": "no_fixed_increments"}),
    ],
)  # fmt: skip
def test_what_is_done_stands_is_kept_in_the_history_and_can_be_taken_back(
    any_world: World, act: Callable[[Managed], Any], differs: dict[str, Any]
) -> None:
    made = managed(any_world)
    before = made.terms
    done = act(made)
    assert made.terms == replace(before, **differs)
    (told,) = made.changes
    assert (told.fact, told.who, set(told.new or ())) == ("course", "Test therapist", set(differs))
    assert course_terms.undo(made.grant, new_id().hex, done) == done.reversed
    assert made.terms == before


def test_what_is_asked_moves_along_and_comes_back(any_world: World) -> None:
    made = managed(any_world)
    made.ask()
    asked = made.asked()
    assert {moment: asked[moment] for moment in ("intake", "end")} == {m: PLANNED[m] for m in ("intake", "end")}
    early = end(made, -1, "stopped_early", follow_up_on=day(40))
    after = made.asked()
    assert (after["mid"][0], after["end"], after["follow_up"]) == ("dropped", ("open", -1), ("open", 40))
    endings.reopen(made.grant, new_id().hex, made.terms)
    assert made.asked() == asked
    longer = change(made, 14)
    assert made.asked()["end"] == ("open", 34 + 28)
    course_terms.undo(made.grant, new_id().hex, longer)
    assert made.asked() == asked
    assert early.after.ends_on == day(-1)


def test_a_follow_up_that_took_place_is_waited_for_no_longer_and_stays_in_the_history(made: Managed) -> None:
    end(made, -30, follow_up_on=day(-1))
    done = endings.set_follow_up(made.grant, "k", None, made.terms)
    assert made.terms.follow_up_on is None
    assert made.changes[0].old == {"follow_up_on": day(-1).isoformat()}
    assert done is not None
    course_terms.undo(made.grant, "u", done)
    assert made.terms.follow_up_on == day(-1)


@pytest.mark.parametrize(
    "values, field",
    [
        ({"last": -36}, "ends_on"),
        ({"last": 367}, "ends_on"),
        ({"reason": ""}, "end_reason"),
        ({"reason": "not_begun"}, "end_reason"),  # the intake decides that
        ({"note": "x" * 2001}, "end_note"),
        ({"follow_up_on": day(0)}, "follow_up_on"),
        ({"follow_up_on": day(800)}, "follow_up_on"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(made: Managed, values: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        end(made, **values)
    assert (refused.value.field, made.terms.ends_on, made.changes) == (field, None, ())


@pytest.mark.parametrize(
    "values, field",
    [
        ({"weeks": 0}, "planned_weeks"), ({"weeks": 53}, "planned_weeks"), ({"often": 8}, "sessions_per_week"),
        ({"mode": "faster"}, "mode"),
    ],
)  # fmt: skip
def test_a_plan_stays_within_its_ranges(made: Managed, values: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        change(made, **values)
    assert (refused.value.field, made.terms.planned_weeks) == (field, 10)


def test_nothing_is_overwritten_that_somebody_else_changed_since(made: Managed) -> None:
    seen = made.terms
    change(made, 12)
    for act in (lambda: change(made, 8, seen=seen), lambda: end(made, seen=seen)):
        with pytest.raises(ChangedMeanwhileError) as refused:
            act()
        assert refused.value.now == made.terms
    assert (made.terms.planned_weeks, made.terms.ends_on) == (12, None)
    done = end(made)
    endings.reopen(made.grant, "r", made.terms)
    with pytest.raises(ConflictError):
        course_terms.undo(made.grant, "u", done)


def test_an_ended_course_is_not_planned_anew_and_a_running_one_has_no_follow_up(made: Managed) -> None:
    with pytest.raises(ConflictError):
        endings.set_follow_up(made.grant, "k", day(90), made.terms)
    end(made)
    with pytest.raises(ConflictError):
        change(made, 12)


def test_a_course_that_the_intake_decided_against_is_not_opened_here(made: Managed) -> None:
    made.world.change(tables.Course, ends_on=day(0), end_reason="not_begun")
    for act in (lambda: end(made), lambda: endings.reopen(made.grant, "k", made.terms)):
        with pytest.raises(ConflictError):
            act()
    assert made.terms.end_reason == "not_begun"


def test_an_ended_course_stays_so_once_a_newer_one_was_begun(made: Managed) -> None:
    end(made)
    stands = made.terms
    made.world.course(made.grant.clients[0], starts_on=stands.last_on + dt.timedelta(days=1))
    for act in (
        lambda: endings.reopen(made.grant, "r", stands),
        lambda: endings.set_follow_up(made.grant, "f", stands.last_on + dt.timedelta(days=90), stands),
    ):
        with pytest.raises(ConflictError, match="newer course"):
            act()
    assert made.terms == stands


def test_a_double_click_ends_once_and_the_trail_says_no_reason(made: Managed) -> None:
    assert end(made, key="same", note="Verhuisd.") is not None
    assert end(made, key="same", note="Verhuisd.") is None
    assert made.trail("course.end") == [("course.end", {"changed": ["end_note", "end_reason", "ends_on"]})]
