"""Streamlit's scripts and styles, compressed once and kept on disk: brotli at its best level costs seconds, not bytes.

The compressed copies lie in `<var_dir>/static/<version and content>/<encoding>/…`, which may be removed at any time.
Names carry a content hash, so browsers may keep them for ever.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import mimetypes
import os
import re
import sys
import threading
from functools import lru_cache
from pathlib import Path
from typing import Final

import brotli
import streamlit
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.types import Scope
from streamlit import file_util

from runtherapy_data.gate.encodings import KNOWN, accepted
from runtherapy_data.settings import settings

log = logging.getLogger("runtherapy.gate")

_COMPRESSIBLE: Final = frozenset({".js", ".css", ".svg", ".json"})
_WORTHWHILE_BYTES: Final = 1024
_FOREVER: Final = "public, max-age=31536000, immutable"


class Shelf:
    """The compressed copies of one folder of files."""

    def __init__(self, source: Path, kept: Path) -> None:
        self._source = source
        files = [path for path in (source / "static").rglob("*") if path.suffix in _COMPRESSIBLE]
        self._sizes = {path.relative_to(source).as_posix(): path.stat().st_size for path in files}
        listed = "".join(f"{name}:{size}\n" for name, size in sorted(self._sizes.items()))
        content = hashlib.sha256(listed.encode()).hexdigest()[:12]
        self._kept = kept / f"{streamlit.__version__}-{content}"
        self._ready: dict[str, set[str]] = {encoding: set() for encoding in KNOWN}

    def _in_order(self) -> list[str]:
        """What every page needs, then plotly, then the rest, the giants last: each counts as soon as it is there."""
        index = (self._source / "index.html").read_text(encoding="utf-8")
        first = set(re.findall(r'"\./(static/[^"]+)"', index))
        worthwhile = [name for name, size in self._sizes.items() if size >= _WORTHWHILE_BYTES]
        return sorted(worthwhile, key=lambda name: (name not in first, "Plotly" not in name, self._sizes[name]))

    def _keep(self, name: str, encoding: str) -> None:
        target = self._kept / encoding / name
        if not target.exists():
            plain = (self._source / name).read_bytes()
            packed = brotli.compress(plain, quality=11) if encoding == "br" else gzip.compress(plain, 6, mtime=0)
            target.parent.mkdir(parents=True, exist_ok=True)
            # Another process may be at the same file: each writes its own, and the last one to finish wins.
            unfinished = target.with_suffix(f".{os.getpid()}.unfinished")
            unfinished.write_bytes(packed)
            unfinished.replace(target)
        self._ready[encoding].add(name)

    def fill(self) -> None:
        """Make every copy that is missing: the quick kind of all files first, then the small kind."""
        for encoding in reversed(KNOWN):
            for name in self._in_order():
                self._keep(name, encoding)

    def response(self, scope: Scope) -> Response | None:
        """The compressed file that a request asks for; None where there is none yet, or the browser takes none."""
        name, headers = scope["path"].removeprefix("/"), Headers(scope=scope)
        encoding = next((one for one in accepted(headers) if name in self._ready[one]), None)
        if encoding is None:
            return None
        etag = f'"{hashlib.sha256(name.encode()).hexdigest()[:16]}-{encoding}"'
        given = {"cache-control": _FOREVER, "etag": etag, "content-encoding": encoding}
        if headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={name: given[name] for name in ("cache-control", "etag")})
        media_type = "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0]
        return FileResponse(self._kept / encoding / name, media_type=media_type, headers=given)


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    """The shelf of this process."""
    return Shelf(Path(file_util.get_static_dir()), settings().var_dir / "static")


def _fill() -> None:
    if sys.platform == "linux":  # where a thread can be nice: it takes the time that nobody else wants
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
    try:
        shelf().fill()
    except OSError:
        log.exception("the compressed copies of static files could not be kept; they are served as they are")


def fill_in_background() -> None:
    """Fill the shelf while the app already serves."""
    threading.Thread(target=_fill, name="runtherapy-static", daemon=True).start()
