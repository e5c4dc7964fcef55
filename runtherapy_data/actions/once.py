"""Writes that a person could click twice happen once."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from runtherapy_data.identity import Grant
from runtherapy_data.store import now
from runtherapy_data.store.tables import WriteOnce


def first_time(connection: Connection, grant: Grant, key: str, action: str) -> bool:
    """Whether this write is new: False when one with this key was kept before, and nothing should be written again.

    The key (up to 64 characters, made when the form was shown) is kept in the transaction of the write itself: when
    that fails, the key is free again. A second click at the same moment waits for the first one's transaction.
    """
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    kept = insert(WriteOnce).values(practice_id=grant.practice_id, key=key, action=action, at=now())
    # The number of rows of an insert is not told by every driver; the row itself is.
    return connection.scalar(kept.on_conflict_do_nothing().returning(WriteOnce.key)) is not None
