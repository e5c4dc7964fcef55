"""PostgreSQL repeats a grant's reach: a forgotten WHERE returns nothing of anybody else, whoever signs in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update
from sqlalchemy.exc import ProgrammingError

from runtherapy_data import store
from runtherapy_data.access import grant_maintenance
from runtherapy_data.errors import ConfigurationError
from runtherapy_data.identity import CohortGrant, Grant, Permission, Principal, Role
from runtherapy_data.store import now, rowsecurity, tables
from runtherapy_data.store.types import new_id
from tests.postgres_server import OWNER, Server
from tests.store.rows import DAY, fill

pytestmark = pytest.mark.postgres

TABLES = tables.Base.metadata.tables
# `supervision` says which practices an account oversees: read before any practice is known.
CLINICAL = {name for name, table in TABLES.items() if "practice_id" in table.primary_key.columns} - {"supervision"}
OF_COURSE = {name for name in CLINICAL if "course_id" in TABLES[name].primary_key.columns} - {"assignment"}
TO_THERAPISTS = {"signal", "signal_event", "intake", "medical_point"}
PARTLY_TO_THERAPISTS = {"correction"}  # of an intake and of medical points
TO_ITS_MAKER = {"therapist_note", "document", "draft"}
HERE, THERE = 1, 2
SECOND = UUID("018f0000-0000-7000-8000-000000000002")
SYSTEM = Principal(HERE, Role.SYSTEM, asked_by="tests")


def use(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("RUNTHERAPY_DATABASE_URL", url)
    store.dispose()


@pytest.fixture(scope="module", params=["an ordinary role", "the superuser", "a role with BYPASSRLS"])
def two_practices(
    request: pytest.FixtureRequest, postgres_server: Server, migrated_postgres: str
) -> Iterator[tuple[str, str]]:
    """A role to sign in as, and the URL of a database with a row in every table of two practices, two courses here."""
    role = {"an ordinary role": OWNER, "the superuser": "postgres"}.get(request.param, "bypassing")
    with postgres_server.database(migrated_postgres) as database, pytest.MonkeyPatch.context() as patch:
        use(patch, postgres_server.url(database))
        for practice_id in (HERE, THERE):
            with store.writing(grant_maintenance("tests")) as connection:
                fill(connection, practice_id)
        with store.writing(Grant(SYSTEM, Permission.BULK, HERE, None)) as connection:
            second_course(connection, SECOND)
        store.dispose()
        postgres_server.execute("DROP ROLE IF EXISTS runtherapy_app")
        postgres_server.execute(
            f"CREATE ROLE bypassing LOGIN BYPASSRLS CREATEROLE PASSWORD '{postgres_server.password}' IN ROLE {OWNER}"
        )
        yield role, postgres_server.url(database, role)
        if role == "bypassing":  # what it made there hangs on it
            postgres_server.execute("DROP OWNED BY bypassing, runtherapy_app", database)
    postgres_server.execute("DROP ROLE IF EXISTS bypassing, runtherapy_app")


@pytest.fixture
def signed_in(two_practices: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The role that the program signs in as, on that database. Tests leave it as they find it."""
    role, url = two_practices
    use(monkeypatch, url)
    yield role
    store.dispose()


def second_course(connection: Connection, course: UUID, client: UUID | None = None) -> None:
    """Another course of the client of this practice, with one check-in."""
    client = client or client_of(connection)
    connection.execute(
        insert(tables.Course).values(
            practice_id=HERE, id=course, client_id=client, complaint="depression", starts_on=DAY, planned_weeks=8
        )
    )
    connection.execute(
        insert(tables.CheckIn).values(practice_id=HERE, course_id=course, day=DAY, mood=5, recorded_at=now())
    )


def client_of(connection: Connection) -> UUID:
    """The one client of this practice, as far as the connection reaches."""
    return connection.execute(select(tables.Client.id)).scalar_one()


def counted(connection: Connection, names: set[str]) -> dict[str, int]:
    """How many rows each table shows to somebody who forgot every WHERE."""
    return {name: connection.scalar(select(func.count()).select_from(TABLES[name])) or 0 for name in names}


def course_of(practice_id: int) -> UUID:
    """The first course of a practice: the one with a row in every table."""
    with store.reading(Grant(SYSTEM, Permission.BULK, practice_id, None)) as connection:
        return connection.execute(select(tables.PhaseStart.course_id)).scalar_one()


def test_a_grant_for_one_course_shows_that_course_alone(signed_in: str) -> None:
    with store.reading(Grant(SYSTEM, Permission.COURSE_READ, HERE, (course_of(HERE),))) as connection:
        assert counted(connection, OF_COURSE) == dict.fromkeys(OF_COURSE, 1)
    with store.reading(Grant(SYSTEM, Permission.COURSE_READ, HERE, (SECOND,))) as connection:
        assert counted(connection, OF_COURSE) == {**dict.fromkeys(OF_COURSE, 0), "check_in": 1}
    with store.reading(Grant(SYSTEM, Permission.COURSE_READ, THERE, (SECOND,))) as connection:
        assert counted(connection, OF_COURSE) == dict.fromkeys(OF_COURSE, 0)


def second_client(connection: Connection) -> None:
    """Another client of this practice, whose course has a therapist and who gave consent."""
    theirs, course = new_id(), new_id()
    here = {"practice_id": HERE}
    connection.execute(insert(tables.Client).values(**here, id=theirs, code="C-2", created_at=now()))
    connection.execute(
        insert(tables.Course).values(
            **here, id=course, client_id=theirs, complaint="depression", starts_on=DAY, planned_weeks=8
        )
    )
    account = connection.execute(select(tables.Account.id).where(tables.Account.practice_id == HERE)).scalar_one()
    connection.execute(insert(tables.Assignment).values(**here, course_id=course, account_id=account, from_on=DAY))
    connection.execute(
        insert(tables.Consent).values(**here, client_id=theirs, id=new_id(), purpose="cohort", given_at=now())
    )


def reach_as(connection: Connection, grant: Grant | CohortGrant) -> None:
    """Go on in this transaction as another asker."""
    rowsecurity.enter(connection, grant.reach, writes=True)


def test_a_forgotten_where_finds_no_other_client_nor_that_they_are_one(signed_in: str) -> None:
    relations = {"client", "course", "consent", "assignment"}
    first = course_of(HERE)
    with pytest.raises(RuntimeError, match="undone"), store.writing(Grant(SYSTEM, Permission.BULK, HERE, None)) as all_:
        mine = client_of(all_)
        second_client(all_)
        assert counted(all_, relations) == {"client": 2, "course": 3, "consent": 2, "assignment": 2}
        reach_as(all_, Grant(SYSTEM, Permission.PEOPLE_READ, HERE, ()))
        assert counted(all_, relations) == {"client": 2, "course": 3, "consent": 2, "assignment": 2}
        reach_as(all_, Grant(SYSTEM, Permission.COURSE_READ, HERE, (first,), clients=(mine,)))
        assert counted(all_, relations) == {"client": 1, "course": 2, "consent": 1, "assignment": 1}
        assert list(all_.scalars(select(tables.Client.id))) == [mine]
        assert set(all_.scalars(select(tables.Course.client_id))) == {mine}
        assert all_.execute(update(tables.Client).values(name="x")).rowcount == 1
        for nobody in (Grant(SYSTEM, Permission.ACCOUNT_OWN, HERE, ()), CohortGrant(SYSTEM, (HERE,))):
            reach_as(all_, nobody)
            assert counted(all_, relations) == dict.fromkeys(relations, 0)
        raise RuntimeError("undone")


def test_a_grant_for_a_whole_practice_shows_that_practice_alone(signed_in: str) -> None:
    with store.reading(Grant(SYSTEM, Permission.SNAPSHOT, THERE, None)) as connection:
        assert counted(connection, CLINICAL) == dict.fromkeys(CLINICAL, 1)


def test_people_s_work_shows_who_is_treated_by_whom_and_no_fact(signed_in: str) -> None:
    with store.reading(Grant(SYSTEM, Permission.PEOPLE_READ, HERE, ())) as connection:
        assert counted(connection, OF_COURSE) == dict.fromkeys(OF_COURSE, 0)
        assert counted(connection, {"client", "course", "assignment"}) == {"client": 1, "course": 2, "assignment": 1}


def test_a_supervisor_sees_the_groups_of_their_practices_and_no_fact(signed_in: str) -> None:
    for practices, groups in (((HERE,), 1), ((HERE, THERE), 2), ((3,), 0), ((), 0)):
        with store.reading(CohortGrant(SYSTEM, practices)) as connection:
            assert counted(connection, {"cohort_week"} | OF_COURSE) == {
                "cohort_week": groups,
                **dict.fromkeys(OF_COURSE, 0),
            }


def test_finding_out_who_somebody_is_shows_no_fact(signed_in: str) -> None:
    with store.identifying(practice_id=HERE) as connection:
        assert counted(connection, OF_COURSE) == dict.fromkeys(OF_COURSE, 0)
    with store.identifying() as connection:
        assert counted(connection, CLINICAL) == dict.fromkeys(CLINICAL, 0)
        assert counted(connection, {"account", "login_session"}) == {"account": 2, "login_session": 2}


def test_nobody_writes_beyond_their_reach(signed_in: str) -> None:
    mine, theirs = course_of(HERE), course_of(THERE)
    grant = Grant(SYSTEM, Permission.IMPORT, HERE, (mine,))
    for practice_id, course_id in ((THERE, theirs), (THERE, mine), (HERE, theirs)):
        row = insert(tables.CheckIn).values(
            practice_id=practice_id, course_id=course_id, day=DAY.replace(day=9), mood=1, recorded_at=now()
        )
        with pytest.raises(ProgrammingError, match="row-level security"), store.writing(grant) as connection:
            connection.execute(row)
    with store.writing(Grant(SYSTEM, Permission.IMPORT, THERE, ())) as connection:
        assert connection.execute(update(tables.CheckIn).values(mood=0)).rowcount == 0
        assert connection.execute(delete(tables.CheckIn)).rowcount == 0
    with pytest.raises(ProgrammingError, match="row-level security"), store.writing(grant) as connection:
        connection.execute(update(tables.CheckIn).values(practice_id=THERE))


def test_the_next_user_of_a_connection_inherits_nothing(signed_in: str) -> None:
    ask = text("SELECT current_setting('runtherapy.practices', true), current_setting('runtherapy.courses', true)")
    with store.reading(Grant(SYSTEM, Permission.BULK, HERE, None)) as connection:
        assert tuple(connection.execute(ask).one()) == ("1", "all")
        process = connection.scalar(text("SELECT pg_backend_pid()"))
        assert connection.scalar(text("SELECT current_user")) == (OWNER if signed_in == OWNER else "runtherapy_app")
    with store.engine().connect() as connection:
        assert connection.scalar(text("SELECT pg_backend_pid()")) == process
        assert set(connection.execute(ask).one()) <= {"", None}
        assert connection.scalar(text("SELECT current_user")) == signed_in
        assert connection.scalar(text("SHOW transaction_read_only")) == "off"
        assert connection.scalar(text("SHOW lock_timeout")) == "0"


def test_who_may_add_to_a_course_adds_no_course_with_facts(signed_in: str) -> None:
    with store.reading(Grant(SYSTEM, Permission.BULK, HERE, None)) as connection:
        client = client_of(connection)
    for clients in ((), (client,)):
        grant = Grant(SYSTEM, Permission.IMPORT, HERE, (course_of(HERE),), clients=clients)
        with pytest.raises(ProgrammingError, match="row-level security"), store.writing(grant) as connection:
            second_course(connection, new_id(), client)


def test_a_transaction_that_does_not_say_who_asks_sees_nothing(postgres_database: str) -> None:
    with store.writing(grant_maintenance("tests")) as connection:
        fill(connection, HERE)
    with store.engine().connect() as connection:  # the owner of the tables itself
        assert counted(connection, CLINICAL) == dict.fromkeys(CLINICAL, 0)


def test_every_clinical_table_has_one_permissive_policy_that_no_owner_escapes(postgres_database: str) -> None:
    protected = text(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relrowsecurity AND relforcerowsecurity"
    )
    policies = text("SELECT tablename, permissive, roles, cmd, qual, with_check FROM pg_policies")
    with store.engine().connect() as connection:
        assert set(connection.scalars(protected)) == CLINICAL
        found: list[Any] = list(connection.execute(policies))
    assert sorted(policy.tablename for policy in found) == sorted(CLINICAL)
    for policy in found:
        assert (policy.permissive, list(policy.roles), policy.cmd) == ("PERMISSIVE", ["public"], "ALL")
        assert policy.qual == policy.with_check
        assert "select" not in policy.qual.lower()
        assert ("runtherapy.courses" in policy.qual) == (policy.tablename in OF_COURSE | {"assignment"})
        related = policy.tablename in ("client", "course", "consent", "assignment")
        assert ("runtherapy.clients" in policy.qual) == related
        assert ("runtherapy.role" in policy.qual) == (policy.tablename in TO_THERAPISTS | PARTLY_TO_THERAPISTS)
        assert ("runtherapy.account" in policy.qual) == (policy.tablename in TO_ITS_MAKER)


def test_a_role_whose_power_cannot_be_shed_is_refused(
    postgres_server: Server, postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres_server.execute(f"CREATE ROLE stubborn LOGIN BYPASSRLS PASSWORD '{postgres_server.password}' IN ROLE app")
    try:
        use(monkeypatch, postgres_database.replace(f"//{OWNER}:", "//stubborn:"))
        for start in (store.migrate, store.reading(Grant(SYSTEM, Permission.BULK, HERE, None)).__enter__):
            with pytest.raises(ConfigurationError, match="neither superuser nor BYPASSRLS"):
                start()
    finally:
        store.dispose()
        postgres_server.execute("DROP ROLE stubborn")


def test_a_superuser_s_first_start_grants_the_tables_that_it_makes(
    postgres_server: Server, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, postgres_url.replace(f"//{OWNER}:", "//postgres:"))
    store.migrate()
    with store.writing(grant_maintenance("tests")) as connection:
        fill(connection, HERE)
        assert connection.scalar(text("SELECT current_user")) == rowsecurity.APP_ROLE
    with (
        pytest.raises(ProgrammingError, match="must be owner"),
        store.writing(grant_maintenance("tests")) as connection,
    ):
        connection.execute(text("ALTER TABLE check_in DISABLE ROW LEVEL SECURITY"))
