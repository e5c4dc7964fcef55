"""The range of everything that is reported as a number, both ends included.

One place: the tables turn these into constraints, and the readers refuse by them before the database would have to.
"""

from __future__ import annotations

from typing import Final

_TEN: Final = (0, 10)
_MINUTES: Final = (0, 600)
LONGEST_PLAN_WEEKS: Final = 52

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
WEEK_RANGES: Final[dict[str, tuple[int, int]]] = {
    "resilience": _TEN,
    "self_confidence": _TEN,
    "concentration": _TEN,
    "body_contact": _TEN,
}
PLAN_RANGES: Final[dict[str, tuple[int, int]]] = {"sessions": (0, 14), "minutes": (0, 1200)}
