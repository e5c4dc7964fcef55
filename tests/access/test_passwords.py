"""Which passwords are taken, and how they are compared."""

from __future__ import annotations

import pytest

from runtherapy_data.access import passwords
from runtherapy_data.errors import InvalidInputError


@pytest.mark.parametrize(
    "password",
    [
        "pine needles underfoot",
        "            spaces",
        "🌲🌳🌲🌳🍂🍃 walk at dawn",
        "twaalf teken",
        "x9$kQ2!vLp0z",
        "I like running in the rain",
        "zo'n oud beukenbos",
        "a" * 500 + "bcdefghijk",
    ],
)
def test_a_long_password_of_any_kind_is_taken(password: str) -> None:
    passwords.check_new(password, "De Bosrand", "Anna de Wit", "anna.dewit@bosrand.example")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "too short"),
        ("elf tekens!", "too short"),
        ("x" * 1025, "too long"),
        ("password1234", "easy to guess"),
        ("PASSWORD1234", "easy to guess"),
        ("Wachtwoord2026", "easy to guess"),
        ("Welkom01Welkom01", "easy to guess"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("121212121212", "easy to guess"),
        ("123456789012", "easy to guess"),
        ("210987654321", "easy to guess"),
        ("qwertyuiopasdf", "easy to guess"),
        ("abcdefghijklmnop", "easy to guess"),
        ("leavemealone", "easy to guess"),
        ("runtherapy2026", "easy to guess"),
        ("Hardlopen-2026", "easy to guess"),
        ("bosrand12345", "easy to guess"),
        ("Anna.deWit-1", "easy to guess"),
        ("dewit dewit 7", "easy to guess"),
    ],
)
def test_a_short_or_common_password_and_one_of_the_persons_own_words_is_refused(password: str, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        passwords.check_new(password, "De Bosrand", "Anna de Wit", "anna.dewit@bosrand.example")


@pytest.mark.parametrize(
    "typed", ["Pine needles", "pine needles ", " pine needles", "pine needle", "pine\u00a0needles"]
)
def test_a_password_counts_exactly_as_typed(typed: str) -> None:
    kept = passwords.hashed("pine needles")
    assert passwords.matches(kept, "pine needles")
    assert not passwords.matches(kept, typed)


def test_every_character_of_a_long_password_counts() -> None:
    kept = passwords.hashed("a" * 200)
    assert passwords.matches(kept, "a" * 200)
    assert not passwords.matches(kept, "a" * 199 + "b")


@pytest.mark.parametrize("kept", [None, "", "not a hash", passwords.NOBODY])
@pytest.mark.parametrize("typed", ["", "anything", "x" * 5000])
def test_without_a_hash_nothing_matches(kept: str | None, typed: str) -> None:
    assert not passwords.matches(kept, typed)


def test_an_unknown_account_costs_as_much_work_as_a_known_one() -> None:
    ours = passwords.HASHER
    assert f"$argon2id$v=19$m={ours.memory_cost},t={ours.time_cost},p={ours.parallelism}$" in passwords.NOBODY
    assert not passwords.outdated(passwords.NOBODY)


def test_a_hash_of_other_parameters_is_renewed() -> None:
    assert passwords.outdated("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$hgHRNe5Y1IvEBeyXDzyRtCBAWJMJNIOLQ+YkFjKhkXw")


def test_two_hashes_of_one_password_differ() -> None:
    assert passwords.hashed("pine needles") != passwords.hashed("pine needles")
