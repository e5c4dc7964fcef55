"""Making a database ready for a start."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from runtherapy_data import store
from runtherapy_data.demo import start


def count(table: str) -> int:
    with store.engine().connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_a_second_start_changes_nothing(demo: str) -> None:
    before = [count(table) for table in ("practice", "client", "check_in", "audit_event")]
    start.prepare()
    assert [count(table) for table in ("practice", "client", "check_in", "audit_event")] == before


def test_no_demo_is_loaded_where_it_is_not_wanted(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNTHERAPY_DEMO", "false")
    store.dispose()
    start.prepare()
    assert count("practice") == 0
