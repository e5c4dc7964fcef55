"""A practice makes the library of exercises its own: other words, new ones, and some that it does not give."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from runtherapy_data.access import audit
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import InvalidInputError, NotFoundError
from runtherapy_data.i18n import LANGUAGES, N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import ExerciseKind
from runtherapy_data.measures.exercises import (
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_WORDS,
    MINUTES,
    SHIPPED,
    Exercise,
)  # fmt: skip
from runtherapy_data.measures.practice_parts import unless_changed
from runtherapy_data.measures.within import code as one_of
from runtherapy_data.measures.within import whole, words
from runtherapy_data.measures.words import Words
from runtherapy_data.queries.practice_library import OwnExercise, own_exercises
from runtherapy_data.store import writing
from runtherapy_data.store.tables import PracticeExercise
from runtherapy_data.store.types import new_id

EXERCISE: Final = "practice.exercise"
_SHIPPED: Final = {one.code: one for one in SHIPPED}
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Changed:
    """What the practice kept under a code before and keeps now; None where the shipped exercise holds, or nothing."""

    code: str
    old: OwnExercise | None
    new: OwnExercise | None


def write(
    grant: Grant, key: str, code: str | None, *, kind: str, name: dict[str, str], told: dict[str, str],
    minutes: int | None, seen: OwnExercise | None,
) -> Changed | None:  # fmt: skip
    """Keep an exercise in the practice's own words, and give it from now on; None when this key was used before.

    Args:
        grant: leave to write the settings of the practice.
        key: names this one intention; see `once`.
        code: of the exercise to change; None for a new one, which gets a code of its own.
        kind: breathing, relaxation or running.
        name: how it is called, in both languages, each up to 80 characters.
        told: how it goes, a step a line, in both languages, each up to 2000 characters.
        minutes: about how long it takes, 1 to 240, or None.
        seen: what the practice kept under the code when the asker opened it.

    Raises:
        InvalidInputError: `field` is kind, name_nl, name_en, words_nl, words_en or minutes.
        NotFoundError: there is no exercise with this code.
        ChangedMeanwhileError: somebody else changed it since.
    """
    given = _checked(code, kind, name, told, minutes)
    if code is None:
        given = replace(given, code=_new_code(given.name.en))
    return put(grant, key, given.code, OwnExercise(given, active=True), seen=seen)


def give(grant: Grant, key: str, code: str, *, active: bool, seen: OwnExercise | None) -> Changed | None:
    """Put an exercise out of the library, or back into it; who has it already keeps it. Errors as of `write`."""
    held = seen.exercise if seen else _SHIPPED.get(code)
    if held is None:
        raise _nowhere(code)
    return put(grant, key, code, OwnExercise(held, active=active), seen=seen)


def put(grant: Grant, key: str, code: str, own: OwnExercise | None, *, seen: OwnExercise | None) -> Changed | None:
    """Keep an exercise as it is given here; None goes back to the shipped one. Also the way back, with `old`.

    An exercise of the practice's own stays, out of the library, where None would lose it: somebody may have it.

    Raises:
        NotFoundError: there is no exercise with this code.
        ChangedMeanwhileError: somebody else changed it since.
    """
    grant.require(Permission.SETTINGS_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, EXERCISE):
            return None
        old = own_exercises(connection, grant).get(code)
        unless_changed(seen, old)
        if own is None and old is not None and code not in _SHIPPED:
            own = replace(old, active=False)
        elif own is not None and own.active and own.exercise == _SHIPPED.get(code):
            own = None  # the shipped words, to the letter: what the product corrects in them, it corrects here too
        _write(connection, grant, code, own)
        detail = {"exercise": code, "own_words": own is not None, "given": own is None or own.active}
        audit.record(connection, grant.principal, EXERCISE, detail=detail)
    return Changed(code, old, own)


def _write(connection: Connection, grant: Grant, code: str, own: OwnExercise | None) -> None:
    row = (PracticeExercise.practice_id == grant.practice_id, PracticeExercise.code == code)
    there = connection.scalar(select(PracticeExercise.code).where(*row)) is not None
    if own is None and not there and code not in _SHIPPED:
        raise _nowhere(code)
    connection.execute(delete(PracticeExercise).where(*row))
    if own is not None:
        connection.execute(insert(PracticeExercise).values(practice_id=grant.practice_id, **_values(own)))


def _values(own: OwnExercise) -> dict[str, Any]:
    one = own.exercise
    return {
        "code": one.code, "kind": one.kind.value, "name_nl": one.name.nl, "name_en": one.name.en,
        "words_nl": one.words.nl, "words_en": one.words.en, "minutes": one.minutes, "active": own.active,
    }  # fmt: skip


def _checked(code: str | None, kind: str, name: dict[str, str], told: dict[str, str], minutes: int | None) -> Exercise:
    """The exercise as it was filled in, or a refusal that names the field; in the order of the form."""
    known = one_of("kind", kind, tuple(ExerciseKind)) or ExerciseKind.BREATHING
    texts: dict[str, str] = {}
    for field, given, most in (("name", name, LONGEST_NAME), ("words", told, LONGEST_WORDS)):
        for language in LANGUAGES:
            place = f"{field}_{language}"
            said = words(place, given.get(language), most)
            if said is None:
                raise InvalidInputError(
                    place, N_("This is missing."), N_("Clients read it in their own language: write both.")
                )
            texts[place] = " ".join(said.split()) if field == "name" else said
    return Exercise(
        code=code or "",
        kind=ExerciseKind(known),
        name=Words(nl=texts["name_nl"], en=texts["name_en"]),
        words=Words(nl=texts["words_nl"], en=texts["words_en"]),
        minutes=whole("minutes", minutes, MINUTES),
    )


def _new_code(name: str) -> str:
    """A code that nobody has: from the name, so that a log can be read, and an end of its own."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    end = new_id().hex[-8:]
    return f"{_NO_LETTER.sub('-', plain).strip('-')[: LONGEST_CODE - len(end) - 1] or 'own'}-{end}"


def _nowhere(code: str) -> NotFoundError:
    return NotFoundError(N_("There is no exercise {code}."), N_("Open the page again."), code=code[:40])
