"""What is done to the demo as a whole is done to no other practice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from runtherapy_data.access import grant_maintenance, grant_system
from runtherapy_data.actions import demo_practice
from runtherapy_data.errors import ConflictError, NotAllowedError
from runtherapy_data.identity import Grant, Permission
from tests.factories import World

DAY = dt.date(2026, 5, 12)
ON_THE_WHOLE: list[Callable[[Grant], None]] = [
    demo_practice.clear,
    lambda grant: demo_practice.move(grant, 1, DAY),
    lambda grant: demo_practice.finish(grant, DAY, 0),
]


@pytest.mark.parametrize("act", ON_THE_WHOLE)
def test_a_live_practice_is_never_touched(world: World, act: Callable[[Grant], None]) -> None:
    with pytest.raises(NotAllowedError):
        act(grant_system(world.practice_id, Permission.BULK, "tests"))


@pytest.mark.parametrize("act", ON_THE_WHOLE)
def test_only_a_bulk_grant_will_do(world: World, act: Callable[[Grant], None]) -> None:
    with pytest.raises(NotAllowedError):
        act(grant_system(world.practice_id, Permission.SNAPSHOT, "tests"))


def test_it_is_founded_once(database: str) -> None:
    maintenance = grant_maintenance("tests")
    assert demo_practice.find(maintenance) is None
    made = demo_practice.found(maintenance, "Demo", "Europe/Amsterdam")
    assert demo_practice.find(maintenance) == made
    assert demo_practice.practices(maintenance) == 1
    with pytest.raises(ConflictError):
        demo_practice.found(maintenance, "Demo", "Europe/Amsterdam")


def test_a_finished_one_cannot_be_cleared(database: str) -> None:
    made = demo_practice.found(grant_maintenance("tests"), "Demo", "Europe/Amsterdam")
    grant = grant_system(made.practice_id, Permission.BULK, "tests")
    demo_practice.clear(grant)
    with pytest.raises(ConflictError, match="holds 0 clients where 300"):
        demo_practice.finish(grant, DAY, 300)
    demo_practice.finish(grant, DAY, 0)
    with pytest.raises(ConflictError):
        demo_practice.clear(grant)
