"""The fixed groups that courses are compared in, and what is compared.

A group is a primary complaint or all of them, and the period of the start: a calendar quarter (2026-Q2), a calendar
year (2026) or all periods. Nothing finer and no free dates: two choices that differ by a day would differ by a
person (docs/adr/0003).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from runtherapy_data.i18n import N_
from runtherapy_data.measures.daily import DAILY

ALL: Final = "all"
FEWEST: Final = 10  # courses that every number about a group rests on, at the least
OUTCOMES: Final = ("completed", "stopped_early", "referred", "running")  # how a course can have ended, or not yet
BEGAN: Final = "began"  # beside the outcomes: how many courses the group has
FEWEST_ENDED: Final = 8  # of one outcome: a smaller number is only said to be smaller
ROUNDED_TO: Final = 5  # numbers of an outcome, and their percentages
BASE_WEEKS: Final = 2
LAST_WEEK: Final = 52  # the longest course that can be planned
CHANGE: Final = "_change"  # mood_change: a course's week mean minus its own mean of the first two weeks
MINUTES: Final = "minutes"


@dataclass(frozen=True, slots=True)
class GroupMeasure:
    """What is averaged over courses in a week of the course: its code, its name, the ends of its scale."""

    code: str
    name: str
    lowest: float
    highest: float


MINUTE_MEASURES: Final = (
    GroupMeasure(MINUTES, N_("Minutes a week"), 0, float("inf")),
    GroupMeasure("running_minutes", N_("Minutes run a week"), 0, float("inf")),
    GroupMeasure("walking_minutes", N_("Minutes walked a week"), 0, float("inf")),
)
SCALES: Final = tuple(GroupMeasure(one.code, one.name, 0, 10) for one in DAILY)
CHANGES: Final = tuple(GroupMeasure(one.code + CHANGE, one.name, -10, 10) for one in DAILY)
GROUP_MEASURES: Final = (*SCALES, *MINUTE_MEASURES, *CHANGES)


def periods_of(quarter: str) -> tuple[str, str, str]:
    """The periods that a start quarter belongs to: itself, its year, all."""
    return quarter, quarter[:4], ALL
