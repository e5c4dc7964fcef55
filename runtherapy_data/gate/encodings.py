"""Which compressed forms a browser takes."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers

KNOWN: Final = ("br", "gzip")  # the smaller one first; browsers offer br over https and on loopback only


def accepted(headers: Headers) -> list[str]:
    """The content encodings that we have and the browser takes, best first."""
    offered = {}
    for part in headers.get("accept-encoding", "").lower().split(","):
        name, _, quality = part.partition(";")
        offered[name.strip()] = quality.replace(" ", "")
    return [one for one in KNOWN if offered.get(one, "q=0") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")]
