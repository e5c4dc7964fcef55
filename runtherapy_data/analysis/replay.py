"""What rules would have said in courses that have been: counted from episodes, without a word about anybody."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from runtherapy_data.analysis.block import Block
from runtherapy_data.analysis.findings import Episode

DAYS_A_MONTH: Final = 30.4375  # a year of 365.25 days, in twelve


@dataclass(slots=True)
class Tally:
    """Counts over any number of blocks. `label` of a course: what it is counted under, empty for nothing.

    `courses`, `days`: looked at, by label. `flagged`: (rule, label) → how often a rule began to hold. `in_courses`:
    the same → in how many courses.
    """

    since: dt.date | None = None
    courses: Counter[str] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    flagged: Counter[tuple[str, str]] = field(default_factory=Counter)
    in_courses: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, block: Block, episodes: Sequence[Episode], labels: Sequence[str]) -> None:
        """Count a block: `episodes` as `analysis.signals.history` gives them, a label for each course.

        With `since`, days before it are not counted, nor is what began to hold before it.
        """
        for course, (starts_on, label) in enumerate(zip(block.starts_on, labels, strict=True)):
            before = max((self.since - starts_on).days, 0) if self.since else 0
            days = int(block.through[course]) + 1 - before
            if days > 0:
                self.courses[label] += 1
                self.days[label] += days
        seen = set()
        for one in episodes:
            if self.since is None or block.date(one.course, one.first) >= self.since:
                self.flagged[one.rule, labels[one.course]] += 1
                seen.add((one.rule, one.course))
        self.in_courses.update((rule, labels[course]) for rule, course in seen)

    def months(self) -> float:
        """How many client-months were looked at."""
        return self.days.total() / DAYS_A_MONTH

    def times(self, rule: str) -> int:
        """How often a rule began to hold."""
        return sum(number for (of, _), number in self.flagged.items() if of == rule)

    def courses_with(self, rule: str) -> int:
        """In how many courses it did."""
        return sum(number for (of, _), number in self.in_courses.items() if of == rule)
