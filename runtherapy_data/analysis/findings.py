"""What a rule found in a course: the days, the numbers and the threshold, so that anybody can check it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that holds in one course on one day.

    `since_on`: the first day on which it held without a break. `days`: the days (or results, or sessions) behind it,
    oldest first. `numbers` and `threshold` fill the sentences of the rule: name → number, or a code (a measure, an
    instrument) that the reader's language gives a name. `subject` tells apart what a rule can find several times in one
    course (the instrument), else empty. `parts`: where several things lie behind it, the days of each of them: a daily
    measure, or `sessions`.
    """

    rule: str
    since_on: dt.date
    days: tuple[dt.date, ...]
    numbers: dict[str, float | str] = field(default_factory=dict)
    threshold: dict[str, float | str] = field(default_factory=dict)
    subject: str = ""
    parts: dict[str, tuple[dt.date, ...]] = field(default_factory=dict)

    def evidence(self) -> dict[str, Any]:
        """Days, numbers and threshold as they are kept with a signal (JSON), and its parts where there are any."""
        kept: dict[str, Any] = {
            "days": [day.isoformat() for day in self.days],
            "numbers": dict(self.numbers),
            "threshold": dict(self.threshold),
        }
        parts = {part: [day.isoformat() for day in days] for part, days in self.parts.items()}
        return {**kept, "parts": parts} if parts else kept


@dataclass(frozen=True, slots=True)
class Episode:
    """One unbroken stretch on which a rule held in a past course: columns `first` through `last` of the block's row.

    `first` is the day on which it could first be seen, from what was known that day and no later.
    """

    rule: str
    course: int
    first: int
    last: int
    subject: str = ""
