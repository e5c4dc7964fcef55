"""What a client is busy with on the check-in page, between two reruns of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from runtherapy_data.actions.check_ins import Saved
from runtherapy_data.queries.check_ins import DayAnswers
from runtherapy_data.ui import desk as desks

_NAME: Final = "check-in-desk"


@dataclass
class Desk(desks.Desk):
    """The day that is filled in, what the fields stood on at first, and what was just saved or taken back.

    `changing`: the day that was filled in before and is being changed. `elsewhere`: the day that was saved on another
    device while it was open here. `seen`: the day of the last run, and when it had been saved.
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
    elsewhere: dt.date | None = None
    seen: tuple[dt.date, dt.datetime | None] | None = None

    def turn_over(self) -> None:
        """Something was saved or taken back: the fields show what is stored now."""
        self.turn += 1
        self.changing, self.elsewhere, self.seen = None, None, None

    def was_saved_elsewhere(self, stored: DayAnswers) -> bool:
        """Whether the day was saved since the last run, and not here; remembered until something is done here."""
        before, self.seen = self.seen, (stored.day, stored.recorded_at)
        if before is None or before[0] != stored.day or before == self.seen:
            return False
        self.elsewhere, self.changing, self.trouble = stored.day, None, None
        return True


def desk() -> Desk:
    """The one desk of the page."""
    found = st.session_state.get(_NAME)
    if not isinstance(found, Desk):
        found = Desk()
        st.session_state[_NAME] = found
    return found
