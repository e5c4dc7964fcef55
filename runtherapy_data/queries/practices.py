"""Which practices there are: for the one who runs the machine."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import Practice


@dataclass(frozen=True, slots=True)
class PracticeFact:
    """One practice: its number, its code, its name, its time zone."""

    practice_id: int
    code: str
    name: str
    zone: str


def every_practice(connection: Connection, grant: Grant) -> tuple[PracticeFact, ...]:
    """All practices of this store, the oldest first."""
    grant.require(Permission.MAINTAIN)
    query = select(Practice.id, Practice.code, Practice.name, Practice.zone).order_by(Practice.id)
    return tuple(PracticeFact(*row) for row in connection.execute(query))


def risk_protocol(connection: Connection, grant: Grant, code: str, language: str) -> str:
    """What a practice wrote down for its therapists about an answer to a risk question; empty where it did not."""
    grant.require(Permission.MAINTAIN)
    column = Practice.risk_protocol_en if language == "en" else Practice.risk_protocol_nl
    return connection.scalar(select(column).where(Practice.code == code)) or ""
