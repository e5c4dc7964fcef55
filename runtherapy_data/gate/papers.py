"""The routes of documents: a therapist fetches one of their own, as a PDF, or looks at a page of it.

Streamlit's own downloads ask nobody who they are; these ask on every request, leave no copy behind, and are audited.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Final
from uuid import UUID

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from runtherapy_data.access import audit, grant_course, principal_by_login_session
from runtherapy_data.actions import documents as actions
from runtherapy_data.errors import ConflictError, NotAllowedError
from runtherapy_data.exports import documents
from runtherapy_data.exports.documents import MadePaper
from runtherapy_data.exports.paper import PaperFullError
from runtherapy_data.gate import origin, pages
from runtherapy_data.gate.bearer import note_use, session_of
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Principal, Role

log = logging.getLogger("runtherapy.gate")

# Making a paper keeps a core busy for some tens of milliseconds: a few at a time, and no page waits for them.
MAKING: Final = CapacityLimiter(2)
_HEADERS: Final = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}
_Make = Callable[[Grant, UUID], MadePaper | None]


def _stranger(request: Request) -> Response:
    """Nobody is signed in: the way to the sign-in page for a browser's page, 401 for everything else."""
    if "text/html" in origin.header(request.scope, b"accept"):
        return RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
    return PlainTextResponse("Sign in first", HTTPStatus.UNAUTHORIZED)


# Why there is no paper: what is said, and how to go on. The first is the same whether it is somebody else's or nowhere.
_NOT_HERE: Final = (
    HTTPStatus.NOT_FOUND,
    N_("There is no such document for you"),
    N_("It may be somebody else's, or the address may be mistyped. The attempt has been noted."),
)
_FAILED: Final = (
    HTTPStatus.INTERNAL_SERVER_ERROR,
    N_("This document could not be made"),
    N_("Its text is kept. The practice can see in the log what happened; try again, or copy the text instead."),
)
_TOO_LONG: Final = (
    HTTPStatus.CONFLICT,
    N_("This text does not fit the paper"),
    N_("Its text is kept. Shorten a part, or take out empty lines, and make it again."),
)


def _no_paper(request: Request, why: tuple[HTTPStatus, str, str]) -> Response:
    return pages.notice(request.scope, *why, N_("Go to your own pages"))


def _made(principal: Principal, client_code: str, document_id: UUID, make: _Make, form: str) -> MadePaper | None:
    """Ask for leave, make the paper, and note that it was fetched.

    Raises:
        NotAllowedError: the course or the document is not theirs, or there is none; audited.
    """
    if principal.role != Role.THERAPIST:
        audit.refused(principal, actions.DOWNLOAD, subject=client_code[:80])
        raise NotAllowedError(N_("You have no access to this."))
    grant = grant_course(principal, client_code)
    try:
        made = make(grant, document_id)
    except NotAllowedError:
        audit.refused(principal, actions.DOWNLOAD, course_id=grant.course_id, document=str(document_id))
        raise
    if made is not None:
        actions.note_download(grant, document_id, form)
    return made


async def _answer(request: Request, make: _Make, media_type: str, disposition: str) -> Response:
    session = await session_of(request.scope)
    principal = None
    if session is not None:
        principal = await to_thread.run_sync(principal_by_login_session, session.token_hash)
    if session is None or principal is None:
        return _stranger(request)
    await note_use(session.token_hash)
    code, document_id = request.path_params["client_code"], request.path_params["document_id"]
    form = media_type.rpartition("/")[2]
    try:
        made = await to_thread.run_sync(_made, principal, code, document_id, make, form, limiter=MAKING)
    except NotAllowedError:
        return _no_paper(request, _NOT_HERE)
    except PaperFullError:
        return _no_paper(request, _TOO_LONG)
    except ConflictError:  # the store is busy: the armour has a page for that
        raise
    except Exception as error:  # what typst says repeats the text: it stays out of the log
        log.error("document %s could not be made: %s", document_id, type(error).__name__)
        return _no_paper(request, _FAILED)
    if made is None:
        return _no_paper(request, _NOT_HERE)
    headers = {**_HEADERS, "content-disposition": f'{disposition}; filename="{made.file_name}"'}
    return Response(made.content, media_type=media_type, headers=headers)


async def as_pdf(request: Request) -> Response:
    """GET /documents/{client_code}/{document_id}.pdf: the paper itself."""
    return await _answer(request, documents.pdf, "application/pdf", "attachment")


async def as_png(request: Request) -> Response:
    """GET /documents/{client_code}/{document_id}/{page}.png: how a page of it looks."""
    page = request.path_params["page"]
    return await _answer(request, lambda grant, id: documents.png(grant, id, page), "image/png", "inline")
