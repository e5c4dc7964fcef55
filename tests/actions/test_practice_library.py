"""The library of exercises in a practice's own hands: changed, added, put aside and brought back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from runtherapy_data.access import grant_practice, principal_by_email
from runtherapy_data.actions import practice_exercises as actions
from runtherapy_data.errors import ChangedMeanwhileError, InvalidInputError, NotFoundError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.exercises import SHIPPED, Exercise
from runtherapy_data.queries.exercises import known, library
from runtherapy_data.queries.practice_library import OwnExercise, own_exercises
from runtherapy_data.store import reading
from tests.factories import World

ADMIN = "beheer@test.example"
FIRST = SHIPPED[0]


@pytest.fixture(autouse=True)
def admin(world: World) -> UUID:
    return world.account("admin", ADMIN)


def leave() -> Grant:
    return grant_practice(principal_by_email(ADMIN), Permission.SETTINGS_WRITE)


def shelf() -> dict[str, Exercise]:
    with reading(leave()) as connection:
        return {one.code: one for one in library(connection, leave())}


def own() -> dict[str, OwnExercise]:
    with reading(leave()) as connection:
        return own_exercises(connection, leave())


def fields(**other: Any) -> dict[str, Any]:
    return {
        "kind": "breathing", "name": {"nl": "Rustig  uit", "en": "Slowly out"}, "minutes": 5,
        "told": {"nl": "Adem uit.", "en": "Out."}, "seen": None, **other,
    }  # fmt: skip


def test_a_new_exercise_joins_the_library_under_a_code_of_its_own() -> None:
    made = actions.write(leave(), "one", None, **fields())
    again = actions.write(leave(), "two", None, **fields())
    assert made is not None
    assert again is not None
    assert made.code != again.code
    assert made.code.startswith("slowly-out-")
    assert shelf()[made.code].name.nl == "Rustig uit"
    assert shelf()[made.code].minutes == 5
    assert actions.write(leave(), "two", None, **fields()) is None
    assert len(own()) == 2


def test_a_shipped_exercise_in_other_words_goes_back_to_the_shipped_ones() -> None:
    changed = actions.write(leave(), "one", FIRST.code, **fields())
    assert changed is not None
    assert shelf()[FIRST.code].words.nl == "Adem uit."
    assert actions.put(leave(), "two", FIRST.code, changed.old, seen=changed.new)
    assert shelf()[FIRST.code] == FIRST
    assert own() == {}


def test_an_exercise_is_put_aside_and_brought_back_and_who_has_it_still_reads_it() -> None:
    aside = actions.give(leave(), "one", FIRST.code, active=False, seen=None)
    assert aside is not None
    assert FIRST.code not in shelf()
    with reading(leave()) as connection:
        assert known(connection, leave())[FIRST.code] == FIRST
    actions.give(leave(), "two", FIRST.code, active=True, seen=aside.new)
    assert shelf()[FIRST.code] == FIRST
    assert own() == {}


def test_undoing_a_new_exercise_puts_it_aside_since_somebody_may_have_it_by_now() -> None:
    made = actions.write(leave(), "one", None, **fields())
    assert made is not None
    assert actions.put(leave(), "two", made.code, made.old, seen=made.new)
    assert made.code not in shelf()
    assert own()[made.code].active is False


def test_two_administrators_do_not_write_over_each_other() -> None:
    actions.write(leave(), "one", FIRST.code, **fields())
    with pytest.raises(ChangedMeanwhileError) as refusal:
        actions.write(leave(), "two", FIRST.code, **fields(minutes=9))
    assert refusal.value.now == own()[FIRST.code]
    assert shelf()[FIRST.code].minutes == 5


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"kind": "lifting"}, "kind"),
        ({"name": {"nl": "", "en": "x"}}, "name_nl"),
        ({"name": {"nl": "x"}}, "name_en"),
        ({"name": {"nl": "x" * 81, "en": "x"}}, "name_nl"),
        ({"told": {"nl": "x", "en": " "}}, "words_en"),
        ({"told": {"nl": "x" * 2001, "en": "x"}}, "words_nl"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 241}, "minutes"),
        ({"minutes": 5.5}, "minutes"),
    ],
)
def test_a_mistake_is_named_with_its_field_and_writes_nothing(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        actions.write(leave(), "one", None, **fields(**wrong))
    assert refusal.value.field == field
    assert own() == {}


def test_what_nobody_has_cannot_be_put_aside() -> None:
    with pytest.raises(NotFoundError):
        actions.give(leave(), "one", "nergens", active=False, seen=None)
    gone = OwnExercise(replace(FIRST, code="nergens"), active=True)
    with pytest.raises(ChangedMeanwhileError):
        actions.put(leave(), "two", "nergens", None, seen=gone)
    with pytest.raises(NotFoundError):
        actions.put(leave(), "three", "nergens", None, seen=None)
