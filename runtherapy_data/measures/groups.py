"""The fixed groups that courses are compared in: a primary complaint or all of them, and the period of the start.

A period is a calendar quarter (2026-Q2), a calendar year (2026) or all periods. Nothing finer and no free dates: two
choices that differ by a day would differ by a person (docs/adr/0003).
"""

from __future__ import annotations

import re
from typing import Final

ALL: Final = "all"
FEWEST: Final = 10  # courses that every number about a group rests on, at the least
MINUTES: Final = ("running_minutes", "walking_minutes")
CHANGE: Final = "_change"  # mood_change: a course's week mean minus its own mean of the first two weeks
BASE_WEEKS: Final = 2
LAST_WEEK: Final = 52  # the longest course that can be planned
_PERIOD: Final = re.compile(r"(?:\d{4}(?:-Q[1-4])?|all)\Z")


def periods_of(quarter: str) -> tuple[str, str, str]:
    """The periods that a start quarter belongs to: itself, its year, all."""
    return quarter, quarter[:4], ALL


def is_period(text: str) -> bool:
    """Whether this names a quarter, a year or all periods."""
    return _PERIOD.match(text) is not None
