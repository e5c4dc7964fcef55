"""The documents of a course as their maker left them. Nobody but their maker reads them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, Select, select

from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.measures.papers import PaperKind
from runtherapy_data.store.tables import Document


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """One document: when it was last changed (UTC), its language (nl, en), and part → text."""

    id: UUID
    kind: PaperKind
    language: str
    made_at: dt.datetime
    parts: dict[str, str]


_COLUMNS: Final = (Document.id, Document.kind, Document.language, Document.made_at, Document.parts)


def _own(grant: Grant) -> Select[tuple[UUID, str, str, dt.datetime, dict[str, str]]]:
    grant.require(Permission.COURSE_READ)
    if grant.principal.role != Role.THERAPIST:
        raise NotAllowedError(N_("You have no access to this."))
    return select(*_COLUMNS).where(
        Document.practice_id == grant.practice_id,
        Document.course_id == grant.course_id,
        Document.account_id == grant.principal.account_id,
    )


def own_documents(connection: Connection, grant: Grant) -> tuple[OwnDocument, ...]:
    """The asker's own documents of the course, the newest first.

    Raises:
        NotAllowedError: the asker is no therapist.
    """
    rows = connection.execute(_own(grant).order_by(Document.made_at.desc(), Document.id.desc()))
    return tuple(OwnDocument(row.id, PaperKind(row.kind), row.language, row.made_at, row.parts) for row in rows)


def own_document(connection: Connection, grant: Grant, document_id: UUID) -> OwnDocument:
    """One of the asker's own documents of the course.

    Raises:
        NotAllowedError: it is not theirs, or there is none; says the same for both.
    """
    row = connection.execute(_own(grant).where(Document.id == document_id)).one_or_none()
    if row is None:
        raise NotAllowedError(N_("You have no access to this."))
    return OwnDocument(row.id, PaperKind(row.kind), row.language, row.made_at, row.parts)
