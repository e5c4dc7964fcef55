"""A document as paper: read under its reader's own grant, at the moment that it is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from runtherapy_data.access import grant_own_account
from runtherapy_data.exports import card, paper, report
from runtherapy_data.exports.made import Making
from runtherapy_data.exports.paper import Sheet
from runtherapy_data.identity import Grant
from runtherapy_data.measures.papers import PAPER_NAMES, PaperKind
from runtherapy_data.queries.documents import OwnDocument, own_document
from runtherapy_data.queries.own_practice import OwnPractice, own_practice
from runtherapy_data.queries.practice_settings import speaking
from runtherapy_data.store import reading, today
from runtherapy_data.views import course as course_view
from runtherapy_data.views.course_until import until

_SHEETS: Final = {PaperKind.CARD: card.sheet, PaperKind.REPORT: report.sheet}
_PLAIN: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A finished file: its name (kind, client's code and day; no name of anybody), its bytes, and the paper's pages."""

    file_name: str
    content: bytes
    pages: int


def pdf(grant: Grant, document_id: UUID) -> MadePaper:
    """A document of one's own as PDF; the course is read anew, as it was known on the day of the document.

    Raises:
        NotAllowedError: it is not the asker's own, or there is none.
        PaperFullError: it does not fit the paper.
    """
    making = _making(grant, document_id)
    printed = paper.pdf(sheet(making))
    return MadePaper(f"{_name(making)}.pdf", printed.content, printed.pages)


def png(grant: Grant, document_id: UUID, page: int) -> MadePaper | None:
    """A page (1 is the first) of the same paper as a picture; None where it has no such page. Raises as `pdf` does."""
    making = _making(grant, document_id)
    printed = paper.png(sheet(making), page)
    return MadePaper(f"{_name(making)}-{page}.png", printed.content, printed.pages) if printed else None


def sheet(making: Making) -> Sheet:
    """What is printed."""
    return _SHEETS[making.kind](making)


def _name(making: Making) -> str:
    title = making.translate(PAPER_NAMES[making.kind])
    words = (_PLAIN.sub("-", text.lower()).strip("-") for text in (title, making.course.client_code))
    return "-".join([*words, making.day.isoformat()])


def _making(grant: Grant, document_id: UUID) -> Making:
    own = grant_own_account(grant.principal)
    with reading(own) as connection:
        practice = own_practice(connection, own)
    with reading(grant) as connection:
        return of(connection, grant, own_document(connection, grant, document_id), practice)


def of(connection: Connection, grant: Grant, document: OwnDocument, practice: OwnPractice) -> Making:
    """A document with everything that goes on its paper, read under the grant of its maker."""
    principal = grant.principal
    making = Making(
        kind=document.kind,
        course=course_view.of(connection, grant, today(principal.zone)),
        parts=document.parts,
        made_at=document.made_at,
        zone=principal.zone,
        maker=principal.name,
        practice=practice.name,
        is_demo=practice.is_demo,
        translate=speaking(connection, grant, document.language),
    )
    return replace(making, course=until(making.course, making.day))
