"""What a therapist is busy with between two reruns of a page with signals: which one, and what did not work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from runtherapy_data.access import grant_course
from runtherapy_data.actions import signals as actions
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.signals import SignalStep
from runtherapy_data.ui import desk as desks
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.signals import Signal


@dataclass
class Desk(desks.Desk):
    """`aside`: the signal for which the form to put it aside is open; `last`: the one that was worked on last."""

    aside: UUID | None = None
    last: UUID | None = None

    def take(
        self, viewer: Viewer, signal: Signal, step: SignalStep, *, reason: str = "", until: dt.date | None = None
    ) -> None:
        """Take one step with a signal; what can be mended is kept, to be said in its place."""
        key = self.key(step, signal.id, reason, until)
        self._attempt(
            signal,
            lambda: actions.take_step(_leave(viewer, signal), key, signal.id, step, reason=reason, until=until),
        )

    def undo(self, viewer: Viewer, signal: Signal) -> None:
        """Take one's own last step with a signal back."""
        key = self.key(SignalStep.UNDONE, signal.id)
        self._attempt(signal, lambda: actions.undo(_leave(viewer, signal), key, signal.id))

    def _attempt(self, signal: Signal, act: Callable[[], object]) -> None:
        self.attempt(signal.id, act)
        if self.trouble is None:
            self.last, self.aside = signal.id, None


def _leave(viewer: Viewer, signal: Signal) -> Grant:
    """Leave to work on the course, asked for anew at each step."""
    return grant_course(viewer.principal, signal.client_code, Permission.COURSE_WRITE)


def desk() -> Desk:
    """The desk of this session."""
    if "signal-desk" not in st.session_state:
        st.session_state["signal-desk"] = Desk()
    found: Desk = st.session_state["signal-desk"]
    return found
