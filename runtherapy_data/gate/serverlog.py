"""What the server's own log must not hold: whoever reads a one-time link there could use it."""

from __future__ import annotations

import logging
import re
from typing import Final

_LINK: Final = re.compile(r"/link/\S+")
_LOGGERS: Final = ("uvicorn.access", "uvicorn.error")


def _without_links(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(_LINK.sub("/link/…", arg) if isinstance(arg, str) else arg for arg in record.args)
    return True


def keep_links_out() -> None:
    """Take one-time links out of what the server logs about requests and sockets, whatever handler writes it."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_without_links)  # the same filter twice is one
