"""A practice looks at the text of a questionnaire, takes it in knowingly, and takes it out again."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from runtherapy_data.access import grant_practice, principal_by_email
from runtherapy_data.actions import practice_wordings as actions
from runtherapy_data.errors import ChangedMeanwhileError, ConfigurationError, InvalidInputError, NotFoundError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.wording import LARGEST
from runtherapy_data.queries.practice_parts import last_changes
from runtherapy_data.queries.practice_settings import practice_settings
from runtherapy_data.queries.practice_wordings import laid_ready, wordings_of
from runtherapy_data.store import reading
from tests.factories import World

ADMIN, OTHER = "beheer@test.example", "ander@test.example"


@pytest.fixture(autouse=True)
def admin(world: World) -> UUID:
    world.account("admin", OTHER)
    return world.account("admin", ADMIN)


def leave(email: str = ADMIN) -> Grant:
    return grant_practice(principal_by_email(email), Permission.SETTINGS_WRITE)


def file(intro: str = "Inleiding", **other: Any) -> bytes:
    """A made-up text: no real one may stand here."""
    text = {"intro": intro, "answers": list("abcde"), "items": [f"Vraag {n}" for n in range(7)]}
    made = {"instrument": "isi", "licence": "eigen", "permission": "de maker, 2026", "nl": text} | other
    return json.dumps(made).encode("utf-8-sig")  # as Notepad saves it


def intro() -> str | None:
    with reading(leave()) as connection:
        found = wordings_of(connection, leave()).get("isi")
    text = found.said("nl") if found else None
    return text.intro if text else None


def ready(email: str = ADMIN) -> dict[str, Any] | None:
    with reading(leave(email)) as connection:
        return laid_ready(connection, leave(email))


def test_what_lies_ready_is_asked_of_nobody_and_is_its_bringers_alone() -> None:
    assert actions.lay_ready(leave(), file(), "isi.json") == "isi"
    assert intro() is None
    assert ready() is not None
    assert ready(OTHER) is None
    with reading(leave()) as connection:
        practice_settings(connection, leave())  # takes no notice of it
    with pytest.raises(NotFoundError):
        actions.keep_ready(leave(OTHER), "one", seen=None)
    actions.throw_away(leave())
    assert ready() is None
    with pytest.raises(NotFoundError):
        actions.keep_ready(leave(), "one", seen=None)


def test_a_text_is_taken_in_replaced_and_taken_out_each_with_a_way_back() -> None:
    actions.lay_ready(leave(), file("eerste"), "isi.json")
    first = actions.keep_ready(leave(), "one", seen=None)
    assert first is not None
    assert ready() is None
    assert actions.keep_ready(leave(), "one", seen=None) is None
    actions.lay_ready(leave(), file("te vroeg"), "isi.json")
    actions.lay_ready(leave(), file("tweede"), "isi.json")
    second = actions.keep_ready(leave(), "two", seen=first.new)
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
    actions.lay_ready(leave(), file("van de een"), "isi.json")
    actions.lay_ready(leave(OTHER), file("van de ander"), "isi.json")
    actions.keep_ready(leave(), "one", seen=None)
    with pytest.raises(ChangedMeanwhileError) as refusal:
        actions.keep_ready(leave(OTHER), "two", seen=None)
    assert intro() == "van de een"
    assert ready(OTHER) is not None
    now: Any = refusal.value.now
    assert actions.keep_ready(leave(OTHER), "two", seen=now) is not None
    assert intro() == "van de ander"


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
def test_what_is_no_text_of_a_questionnaire_is_refused_and_nothing_lies_ready(
    content: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        actions.lay_ready(leave(), content, "isi.json")
    assert ready() is None


def test_a_text_that_does_not_fit_is_not_put_back_either() -> None:
    with pytest.raises(ConfigurationError):
        actions.put(leave(), "one", "isi", {"instrument": "isi", "licence": "x", "permission": "y"}, seen=None)
    assert intro() is None
