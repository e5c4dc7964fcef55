"""The nightly job and a practice's own words, by the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from runtherapy_data.cli.app import app
from runtherapy_data.errors import InvalidInputError, NotFoundError
from runtherapy_data.store import reading, tables, today
from tests.factories import ZONE, World


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def silent(world: World) -> None:
    course = world.course(world.client()[0], starts_on=today(ZONE) - dt.timedelta(days=40))
    world.check_in(course, today(ZONE) - dt.timedelta(days=20), mood=6)


def test_the_night_looks_through_every_practice(world: World) -> None:
    other = World(practice_id=2)
    silent(world)
    silent(world)
    silent(other)
    said = run("signals").stdout.splitlines()
    on = today(ZONE)
    assert said == [
        f"practice-1: courses looked through up to {on}: 2; signals raised: 2, renewed: 0, ended: 0",
        f"practice-2: courses looked through up to {on}: 1; signals raised: 1, renewed: 0, ended: 0",
    ]
    assert run("signals", "--practice", "practice-2").stdout.startswith("practice-2: courses looked through")
    assert f"practice-1: courses looked through up to {on}: 0" in run("signals", "--if-old").stdout
    with pytest.raises(NotFoundError):
        run("signals", "--practice", "elsewhere")


def test_a_practice_keeps_what_its_therapists_do_when_a_risk_question_was_answered(
    world: World, tmp_path: Path
) -> None:
    file = tmp_path / "protocol.txt"
    file.write_text("Bel dezelfde dag.\nÉn schrijf het op.\n", encoding="utf-8")
    assert run("practice", "protocol", "practice-1", "--file", str(file)).stdout.endswith("Én schrijf het op.\n")
    assert run("practice", "protocol", "practice-1", "--language", "en", "--text", " Call. ").stdout == "Call.\n"
    with reading(world.everything()) as connection:
        kept = connection.execute(select(tables.Practice.risk_protocol_nl, tables.Practice.risk_protocol_en)).one()
        event = select(tables.AuditEvent.asked_by, tables.AuditEvent.detail).order_by(tables.AuditEvent.id)
        events = [tuple(row) for row in connection.execute(event)]
    assert tuple(kept) == ("Bel dezelfde dag.\nÉn schrijf het op.", "Call.")
    assert events == [
        ("command line", {"language": "nl", "characters": 36}), ("command line", {"language": "en", "characters": 5}),
    ]  # fmt: skip
    assert "no text of its own" in run("practice", "protocol", "practice-1", "--language", "en", "--remove").stdout
    assert run("practice", "protocol", "practice-1").stdout.startswith("Bel dezelfde dag.")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["practice-1", "--language", "fr"], "language"),
        (["practice-1", "--text", "a", "--remove"], "text"),
        (["practice-1", "--text", "a" * 4001], "text"),
        (["practice-1", "--file", "no-such-file.txt"], "file"),
    ],
)
def test_what_is_no_protocol_is_said(world: World, words: list[str], field: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        run("practice", "protocol", *words)
    assert refused.value.field == field


def test_a_protocol_of_no_practice_is_refused(world: World) -> None:
    with pytest.raises(NotFoundError):
        run("practice", "protocol", "elsewhere")
