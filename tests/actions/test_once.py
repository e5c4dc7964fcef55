"""A write that a person clicks twice happens once, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from runtherapy_data.actions.once import first_time
from runtherapy_data.store import writing
from tests.factories import World


def write(world: World, key: str) -> bool:
    with writing(world.everything()) as connection:
        return first_time(connection, world.everything(), key, "tests")


def test_the_first_click_counts_and_the_second_does_not(any_world: World) -> None:
    assert [write(any_world, key) for key in ("a", "a", "b", "a", "b")] == [True, False, True, False, False]


def test_a_click_that_failed_may_be_clicked_again(any_world: World) -> None:
    with pytest.raises(RuntimeError, match="lost"), writing(any_world.everything()) as connection:
        assert first_time(connection, any_world.everything(), "a", "tests")
        raise RuntimeError("lost")
    assert write(any_world, "a")


def test_one_of_many_clicks_at_the_same_moment_counts(any_world: World) -> None:
    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(lambda _: write(any_world, "a"), range(12))) == [False] * 11 + [True]


def test_practices_have_keys_of_their_own(any_world: World) -> None:
    other = World(practice_id=2)
    assert write(any_world, "a")
    assert write(other, "a")
