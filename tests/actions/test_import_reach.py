"""Who may import into whose course."""

from __future__ import annotations

import pytest

from runtherapy_data.errors import NotAllowedError
from runtherapy_data.readers.vocabulary import Kind
from runtherapy_data.store import tables
from tests.actions.imports import CREATE, events, granted, numbers, rows_of, run
from tests.factories import World


def row(code: str) -> str:
    return f"{code};4-5-2026;6;;;;;;"


def test_a_therapist_reaches_their_caseload_and_is_told_nothing_of_other_clients(any_world: World) -> None:
    world = any_world
    _, _, course, own = world.pair("a")
    _, _, _, others = world.pair("b")
    grant = granted("therapista@test.example")
    report = run(grant, Kind.CHECK_INS, row(own), row(others), row("C-nobody"), skip_bad_rows=True)
    assert numbers(report) == (1, 0, 0, 2)
    assert rows_of(world, tables.CheckIn, "course_id") == [(course,)]
    said = [(one.reason, one.remedy, one.values) for one in report.refusals]
    assert said[0] == said[1]
    outcome, detail = next(event for event in events(world) if event[0] == "refused")
    assert (outcome, detail["clients"]) == ("refused", 2)


def test_a_refused_attempt_is_noted_also_when_nothing_was_written(world: World) -> None:
    world.pair("a")
    _, _, _, others = world.pair("b")
    grant = granted("therapista@test.example")
    run(grant, Kind.CHECK_INS, row(others))
    run(grant, Kind.CHECK_INS, row(others), dry_run=True)
    assert [outcome for outcome, _ in events(world)] == ["refused", "refused"]
    assert rows_of(world, tables.CheckIn, "course_id") == []


def test_a_client_that_a_therapist_brings_in_is_theirs(any_world: World) -> None:
    world = any_world
    therapist = world.account("therapist", "t@test.example")
    world.pair("b")
    report = run(granted("t@test.example"), Kind.CHECK_INS, row("K-new"), mapping=CREATE)
    assert numbers(report) == (1, 0, 0, 0)
    assert (therapist,) in rows_of(world, tables.Assignment, "account_id")
    assert numbers(run(granted("t@test.example"), Kind.CHECK_INS, row("K-new"))) == (0, 1, 0, 0)


def test_a_therapist_cannot_take_somebody_elses_client_by_making_it(any_world: World) -> None:
    world = any_world
    world.account("therapist", "t@test.example")
    _, _, _, others = world.pair("b")
    report = run(granted("t@test.example"), Kind.CHECK_INS, row(others), mapping=CREATE)
    assert numbers(report) == (0, 0, 0, 1)


def test_an_administrator_reaches_the_practice(world: World) -> None:
    world.account("admin", "admin@test.example")
    codes = [world.pair(name)[3] for name in "ab"]
    report = run(granted("admin@test.example"), Kind.CHECK_INS, *map(row, codes))
    assert numbers(report) == (2, 0, 0, 0)


@pytest.mark.parametrize("role", ["client", "supervisor"])
def test_others_import_nothing(world: World, role: str) -> None:
    client = world.client()[0] if role == "client" else None
    world.account(role, "x@test.example", client_id=client)
    with pytest.raises(NotAllowedError):
        granted("x@test.example")


def test_the_same_code_in_another_practice_is_another_client(world: World) -> None:
    other = World(practice_id=2)
    client, _ = other.client("K-1")
    other.course(client)
    world.account("admin", "admin@test.example")
    report = run(granted("admin@test.example"), Kind.CHECK_INS, row("K-1"))
    assert numbers(report) == (0, 0, 0, 1)
    assert rows_of(other, tables.CheckIn, "course_id") == []
