"""Signing in by password: throttled before the password is looked at, renewed hashes, audited."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select, update

from runtherapy_data import store
from runtherapy_data.access import passwords, sessions, sign_in
from runtherapy_data.access.sign_in import ThrottledError, WrongPasswordError
from runtherapy_data.i18n import translator
from runtherapy_data.store import reading, tables, writing
from tests.factories import World

PASSWORD, HERE = "three quiet pine trees", "192.0.2.1"


def count(world: World, table: type) -> int:
    with reading(world.everything()) as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def outcomes(world: World) -> list[tuple[str, str]]:
    query = select(tables.AuditEvent.action, tables.AuditEvent.outcome).order_by(tables.AuditEvent.at)
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_the_password_is_not_even_looked_at_while_an_account_waits(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUNTHERAPY_THROTTLE_ACCOUNT_FAILURES", "1")
    sessions.settings.cache_clear()
    world.account("admin", "anna@test.example", password_hash=passwords.hashed(PASSWORD))
    with pytest.raises(WrongPasswordError):
        sign_in.with_password("anna@test.example", "wrong", HERE)

    def never(kept: str | None, typed: str) -> bool:
        raise AssertionError("looked at the password")

    monkeypatch.setattr(passwords, "matches", never)
    with pytest.raises(ThrottledError) as throttled:
        sign_in.with_password("anna@test.example", PASSWORD, HERE)
    assert "Wait 15 min" in throttled.value.text(translator("en"))


def test_a_stranger_who_keeps_guessing_does_not_keep_the_owner_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "matches", lambda kept, typed: typed == PASSWORD)
    world.account("admin", "anna@test.example", password_hash=passwords.hashed(PASSWORD))
    for _ in range(120):
        with pytest.raises((WrongPasswordError, ThrottledError)):
            sign_in.with_password("anna@test.example", "wrong", "198.51.100.9")
    assert sign_in.with_password("anna@test.example", PASSWORD, HERE)
    with pytest.raises(ThrottledError) as throttled:
        sign_in.with_password("ben@test.example", PASSWORD, "198.51.100.9")
    assert throttled.value.seconds > 50 * 60, "what was tried while waiting counted against the address"


def test_a_failure_writes_alike_for_accounts_that_exist_and_for_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time it takes must not tell which addresses have an account."""
    monkeypatch.setattr(passwords, "matches", lambda kept, typed: False)
    world.account("admin", "anna@test.example", password_hash="kept")
    said: list[str] = []
    with store.engine().connect() as connection:
        connection.connection.driver_connection.set_trace_callback(said.append)  # type: ignore[union-attr]

    def work(email: str) -> list[str]:
        said.clear()
        with pytest.raises(WrongPasswordError):
            sign_in.with_password(email, PASSWORD, HERE)
        # The insert of the audit event is the one thing that cannot be done without a practice to write it in.
        return [" ".join(line.split()[:2]) for line in said if "audit_event" not in line]

    known, unknown = work("anna@test.example"), work("nobody@test.example")
    assert known == unknown
    assert known.count("BEGIN IMMEDIATE") == 2
    assert "UPDATE sign_in_failure" in known[known.index("BEGIN IMMEDIATE", known.index("BEGIN IMMEDIATE") + 1) :]


def test_a_success_clears_what_failed_before(world: World) -> None:
    world.account("admin", "anna@test.example", password_hash=passwords.hashed(PASSWORD))
    for _ in range(3):
        with pytest.raises(WrongPasswordError):
            sign_in.with_password("anna@test.example", "wrong", HERE)
    sign_in.with_password("anna@test.example", PASSWORD, HERE)
    assert count(world, tables.SignInFailure) == 3, "those of the address stay"


def test_an_unknown_address_is_counted_and_costs_a_hash(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    monkeypatch.setattr(passwords, "matches", lambda kept, typed: bool(looked.append(kept)))
    with pytest.raises(WrongPasswordError):
        sign_in.with_password("nobody@test.example", PASSWORD, HERE)
    assert looked == [None]
    assert count(world, tables.SignInFailure) == 2


def test_a_hash_of_older_parameters_is_renewed_at_sign_in(world: World) -> None:
    older = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    world.account("admin", "anna@test.example", password_hash=older)
    sign_in.with_password("anna@test.example", PASSWORD, HERE)
    with reading(world.everything()) as connection:
        kept = connection.scalar(select(tables.Account.password_hash))
    assert kept is not None
    assert kept != older
    assert not passwords.outdated(kept)
    assert passwords.matches(kept, PASSWORD)


def test_every_sign_in_refusal_and_sign_out_is_audited_without_the_address(world: World) -> None:
    world.account("admin", "anna@test.example", password_hash=passwords.hashed(PASSWORD))
    with pytest.raises(WrongPasswordError):
        sign_in.with_password("anna@test.example", "wrong", HERE)
    token = sign_in.with_password("anna@test.example", PASSWORD, HERE)
    sign_in.sign_out(sessions.hash_of(token))
    sign_in.sign_out(sessions.hash_of(token))  # a second click
    assert outcomes(world) == [("session.open", "refused"), ("session.open", "done"), ("session.close", "done")]


@pytest.mark.parametrize(
    ("practices", "name"),
    [
        ([("Live", False)], "Live"),
        ([("Demo", True)], "Demo"),
        ([("Demo", True), ("Live", False)], "Live"),
        ([("One", False), ("Two", False)], ""),
        ([("One", False), ("Two", False), ("Demo", True)], ""),
        ([], ""),
    ],
)
def test_whose_name_stands_above_the_form(database: str, practices: list[tuple[str, bool]], name: str) -> None:
    for number, (called, is_demo) in enumerate(practices, start=2):
        world = World(practice_id=number, is_demo=is_demo)
        with writing(world.everything()) as connection:
            connection.execute(update(tables.Practice).where(tables.Practice.id == number).values(name=called))
    assert sign_in.practice_name() == name
