"""The history of what was corrected: kept in the transaction of the correction itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert

from runtherapy_data.identity import Grant
from runtherapy_data.store import now
from runtherapy_data.store.tables import Correction
from runtherapy_data.store.types import new_id


def keep(
    connection: Connection,
    grant: Grant,
    fact: str,
    fact_key: str,
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
) -> bool:
    """Keep what a fact of the grant's course was and became; False where nothing differs, and nothing is kept.

    `fact` is its table, `fact_key` its day or id. Of `old` and `new` (column to value) only what differs is kept; None
    stands for a fact that was not there (before: it came back; after: it was taken away).
    """
    before, after = _plain(old), _plain(new)
    if before is not None and after is not None:
        differs = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        if not differs:
            return False
        before = {name: before.get(name) for name in sorted(differs)}
        after = {name: after.get(name) for name in sorted(differs)}
    connection.execute(
        insert(Correction).values(
            practice_id=grant.practice_id,
            course_id=grant.course_id,
            id=new_id(),
            at=now(),
            account_id=grant.principal.account_id,
            fact=fact,
            fact_key=fact_key,
            old=before,
            new=after,
        )
    )
    return True


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The values as JSON keeps them."""
    return None if values is None else {name: _said(value) for name, value in values.items()}


def _said(value: Any) -> Any:
    if isinstance(value, dt.date):  # a moment too
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return float(value) if isinstance(value, Decimal) else value
