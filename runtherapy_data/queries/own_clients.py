"""The clients that somebody treats, by code and name: what a picker needs and no more."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import Client, Course


@dataclass(frozen=True, slots=True)
class OwnClient:
    """One client of the caseload."""

    code: str
    name: str | None

    @property
    def label(self) -> str:
        """The code, with the name where there is one."""
        return f"{self.code} · {self.name}" if self.name else self.code


def own_clients(connection: Connection, grant: Grant) -> tuple[OwnClient, ...]:
    """Everybody in the caseload of the grant, once each, in the order of their codes."""
    grant.require(Permission.CASELOAD_READ)
    query = (
        select(Client.code, Client.name)
        .join(Course, and_(Course.practice_id == Client.practice_id, Course.client_id == Client.id))
        .where(Client.practice_id == grant.practice_id, Course.id.in_(grant.courses or ()))
        .distinct()
        .order_by(Client.code)
    )
    return tuple(OwnClient(row.code, row.name) for row in connection.execute(query))
