"""What somebody has half written: kept with every change of a form, so that a lost connection loses nothing.

A draft is no fact: nothing reads it but the form it came from, and the audit trail does not hold it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, delete
from sqlalchemy.dialects import postgresql, sqlite

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store import now, writing
from runtherapy_data.store.tables import Draft

WRITES: Final = (
    Permission.CHECK_IN_WRITE, Permission.SESSION_WRITE, Permission.RESULT_WRITE, Permission.COURSE_WRITE,
)  # fmt: skip

# Characters of JSON: every text of the longest form at its full length, each letter as an escape, is half of it.
LARGEST: Final = 256 * 1024


def keep(grant: Grant, kind: str, subject: str, content: Mapping[str, Any]) -> None:
    """Keep what the holder of the grant has filled in so far in one form, in place of what was kept of it.

    `content` holds what JSON can: numbers, texts, lists of them.

    Raises:
        InvalidInputError: `field` is draft; it is larger than any form can be.
    """
    grant.require(*WRITES)
    if len(json.dumps(dict(content))) > LARGEST:
        raise InvalidInputError(
            "draft", N_("This is more than a form can hold."), N_("Shorten what you typed; nothing of it was kept.")
        )
    with writing(grant) as connection:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        kept = insert(Draft).values(
            practice_id=grant.practice_id,
            course_id=grant.course_id,
            account_id=grant.principal.account_id,
            kind=kind,
            subject=subject,
            content=dict(content),
            saved_at=now(),
        )
        key = ["practice_id", "course_id", "account_id", "kind", "subject"]
        anew = {"content": kept.excluded.content, "saved_at": kept.excluded.saved_at}
        connection.execute(kept.on_conflict_do_update(index_elements=key, set_=anew))


def throw_away(grant: Grant, kind: str, subject: str) -> None:
    """Forget a draft that nobody wants any more."""
    with writing(grant) as connection:
        drop(connection, grant, kind, subject)


def drop(connection: Connection, grant: Grant, kind: str, subject: str) -> None:
    """Forget a draft in the transaction that saves what it was for."""
    grant.require(*WRITES)
    connection.execute(delete(Draft).where(_own(grant, kind, subject)))


def _own(grant: Grant, kind: str, subject: str) -> ColumnElement[bool]:
    return and_(
        Draft.practice_id == grant.practice_id,
        Draft.course_id == grant.course_id,
        Draft.account_id == grant.principal.account_id,
        Draft.kind == kind,
        Draft.subject == subject,
    )
