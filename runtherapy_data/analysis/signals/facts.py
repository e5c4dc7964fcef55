"""A block with what several rules need of it, worked out once: counted days, the latest answers and sessions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from runtherapy_data.analysis.block import Block, Flags, Floats, Ints
from runtherapy_data.analysis.rules import Rule
from runtherapy_data.analysis.signals.falls import Fall, fall
from runtherapy_data.analysis.signals.rises import Rise, Terms, rise


@dataclass(eq=False)
class Facts:
    """One block. Days of life events are not counted: all distances in days leave them out."""

    block: Block
    _falls: dict[tuple[str, tuple[float, ...]], Fall] = field(default_factory=dict)
    _rises: dict[Terms, Rise] = field(default_factory=dict)

    @cached_property
    def come(self) -> Flags:
        """(B, D): the day has come to pass and belongs to the course."""
        return np.asarray(np.arange(self.block.days) <= self.block.through[:, None])

    @cached_property
    def counted(self) -> Flags:
        """(B, D): such a day, outside any life event."""
        return self.come & ~self.block.left_out

    @cached_property
    def count(self) -> Ints:
        """(B, D): how many counted days there were up to and including this one."""
        return np.cumsum(self.counted, axis=1, dtype=np.int64)

    @cached_property
    def sessions_on(self) -> Ints:
        """(B, D): how many sessions there were that day, life event or not."""
        found = np.zeros(self.come.shape, dtype=np.int64)
        within = self.block.sessions.day < self.block.days
        np.add.at(found, (self.block.sessions.course[within], self.block.sessions.day[within]), 1)
        return np.where(self.come, found, 0)

    def daily(self, measure: str) -> Floats:
        """(B, D): the answers on counted days, NaN elsewhere and for a measure that nobody answered."""
        values = self.block.daily.get(measure)
        return np.full(self.come.shape, np.nan) if values is None else np.where(self.counted, values, np.nan)

    def fall(self, measure: str, rule: Rule) -> Fall:
        """How the latest answers lie below the client's own level, by the numbers of a rule."""
        names = ("recent_answers", "recent_within_days", "own_answers", "own_fewest_answers", "own_within_days")
        key = measure, tuple(rule[name] for name in (*names, "least_spread"))
        if key not in self._falls:
            self._falls[key] = fall(self.daily(measure), self.count, rule)
        return self._falls[key]

    def rise(self, rule: Rule) -> Rise:
        """How the effort of the latest sessions lies above that of earlier ones, by the numbers of a rule."""
        terms = Terms.of(rule)
        if terms not in self._rises:
            self._rises[terms] = rise(self.block, self.counted, self.count, terms)
        return self._rises[terms]

    def within(self, values: Ints, days: int) -> Ints:
        """(B, D): the sum of a count a day over the latest so many counted days (all of them, where there are fewer).

        What lies on days in between that are not counted is in it.
        """
        before = self.day_before(days)
        total = np.cumsum(values, axis=1)
        earlier = np.where(before >= 0, np.take_along_axis(total, np.maximum(before, 0), axis=1), 0)
        return np.asarray(total - earlier)

    def day_before(self, days: int) -> Ints:
        """(B, D): the last day before the latest so many counted days; -1 where there are no more than these."""
        place = np.argsort(~self.counted, axis=1, kind="stable")  # the k-th counted day, k from 0
        passed = self.count - days - 1
        return np.where(passed >= 0, np.take_along_axis(place, np.maximum(passed, 0), axis=1), -1)
