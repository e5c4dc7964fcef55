"""The whole way on PostgreSQL: the demo practice, prepared and read there, is the one that SQLite shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, make_url, select, text

from runtherapy_data import store
from runtherapy_data.access import (
    grant_caseload,
    grant_cohorts,
    grant_course,
    grant_practice,
    grant_system,
    principal_by_email,
    principal_by_login_session,
    sessions,
    sign_in,
)
from runtherapy_data.demo import start
from runtherapy_data.demo.faces import FACES
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.identity import Permission, Role
from runtherapy_data.queries import cohorts
from runtherapy_data.store import tables
from runtherapy_data.views import caseload, course, people
from tests.postgres_server import OWNER, Server

pytestmark = pytest.mark.postgres
NOBODY = UUID(int=0)
ROLES = {"an ordinary role": OWNER, "the superuser": "postgres"}


@pytest.fixture(scope="module", params=ROLES)
def prepared(request: pytest.FixtureRequest, postgres_server: Server, migrated_sqlite: Any) -> Iterator[str]:
    """What `make run` leaves on an empty database, as the program signed in with either role."""
    with postgres_server.database() as name, pytest.MonkeyPatch.context() as patch:
        url = postgres_server.url(name, ROLES[request.param])
        patch.setenv("RUNTHERAPY_DATABASE_URL", url)
        store.dispose()
        start.prepare()
        store.dispose()
        yield url


def use(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("RUNTHERAPY_DATABASE_URL", url)
    store.dispose()


@pytest.fixture
def postgres_demo(prepared: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The program works on it until the test ends."""
    use(monkeypatch, prepared)
    yield prepared
    store.dispose()


def everything_seen() -> dict[str, Any]:
    """What each of the four demo people sees, as their pages read it."""
    therapist, supervisor = principal_by_email(FACES[Role.THERAPIST]), principal_by_email(FACES[Role.SUPERVISOR])
    on = store.today(therapist.zone)
    seen: dict[str, Any] = {}
    grant = grant_caseload(therapist)
    with store.reading(grant) as connection:
        listed = caseload.of(connection, grant, on)
    parts = {name: getattr(listed, name) for name in ("running", "waiting", "ended")}
    seen["caseload"] = replace(listed, **{name: tuple(map(told, rows)) for name, rows in parts.items()})
    grants = [grant_course(therapist, row.client_code) for row in listed.running]
    for grant in (*grants, grant_course(principal_by_email(FACES[Role.CLIENT]))):
        with store.reading(grant) as connection:
            seen[f"{grant.principal.role} {grant.client_code}"] = course.of(connection, grant, on)
    grant = grant_practice(principal_by_email(FACES[Role.ADMIN]), Permission.PEOPLE_READ)
    with store.reading(grant) as connection:
        seen["people"] = people.of(connection, grant, on)
    overseen = grant_cohorts(supervisor)
    with store.reading(overseen) as connection:
        for practice_id, groups in cohorts.released_groups(connection, overseen).items():
            seen["groups"] = groups
            for complaint, period in groups:
                sums = cohorts.group_sums(connection, overseen, [practice_id], complaint, period)
                seen[f"{complaint} {period}"] = (
                    sums.outcomes,
                    [
                        tuple(round(part, 6) if isinstance(part, float) else part for part in astuple(week))
                        for week in sums.weeks
                    ],
                )
    return seen


def told(row: caseload.CaseloadRow) -> caseload.CaseloadRow:
    """The row with its signals as they are told: their ids and moments are of each store's own making."""
    kept = {
        name: tuple(replace(one, id=NOBODY, raised_at=store.now().min, events=()) for one in getattr(row, name))
        for name in ("signals", "snoozed")
    }
    return replace(row, **kept)


def astuple(week: cohorts.WeekSums) -> tuple[Any, ...]:
    return tuple(getattr(week, name) for name in week.__dataclass_fields__)


def test_everybody_sees_on_postgresql_what_they_see_on_sqlite(
    demo: str, prepared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_sqlite = everything_seen()
    use(monkeypatch, prepared)
    on_postgresql = everything_seen()
    assert len(on_sqlite["caseload"].running) >= 25
    assert len(on_sqlite["groups"]) >= 5
    assert on_postgresql.keys() == on_sqlite.keys()
    for name, seen in on_sqlite.items():
        assert on_postgresql[name] == seen, name
    store.dispose()


def test_a_demo_that_became_old_moves_along_as_it_does_on_sqlite(
    demo: str, prepared: str, postgres_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = store.now() + dt.timedelta(days=9)
    monkeypatch.setattr("runtherapy_data.store.clock.now", lambda: later)
    start.prepare()
    on_sqlite = everything_seen()
    store.dispose()  # nobody may be connected to a database that is copied
    role, name = make_url(prepared).username or "", make_url(prepared).database or ""
    with postgres_server.database(name) as copy:
        use(monkeypatch, postgres_server.url(copy, role))
        start.prepare()
        assert everything_seen() == on_sqlite
        with store.reading(grant_system(1, Permission.BULK, "tests")) as connection:
            dated_on = connection.scalar(select(tables.Practice.dated_on))
        store.dispose()
    assert dated_on == later.date() - dt.timedelta(days=2)


def test_a_second_start_changes_nothing(postgres_demo: str) -> None:
    everything = grant_system(1, Permission.BULK, "tests")

    def counts() -> dict[str, int]:
        with store.reading(everything) as connection:
            return {
                name: connection.scalar(select(func.count()).select_from(table)) or 0
                for name, table in tables.Base.metadata.tables.items()
            }

    before = counts()
    assert before["client"] == 300
    start.prepare()
    assert counts() == before


def test_the_planner_knows_what_was_loaded_before_the_snapshot_reads_all_of_it(postgres_demo: str) -> None:
    known = text("SELECT reltuples FROM pg_class WHERE oid = 'check_in'::regclass")
    everything = grant_system(1, Permission.BULK, "tests")
    with store.reading(everything) as connection:
        there = connection.scalar(select(func.count()).select_from(tables.CheckIn)) or 0
        assert there > 10_000
        assert connection.scalar(known) == pytest.approx(there, rel=0.02)


def test_signing_in_and_out(postgres_demo: str) -> None:
    token = sign_in.as_demo(FACES[Role.THERAPIST])
    assert token is not None
    key = sessions.hash_of(token)
    therapist = principal_by_login_session(key)
    assert therapist is not None
    assert therapist.role == Role.THERAPIST
    sign_in.sign_out(key)
    assert principal_by_login_session(key) is None


def test_a_wrong_password_is_counted(postgres_demo: str) -> None:
    with pytest.raises(sign_in.WrongPasswordError):
        sign_in.with_password(FACES[Role.ADMIN], "not the password", "127.0.0.1")


def test_another_client_s_course_is_refused_and_the_attempt_kept(postgres_demo: str) -> None:
    client = principal_by_email(FACES[Role.CLIENT])
    own = grant_course(client).client_code
    therapist = principal_by_email(FACES[Role.THERAPIST])
    everything = grant_system(1, Permission.BULK, "tests")
    refused = select(func.count()).where(tables.AuditEvent.practice_id == 1, tables.AuditEvent.outcome == "refused")

    def attempts() -> int:
        with store.reading(everything) as connection:
            return connection.scalar(refused) or 0

    grant = grant_caseload(therapist)
    with store.reading(grant) as connection:
        others = [
            row.client_code
            for row in caseload.of(connection, grant, store.today(client.zone)).running
            if row.client_code != own
        ]
    before = attempts()
    with pytest.raises(NotAllowedError):
        grant_course(client, others[0])
    assert attempts() == before + 1
