"""Keeping the sentences of a document, and that it was fetched. The paper itself is made anew each time."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, insert, update

from runtherapy_data.access import audit
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import InvalidInputError, NotFoundError
from runtherapy_data.i18n import LANGUAGES, N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.papers import MOST_LINES, PARTS, PaperKind, PaperPart
from runtherapy_data.store import now, writing
from runtherapy_data.store.tables import Document
from runtherapy_data.store.types import new_id

SAVE: Final = "document.save"
DOWNLOAD: Final = "document.download"


def save(
    grant: Grant,
    key: str,
    *,
    kind: PaperKind,
    language: str,
    parts: Mapping[str, str],
    document_id: UUID | None = None,
) -> UUID | None:
    """Keep a document as it is now; returns its id, or None when this key was used before.

    Args:
        grant: leave to work on the course.
        key: names this one intention; see `once`.
        kind: which paper.
        language: of the paper, nl or en.
        parts: code of a part → its text; a part that is not named is empty.
        document_id: the document to change; None for a new one.

    Raises:
        InvalidInputError: `field` is the code of a part (too long, too many lines, unknown) or `language`.
        NotFoundError: there is no such document of the asker's own in this course.
    """
    grant.require(Permission.COURSE_WRITE)
    kept = _checked(kind, parts)
    if language not in LANGUAGES:
        raise InvalidInputError("language", N_("This language is not known."))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, SAVE):
            return None
        if document_id is None:
            document_id = _insert(connection, grant, kind, language, kept)
        else:
            _change(connection, grant, document_id, kind, language, kept)
        detail = {"document": str(document_id), "kind": kind.value}
        audit.record(connection, grant.principal, SAVE, course_id=grant.course_id, detail=detail)
    return document_id


def note_download(grant: Grant, document_id: UUID, form: str) -> None:
    """Record that a document was fetched, as a `form`: pdf, or png for the look at a page of it."""
    grant.require(Permission.COURSE_READ)
    detail = {"document": str(document_id), "form": form}
    with writing(grant) as connection:
        audit.record(connection, grant.principal, DOWNLOAD, course_id=grant.course_id, detail=detail)


def _insert(connection: Connection, grant: Grant, kind: PaperKind, language: str, parts: dict[str, str]) -> UUID:
    document_id = new_id()
    connection.execute(
        insert(Document).values(
            practice_id=grant.practice_id,
            course_id=grant.course_id,
            id=document_id,
            account_id=grant.principal.account_id,
            kind=kind.value,
            language=language,
            made_at=now(),
            parts=parts,
        )
    )
    return document_id


def _change(
    connection: Connection, grant: Grant, document_id: UUID, kind: PaperKind, language: str, parts: dict[str, str]
) -> None:
    changed = connection.execute(
        update(Document)
        .where(
            Document.practice_id == grant.practice_id,
            Document.course_id == grant.course_id,
            Document.account_id == grant.principal.account_id,
            Document.id == document_id,
            Document.kind == kind.value,
        )
        .values(language=language, made_at=now(), parts=parts)
    )
    if changed.rowcount == 0:
        raise NotFoundError(N_("This document is no longer there."), N_("Begin a new one."))


def _checked(kind: PaperKind, parts: Mapping[str, str]) -> dict[str, str]:
    known = {one.code: one for one in PARTS[kind]}
    if unknown := set(parts) - set(known):
        raise InvalidInputError(min(unknown), N_("There is no such part."))
    return {code: _text(one, parts.get(code, "")) for code, one in known.items()}


def _text(part: PaperPart, written: str) -> str:
    """The text without what no paper can show: control characters, and space around it."""
    lines = written.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join("".join(one for one in line if _is_shown(one)).rstrip() for line in lines).strip()
    if len(text) > part.longest:
        raise InvalidInputError(
            part.code, N_("This part holds at most {most} characters."), N_("Shorten it."), most=part.longest
        )
    if text.count("\n") >= MOST_LINES:
        raise InvalidInputError(part.code, N_("This part holds at most {most} lines."), N_("Shorten it."),
                                most=MOST_LINES)  # fmt: skip
    return text


def _is_shown(character: str) -> bool:
    return character == "\t" or unicodedata.category(character) not in ("Cc", "Cs")
