"""Signals on PostgreSQL under both kinds of role: the night raises them, and each therapist is shown their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import ProgrammingError

from runtherapy_data import store
from runtherapy_data.access import grant_caseload, grant_course, grant_maintenance, grant_system
from runtherapy_data.actions.evaluation import evaluate
from runtherapy_data.actions.risk_protocol import set_risk_protocol
from runtherapy_data.actions.signals import take_step
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.signals import SignalStep
from runtherapy_data.store import now, reading, tables, today, writing
from runtherapy_data.store.types import new_id
from runtherapy_data.views import signals
from tests.factories import ZONE, World
from tests.postgres_server import OWNER, Server

pytestmark = pytest.mark.postgres
TABLES = (tables.Signal, tables.SignalEvent, tables.SignalEvaluation)


@pytest.fixture(params={"an ordinary role": OWNER, "the superuser": "postgres"}.items(), ids=lambda one: one[0])
def practice(
    request: pytest.FixtureRequest, postgres_server: Server, migrated_postgres: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[World]:  # fmt: skip
    """A practice on a database that the program signs in to as that role."""
    with postgres_server.database(migrated_postgres) as name:
        monkeypatch.setenv("RUNTHERAPY_DATABASE_URL", postgres_server.url(name, request.param[1]))
        monkeypatch.setenv("RUNTHERAPY_VAR_DIR", str(tmp_path))
        store.dispose()
        yield World()
        store.dispose()


def counted(grant: Grant) -> list[int]:
    """The rows of each table of signals that a query finds that forgot every WHERE."""
    with reading(grant) as connection:
        return [connection.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


def test_the_night_reaches_everybody_and_a_therapist_their_own(practice: World) -> None:
    anna, client, hers, code = practice.pair("-anna")
    _, _, other, _ = practice.pair("-bea")
    for course in (hers, other):
        practice.check_in(course, today(ZONE) - dt.timedelta(days=20), mood=6)
    night = grant_system(practice.practice_id, Permission.SIGNALS, "tests")
    assert (looked := evaluate(night, today(ZONE))).courses == 2
    assert looked.raised == 2
    assert counted(night) == [2, 2, 2]
    assert counted(grant_caseload(anna)) == counted(grant_course(anna, code)) == [1, 1, 1]
    assert counted(grant_course(client)) == [0, 0, 1]  # no signal, though the course is theirs

    caseload = grant_caseload(anna)
    with reading(caseload) as connection:
        (found,) = signals.of_caseload(connection, caseload)[hers]
    write = grant_course(anna, code, Permission.COURSE_WRITE)
    assert take_step(write, new_id().hex, found.id, SignalStep.DISCUSSED) == "discussed"
    with writing(write) as connection:
        assert connection.execute(update(tables.Signal).values(state="done")).rowcount == 1
        assert connection.execute(delete(tables.SignalEvaluation)).rowcount == 1
    row = {"practice_id": practice.practice_id, "course_id": other, "through_on": today(ZONE), "evaluated_at": now()}
    with pytest.raises(ProgrammingError, match="row-level security"), writing(write) as connection:
        connection.execute(insert(tables.SignalEvaluation).values({**row, "course_id": other}))
    assert evaluate(night, today(ZONE)).raised == 0


def test_another_practice_sees_no_signal_and_a_protocol_is_kept_and_audited(practice: World) -> None:
    _, _, course, _ = practice.pair()
    practice.signal(course)
    other = World(practice_id=2)
    assert counted(other.everything()) == [0, 0, 0]
    set_risk_protocol(grant_maintenance("tests"), "practice-2", "nl", "Bel dezelfde dag.")
    with reading(other.everything()) as connection:
        event = tables.AuditEvent
        assert connection.scalar(select(event.action).where(event.practice_id == 2)) == "practice.protocol"
