"""Passwords: hashed with argon2id, judged by length and by how common they are, compared exactly as typed."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_

MIN_LENGTH: Final = 12
MAX_LENGTH: Final = 1024  # longer input only costs time; far beyond any passphrase
# RFC 9106, section 4, second recommended option (64 MiB); above the minimum of OWASP's password storage cheat sheet.
HASHER: Final = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
# Verified for an account that does not exist, so that the answer takes as long as for one that does.
NOBODY: Final = "$argon2id$v=19$m=65536,t=3,p=4$bm9ib2R5LW5vYm9keS1ubw$fnbGTdiD0zbRjV7AlyKWTC/JOySBjm5bCW83NFlZlbg"
# A hash takes 64 MiB: many sign-ins at once wait for their turn instead of exhausting the machine.
_AT_ONCE: Final = BoundedSemaphore(4)
_COMMON: Final = Path(__file__).with_name("common_passwords.txt")
# Words that people begin a password with here; what is left without them has to be long enough by itself.
_CONTEXT: Final = (
    "password", "wachtwoord", "welkom", "welcome", "geheim", "qwertyuiop", "qwerty", "runtherapy", "running",
    "therapy", "hardlopen", "hardloop", "looptherapie", "therapie", "praktijk", "practice",
)  # fmt: skip
_ROWS: Final = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "azertyuiopqsdfghjklm")
_LEFT_OVER: Final = 8
_DIFFERENT: Final = 5


def hashed(password: str) -> str:
    """The argon2id hash to keep."""
    with _AT_ONCE:
        return HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether this is the password, exactly as typed. Takes as long when there is no hash."""
    if len(password) > MAX_LENGTH:
        password, password_hash = "", None
    with _AT_ONCE:
        try:
            return HASHER.verify(password_hash or NOBODY, password) and password_hash is not None
        except (Argon2Error, InvalidHashError):
            return False


def outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(password_hash)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("# "))


def _is_guessable(password: str, words: tuple[str, ...]) -> bool:
    plain = password.casefold()
    if plain in _common() or len(set(plain)) < _DIFFERENT:
        return True
    if any(plain in row or plain in row[::-1] for row in _ROWS):
        return True
    for word in sorted({*_CONTEXT, *words}, key=len, reverse=True):
        plain = plain.replace(word, "")
    return len(plain) < _LEFT_OVER


def _words_of(*names: str) -> tuple[str, ...]:
    """The words of a practice's name, a person's name, the part of an address before the @."""
    words = (word for name in names for word in re.split(r"[\W_]+", name.casefold().split("@")[0]))
    return tuple(word for word in words if len(word) > 3)


def check_new(password: str, *names: str) -> None:
    """Refuse a new password that is too short, too long or easy to guess. No rule about kinds of characters.

    `names`: what belongs to the person (practice, own name, own address); a password built from it is easy to guess.
    """
    if len(password) < MIN_LENGTH:
        raise InvalidInputError(
            "password",
            N_("This password is too short."),
            N_("Use at least {count} characters; a few words in a row are easy to remember."),
            count=MIN_LENGTH,
        )
    if len(password) > MAX_LENGTH:
        raise InvalidInputError(
            "password", N_("This password is too long."), N_("Use at most {count} characters."), count=MAX_LENGTH
        )
    if _is_guessable(password, _words_of(*names)):
        raise InvalidInputError(
            "password",
            N_("This password is easy to guess."),
            N_("Take a few words that have nothing to do with you or the practice."),
        )
