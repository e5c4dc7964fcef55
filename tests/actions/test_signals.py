"""What a therapist does with a signal, on both databases: forward, put off, taken back, and never twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions.signals import take_step, undo
from runtherapy_data.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError, RuntherapyError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.signals import LONGEST_SNOOZE_DAYS, RISK_ITEM, SignalState, SignalStep
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

SEEN, DISCUSSED, DONE, SNOOZED = SignalStep.SEEN, SignalStep.DISCUSSED, SignalStep.DONE, SignalStep.SNOOZED


@dataclass
class Desk:
    """A course with one signal, and two therapists who treat it."""

    world: World
    course: UUID
    signal: UUID
    mine: Grant
    theirs: Grant

    def take(self, *steps: SignalStep, grant: Grant | None = None, **given: Any) -> SignalState | None:
        done = None
        for step in steps:
            done = take_step(grant or self.mine, new_id().hex, self.signal, step, **given)
        return done

    def snooze(self, days: int = 7, reason: str = "Op vakantie", grant: Grant | None = None) -> SignalState | None:
        return self.take(SNOOZED, reason=reason, until=self.on(days), grant=grant)

    def undo(self, grant: Grant | None = None) -> SignalState | None:
        return undo(grant or self.mine, new_id().hex, self.signal)

    def on(self, days: int) -> dt.date:
        return today(ZONE) + dt.timedelta(days=days)

    def kept(self) -> tuple[str, dt.date | None, str | None]:
        query = select(tables.Signal.state, tables.Signal.snoozed_until, tables.Signal.snooze_reason)
        with reading(self.world.everything()) as connection:
            row = connection.execute(query.where(tables.Signal.id == self.signal)).one()
        return row.state, row.snoozed_until, row.snooze_reason

    def life(self) -> list[str]:
        event = tables.SignalEvent
        with reading(self.world.everything()) as connection:
            query = select(event.step).where(event.signal_id == self.signal).order_by(event.at, event.id)
            return list(connection.scalars(query))

    def audited(self) -> list[tuple[str, Any]]:
        event = tables.AuditEvent
        with reading(self.world.everything()) as connection:
            query = select(event.action, event.detail).where(event.action.like("signal.%")).order_by(event.at, event.id)
            return [(row.action, row.detail) for row in connection.execute(query)]


def desk_for(world: World, rule: str = "silence", **values: Any) -> Desk:
    therapist, _, course, code = world.pair()
    colleague = world.account("therapist", "colleague@test.example", name="Bea")
    world.assign(course, colleague, today(ZONE) - dt.timedelta(days=3))
    signal = world.signal(course, rule, **values)
    mine, theirs = (
        grant_course(who, code, Permission.COURSE_WRITE)
        for who in (therapist, principal_by_email("colleague@test.example"))
    )
    return Desk(world, course, signal, mine, theirs)


@pytest.fixture
def desk(any_world: World) -> Desk:
    return desk_for(any_world)


@pytest.fixture
def quick(world: World) -> Desk:
    """On SQLite alone: what does not depend on the database."""
    return desk_for(world)


def test_a_signal_goes_forward_and_everything_is_kept(desk: Desk) -> None:
    assert desk.take(SEEN, DISCUSSED) == SignalState.DISCUSSED
    assert desk.take(DONE, reason="Rustweek afgesproken") == SignalState.DONE
    assert desk.kept() == ("done", None, None)
    assert desk.life() == ["raised", "seen", "discussed", "done"]
    signal = str(desk.signal)
    assert desk.audited() == [
        ("signal.step", {"signal": signal, "step": step}) for step in ("seen", "discussed", "done")
    ]


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        ([], DONE, "done"),
        ([SEEN], SEEN, "seen"),
        ([DISCUSSED], SEEN, "discussed"),
        ([DISCUSSED], DISCUSSED, "discussed"),
    ],
)
def test_steps_may_be_skipped_and_never_go_back(
    quick: Desk, before: list[SignalStep], step: SignalStep, after: str
) -> None:
    quick.take(*before, grant=quick.theirs)
    lived = len(quick.life())
    assert quick.take(step) == after
    assert len(quick.life()) == lived + (after != (before[-1] if before else ""))


def test_the_second_click_changes_nothing(desk: Desk) -> None:
    key = new_id().hex
    assert take_step(desk.mine, key, desk.signal, SEEN) == SignalState.SEEN
    assert take_step(desk.mine, key, desk.signal, SEEN) is None
    assert undo(desk.mine, "u", desk.signal) == SignalState.NEW
    assert undo(desk.mine, "u", desk.signal) is None
    assert desk.life() == ["raised", "seen", "undone"]


def test_a_snooze_keeps_the_state_and_talking_ends_it(desk: Desk) -> None:
    desk.take(SEEN)
    assert desk.snooze(14, "  Op vakantie  ") == SignalState.SEEN
    assert desk.kept() == ("seen", desk.on(14), "Op vakantie")
    desk.take(DISCUSSED)
    assert desk.kept() == ("discussed", None, None)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"step": SNOOZED, "reason": " ", "until": 7}, "reason"),
        ({"step": SNOOZED, "reason": "\u200b\x00", "until": 7}, "reason"),
        ({"step": SNOOZED, "reason": "x" * 501, "until": 7}, "reason"),
        ({"step": SNOOZED, "reason": "Vakantie"}, "until"),
        ({"step": SNOOZED, "reason": "Vakantie", "until": 0}, "until"),
        ({"step": SNOOZED, "reason": "Vakantie", "until": LONGEST_SNOOZE_DAYS + 1}, "until"),
        ({"step": DONE, "until": 7}, "until"),
        ({"step": SignalStep.EXPIRED}, "step"),
        ({"step": SignalStep.UNDONE}, "step"),
    ],
)
def test_what_cannot_be_accepted_names_its_field_and_a_way_out(quick: Desk, given: dict[str, Any], field: str) -> None:
    until = quick.on(given["until"]) if "until" in given else None
    with pytest.raises(InvalidInputError) as refused:
        take_step(quick.mine, "k", quick.signal, given["step"], reason=given.get("reason", ""), until=until)
    assert refused.value.field == field
    assert refused.value.remedy
    assert quick.life() == ["raised"]


def test_a_question_about_risk_is_not_put_off(world: World) -> None:
    desk = desk_for(world, RISK_ITEM)
    with pytest.raises(InvalidInputError, match="about risk cannot be put off"):
        desk.snooze()
    assert desk.take(DISCUSSED, DONE) == SignalState.DONE


def test_undo_brings_back_state_and_snooze_step_by_step(desk: Desk) -> None:
    desk.take(SEEN)
    desk.snooze(5)
    desk.take(DONE)
    assert desk.undo() == SignalState.SEEN
    assert desk.kept() == ("seen", desk.on(5), "Op vakantie")
    assert desk.undo() == SignalState.SEEN
    assert desk.kept() == ("seen", None, None)
    assert desk.undo() == SignalState.NEW
    with pytest.raises(ConflictError, match="nothing to undo"):
        desk.undo()
    assert desk.life() == ["raised", "seen", "snoozed", "done", "undone", "undone", "undone"]
    assert [detail["step"] for action, detail in desk.audited() if action == "signal.undo"] == [
        "done", "snoozed", "seen",
    ]  # fmt: skip


def test_a_colleague_who_was_quicker_is_named(quick: Desk) -> None:
    quick.take(SEEN)
    quick.snooze(grant=quick.theirs)
    for act, said in (
        (quick.snooze, "Bea put this signal off"),
        (quick.undo, "was Bea's"),
    ):
        with pytest.raises(ConflictError, match=said):
            act()
    quick.take(DONE, grant=quick.theirs)
    for step in (SEEN, DISCUSSED, DONE):
        with pytest.raises(ConflictError, match="closed already, by Bea"):
            quick.take(step)
    assert quick.undo(quick.theirs) == SignalState.SEEN


@pytest.mark.parametrize(
    ("values", "act", "said"),
    [
        ({"state": "expired", "holds": False}, "take", "closed by itself"),
        ({"state": "expired", "holds": False}, "undo", "nothing to undo"),
    ],
)
def test_what_closed_by_itself_stays_closed(world: World, values: dict[str, Any], act: str, said: str) -> None:
    desk = desk_for(world, **values)
    with pytest.raises(ConflictError, match=said):
        desk.take(SEEN) if act == "take" else desk.undo()


def test_what_was_done_is_not_opened_again_when_its_ground_is_gone(quick: Desk) -> None:
    quick.take(DONE)
    with reading(quick.world.everything()) as connection:
        assert connection.scalar(select(tables.Signal.holds)) is True
    quick.world.change(tables.Signal, holds=False)
    with pytest.raises(ConflictError, match="no longer so"):
        quick.undo()


def test_a_key_of_a_refused_step_can_be_used_again(quick: Desk) -> None:
    with pytest.raises(RuntherapyError):
        take_step(quick.mine, "k", new_id(), SEEN)
    assert take_step(quick.mine, "k", quick.signal, SEEN) == SignalState.SEEN


def test_nobody_reaches_a_signal_of_another_course(desk: Desk) -> None:
    stranger = desk.world.account("therapist", "stranger@test.example")
    client, code = desk.world.client()
    desk.world.course(client, therapist=stranger)
    theirs = grant_course(principal_by_email("stranger@test.example"), code, Permission.COURSE_WRITE)
    with pytest.raises(NotFoundError):
        desk.take(SEEN, grant=theirs)
    with pytest.raises(NotFoundError):
        desk.undo(theirs)
    reader = grant_course(principal_by_email("colleague@test.example"), desk.mine.client_code)
    with pytest.raises(NotAllowedError):
        desk.take(SEEN, grant=reader)
    assert desk.life() == ["raised"]
