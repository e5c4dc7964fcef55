"""The range of everything that is reported as a number, both ends included.

One place: the tables turn these into constraints, and the readers refuse by them before the database would have to.
"""

from __future__ import annotations

from typing import Final

_TEN: Final = (0, 10)
_MINUTES: Final = (0, 600)

CHECK_IN_RANGES: Final[dict[str, tuple[int, int]]] = {
    "mood": _TEN,
    "sleep": _TEN,
    "energy": _TEN,
    "tension": _TEN,
    "pain": _TEN,
    "hours_slept": (0, 24),
}
SESSION_RANGES: Final[dict[str, tuple[int, int]]] = {
    "planned_minutes": _MINUTES,
    "walking_minutes": _MINUTES,
    "running_minutes": _MINUTES,
    "effort": _TEN,
    "feeling_before": _TEN,
    "feeling_after": _TEN,
    "enjoyment": _TEN,
    "pain": _TEN,
}
