"""The sign-in that a request carries."""

from __future__ import annotations

import logging

from anyio import to_thread
from starlette.types import Scope

from runtherapy_data.access import sessions
from runtherapy_data.access.sessions import LiveSession
from runtherapy_data.errors import ConflictError
from runtherapy_data.gate import cookies

log = logging.getLogger("runtherapy.gate")


async def session_of(scope: Scope) -> LiveSession | None:
    """The sign-in that a request carries, if it counts now."""
    token = cookies.session_token(scope)
    return await to_thread.run_sync(sessions.find_session, sessions.hash_of(token)) if token else None


async def note_use(token_hash: str) -> None:
    """Note that a sign-in is in use. Where the store is busy the next use is noted instead: nobody is thrown out."""
    try:
        await to_thread.run_sync(sessions.touch, token_hash)
    except ConflictError:
        log.warning("the store is busy: the use of a sign-in was not noted")
