"""The demo practice as a whole: found it, finish or clear it, move its dates along. Never a live practice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.exc import IntegrityError

from runtherapy_data.access import audit
from runtherapy_data.errors import ConflictError, NotAllowedError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store import now, reading, writing
from runtherapy_data.store.tables import (
    Account,
    Assignment,
    Base,
    CheckIn,
    Client,
    Consent,
    Correction,
    Course,
    Document,
    Draft,
    ExerciseDone,
    ExerciseGiven,
    Goal,
    Intake,
    LifeEvent,
    LoginSession,
    MedicalPoint,
    OneTimeLink,
    PhaseStart,
    Practice,
    QuestionnaireDue,
    QuestionnaireResult,
    SessionLog,
    Signal,
    SignalEvaluation,
    SignalEvent,
    Substitution,
    TherapistNote,
    WeekReflection,
)
from runtherapy_data.store.types import UtcDateTime

CODE: Final = "demo"
_THERE: Final = N_("This database holds a practice `{code}` already; nothing was changed.")
_ELSEWHERE: Final = N_(
    "Point RUNTHERAPY_DATABASE_URL at another database, or remove var/runtherapy.db if it holds the demo only."
)
# What has a day in it and moves along. The trail of what happened keeps its moments, and so do accounts and sign-ins.
_MOVED: Final = (
    Client, Course, Assignment, Substitution, PhaseStart, LifeEvent, Consent, CheckIn, SessionLog, QuestionnaireResult,
    QuestionnaireDue, WeekReflection, ExerciseGiven, ExerciseDone, Intake, MedicalPoint, Goal, TherapistNote, Document,
)  # fmt: skip
# What visitors half wrote and what they corrected names days in its own words: it fits no other week.
_OF_THE_WEEK: Final = (Draft, Correction)
# The steps in the life of a signal were taken at moments of the real clock: they fit no other week of the invented one.
_FOUND_ANEW: Final = (SignalEvent, SignalEvaluation, Signal)
DATED: Final[dict[Table, list[Column[Any]]]] = {
    table: [column for column in table.columns if isinstance(column.type, (Date, UtcDateTime))]
    for table in Base.metadata.sorted_tables
    if table in {mapped.__table__ for mapped in _MOVED}
}
_KEPT_WHEN_CLEARED: Final = ("practice", "audit_event")
# Farther than any practice is old: moving keys there and back never meets a key that is still in its old place.
_FAR_WEEKS: Final = 5200


@dataclass(frozen=True, slots=True)
class DemoPractice:
    """The demo practice as it is found; `dated_on` is None when loading it was interrupted."""

    practice_id: int
    zone: str
    dated_on: dt.date | None


class AlreadyThereError(ConflictError):
    """There is a practice with the code of the demo."""

    def __init__(self) -> None:
        super().__init__(_THERE, _ELSEWHERE, code=CODE)


def practices(grant: Grant) -> int:
    """How many practices the database holds."""
    grant.require(Permission.MAINTAIN)
    with reading(grant) as connection:
        return connection.execute(select(func.count()).select_from(Practice)).scalar_one()


def find(grant: Grant) -> DemoPractice | None:
    """The demo practice, or None."""
    grant.require(Permission.MAINTAIN)
    with reading(grant) as connection:
        query = select(Practice.id, Practice.zone, Practice.dated_on).where(Practice.code == CODE, Practice.is_demo)
        row = connection.execute(query).one_or_none()
    return DemoPractice(row.id, row.zone, row.dated_on) if row else None


def found(grant: Grant, name: str, zone: str) -> DemoPractice:
    """Found an empty demo practice; it counts as interrupted until `finish`. Refused when there is one already."""
    grant.require(Permission.MAINTAIN)
    try:
        with writing(grant) as connection:
            made = connection.execute(
                insert(Practice).values(code=CODE, name=name, is_demo=True, zone=zone, created_at=now())
            )
            practice_id = made.inserted_primary_key
            assert practice_id is not None  # noqa: S101 - one row was inserted
            return DemoPractice(practice_id[0], zone, None)
    except IntegrityError as error:
        raise AlreadyThereError from error


def finish(grant: Grant, dated_on: dt.date, clients: int) -> None:
    """Everything is loaded: the practice is dated to this day from now on.

    Raises:
        ConflictError: it does not hold so many clients; it stays interrupted.
    """
    with _demo(grant) as connection:
        held = select(func.count()).select_from(Client).where(Client.practice_id == grant.practice_id)
        if (there := connection.execute(held).scalar_one()) != clients:
            raise ConflictError(
                N_("The demo practice holds {there} clients where {clients} were loaded."),
                N_("Start again: it is cleared and loaded anew."),
                there=there,
                clients=clients,
            )
        _date(connection, grant, dated_on)
        audit.record(connection, grant.principal, "demo.load", detail={"dated_on": dated_on.isoformat()})


def clear(grant: Grant) -> None:
    """Remove what an interrupted load left; refused once it is finished. The practice and its audit trail stay."""
    with _demo(grant) as connection:
        if connection.scalar(select(Practice.dated_on).where(Practice.id == grant.practice_id)) is not None:
            raise AlreadyThereError
        people = select(Account.id).where(Account.practice_id == grant.practice_id)
        for owned in (LoginSession, OneTimeLink):
            connection.execute(delete(owned).where(owned.account_id.in_(people)))
        for table in reversed(Base.metadata.sorted_tables):
            if "practice_id" in table.columns and table.name not in _KEPT_WHEN_CLEARED:
                connection.execute(delete(table).where(table.columns["practice_id"] == grant.practice_id))
        audit.record(connection, grant.principal, "demo.clear")


def move(grant: Grant, weeks: int, dated_on: dt.date) -> None:
    """Move all dates of the practice by whole weeks, so that weekdays stay, and date it to this day: all or nothing.

    Its signals are gone with that: whoever moves it looks for them anew. So are drafts and the history of corrections.
    """
    with _demo(grant) as connection:
        for table, columns in DATED.items():
            keyed = any(column.primary_key or column.name == "taken_on" for column in columns)
            # Keys are checked row by row: moved by a week, a day would meet the next one that is still in its place.
            for step in (_FAR_WEEKS, weeks - _FAR_WEEKS) if keyed else (weeks,):
                later = {column: _later(connection, column, 7 * step) for column in columns}
                connection.execute(update(table).where(table.c.practice_id == grant.practice_id).values(later))
        for gone in (*_FOUND_ANEW, *_OF_THE_WEEK):
            connection.execute(delete(gone).where(gone.practice_id == grant.practice_id))
        _date(connection, grant, dated_on)
        audit.record(connection, grant.principal, "demo.move", detail={"weeks": weeks})


@contextmanager
def _demo(grant: Grant) -> Iterator[Connection]:
    """A transaction on the demo practice, and on no other."""
    grant.require(Permission.BULK)
    with writing(grant) as connection:
        query = select(Practice.id).where(Practice.id == grant.practice_id, Practice.code == CODE, Practice.is_demo)
        if connection.scalar(query) is None:
            raise NotAllowedError(N_("Only a demo practice can be cleared or moved in time."))
        yield connection


def _date(connection: Connection, grant: Grant, dated_on: dt.date) -> None:
    connection.execute(update(Practice).where(Practice.id == grant.practice_id).values(dated_on=dated_on))


def _later(connection: Connection, column: Column[Any], days: int) -> ColumnElement[Any]:
    """The column so many days later; a moment keeps its time of day in UTC."""
    if connection.dialect.name == "sqlite":
        moved = func.date(column, f"{days:+d} days", type_=Text)
        return moved if isinstance(column.type, Date) else moved + func.substr(column, 11, type_=Text)
    if isinstance(column.type, Date):
        return type_coerce(column, Integer) + days
    return column + func.make_interval(0, 0, 0, days)
