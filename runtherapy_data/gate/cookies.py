"""The cookies of the gate.

Signed-in browsers carry one cookie: `__Host-runtherapy`, HttpOnly, Secure, SameSite=Lax. Some browsers (Safari) refuse
a Secure cookie on http://localhost. The sign-in form's own cookie shows which kind we deal with: it is set both ways,
and when only the plain one comes back, from this very machine, the session gets a plain cookie of another name. That
one is honoured for requests of this machine only (`origin.is_own_machine`).
"""

from __future__ import annotations

import re
import secrets
from typing import Final

from starlette.responses import Response
from starlette.types import Scope

from runtherapy_data.gate import origin

SESSION: Final = "__Host-runtherapy"
LOOPBACK_SESSION: Final = "runtherapy-loopback"
FORM: Final = "__Host-runtherapy-form"
LOOPBACK_FORM: Final = "runtherapy-loopback-form"
LANGUAGE: Final = "runtherapy-language"
_OWN: Final = frozenset({SESSION, LOOPBACK_SESSION, FORM, LOOPBACK_FORM})
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_YEAR_SECONDS: Final = 365 * 24 * 3600


def jar(scope: Scope) -> dict[str, str]:
    """Name → value of the cookies that came along; the first one counts."""
    found: dict[str, str] = {}
    for key, value in scope["headers"]:
        if key == b"cookie":
            for pair in value.decode("latin-1").split(";"):
                name, _, content = pair.strip().partition("=")
                found.setdefault(name, content)
    return found


def without_own(value: bytes) -> bytes:
    """A Cookie header's value without the gate's own cookies: Streamlit and its scripts never see them."""
    pairs = value.decode("latin-1").split(";")
    kept = [pair.strip() for pair in pairs if pair.strip().partition("=")[0] not in _OWN]
    return "; ".join(kept).encode("latin-1")


def _token(scope: Scope, name: str, loopback_name: str) -> str:
    cookies = jar(scope)
    value = cookies.get(name, "")
    if not value and origin.is_own_machine(scope):
        value = cookies.get(loopback_name, "")
    return value if _TOKEN.fullmatch(value) else ""


def session_token(scope: Scope) -> str:
    """The token of the sign-in that the browser carries, or an empty text."""
    return _token(scope, SESSION, LOOPBACK_SESSION)


def form_token(scope: Scope) -> str:
    """The token that a form has to repeat, or an empty text."""
    return _token(scope, FORM, LOOPBACK_FORM)


def _set(response: Response, name: str, value: str, *, secure: bool, strict: bool = False) -> None:
    response.set_cookie(
        name, value, path="/", secure=secure, httponly=True, samesite="strict" if strict else "lax", max_age=None
    )


def set_form(response: Response, scope: Scope) -> str:
    """Hand out the form's token (the same one again, if the browser has one); returns it for the form itself."""
    token = form_token(scope) or secrets.token_urlsafe(32)
    _set(response, FORM, token, secure=True, strict=True)
    if origin.is_own_machine(scope):
        _set(response, LOOPBACK_FORM, token, secure=False, strict=True)
    return token


def set_session(response: Response, scope: Scope, token: str) -> None:
    """Hand out a session: Secure always, but for a browser on this machine that did not bring a Secure cookie back."""
    if origin.is_own_machine(scope) and FORM not in jar(scope):
        _set(response, LOOPBACK_SESSION, token, secure=False)
    else:
        _set(response, SESSION, token, secure=True)


def clear_session(response: Response, scope: Scope) -> None:
    """Take back what a sign-in handed out."""
    response.delete_cookie(SESSION, path="/", secure=True, httponly=True, samesite="lax")
    if LOOPBACK_SESSION in jar(scope):
        response.delete_cookie(LOOPBACK_SESSION, path="/", httponly=True, samesite="lax")


def set_language(response: Response, scope: Scope, language: str) -> None:
    """Remember the language of the sign-in pages; says nothing about anybody."""
    response.set_cookie(
        LANGUAGE,
        language,
        path="/",
        httponly=True,
        samesite="lax",
        secure=origin.is_secure(scope),
        max_age=_YEAR_SECONDS,
    )
