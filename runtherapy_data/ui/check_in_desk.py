"""What a client is busy with on the check-in page, between two reruns of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from runtherapy_data.actions.check_ins import Saved
from runtherapy_data.ui import desk as desks

_NAME: Final = "check-in-desk"


@dataclass
class Desk(desks.Desk):
    """The day that is filled in, what the fields stood on at first, and what was just saved or taken back.

    `changing`: the day that was filled in before and is being changed.
    `place` is in the key of every field: it changes when what is stored changes, and no sooner, so that a new tab after
    a lost connection finds the same fields again.
    """

    day: dt.date | None = None
    place: str = ""
    first: dict[str, Any] | None = None
    turn: int = 0
    changing: dt.date | None = None
    saved: Saved | None = None
    taken_back: dt.date | None = None

    def turn_over(self) -> None:
        """Something was saved or taken back: the fields show what is stored now."""
        self.turn += 1
        self.changing = None


def desk() -> Desk:
    """The one desk of the page."""
    found = st.session_state.get(_NAME)
    if not isinstance(found, Desk):
        found = Desk()
        st.session_state[_NAME] = found
    return found
