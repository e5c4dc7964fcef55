"""The life of a signal: new, seen, discussed, done, or expired when its ground is gone.

A signal is a reason to talk, raised by a rule on facts; which rules there are is data of `analysis`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from runtherapy_data.i18n import N_

LONGEST_SNOOZE_DAYS: Final = 14


class SignalState(StrEnum):
    """Where a signal is in its life. A snoozed signal keeps its state and is out of sight until a day."""

    NEW = "new"
    SEEN = "seen"
    DISCUSSED = "discussed"
    DONE = "done"
    EXPIRED = "expired"


OPEN: Final = (SignalState.NEW, SignalState.SEEN, SignalState.DISCUSSED)


class SignalStep(StrEnum):
    """What happened to a signal. `raised` and `expired` are the program's own, the others a person's."""

    RAISED = "raised"
    SEEN = "seen"
    DISCUSSED = "discussed"
    DONE = "done"
    EXPIRED = "expired"
    SNOOZED = "snoozed"
    UNDONE = "undone"


class SignalGroup(StrEnum):
    """Why somebody needs the therapist, the most urgent first: the order of this list is the order on screen."""

    RISK = "risk"
    OVERLOAD = "overload"
    WORSE = "worse"
    STAGNATING = "stagnating"
    SILENT = "silent"
    DATA = "data"


STATE_NAMES: Final[dict[str, str]] = {
    SignalState.NEW: N_("new"),
    SignalState.SEEN: N_("seen"),
    SignalState.DISCUSSED: N_("discussed"),
    SignalState.DONE: N_("done"),
    SignalState.EXPIRED: N_("expired"),
}
GROUP_NAMES: Final[dict[str, str]] = {
    SignalGroup.RISK: N_("A risk question was answered"),
    SignalGroup.OVERLOAD: N_("Possibly overloaded"),
    SignalGroup.WORSE: N_("Getting worse"),
    SignalGroup.STAGNATING: N_("No improvement yet"),
    SignalGroup.SILENT: N_("Silent"),
    SignalGroup.DATA: N_("Too little data"),
}
