"""What an administrator decides, on PostgreSQL under an ordinary role: kept, taken back, and out of others' reach."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from runtherapy_data import store
from runtherapy_data.access import grant_practice, principal_by_email
from runtherapy_data.actions import practice_exercises, practice_wordings
from runtherapy_data.actions.practice_settings import decide
from runtherapy_data.errors import ChangedMeanwhileError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.exercises import SHIPPED
from runtherapy_data.queries.exercises import library
from runtherapy_data.queries.practice_parts import kept_parts, last_changes
from runtherapy_data.queries.practice_wordings import wordings_of
from runtherapy_data.store import reading, tables, writing
from tests.factories import World
from tests.postgres_server import OWNER, Server

pytestmark = pytest.mark.postgres
PROTOCOL = {"asked": [{"instrument": "who5", "moment": "end"}], "mid_week": 4, "follow_up_months": 6}


@pytest.fixture
def practice(
    postgres_server: Server, migrated_postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    with postgres_server.database(migrated_postgres) as name:
        monkeypatch.setenv("RUNTHERAPY_DATABASE_URL", postgres_server.url(name, OWNER))
        monkeypatch.setenv("RUNTHERAPY_VAR_DIR", str(tmp_path))
        store.dispose()
        world = World()
        world.account("admin", "beheer@test.example")
        World(practice_id=2).account("admin", "ginds@test.example")
        yield world
        store.dispose()


def leave(email: str = "beheer@test.example") -> Grant:
    return grant_practice(principal_by_email(email), Permission.SETTINGS_WRITE)


def text() -> bytes:
    """A made-up text: no real one may stand here."""
    one = {"intro": "Inleiding", "answers": list("abcde"), "items": [f"Vraag {n}" for n in range(7)]}
    return json.dumps({"instrument": "isi", "licence": "eigen", "permission": "de maker", "nl": one}).encode()


def test_a_part_is_kept_seen_by_its_practice_and_taken_back(practice: World) -> None:
    done = decide(leave(), "one", "protocol", PROTOCOL, seen=None)
    assert done is not None
    decide(leave(), "two", "help_text", {"nl": "Bel 112."}, seen=None)
    with pytest.raises(ChangedMeanwhileError):
        decide(leave(), "three", "protocol", None, seen=None)
    with reading(leave()) as connection:
        kept = kept_parts(connection, leave())
        assert (kept["protocol"], kept["help_text"]) == (PROTOCOL, {"nl": "Bel 112."})
        assert len(last_changes(connection, leave(), 10)) == 2
    with reading(leave("ginds@test.example")) as connection:
        assert set(kept_parts(connection, leave("ginds@test.example")).values()) == {None}
        for table in (tables.PracticeSetting, tables.AuditEvent):  # a query that forgot its WHERE
            assert connection.scalar(select(func.count()).select_from(table)) == 0
    decide(leave(), "four", "protocol", done.old, seen=done.new)
    with reading(leave()) as connection:
        assert kept_parts(connection, leave())["protocol"] is None


def test_exercises_and_texts_are_the_practices_own(practice: World) -> None:
    practice_exercises.give(leave(), "one", SHIPPED[0].code, active=False, seen=None)
    practice_wordings.lay_ready(leave(), text(), "isi.json")
    practice_wordings.keep_ready(leave(), "two", seen=None)
    for email, exercises, texts in (
        ("beheer@test.example", len(SHIPPED) - 1, {"phq9", "isi"}),
        ("ginds@test.example", len(SHIPPED), {"phq9"}),
    ):
        with reading(leave(email)) as connection:
            assert len(library(connection, leave(email))) == exercises
            assert set(wordings_of(connection, leave(email))) == texts


def test_a_write_without_a_where_reaches_no_other_practice(practice: World) -> None:
    decide(leave(), "one", "protocol", PROTOCOL, seen=None)
    with writing(leave("ginds@test.example")) as connection:
        changed = connection.execute(update(tables.PracticeSetting).values(value={}))
        assert changed.rowcount == 0
