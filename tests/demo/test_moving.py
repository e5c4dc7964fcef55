"""An old demo moves along by whole weeks: today stays in the middle of the courses."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Date, select

from runtherapy_data import store
from runtherapy_data.actions.demo_practice import DATED
from runtherapy_data.demo.start import move_along, prepare
from runtherapy_data.store.tables import Base
from runtherapy_data.store.types import UtcDateTime
from tests.demo.facts import number, rows

# What happened at a moment of the real clock does not move along with an invented past.
STAYS = {
    "account", "audit_event", "import_mark", "login_session", "one_time_link", "practice", "practice_setting",
    "practice_wording", "reminder_sent", "sign_in_failure", "snapshot", "write_once",
}  # fmt: skip
# Signals are looked for anew in the courses as they lie now.
ANEW = {"signal", "signal_event", "signal_evaluation"}
# What visitors half wrote or corrected names days of the week that it was written in.
GONE = {"draft", "correction"}


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    then = store.now() + dt.timedelta(days=days)
    monkeypatch.setattr("runtherapy_data.store.clock.now", lambda: then)


def everything() -> dict[str, list[Any]]:
    found = {}
    for table, columns in DATED.items():
        names = ", ".join(column.name for column in columns)
        found[table.name] = rows(f"SELECT {names} FROM {table.name} ORDER BY {names}")
    return found


def moved(value: str | None, days: int) -> str | None:
    if value is None:
        return None
    return (dt.date.fromisoformat(value[:10]) + dt.timedelta(days=days)).isoformat() + value[10:]


def test_every_table_with_a_date_either_moves_or_stays() -> None:
    dated = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(isinstance(column.type, (Date, UtcDateTime)) for column in table.columns)
    }
    assert dated == STAYS | ANEW | GONE | {table.name for table in DATED}


@pytest.mark.parametrize(("days", "weeks"), [(6, 0), (7, 1), (20, 2), (400, 57)])
def test_all_dates_move_by_whole_weeks_and_nothing_else_changes(
    demo: str, monkeypatch: pytest.MonkeyPatch, days: int, weeks: int
) -> None:
    before, dated_on = everything(), number("SELECT dated_on FROM practice")
    answers = rows("SELECT course_id, mood, sleep, energy, words FROM check_in ORDER BY course_id, day")
    later(monkeypatch, days)
    prepare()
    after = everything()
    assert number("SELECT dated_on FROM practice") == moved(dated_on, 7 * weeks)
    for table, old in before.items():
        assert after[table] == [tuple(moved(value, 7 * weeks) for value in row) for row in old], table
    assert rows("SELECT course_id, mood, sleep, energy, words FROM check_in ORDER BY course_id, day") == answers


def test_moving_twice_on_one_day_is_moving_once(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, 9)
    move_along()
    once = everything()
    move_along()
    assert everything() == once
    assert number("SELECT count(*) FROM audit_event WHERE action = 'demo.move'") == 1


def test_the_snapshot_is_taken_again(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = number("SELECT through_on FROM snapshot")
    later(monkeypatch, 8)
    prepare()
    assert number("SELECT through_on FROM snapshot") > before


def test_a_moved_date_is_read_as_before(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    query = select(Base.metadata.tables["check_in"].c.recorded_at).order_by("recorded_at").limit(3)
    with store.engine().connect() as connection:
        before = list(connection.scalars(query))
    later(monkeypatch, 7)
    prepare()
    with store.engine().connect() as connection:
        assert list(connection.scalars(query)) == [moment + dt.timedelta(days=7) for moment in before]


def signals() -> list[Any]:
    return rows("SELECT hex(course_id), rule, subject, state, since_on FROM signal ORDER BY 1, 2, 3, 4")


def test_its_signals_are_found_anew_and_on_the_same_day_of_the_week_they_are_the_same(
    demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = signals()
    later(monkeypatch, 14)
    prepare()
    assert before
    assert signals() == [(*keys, moved(since_on, 14)) for *keys, since_on in before]
    assert number("SELECT count(*) FROM signal_event WHERE step <> 'raised'") == 0
