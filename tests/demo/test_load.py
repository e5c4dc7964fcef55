"""Loading: once, the same for the same day and seed, and on any scale."""

from __future__ import annotations

import datetime as dt

import pytest
from typer.testing import CliRunner

from runtherapy_data.cli.app import app
from runtherapy_data.demo import load as loading
from runtherapy_data.demo.calendar import Calendar
from runtherapy_data.demo.load import batch, load
from runtherapy_data.demo.start import prepare
from runtherapy_data.errors import ConflictError
from tests.demo.facts import number

DAY = dt.date(2026, 3, 2)
EVERYTHING = ("client", "course", "check_in", "session_log", "questionnaire_result", "consent", "account")


def calendar(day: dt.date = DAY) -> Calendar:
    return Calendar(day, "Europe/Amsterdam")


def test_the_same_day_and_seed_give_the_same_facts_and_ids() -> None:
    assert [rows.columns for rows in batch(calendar(), 7, 1, 300)] == [
        rows.columns for rows in batch(calendar(), 7, 1, 300)
    ]


def test_another_seed_gives_other_days_to_the_same_plan() -> None:
    ours, theirs = ({rows.table.__tablename__: rows for rows in batch(calendar(), seed, 1, 300)} for seed in (7, 8))
    assert ours["client"].columns["code"] == theirs["client"].columns["code"]
    assert ours["check_in"].columns["mood"] != theirs["check_in"].columns["mood"]


def test_ids_rise_in_the_order_of_the_rows() -> None:
    for rows in batch(calendar(), 7, 301, 200):
        ids = rows.columns.get("id", [])
        assert list(ids) == sorted(ids), rows.table
        assert all(one.version == 7 for one in ids)


def test_loading_again_is_refused_and_changes_nothing(demo: str) -> None:
    before = [number(f"SELECT count(*) FROM {table}") for table in EVERYTHING]
    with pytest.raises(ConflictError) as refusal:
        load()
    assert "demo" in str(refusal.value)
    assert "RUNTHERAPY_DATABASE_URL" in str(refusal.value)
    assert [number(f"SELECT count(*) FROM {table}") for table in EVERYTHING] == before


def test_an_interrupted_load_is_taken_up_again(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(progress=interrupted)
    assert number("SELECT count(*) FROM client") == 300
    assert number("SELECT dated_on FROM practice") is None
    prepare()
    assert number("SELECT count(*) FROM client") == 300
    assert number("SELECT dated_on FROM practice") is not None


def test_a_larger_practice(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "BATCH", 500)
    heard: list[tuple[int, int]] = []
    load(1200, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(0, 1200), (300, 1200), (800, 1200), (1200, 1200)]
    assert number("SELECT count(*) FROM client") == 1200
    assert number("SELECT max(code) FROM client") == "C-1200"
    assert number("SELECT count(*) FROM account WHERE role = 'client'") == 6  # the many have no accounts
    assert number("SELECT count(*) FROM check_in") / 1200 == pytest.approx(50, rel=0.1)
    # People, batches, finish: each transaction has its event.
    assert number("SELECT count(*) FROM audit_event WHERE action = 'facts.bulk'") == 3


def test_the_command_loads_once_and_then_says_what_to_do(tmp_path: object, database: str) -> None:
    run = CliRunner()
    assert run.invoke(app, ["demo"]).exit_code == 0
    assert number("SELECT count(*) FROM snapshot") == 1
    again = run.invoke(app, ["demo"])
    assert isinstance(again.exception, ConflictError)
    assert run.invoke(app, ["prepare"]).exit_code == 0


def test_fewer_than_the_named_clients_cannot_be_asked_for(database: str) -> None:
    assert CliRunner().invoke(app, ["demo", "--clients", "10"]).exit_code == 2
