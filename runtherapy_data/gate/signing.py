"""The routes of signing in and out."""

from __future__ import annotations

from http import HTTPStatus

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from runtherapy_data.access import sessions, sign_in
from runtherapy_data.access.sign_in import ThrottledError
from runtherapy_data.demo.faces import FACES
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.gate import cookies, origin, pages
from runtherapy_data.gate.bearer import session_of
from runtherapy_data.gate.forms import FormRefusedError, read
from runtherapy_data.gate.sockets import open_sockets
from runtherapy_data.gate.words import DEMO_CARDS
from runtherapy_data.i18n import N_, translator
from runtherapy_data.identity import Role

# Hashing takes a tenth of a second: it waits in a queue of its own and holds up no page.
HASHING = CapacityLimiter(4)


def _demo_roles(request: Request) -> list[tuple[str, str, str]]:
    """The demo cards to offer: (role, title, what they will see); none unless the browser is on this very machine."""
    if not origin.is_demo_place(request.scope):
        return []
    there = sign_in.demo_accounts(list(FACES.values()))
    return [(role.value, *DEMO_CARDS[role]) for role, email in FACES.items() if email in there]


async def _form(request: Request, status: int = 200, error: str = "", email: str = "", target: str = "/") -> Response:
    name = await to_thread.run_sync(sign_in.practice_name)
    return pages.render(
        request.scope,
        "sign_in.html",
        status,
        practice=name,
        roles=await to_thread.run_sync(_demo_roles, request),
        error=error,
        email=email,
        target=target,
        expired="expired" in request.query_params,
        signed_out="out" in request.query_params,
    )


async def admitted(request: Request, token: str, target: str) -> Response:
    """Send the browser on with its new session; one that it carried before ends."""
    before = cookies.session_token(request.scope)
    if before:
        await _end(before)
    response = RedirectResponse(target, HTTPStatus.SEE_OTHER)
    cookies.set_session(response, request.scope, token)
    return response


async def _end(token: str) -> None:
    token_hash = sessions.hash_of(token)
    await to_thread.run_sync(sign_in.sign_out, token_hash)
    open_sockets.close(token_hash)


async def refused(request: Request, refusal: Exception) -> Response:
    """The answer to a form that cannot be taken."""
    status = refusal.status if isinstance(refusal, FormRefusedError) else HTTPStatus.BAD_REQUEST
    response = pages.notice(
        request.scope,
        status,
        N_("This form could not be taken"),
        N_("It may have been open for long, or cookies are switched off. Open the page again and retry."),
        N_("Back to the sign-in page"),
    )
    if status == HTTPStatus.REQUEST_TIMEOUT:
        response.headers["connection"] = "close"  # the rest of the form is not waited for
    return response


async def sign_in_page(request: Request) -> Response:
    """GET and POST /sign-in."""
    target = origin.local_path(request.query_params.get("next", "/"))
    if request.method != "POST":
        if "expired" not in request.query_params and await session_of(request.scope) is not None:
            return RedirectResponse(target, HTTPStatus.SEE_OTHER)
        return await _form(request, target=target)
    fields = await read(request)
    target = origin.local_path(fields.get("next", "/"))
    email, password = fields.get("email", ""), fields.get("password", "")
    address = origin.peer(request.scope)
    try:
        token = await to_thread.run_sync(sign_in.with_password, email, password, address, limiter=HASHING)
    except NotAllowedError as refusal:
        throttled = isinstance(refusal, ThrottledError)
        said = refusal.text(translator(pages.language(request.scope)))
        status = HTTPStatus.TOO_MANY_REQUESTS if throttled else HTTPStatus.UNAUTHORIZED
        response = await _form(request, status, said, email[:254], target)
        if isinstance(refusal, ThrottledError):
            response.headers["retry-after"] = str(refusal.seconds)
        return response
    return await admitted(request, token, target)


async def demo_sign_in(request: Request) -> Response:
    """POST /demo-sign-in: be somebody of the demo practice; from this machine only."""
    fields = await read(request)
    email = FACES.get(Role(fields["role"])) if fields.get("role") in {role.value for role in FACES} else None
    token = None
    if email is not None and origin.is_demo_place(request.scope):
        token = await to_thread.run_sync(sign_in.as_demo, email)
    if token is None:
        raise FormRefusedError(HTTPStatus.FORBIDDEN)
    return await admitted(request, token, "/")


async def sign_out_page(request: Request) -> Response:
    """GET /sign-out asks, POST ends the session."""
    if request.method != "POST":
        session = await session_of(request.scope)
        if session is None:
            return RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
        return pages.render(request.scope, "sign_out.html", spoken=pages.language(request.scope, session.language))
    await read(request)
    token = cookies.session_token(request.scope)
    if token:
        await _end(token)
    response = RedirectResponse("/sign-in?out=1", HTTPStatus.SEE_OTHER)
    cookies.clear_session(response, request.scope)
    response.headers["clear-site-data"] = '"storage"'
    return response


async def session_state(request: Request) -> Response:
    """GET /session: 204 while the sign-in counts, else 401. Asking is no use of it."""
    alive = await session_of(request.scope) is not None
    return Response(status_code=HTTPStatus.NO_CONTENT if alive else HTTPStatus.UNAUTHORIZED)
