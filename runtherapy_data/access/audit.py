"""The audit trail: one event for each write, each opening of a course, each refusal.

`detail` names things and counts them; it never holds a score, a note or a name.
"""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, insert

from runtherapy_data.identity import Principal
from runtherapy_data.store import identifying, now
from runtherapy_data.store.tables import AuditEvent
from runtherapy_data.store.types import new_id

Outcome = Literal["done", "refused"]


def record(
    connection: Connection,
    principal: Principal,
    action: str,
    *,
    practice_id: int | None = None,
    course_id: UUID | None = None,
    outcome: Outcome = "done",
    detail: dict[str, Any] | None = None,
) -> None:
    """Add an event in the transaction of what it tells of: either both are kept, or neither.

    Where the principal has the course in a colleague's place, the detail says in whose (`standing_in_for`: accounts).
    """
    connection.execute(
        insert(AuditEvent).values(
            practice_id=principal.practice_id if practice_id is None else practice_id,
            id=new_id(),
            at=now(),
            account_id=principal.account_id,
            asked_by=principal.asked_by or None,
            action=action,
            outcome=outcome,
            course_id=course_id,
            detail=_in_whose_place(principal, course_id, detail),
        )
    )


def _in_whose_place(
    principal: Principal, course_id: UUID | None, detail: dict[str, Any] | None
) -> dict[str, Any] | None:
    """The detail, with the colleagues for whom this was done; of an event about no single course, all of them."""
    absent = sorted({str(who) for course, who in principal.standing_in if course_id in (None, course)})
    return {**(detail or {}), "standing_in_for": absent} if absent else detail


def refused(principal: Principal, action: str, *, course_id: UUID | None = None, **detail: Any) -> None:
    """Add the event of a refusal, in a transaction of its own: nothing else is written when somebody is refused."""
    with identifying(practice_id=principal.practice_id, writes=True) as connection:
        record(connection, principal, action, course_id=course_id, outcome="refused", detail=detail or None)
