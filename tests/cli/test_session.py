"""`python -m runtherapy_data session …`: the same actions as the pages, by machine."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from runtherapy_data.store import reading, tables, today
from tests.cli.conftest import Program
from tests.factories import ZONE, World

AS = ("--as", "therapist@test.example")
OWN = ("--as", "client@test.example")


@pytest.fixture
def code(world: World) -> str:
    return world.pair()[3]


@pytest.fixture
def run(program: Program) -> Program:
    """Run `… session …`."""
    return partial(program, "session")


def rows(world: World) -> list[dict[str, Any]]:
    with reading(world.everything()) as connection:
        return [dict(one) for one in connection.execute(select(tables.SessionLog.__table__)).mappings()]


def test_a_session_goes_in_and_comes_back_out(world: World, code: str, run: Program) -> None:
    status, out, _ = run(
        "add", *AS, "--client", code, "--intervals", "5x2/3", "--effort", "4", "--before", "0", "--after", "7",
        "--talk-test", "just", "--pick", "breathing=calm", "--pick", "breathing=rhythm", "--planned", "40",
        "--start", "10:30", "--next", f"{today(ZONE)}T18:00", "--json",
    )  # fmt: skip
    assert status == 0
    told = json.loads(out)
    assert (told["running_minutes"], told["walking_minutes"], told["feeling_before"], told["pain"]) == (10, 15, 0, None)
    assert "ook dat is een goede keus" in told["sentence"]  # the account's own language
    (row,) = rows(world)
    assert row["picks"] == {"breathing": ["calm", "rhythm"]}
    status, out, _ = run("show", *AS, "--client", code, "--json")
    (listed,) = json.loads(out)["sessions"]
    assert {name: told[name] for name in listed} == listed


def test_a_session_is_changed_by_its_revision_and_removed(world: World, code: str, run: Program) -> None:
    made = json.loads(run("add", *AS, "--client", code, "--intervals", "5x2/3", "--pain", "2", "--json")[1])
    rest = (made["id"], *AS, "--client", code)
    status, out, _ = run("change", *rest, "--revision", "1", "--set", "walking_minutes=12", "--clear", "pain", "--json")
    assert status == 0
    changed = json.loads(out)
    assert (changed["walking_minutes"], changed["intervals"], changed["pain"], changed["revision"]) == (
        12,
        None,
        None,
        2,
    )
    status, out, error = run("change", *rest, "--revision", "1", "--set", "effort=9", "--json")
    assert status == 2
    assert json.loads(out)["changed_meanwhile"]["walking_minutes"] == 12
    assert "changed since you opened it" in error
    listed = run("show", *AS, "--client", code)[1]
    assert listed.startswith(f"{made['id']} (2) · ")
    assert "15 → 12" not in listed
    assert "15 → 12" in run("show", *AS, "--client", code, "--session", made["id"])[1]
    assert run("remove", *rest, "--revision", "2")[0] == 0
    assert rows(world) == []


def test_reading_sessions_is_noted_in_the_trail(world: World, code: str, run: Program) -> None:
    assert run("show", *AS, "--client", code)[0] == 0
    with reading(world.everything()) as connection:
        assert list(connection.scalars(select(tables.AuditEvent.action))) == ["course.open"]


def test_a_client_logs_their_own_and_sees_no_history(world: World, code: str, run: Program) -> None:
    made = json.loads(run("add", *OWN, "--walking", "20", "--reflection", "Langs het water.", "--json")[1])
    assert made["kind"] == "independent"
    run("change", made["id"], *OWN, "--revision", "1", "--set", "effort=3")
    assert json.loads(run("show", *OWN, "--session", made["id"], "--json")[1])["history"] == []
    status, _, error = run("show", *OWN, "--client", "T-9999")
    assert (status, "no access" in error) == (2, True)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (("--effort", "11"), ("effort", "11", "0", "10")),
        (("--effort", "high"), ("effort", "high", "0", "10")),
        (("--effort", "٥"), ("effort", "٥", "0", "10")),
        (("--walking", "3.5"), ("walking_minutes", "3.5", "0", "600")),
        (("--pain", "9" * 5000), ("pain", "999", "0", "10")),
        (("--next", "9999-12-31T23:59-14:00"), ("next_appointment_at", "9999-12-31")),
        (("--next", "0001-01-01T00:00"), ("next_appointment_at", "0001-01-01")),
        (("--intervals", "5 x 2.3/1"), ("intervals", "2.3", "½", "90")),
        (("--walking", "601"), ("walking_minutes", "601", "0", "600")),
        (("--talk-test", "sings"), ("talk_test", "sings", "easily, just, no")),
        (("--day", "2031-01-01"), ("day", "2031-01-01")),
        (("--day", "tomorrow"), ("day", "tomorrow")),
        (("--pick", "breathing=purple"), ("breathing", "purple", "calm")),
        (("--pick", "calm"), ("pick", "calm")),
        (("--next", "Friday"), ("next_appointment_at", "Friday")),
        (("--start", "late"), ("started_at", "late")),
        (("--exercise", "handstand", "--walking", "5"), ("exercises", "handstand")),
        ((), ("walking_minutes", "nothing filled in")),
    ],
)
def test_a_bad_value_ends_with_2_and_names_field_value_and_range(
    world: World, code: str, run: Program, given: tuple[str, ...], named: tuple[str, ...]
) -> None:
    status, out, error = run("add", *AS, "--client", code, *given, "--json")
    assert (status, out) == (2, "")
    assert not [word for word in named if word not in error], error
    assert rows(world) == []


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (("--set", "effort=high"), "whole numbers from 0 to 10"),
        (("--set", "shoes=red"), "shoes"),
        (("--set", "day=never"), "never"),
        (("--clear", "shoes"), "shoes"),
        (("--set", "x"), "x"),
    ],
)
def test_a_bad_change_ends_with_2(world: World, code: str, run: Program, given: tuple[str, str], named: str) -> None:
    made = json.loads(run("add", *AS, "--client", code, "--walking", "5", "--json")[1])
    status, _, error = run("change", made["id"], *AS, "--client", code, "--revision", "1", *given)
    assert status == 2
    assert named in error
    assert rows(world)[0]["revision"] == 1


def test_what_is_no_id_is_said_to_be_none(code: str, run: Program) -> None:
    status, _, error = run("remove", "five", *AS, "--client", code, "--revision", "1")
    assert (status, "five" in error) == (2, True)
