"""The page on which an administrator chooses the file with the text of a questionnaire.

Streamlit's own uploads ask nobody who they are and stay shut (docs/adr/0007). Here a file comes in under the sign-in,
by a form with its token, small, and lies ready for the one who sent it; the page of the practice shows it from then on.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from runtherapy_data.access import grant_practice, principal_by_login_session
from runtherapy_data.actions.practice_wordings import lay_ready
from runtherapy_data.errors import ConfigurationError, InvalidInputError, NotAllowedError
from runtherapy_data.gate import forms, pages
from runtherapy_data.gate.bearer import note_use, session_of
from runtherapy_data.i18n import N_, translator
from runtherapy_data.identity import Grant, Permission, Principal
from runtherapy_data.measures.wording import LARGEST

READING: Final = CapacityLimiter(2)
PRACTICE_PAGE: Final = "/practice"
_LONGEST_NAME: Final = 80


async def file_page(request: Request) -> Response:
    """GET and POST /wording."""
    session = await session_of(request.scope)
    principal = None
    if session is not None:
        principal = await to_thread.run_sync(principal_by_login_session, session.token_hash)
    if session is None or principal is None:
        return RedirectResponse(f"/sign-in?next={request.url.path}", HTTPStatus.SEE_OTHER)
    try:
        grant = await to_thread.run_sync(grant_practice, principal, Permission.SETTINGS_WRITE)
    except NotAllowedError:  # kept in the trail by whoever refused it
        return pages.notice(
            request.scope, HTTPStatus.FORBIDDEN, N_("No access"), N_("This page is for administrators."),
            N_("Go to your own pages"),
        )  # fmt: skip
    await note_use(session.token_hash)
    if request.method != "POST":
        return _form(request, principal)
    sent = await forms.read_file(request, "file", LARGEST)
    if not sent.content:
        return _form(request, principal, translator(_spoken(request, principal))(N_("No file was chosen.")))
    try:
        await to_thread.run_sync(_lay_ready, grant, sent, limiter=READING)
    except (ConfigurationError, InvalidInputError) as error:
        return _form(request, principal, error.text(translator(_spoken(request, principal))))
    return RedirectResponse(PRACTICE_PAGE, HTTPStatus.SEE_OTHER)


def _lay_ready(grant: Grant, sent: forms.SentFile) -> None:
    name = sent.name.rpartition("/")[2].rpartition("\\")[2]
    lay_ready(grant, sent.content, name[:_LONGEST_NAME])


def _spoken(request: Request, principal: Principal) -> str:
    return pages.language(request.scope, principal.language)


def _form(request: Request, principal: Principal, error: str = "") -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return pages.render(
        request.scope, "wording.html", status, spoken=_spoken(request, principal), error=error, back=PRACTICE_PAGE
    )
