"""Several processes on one database: the demo is loaded once, whole, whoever comes first and whoever falls over."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sqlalchemy import func, select

from runtherapy_data import store
from runtherapy_data.access import grant_maintenance
from runtherapy_data.demo.alone import after_others, alone
from runtherapy_data.demo.load import fill
from runtherapy_data.errors import ConflictError
from runtherapy_data.store import tables
from tests.house.test_house import ROOT


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")


def begin(*words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "runtherapy_data", *words]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Its exit code, and what it said."""
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def held() -> tuple[int, int, int]:
    """Clients, finished loads, and times that something was cleared."""
    with store.writing(grant_maintenance("tests")) as connection:
        store.extend(connection, practice_id=1)
        clients = connection.scalar(select(func.count()).select_from(tables.Client)) or 0
        events = list(connection.scalars(select(tables.AuditEvent.action)))
    return clients, events.count("demo.load"), events.count("demo.clear")


def test_three_first_starts_at_once(any_database: str) -> None:
    assert [end(one)[0] for one in [begin("prepare") for _ in range(3)]] == [0, 0, 0]
    assert held() == (300, 1, 0)


def test_a_start_waits_for_a_load_that_is_running(any_database: str) -> None:
    with alone():
        second = begin("prepare")
        assert second.stderr is not None
        assert second.stderr.readline() == (
            "Another process is loading the demo practice at this moment; waiting for it.\n"
        )
        fill(500)
    assert end(second) == (0, "")
    assert held() == (500, 1, 0)


def test_a_second_load_is_refused_while_the_first_is_running(any_database: str) -> None:
    with alone():
        code, said = end(begin("demo"))
    assert code == 2
    assert said.startswith("Another process is loading the demo practice at this moment.")
    assert held() == (0, 0, 0)


def test_a_load_that_was_killed_is_taken_up_again(any_database: str) -> None:
    first = begin("demo", "--clients", "3000")
    assert first.stderr is not None
    assert first.stderr.readline() == "Demo: 300 / 3000\n"
    first.kill()
    end(first)
    assert held()[1] == 0
    assert end(begin("prepare"))[0] == 0
    assert held() == (300, 1, 1)


def test_the_turn_ends_with_what_it_was_taken_for(any_database: str) -> None:
    waited: list[str] = []
    with pytest.raises(KeyboardInterrupt), alone():
        raise KeyboardInterrupt
    with after_others(lambda: waited.append("waited")), pytest.raises(ConflictError), alone():
        pass
    assert waited == []
