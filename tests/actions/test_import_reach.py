"""Who may import into whose course."""

from __future__ import annotations

import pytest

from runtherapy_data.actions.import_report import LEFT_ALONE
from runtherapy_data.errors import InvalidInputError, NotAllowedError
from runtherapy_data.readers.vocabulary import Kind
from runtherapy_data.store import tables, today
from tests.actions.imports import CREATE, events, granted, numbers, rows_of, run, system
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
    assert [outcome for outcome, _ in events(world)] == ["done", "refused"] * 2
    assert not any(detail["written"] for outcome, detail in events(world) if outcome == "done")
    assert rows_of(world, tables.CheckIn, "course_id") == []


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_therapist_makes_no_client_and_learns_no_code(any_world: World, dry_run: bool) -> None:
    world = any_world
    _, _, _, own = world.pair("a")
    _, _, _, others = world.pair("b")
    said = []
    for code in (own, others, "K-free"):
        with pytest.raises(NotAllowedError, match="Only an administrator") as refused:
            run(granted("therapista@test.example"), Kind.CHECK_INS, row(code), mapping=CREATE, dry_run=dry_run)
        said.append(str(refused.value))
    assert len(set(said)) == 1
    assert [outcome for outcome, _ in events(world)] == ["refused"] * 3
    assert len(rows_of(world, tables.Client, "code")) == 2


@pytest.mark.parametrize("asker", ["the system", "an administrator"])
def test_clients_that_are_made_go_to_the_therapist_whom_the_map_names(any_world: World, asker: str) -> None:
    world = any_world
    world.account("admin", "admin@test.example")
    therapist = world.account("therapist", "t@test.example")
    _, _, taken, _ = world.pair("b")
    grant = system(world) if asker == "the system" else granted("admin@test.example")
    mapping = CREATE + 'therapist = "T@test.example"\n'
    report = run(grant, Kind.CHECK_INS, row("K-1"), row("K-2"), mapping=mapping)
    assert (numbers(report), report.clients_created) == ((2, 0, 0, 0), 2)
    treated = rows_of(world, tables.Assignment, "course_id", "account_id", "from_on")
    assert len(treated) == 3
    on = today(grant.principal.zone)
    assert all((account, begun) == (therapist, on) for course, account, begun in treated if course != taken)
    assert numbers(run(granted("t@test.example"), Kind.CHECK_INS, row("K-1"))) == (0, 1, 0, 0)


@pytest.mark.parametrize("email", ["admin@test.example", "gone@test.example", "t2@test.example", ""])
def test_only_an_active_therapist_of_the_practice_is_named(world: World, email: str) -> None:
    world.account("admin", "admin@test.example")
    world.account("therapist", "gone@test.example", active=False)
    World(practice_id=2).account("therapist", "t2@test.example")
    with pytest.raises(InvalidInputError, match="Only an active therapist"):
        run(system(world), Kind.CHECK_INS, row("K-1"), mapping=f'{CREATE}therapist = "{email}"\n')
    assert rows_of(world, tables.Client, "code") == []


STORED = {
    Kind.CHECK_INS: (
        "K-1;1-5-2026;6;;;;;;goed", "K-1;1-5-2026;{n};;;;;;", "K-1;1-5-2026;;{n};;;;;anders",
    ),
    Kind.SESSIONS: ("K-1;1-5-2026;19:30;zelf;10;;3;fijn;", "K-1;1-5-2026;19:30;zelf;{n};;{n};;"),
    Kind.QUESTIONNAIRES: ("K-1;1-5-2026;PHQ-9;begin;6;;", "K-1;1-5-2026;PHQ-9;begin;{n};;"),
}  # fmt: skip
HOLDING = {
    Kind.CHECK_INS: (tables.CheckIn, "day", "mood", "sleep", "words", "recorded_at"),
    Kind.SESSIONS: (tables.SessionLog, "day", "walking_minutes", "effort", "reflection"),
    Kind.QUESTIONNAIRES: (tables.QuestionnaireResult, "taken_on", "total"),
}


@pytest.mark.parametrize("kind", Kind)
def test_no_report_tells_an_administrator_a_value(any_world: World, kind: Kind) -> None:
    world = any_world
    world.account("admin", "admin@test.example")
    first, *guesses = STORED[kind]
    run(system(world), kind, first, mapping=CREATE)
    before = rows_of(world, *HOLDING[kind])
    admin = granted("admin@test.example")
    for flags in ({"dry_run": True}, {}):
        reports = [run(admin, kind, *(guess.format(n=n) for guess in guesses[:1]), **flags) for n in range(11)] + [
            run(admin, kind, *(guess.format(n=n) for guess in guesses), **flags) for n in range(11)
        ]
        assert {numbers(report) for report in reports} <= {(0, 1, 0, 0), (0, len(guesses), 0, 0)}
        assert {report.changed_fields for report in reports} == {()}
        assert all(LEFT_ALONE in report.notes for report in reports)
    assert rows_of(world, *HOLDING[kind]) == before
    assert numbers(run(system(world), kind, guesses[0].format(n=3))) == (0, 0, 1, 0)


def test_an_administrators_own_rows_are_still_held_against_each_other(world: World) -> None:
    world.account("admin", "admin@test.example")
    rows = ("K-1;1-5-2026;6;;;;;;", "K-1;1-5-2026;6;;;;;;", "K-1;1-5-2026;7;;;;;;")
    report = run(granted("admin@test.example"), Kind.CHECK_INS, *rows, mapping=CREATE, skip_bad_rows=True)
    assert numbers(report) == (1, 1, 0, 1)


def test_a_trial_is_noted_as_one(world: World) -> None:
    account = world.account("admin", "admin@test.example")
    _, _, course, code = world.pair("a")
    run(granted("admin@test.example"), Kind.CHECK_INS, row(code), dry_run=True)
    run(granted("admin@test.example"), Kind.CHECK_INS, row(code), row("K-nobody"))
    run(granted("admin@test.example"), Kind.CHECK_INS, row(code))
    assert [detail["written"] for _, detail in events(world)] == [False, False, True]
    # The look for signals that follows is the program's own.
    noted = rows_of(world, tables.AuditEvent, "action", "account_id", "course_id")
    assert noted == [("facts.import", account, course)] * 3 + [("signals.evaluate", None, None)]


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
