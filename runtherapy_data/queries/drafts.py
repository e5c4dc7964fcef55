"""What the reader has half written, to go on with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import Draft


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """One form as far as it was filled in; `saved_at` is UTC."""

    subject: str
    content: dict[str, Any]
    saved_at: dt.datetime


def own(connection: Connection, grant: Grant, kind: str) -> dict[str, OwnDraft]:
    """The reader's own drafts of one kind of form in the grant's course, by subject."""
    grant.require(Permission.CHECK_IN_WRITE, Permission.SESSION_WRITE, Permission.RESULT_WRITE, Permission.COURSE_WRITE)
    query = select(Draft.subject, Draft.content, Draft.saved_at).where(
        Draft.practice_id == grant.practice_id,
        Draft.course_id == grant.course_id,
        Draft.account_id == grant.principal.account_id,
        Draft.kind == kind,
    )
    return {row.subject: OwnDraft(*row) for row in connection.execute(query)}
