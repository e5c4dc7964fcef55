"""What a signal rests on, as a figure can point at it: days, panels, sessions, levels."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """The ground of one signal in one course.

    `days`: the days behind it, oldest first. `measures`: codes of the daily measures concerned. `levels`: (measure,
    level) where the client's own level is part of the ground, 0–10. `sessions`: the sessions of those days are part of
    it; `effort`: so is how hard they were. `instrument`: the questionnaire whose results of those days are.
    """

    days: tuple[dt.date, ...]
    measures: tuple[str, ...] = ()
    levels: tuple[tuple[str, float], ...] = ()
    sessions: bool = False
    effort: bool = False
    instrument: str = ""

    def within(self, first: dt.date, last: dt.date) -> bool:
        """Whether any of its days lies from `first` through `last`."""
        return any(first <= day <= last for day in self.days)
