"""The days and moments of the demo practice, counted from the day of loading: 0 is that day, -1 the day before."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from runtherapy_data.demo.arrays import Ints, Objects, objects

HISTORY_DAYS: Final = 548  # 18 months
_BEFORE, _AFTER = HISTORY_DAYS + 40, 140
# Times of day at which people run and write, in the practice's zone.
CLOCK: Final = tuple(
    dt.time(*one)
    for one in (
        (7, 40), (9, 0), (10, 30), (13, 15), (14, 30), (16, 0), (17, 30), (18, 45), (20, 10), (20, 50), (21, 30),
        (22, 15),
    )
)  # fmt: skip
EVENING: Final = (8, 12)  # the range of CLOCK in which check-ins are usually written
DAYTIME: Final = (1, 8)  # and in which sessions start


class Calendar:
    """Days and moments by their distance from the day of loading."""

    def __init__(self, today: dt.date, zone: str) -> None:
        self.today = today
        every = [today + dt.timedelta(days=offset) for offset in range(-_BEFORE, _AFTER)]
        local = ZoneInfo(zone)
        self._days = objects(every)
        self._moments = objects(
            [dt.datetime.combine(day, time, tzinfo=local).astimezone(dt.UTC) for day in every for time in CLOCK]
        )

    def days(self, offsets: Ints) -> Objects:
        """The calendar days."""
        return self._days[offsets + _BEFORE]

    def moments(self, offsets: Ints, times: Ints) -> Objects:
        """The moments, in UTC, at these times of `CLOCK` on those days."""
        return self._moments[(offsets + _BEFORE) * len(CLOCK) + times]  # type: ignore[no-any-return]

    def weekdays(self, offsets: Ints) -> Ints:
        """0 is Monday."""
        return np.mod(offsets + self.today.weekday(), 7)
