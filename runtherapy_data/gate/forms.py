"""What a form of ours sends: small, from our own page, with the token that our page handed out."""

from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

import anyio
from starlette.requests import Request

from runtherapy_data.gate import cookies, origin

_MAX_BYTES: Final = 16 * 1024  # the longest password, every character percent-encoded, fits
_PATIENCE_SECONDS: Final = 10.0
_FORM_TYPE: Final = "application/x-www-form-urlencoded"


class FormRefusedError(Exception):
    """A form that cannot be taken; `status` is the HTTP status to answer with."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        with anyio.fail_after(_PATIENCE_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > _MAX_BYTES:
                    raise FormRefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except TimeoutError as error:
        raise FormRefusedError(HTTPStatus.REQUEST_TIMEOUT) from error
    return bytes(body)


async def read(request: Request) -> dict[str, str]:
    """The fields of a form.

    Raises:
        FormRefusedError: another site sent it, its token is missing or wrong, it is no form of ours, or it
            did not come whole.
    """
    if not origin.is_own_page(request.scope):
        raise FormRefusedError(HTTPStatus.FORBIDDEN)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM_TYPE:
        raise FormRefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        fields = dict(parse_qsl((await _body(request)).decode("ascii"), keep_blank_values=True, max_num_fields=10))
    except ValueError as error:
        raise FormRefusedError(HTTPStatus.BAD_REQUEST) from error
    expected = cookies.form_token(request.scope)
    if not expected or not hmac.compare_digest(expected.encode(), fields.get("csrf", "").encode()):
        raise FormRefusedError(HTTPStatus.FORBIDDEN)
    return fields
