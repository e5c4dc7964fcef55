"""PostgreSQL knows who reads: a forgotten WHERE finds nobody else's note or document, and shows no client a signal."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import ProgrammingError

from runtherapy_data import store
from runtherapy_data.access import grant_maintenance
from runtherapy_data.identity import Grant, Permission, Principal, Role
from runtherapy_data.store import tables
from runtherapy_data.store.types import new_id
from tests.store.rows import fill

pytestmark = pytest.mark.postgres

HERE = 1
EVERYTHING = Grant(Principal(HERE, Role.SYSTEM, asked_by="tests"), Permission.BULK, HERE, None)
TABLES = (tables.TherapistNote, tables.Document, tables.Signal, tables.SignalEvent)


@pytest.fixture
def note(postgres_database: str) -> dict[str, Any]:
    """The one note of a practice with a row in every table; the same account made the document."""
    with store.writing(grant_maintenance("tests")) as connection:
        fill(connection, HERE)
    with store.reading(EVERYTHING) as connection:
        return dict(connection.execute(select(*tables.TherapistNote.__table__.columns)).one()._mapping)


def leave(note: dict[str, Any], role: Role, *, made_it: bool) -> Grant:
    """Leave to work on that course, for the maker of the note or for somebody else."""
    asker = Principal(HERE, role, account_id=note["account_id"] if made_it else new_id())
    return Grant(asker, Permission.COURSE_WRITE, HERE, (note["course_id"],))


@pytest.mark.parametrize(
    ("role", "made_it", "papers", "signals"),
    [
        (Role.THERAPIST, True, 1, 1),
        (Role.THERAPIST, False, 0, 1),
        (Role.CLIENT, False, 0, 0),
        (Role.SUPERVISOR, False, 0, 0),
        (Role.ADMIN, False, 0, 0),
        (Role.SYSTEM, False, 1, 1),
    ],
)
def test_a_note_and_a_document_are_their_maker_s_and_a_signal_is_for_therapists(
    note: dict[str, Any], role: Role, made_it: bool, papers: int, signals: int
) -> None:
    with pytest.raises(RuntimeError, match="undone"), store.writing(leave(note, role, made_it=made_it)) as connection:
        found = [connection.scalar(select(func.count()).select_from(table)) for table in TABLES]
        assert found == [papers, papers, signals, signals]
        assert connection.execute(update(tables.TherapistNote).values(words="y")).rowcount == papers
        assert connection.execute(delete(tables.Document)).rowcount == papers
        assert connection.execute(delete(tables.SignalEvent)).rowcount == signals
        raise RuntimeError("undone")


def test_nobody_writes_a_note_in_the_name_of_another(note: dict[str, Any]) -> None:
    grant = leave(note, Role.THERAPIST, made_it=False)
    with pytest.raises(ProgrammingError, match="row-level security"), store.writing(grant) as connection:
        connection.execute(insert(tables.TherapistNote).values({**note, "id": new_id()}))


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.THERAPIST, {"check_in", "intake", "medical_point"}),
        (Role.CLIENT, {"check_in"}),
        (Role.ADMIN, {"check_in"}),
    ],
)
def test_what_changed_in_an_intake_or_a_medical_point_is_for_therapists(
    note: dict[str, Any], role: Role, sees: set[str]
) -> None:
    with store.writing(EVERYTHING) as connection:
        row = dict(connection.execute(select(*tables.Correction.__table__.columns)).one()._mapping)
        rows = [{**row, "id": new_id(), "fact": fact} for fact in ("intake", "medical_point")]
        connection.execute(insert(tables.Correction), rows)
    with store.reading(leave(note, role, made_it=False)) as connection:
        assert set(connection.scalars(select(tables.Correction.fact))) == sees
    if role == Role.CLIENT:
        with pytest.raises(ProgrammingError), store.writing(leave(note, role, made_it=False)) as connection:
            connection.execute(insert(tables.Correction).values(**{**row, "id": new_id(), "fact": "intake"}))
