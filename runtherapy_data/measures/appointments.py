"""Which appointments hold: a course may end before the one that was made last."""

from __future__ import annotations

import datetime as dt


def holds(on: dt.date, made_on: dt.date, ends_on: dt.date | None, follow_up_on: dt.date | None) -> bool:
    """Whether an appointment on a day holds, which was made at a session of `made_on`.

    Through the last day of the course (None: it goes on). After it only the follow-up, on the day that was agreed for
    it, and what was agreed at a session after the end.
    """
    return ends_on is None or on <= ends_on or on == follow_up_on or made_on > ends_on
