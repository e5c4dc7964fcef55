"""What a therapist is busy with between two reruns of a page with signals: which one, and what did not work.

One plain object in the session, as on the administrator's desk: it is fetched before an action and written right after
it, with no call to Streamlit in between.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

import streamlit as st

from runtherapy_data.access import grant_course
from runtherapy_data.actions import signals as actions
from runtherapy_data.errors import NotAllowedError, RuntherapyError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.signals import SignalStep
from runtherapy_data.store.types import new_id
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views.signals import Signal


@dataclass
class Desk:
    """`aside`: the signal for which the form to put it aside is open; `last`: the one that was worked on last."""

    nonce: str = field(default_factory=lambda: new_id().hex)
    aside: UUID | None = None
    last: UUID | None = None
    trouble: tuple[UUID, RuntherapyError] | None = None

    def take(
        self, viewer: Viewer, signal: Signal, step: SignalStep, *, reason: str = "", until: dt.date | None = None
    ) -> None:
        """Take one step with a signal; what can be mended is kept, to be said in its place."""
        key = self._key(step, signal.id, reason, until)
        self._attempt(
            signal,
            lambda: actions.take_step(_leave(viewer, signal), key, signal.id, step, reason=reason, until=until),
        )

    def undo(self, viewer: Viewer, signal: Signal) -> None:
        """Take one's own last step with a signal back."""
        key = self._key(SignalStep.UNDONE, signal.id)
        self._attempt(signal, lambda: actions.undo(_leave(viewer, signal), key, signal.id))

    def _key(self, *intention: object) -> str:
        return hashlib.sha256("\n".join(map(str, (self.nonce, *intention))).encode()).hexdigest()

    def _attempt(self, signal: Signal, act: Callable[[], object]) -> None:
        self.trouble = None
        try:
            done = act()
        except NotAllowedError:
            raise
        except RuntherapyError as error:
            self.trouble = (signal.id, error)
            return
        self.last, self.aside = signal.id, None
        if done is not None:
            self.nonce = new_id().hex

    def say_trouble(self, signal: Signal, viewer: Viewer) -> None:
        """What did not work with this signal, and how to mend it."""
        if self.trouble is not None and self.trouble[0] == signal.id:
            st.warning(escaped(self.trouble[1].text(viewer.translate)))


def _leave(viewer: Viewer, signal: Signal) -> Grant:
    """Leave to work on the course, asked for anew at each step."""
    return grant_course(viewer.principal, signal.client_code, Permission.COURSE_WRITE)


def desk() -> Desk:
    """The desk of this session."""
    if "signal-desk" not in st.session_state:
        st.session_state["signal-desk"] = Desk()
    found: Desk = st.session_state["signal-desk"]
    return found
