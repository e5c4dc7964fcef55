"""A practice takes in the text of a questionnaire, sees it replaced only when it knows, and takes it out again."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from runtherapy_data.access import grant_practice, principal_by_email
from runtherapy_data.actions import practice_wordings as actions
from runtherapy_data.errors import ChangedMeanwhileError, ConfigurationError, InvalidInputError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.wording import LARGEST
from runtherapy_data.queries.practice_parts import last_changes
from runtherapy_data.queries.practice_wordings import wordings_of
from runtherapy_data.store import reading
from tests.factories import World

ADMIN = "beheer@test.example"


@pytest.fixture(autouse=True)
def admin(world: World) -> UUID:
    return world.account("admin", ADMIN)


def leave() -> Grant:
    return grant_practice(principal_by_email(ADMIN), Permission.SETTINGS_WRITE)


def file(intro: str = "Inleiding", **other: Any) -> bytes:
    text = {"intro": intro, "answers": list("abcde"), "items": [f"Vraag {n}" for n in range(7)]}
    made = {"instrument": "isi", "licence": "eigen", "permission": "de maker, 2026", "nl": text} | other
    return json.dumps(made).encode("utf-8-sig")  # as Notepad saves it


def intro() -> str | None:
    with reading(leave()) as connection:
        found = wordings_of(connection, leave()).get("isi")
    text = found.said("nl") if found else None
    return text.intro if text else None


def test_a_text_is_taken_in_replaced_and_taken_out_each_with_a_way_back() -> None:
    first = actions.take_in(leave(), "one", file("eerste"), "isi.json", seen=None)
    assert first is not None
    assert actions.take_in(leave(), "one", file("nog eens"), "isi.json") is None
    second = actions.take_in(leave(), "two", file("tweede"), "isi.json", seen=first.new)
    assert second is not None
    assert intro() == "tweede"
    actions.put(leave(), "three", "isi", second.old, seen=second.new)
    assert intro() == "eerste"
    gone = actions.put(leave(), "four", "isi", None, seen=first.new)
    assert gone is not None
    assert intro() is None
    actions.put(leave(), "five", "isi", gone.old, seen=gone.new)
    assert intro() == "eerste"
    with reading(leave()) as connection:
        trail = [one.detail for one in last_changes(connection, leave(), 10)]
    assert [one["taken_out"] for one in trail] == [False, True, False, False, False]
    assert all(set(one) == {"instrument", "taken_out", "languages"} for one in trail)


def test_what_somebody_else_took_in_meanwhile_is_not_replaced_unseen() -> None:
    actions.take_in(leave(), "one", file("van de een"), "isi.json", seen=None)
    with pytest.raises(ChangedMeanwhileError):
        actions.take_in(leave(), "two", file("van de ander"), "isi.json", seen=None)
    assert intro() == "van de een"
    assert actions.take_in(leave(), "three", file("uitdrukkelijk"), "isi.json") is not None
    assert intro() == "uitdrukkelijk"


@pytest.mark.parametrize(
    "content, error",
    [
        (b"", ConfigurationError),
        (b"\xff\xfe\x00", ConfigurationError),
        (b"[1, 2]", ConfigurationError),
        (file(permission=""), ConfigurationError),
        (file(instrument="xyz"), ConfigurationError),
        (file(extra="<script>"), ConfigurationError),
        (b"[" * 100_000, ConfigurationError),
        (b" " * (LARGEST + 1), InvalidInputError),
    ],
)
def test_what_is_no_text_of_a_questionnaire_is_refused_and_nothing_is_kept(
    content: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        actions.take_in(leave(), "one", content, "isi.json")
    assert intro() is None
