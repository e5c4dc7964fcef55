"""What happens when the app starts: the store brought up to date, slow imports done, static files compressed."""

from __future__ import annotations

import gc
import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from anyio import to_thread

from runtherapy_data.demo import start
from runtherapy_data.errors import RuntherapyError
from runtherapy_data.gate import options, serverlog, static
from runtherapy_data.measures.wording import texts
from runtherapy_data.settings import settings

log = logging.getLogger("runtherapy.gate")

# Half a second to a second each: paid at the start instead of by the first visitor.
_WARM: Final = ("plotly.graph_objects", "runtherapy_data.charts", "runtherapy_data.views")


def _prepare() -> None:
    options.check()
    start.prepare()
    for trouble in texts(settings().wording_dir).troubles:
        log.warning("%s", trouble)
    for module in _WARM:
        importlib.import_module(module)
    # What is loaded now stays: the collector need not look at it again and again.
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Prepare, then serve; compressing goes on beside it."""
    serverlog.keep_links_out()
    try:
        await to_thread.run_sync(_prepare)
    except RuntherapyError as error:
        log.critical("%s", error)
        raise
    static.fill_in_background()
    yield {}
