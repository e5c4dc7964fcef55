"""What may be left waiting in a course, for its therapist; and from which day on something is waited for at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

INTAKE_DAYS: Final = 7  # from the first day of the course on: an intake may take more than one talk
SESSION_DAYS: Final = 3  # after an appointment; what was not logged by then did not take place, or will not be
AFTER_END_DAYS: Final = 42  # what was asked for after the end of a course: the more time has passed, the less it says
SESSION_HOURS: Final = 2  # after the hour of an appointment: while they run nobody writes

DaySpan = tuple[dt.date, dt.date]  # from its first through its last day


class Waiting(StrEnum):
    """What is waited for, in the order in which a therapist reads it."""

    MEDICAL = "medical"
    SESSION = "session"
    INTAKE = "intake"
    QUESTIONNAIRE = "questionnaire"
    FOLLOW_UP = "follow_up"


def due_after(day: dt.date, left_out: Iterable[DaySpan]) -> dt.date:
    """The day on which something falls due: `day` itself, or the first day after the pauses and events it lies in."""
    for first, last in sorted(left_out):
        if first <= day <= last:
            day = last + dt.timedelta(days=1)
    return day
