"""The life of a signal: new, seen, discussed, done, or expired when its ground is gone.

A signal is a reason to talk, raised by a rule on facts; which rules there are is data of `analysis`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from runtherapy_data.i18n import N_

LONGEST_SNOOZE_DAYS: Final = 14
# The rule about an answer to a question about risk: it is never put off, and never ends by itself.
RISK_ITEM: Final = "risk_item"


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


PERSONAL: Final = (SignalStep.SEEN, SignalStep.DISCUSSED, SignalStep.DONE, SignalStep.SNOOZED)


def standing(steps: Sequence[str]) -> list[int]:
    """The places of the personal steps that were not taken back, oldest first.

    `steps` is the whole life of one signal, oldest first; an `undone` takes back the last personal step before it that
    still stood.
    """
    places: list[int] = []
    for place, step in enumerate(steps):
        if step in PERSONAL:
            places.append(place)
        elif step == SignalStep.UNDONE and places:
            places.pop()
    return places


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
