"""What the tests of imports share: an order, a file, and what lies in the store afterwards."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, select
from sqlalchemy.orm import DeclarativeBase

from runtherapy_data.access import grant_practice, grant_system, principal_by_email
from runtherapy_data.actions.import_report import Report
from runtherapy_data.actions.imports import Order, import_file
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.readers.maps import read_map
from runtherapy_data.readers.vocabulary import Kind
from runtherapy_data.store import reading, tables
from tests.factories import World

CREATE = '[create]\ncomplaint = "stress_burnout"\nweeks = 10\n'
HEADERS = {
    Kind.CHECK_INS: "cliënt;datum;stemming;slaap;energie;spanning;pijn;uren slaap;woorden",
    Kind.SESSIONS: "cliënt;datum;tijd;soort;wandelen;hardlopen;inspanning;reflectie;sessienummer",
    Kind.QUESTIONNAIRES: "cliënt;datum;vragenlijst;meetmoment;totaal;distress;angst",
}


def system(world: World) -> Grant:
    return grant_system(world.practice_id, Permission.IMPORT, "command line")


def granted(email: str) -> Grant:
    return grant_practice(principal_by_email(email), Permission.IMPORT)


def run(
    grant: Grant, kind: Kind, *rows: str, mapping: str = "", headers: str = "", client: str | None = None, **flags: bool
) -> Report:
    """Import lines of text as a .csv file."""
    content = "\n".join([headers or HEADERS[kind], *rows]).encode()
    return import_file(grant, Order(kind, read_map(mapping.encode(), kind), client, **flags), "facts.csv", content)


def numbers(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.unchanged, report.changed, report.refused


def rows_of(world: World, table: type[DeclarativeBase], *columns: str) -> list[tuple[Any, ...]]:
    """The rows of a table, these columns, in order of the first."""
    chosen = [getattr(table, name) for name in columns]
    order = [column for column in chosen if not isinstance(column.type, JSON)]  # PostgreSQL has no order for JSON
    with reading(world.everything()) as connection:
        found = connection.execute(select(*chosen).order_by(*order))
        return [tuple(row) for row in found]


def events(world: World) -> list[tuple[str, dict[str, Any]]]:
    """The audit trail of imports: outcome and detail, oldest first."""
    event = tables.AuditEvent
    query = select(event.outcome, event.detail).where(event.action == "facts.import").order_by(event.at, event.id)
    with reading(world.everything()) as connection:
        return [(outcome, detail) for outcome, detail in connection.execute(query)]
