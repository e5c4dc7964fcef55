"""Which days of which courses are looked at, and how many courses lie in one block."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

# A block is as wide as its longest course. So many courses, and so many days of them all together, are read at once.
COURSES_AT_ONCE: Final = 250
_DAYS_AT_ONCE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Span:
    """One course to look through: its first day, and the last one that is looked at.

    `looked_through`: the day through which it was looked through before, None for never. `has_ended`: its last day lies
    before the day of looking.
    """

    course_id: UUID
    starts_on: dt.date
    last_on: dt.date
    planned_weeks: int
    no_fixed_increments: bool
    has_ended: bool
    looked_through: dt.date | None

    @property
    def days(self) -> int:
        """How many days of the course are looked at; at least one, also of a course that has yet to begin."""
        return max((self.last_on - self.starts_on).days, 0) + 1


def batches(spans: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """The courses in blocks of alike length, so that a short course is not read into a wide block."""
    block: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.days, one.course_id)):
        if block and (len(block) == COURSES_AT_ONCE or (len(block) + 1) * span.days > _DAYS_AT_ONCE):
            yield tuple(block)
            block = []
        block.append(span)
    if block:
        yield tuple(block)
