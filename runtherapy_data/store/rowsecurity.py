"""PostgreSQL's row-level security: tells the database who asks, for this transaction only."""

from __future__ import annotations

from sqlalchemy import Connection

from runtherapy_data.identity import Reach

ALL_COURSES = "all"


def enter(connection: Connection, reach: Reach | None, *, writes: bool) -> None:
    """Set what the policies read.

    SET LOCAL only: a session-level SET leaks to the next user of the connection.
    """
    practices = ",".join(str(int(number)) for number in (reach.practice_ids if reach else ()))
    if reach is None or reach.courses is None:
        courses = ALL_COURSES
    else:
        courses = ",".join(str(course) for course in reach.courses)
    access = "READ WRITE" if writes else "READ ONLY"
    # Numbers and UUIDs made by the program: nothing here was typed by anybody. One round trip for all of them.
    connection.exec_driver_sql(
        f"SET TRANSACTION {access}; SET LOCAL runtherapy.practices = '{practices}';"
        f" SET LOCAL runtherapy.courses = '{courses}'"
    )
