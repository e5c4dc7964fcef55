"""A connection that was lost and comes back: nothing of the run that broke off reaches the page.

Streamlit keeps the messages that it could not send, and sends them on the new connection: the end of a run whose start
was lost. The page then takes away everything that the end does not name, and what somebody typed with it. Without them
the page stays as it is, and asks for a run of its own with all that is filled in.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.types import Scope
from streamlit import runtime

_PROTOCOLS: Final = "sec-websocket-protocol"
_SESSION_AT: Final = 2  # behind Streamlit's name and its own token


def resumed_session(scope: Scope) -> str | None:
    """The id of the session that a browser wants to go on with, as Streamlit passes it; None for a new one."""
    parts = [part.strip() for part in Headers(scope=scope).get(_PROTOCOLS, "").split(",")]
    return parts[_SESSION_AT] or None if len(parts) > _SESSION_AT else None


def forget_half_a_run(scope: Scope) -> None:
    """Drop what Streamlit still had to send to a session that this socket resumes. Call on the server's event loop."""
    session_id = resumed_session(scope)
    if session_id is None or not runtime.exists():
        return
    # Streamlit has no public way to its sessions; tests/browser/test_lasting.py notices when this one is gone.
    for held in runtime.get_instance()._session_mgr.list_sessions():
        if held.session.id == session_id:
            held.session.flush_browser_queue()
