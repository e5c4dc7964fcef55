"""What a form of ours sends: small, from our own page, with the token that our page handed out; at most one file."""

from __future__ import annotations

import hmac
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

import anyio
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from runtherapy_data.gate import cookies, origin

_MAX_BYTES: Final = 16 * 1024  # the longest password, every character percent-encoded, fits
_PATIENCE_SECONDS: Final = 10.0
_FORM_TYPE: Final = "application/x-www-form-urlencoded"
_FILE_TYPE: Final = "multipart/form-data"


class FormRefusedError(Exception):
    """A form that cannot be taken; `status` is the HTTP status to answer with."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as somebody chose it: its name on their machine, and what it holds. Empty where none was chosen."""

    name: str
    content: bytes


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    try:
        with anyio.fail_after(_PATIENCE_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
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
    _check_page(request, _FORM_TYPE)
    try:
        text = (await _body(request, _MAX_BYTES)).decode("ascii")
        fields = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=10))
    except ValueError as error:
        raise FormRefusedError(HTTPStatus.BAD_REQUEST) from error
    _check_token(request, fields.get("csrf", ""))
    return fields


async def read_file(request: Request, name: str, most: int) -> SentFile:
    """The file in the field with this name, of `most` bytes; one that is larger comes one byte too long.

    It is read whole into memory, so `most` is a small number, and nothing of it is kept.

    Raises:
        FormRefusedError: as of `read`, or the form is so large that it is not read to its end.
    """
    _check_page(request, _FILE_TYPE)
    whole = await _body(request, most + _MAX_BYTES)

    async def once() -> AsyncGenerator[bytes, None]:
        yield whole

    try:
        form = await MultiPartParser(request.headers, once(), max_files=1, max_fields=4).parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise FormRefusedError(HTTPStatus.BAD_REQUEST) from error
    try:
        token, sent = form.get("csrf"), form.get(name)
        _check_token(request, token if isinstance(token, str) else "")
        if not isinstance(sent, UploadFile):
            return SentFile("", b"")
        return SentFile(sent.filename or "", await sent.read(most + 1))
    finally:
        await form.close()


def _check_page(request: Request, content_type: str) -> None:
    if not origin.is_own_page(request.scope):
        raise FormRefusedError(HTTPStatus.FORBIDDEN)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != content_type:
        raise FormRefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)


def _check_token(request: Request, given: str) -> None:
    expected = cookies.form_token(request.scope)
    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):
        raise FormRefusedError(HTTPStatus.FORBIDDEN)
