"""The gate's own files: style sheets, the watch script, the fonts. Read once, kept compressed in memory."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import brotli
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from runtherapy_data.gate.encodings import accepted

FOLDER: Final = Path(__file__).with_name("assets")
# The style sheet of the app, by what its parts dress. They go out as one: in this order, in which the last one wins.
LOOK: Final = (
    "frame", "words", "figures", "caseload", "course", "press", "scales", "check_in", "help", "today", "practice",
    "questionnaires", "intake", "plan", "sessions", "results", "manage", "every_reader", "paper",
)  # fmt: skip
_TYPES: Final = {".woff2": "font/woff2", ".js": "text/javascript", ".svg": "image/svg+xml"}
_COMPRESSIBLE: Final = frozenset({".css", ".js", ".svg", ".txt"})
_FOREVER: Final = "public, max-age=31536000, immutable"
_WEEK: Final = "public, max-age=604800"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bodies by content encoding ("" is the plain one), its type, the start of its SHA-256."""

    bodies: dict[str, bytes]
    media_type: str
    version: str


def _asset(name: str, plain: bytes) -> Asset:
    suffix, bodies = Path(name).suffix, {"": plain}
    if suffix in _COMPRESSIBLE:
        bodies |= {"br": brotli.compress(plain), "gzip": gzip.compress(plain, mtime=0)}
    media_type = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(bodies, media_type, hashlib.sha256(plain).hexdigest()[:16])


@lru_cache(maxsize=1)
def shelf() -> dict[str, Asset]:
    """Name (such as `fonts/….woff2`) → file. Only what lies here is served, and the parts of the look as one."""
    parts = [FOLDER / "look" / f"{name}.css" for name in LOOK]
    files = {path for path in FOLDER.rglob("*") if path.is_file()}.difference(parts)
    served = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in sorted(files)}
    served["look.css"] = b"".join(part.read_bytes() for part in parts)
    return {name: _asset(name, plain) for name, plain in served.items()}


def address(name: str) -> str:
    """Where a file is served; changes when the file does, so that browsers may keep it for ever."""
    return f"/assets/{name}?v={shelf()[name].version}"


async def serve(request: Request) -> Response:
    """GET /assets/{name}."""
    asset = shelf().get(request.path_params["name"])
    if asset is None:
        return PlainTextResponse("Not found", 404)
    encoding = next((one for one in accepted(request.headers) if one in asset.bodies), "")
    headers = {
        "cache-control": _FOREVER if request.query_params.get("v") == asset.version else _WEEK,
        "etag": f'"{asset.version}{encoding and "-"}{encoding}"',
        "vary": "accept-encoding",
    }
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["content-encoding"] = encoding
    return Response(asset.bodies[encoding], media_type=asset.media_type, headers=headers)
