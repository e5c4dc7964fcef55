"""The gate's own addresses. docs/sign-in.md lists them, and a test keeps it so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtherapy_data.gate import assets, linking, papers, signing, wordings
from runtherapy_data.gate.forms import FormRefusedError

Endpoint = Callable[[Request], Awaitable[Response]]


def _careful(endpoint: Endpoint) -> Endpoint:
    """Answer a form that cannot be taken with a page that says so."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except FormRefusedError as refusal:
            return await signing.refused(request, refusal)

    return answer


ROUTES: Final[list[Route]] = [
    Route("/sign-in", _careful(signing.sign_in_page), methods=["GET", "POST"]),
    Route("/sign-out", _careful(signing.sign_out_page), methods=["GET", "POST"]),
    Route("/demo-sign-in", _careful(signing.demo_sign_in), methods=["POST"]),
    Route("/link/{token}", _careful(linking.link_page), methods=["GET", "POST"]),
    # The page of the same name stands at /documents itself.
    Route("/documents/{client_code:path}/{document_id:uuid}.pdf", papers.as_pdf, methods=["GET"]),
    Route("/documents/{client_code:path}/{document_id:uuid}/{page:int}.png", papers.as_png, methods=["GET"]),
    Route("/wording", _careful(wordings.file_page), methods=["GET", "POST"]),
    Route("/session", signing.session_state, methods=["GET"]),
    Route("/assets/{name:path}", assets.serve, methods=["GET"]),
]
