"""The demo practice is loaded and moved by one process at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from runtherapy_data import store
from runtherapy_data.errors import ConflictError
from runtherapy_data.i18n import N_

Waits = Callable[[], None]
_LOOK_AGAIN_S: Final = 0.2


@contextmanager
def alone() -> Iterator[None]:
    """Do this while no other process loads or moves the demo of this database; refused while one does.

    Raises:
        ConflictError: another process is at it.
    """
    with store.turn() as is_ours:
        if not is_ours:
            raise ConflictError(
                N_("Another process is loading the demo practice at this moment."), N_("Wait for it, then try again.")
            )
        yield


@contextmanager
def after_others(waits: Waits | None = None) -> Iterator[None]:
    """The same, but wait until the other process is done or gone; `waits` is called once when that is needed."""
    while True:
        with store.turn() as is_ours:
            if is_ours:
                yield
                return
        if waits:
            waits()
            waits = None
        time.sleep(_LOOK_AGAIN_S)
