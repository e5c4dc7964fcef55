"""How long a sign-in lasts, and how many there are."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from runtherapy_data.access import accounts, principal_by_login_session, sessions
from runtherapy_data.store import now, reading, tables, writing
from tests.factories import World

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


def opened(world: World, account_id: UUID, **dated: dt.datetime) -> str:
    """The token hash of a new sign-in, with its moments moved."""
    with writing(world.everything()) as connection:
        token_hash = sessions.hash_of(sessions.open_session(connection, world.practice_id, account_id))
        if dated:
            mine = tables.LoginSession.token_hash == token_hash
            connection.execute(update(tables.LoginSession).where(mine).values(**dated))
    return token_hash


@pytest.fixture
def anna(world: World) -> UUID:
    return world.account("therapist", "anna@test.example")


@pytest.mark.parametrize(
    ("idle", "left", "alive"),
    [
        (0 * MINUTE, 12 * HOUR, True),
        (29 * MINUTE, HOUR, True),
        (31 * MINUTE, HOUR, False),
        (0 * MINUTE, MINUTE, True),
        (0 * MINUTE, -MINUTE, False),
        (31 * MINUTE, -MINUTE, False),
    ],
)
def test_a_sign_in_ends_when_it_is_idle_or_old(
    world: World, anna: UUID, idle: dt.timedelta, left: dt.timedelta, alive: bool
) -> None:
    token_hash = opened(world, anna, seen_at=now() - idle, ends_at=now() + left)
    assert (sessions.find_session(token_hash) is not None) is alive
    assert (principal_by_login_session(token_hash) is not None) is alive
    assert (sessions.alive_among([token_hash, "other"]) == {token_hash}) is alive


def test_the_clocks_are_settings(world: World, anna: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNTHERAPY_SESSION_IDLE_MINUTES", "5")
    monkeypatch.setenv("RUNTHERAPY_SESSION_ABSOLUTE_HOURS", "2")
    sessions.settings.cache_clear()
    token_hash = opened(world, anna)
    with reading(world.everything()) as connection:
        begun, ends = connection.execute(select(tables.LoginSession.created_at, tables.LoginSession.ends_at)).one()
    assert ends - begun == 2 * HOUR
    assert sessions.find_session(token_hash) is not None
    assert sessions.find_session(opened(world, anna, seen_at=now() - 6 * MINUTE)) is None


def test_use_is_noted_at_most_once_a_minute_and_never_revives(world: World, anna: UUID) -> None:
    moments = {
        "just now": now() - 30 * dt.timedelta(seconds=1),
        "a while": now() - 5 * MINUTE,
        "too long": now() - HOUR,
    }
    for name, seen_at in moments.items():
        token_hash = opened(world, anna, seen_at=seen_at)
        sessions.touch(token_hash)
        mine = select(tables.LoginSession.seen_at).where(tables.LoginSession.token_hash == token_hash)
        with reading(world.everything()) as connection:
            assert (connection.scalar(mine) != seen_at) is (name == "a while"), name


def test_a_sixth_sign_in_ends_the_oldest_one(world: World, anna: UUID) -> None:
    someone = opened(world, world.account("admin"))
    hashes = [opened(world, anna, created_at=now() - (9 - place) * MINUTE) for place in range(6)]
    assert sessions.alive_among(hashes) == set(hashes[1:])
    assert sessions.alive_among([someone]) == {someone}


def test_ended_sign_ins_take_no_place(world: World, anna: UUID) -> None:
    ended = opened(world, anna)
    with writing(world.everything()) as connection:
        sessions.end_session(connection, ended)
    hashes = [opened(world, anna) for _ in range(5)]
    assert sessions.alive_among([ended, *hashes]) == set(hashes)


def test_old_rows_are_forgotten_after_a_month(world: World, anna: UUID) -> None:
    opened(world, anna, ends_at=now() - dt.timedelta(days=31))
    opened(world, anna, ends_at=now() - dt.timedelta(days=29))
    opened(world, anna)
    with reading(world.everything()) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.LoginSession)) == 2


def test_closing_an_account_ends_its_sign_ins_and_opening_it_again_revives_none(world: World, anna: UUID) -> None:
    hashes = [opened(world, anna), opened(world, anna)]
    with writing(world.everything()) as connection:
        accounts.deactivate(connection, world.practice_id, anna)
    assert sessions.alive_among(hashes) == set()
    assert principal_by_login_session(hashes[0]) is None
    with writing(world.everything()) as connection:
        accounts.reactivate(connection, world.practice_id, anna)
    assert sessions.alive_among(hashes) == set()


def test_tokens_are_long_and_never_the_same(world: World, anna: UUID) -> None:
    with writing(world.everything()) as connection:
        tokens = [sessions.open_session(connection, world.practice_id, anna) for _ in range(20)]
    assert len(set(tokens)) == 20
    assert {len(token) for token in tokens} == {43}, "256 bits, base64url"
