"""What came of the signals of a practice, on both databases."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from runtherapy_data.access import grant_system
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries.replayed import Raised, client_codes, clients, is_demo, raised
from runtherapy_data.store import now, reading, tables
from runtherapy_data.store.types import new_id
from tests.factories import World

DAY = dt.date(2026, 3, 2)


def system(world: World, permission: Permission = Permission.SIGNALS) -> Grant:
    return grant_system(world.practice_id, permission, "tests")


def signal(
    world: World, course: UUID, rule: str, *life: tuple[str, str | None], state: str, since: dt.date = DAY
) -> None:
    """A signal with its life: (step, state before it)."""
    of = {"practice_id": world.practice_id, "course_id": course}
    id_ = new_id()
    evidence = {"days": [], "numbers": {}, "threshold": {}}
    world.add(
        tables.Signal,
        **of,
        id=id_,
        rule=rule,
        state=state,
        since_on=since,
        raised_at=now(),
        evidence=evidence,
        holds=True,
    )
    for step, before in life:
        world.add(tables.SignalEvent, **of, signal_id=id_, id=new_id(), at=now(), step=step, previous_state=before)


def test_what_was_discussed_or_done_led_to_an_action_and_what_was_taken_back_did_not(any_world: World) -> None:
    other = World(practice_id=2)
    course = any_world.course(any_world.client()[0])
    signal(any_world, course, "silence", state="new")
    signal(any_world, course, "silence", ("seen", "new"), state="seen")
    signal(any_world, course, "silence", ("discussed", "new"), state="discussed")
    signal(any_world, course, "silence", ("discussed", "new"), ("undone", "discussed"), state="new")
    signal(any_world, course, "silence", ("discussed", "new"), ("expired", "discussed"), state="expired")
    signal(any_world, course, "silence", ("expired", "new"), state="expired")
    signal(any_world, course, "overload", ("done", "seen"), state="done", since=DAY + dt.timedelta(days=9))
    signal(other, other.course(other.client()[0]), "silence", state="done")
    with reading(system(any_world)) as connection:
        assert raised(connection, system(any_world)) == {"silence": Raised(6, 2), "overload": Raised(1, 1)}
        later = raised(connection, system(any_world), DAY + dt.timedelta(days=1))
        assert later == {"overload": Raised(1, 1)}


def test_codes_clients_and_whether_it_is_a_demo(any_world: World) -> None:
    (first, code), _ = any_world.client(), any_world.client()
    course, elsewhere = any_world.course(first), World(practice_id=2)
    grant, stranger = system(any_world), elsewhere.course(elsewhere.client()[0])
    with reading(grant) as connection:
        assert client_codes(connection, grant, [course, stranger]) == {course: code}
        assert clients(connection, grant) == 2
        assert not is_demo(connection, grant)


def test_nobody_looks_back_without_the_permission(any_world: World) -> None:
    grant = system(any_world, Permission.SNAPSHOT)
    for read in (raised, is_demo, clients):
        with reading(grant) as connection, pytest.raises(NotAllowedError):
            read(connection, grant)
    with reading(grant) as connection, pytest.raises(NotAllowedError):
        client_codes(connection, grant, [])
