"""The route of one-time links: choose a password, for a new account or after a forgotten one."""

from __future__ import annotations

from http import HTTPStatus

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from runtherapy_data.access import links
from runtherapy_data.errors import InvalidInputError, NotAllowedError
from runtherapy_data.gate import pages, signing
from runtherapy_data.gate.forms import read
from runtherapy_data.i18n import N_, translator


def _dead(request: Request) -> Response:
    return pages.notice(
        request.scope,
        HTTPStatus.GONE,
        N_("This link does not work any more"),
        N_("A link works once and for a limited time. Ask the practice for a new one."),
        N_("To the sign-in page"),
    )


def _form(request: Request, link: links.OpenLink, status: int = 200, error: str = "") -> Response:
    spoken = pages.language(request.scope, link.language)
    return pages.render(request.scope, "link.html", status, spoken=spoken, link=link, error=error)


async def link_page(request: Request) -> Response:
    """GET /link/{token} shows the form and uses nothing up; POST sets the password and signs in."""
    token = request.path_params["token"]
    link = await to_thread.run_sync(links.find, token)
    if link is None:
        return _dead(request)
    if request.method != "POST":
        return _form(request, link)
    fields = await read(request)
    _ = translator(pages.language(request.scope, link.language))
    password = fields.get("password", "")
    if password != fields.get("again", ""):
        return _form(request, link, HTTPStatus.UNPROCESSABLE_ENTITY, _("The two passwords differ. Type both again."))
    try:
        session = await to_thread.run_sync(links.use, token, password, limiter=signing.HASHING)
    except InvalidInputError as error:
        return _form(request, link, HTTPStatus.UNPROCESSABLE_ENTITY, error.text(_))
    except NotAllowedError:
        return _dead(request)
    return await signing.admitted(request, session, "/")
