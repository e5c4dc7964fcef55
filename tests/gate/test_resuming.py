"""A socket that resumes a session: which one, and what becomes of the messages that were left."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from starlette.types import Scope
from streamlit import runtime

from runtherapy_data.gate.resuming import forget_half_a_run, resumed_session


def socket(protocols: str | None) -> Scope:
    headers = [] if protocols is None else [(b"sec-websocket-protocol", protocols.encode())]
    return {"type": "websocket", "path": "/_stcore/stream", "headers": headers}


@dataclass
class Session:
    id: str
    left: list[str] = field(default_factory=lambda: ["script finished"])

    def flush_browser_queue(self) -> list[str]:
        sent, self.left = self.left, []
        return sent


@pytest.mark.parametrize(
    ("protocols", "resumed"),
    [
        (None, None),
        ("streamlit", None),
        ("streamlit, token", None),
        ("streamlit, token, ", None),
        ("streamlit, token, 27e0310c", "27e0310c"),
        ("streamlit,,27e0310c", "27e0310c"),
    ],
)
def test_the_session_is_named_behind_the_token(protocols: str | None, resumed: str | None) -> None:
    assert resumed_session(socket(protocols)) == resumed


def test_only_the_session_that_is_resumed_loses_what_was_left(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = Session("ours"), Session("theirs")
    manager = SimpleNamespace(list_sessions=lambda: [SimpleNamespace(session=one) for one in (ours, theirs)])
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(_session_mgr=manager))
    forget_half_a_run(socket("streamlit, token"))
    assert (ours.left, theirs.left) == (["script finished"], ["script finished"])
    forget_half_a_run(socket("streamlit, token, ours"))
    assert (ours.left, theirs.left) == ([], ["script finished"])


def test_the_gate_alone_has_no_sessions_to_resume() -> None:
    forget_half_a_run(socket("streamlit, token, ours"))
