"""Walking and running that take turns: 5 × (2 min running / 3 min walking), with some walking before and after.

Kept as one short notation in no language, `5+5x(2/3)+5`: minutes of walking first, how many times, minutes of running
and of walking each time, minutes of walking afterwards. Minutes come in halves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_

FIELD: Final = "intervals"
MOST_TIMES: Final = 60
MOST_MINUTES: Final = 90.0  # of one piece; what it adds up to is held against the range of a session
# Part of an interval → its range. Nobody runs for less than half a minute and calls it an interval.
RANGES: Final[dict[str, tuple[float, float]]] = {
    "times": (1, MOST_TIMES),
    "run": (0.5, MOST_MINUTES),
    "walk": (0, MOST_MINUTES),
    "warm_up": (0, MOST_MINUTES),
    "cool_down": (0, MOST_MINUTES),
}


@dataclass(frozen=True, slots=True)
class Intervals:
    """How often running and walking took turns; minutes in halves. `warm_up` and `cool_down` are walked.

    Raises:
        InvalidInputError: a part lies outside `RANGES`, or is no whole or half minute.
    """

    times: int
    run: float
    walk: float
    warm_up: float = 0.0
    cool_down: float = 0.0

    def __post_init__(self) -> None:
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            step = 1 if name == "times" else 2
            if not low <= value <= high or value * step != int(value * step):
                raise InvalidInputError(
                    FIELD,
                    N_("{given} is not possible in intervals: whole and half minutes from {low} to {high} are.")
                    if step == 2
                    else N_("{given} times is not possible: whole numbers from {low} to {high} are."),
                    N_("Write it as 5 x 2/3: five times 2 minutes running, 3 minutes walking."),
                    given=float(value), low="½" if low == 0.5 else float(low), high=float(high),
                )  # fmt: skip

    @property
    def running_minutes(self) -> int:
        """Minutes of running in all; half a minute that is left over counts as a whole one."""
        return math.ceil(self.times * self.run)

    @property
    def walking_minutes(self) -> int:
        """Minutes of walking in all, before and after included: with the running together as long as it took."""
        together = self.warm_up + self.times * (self.run + self.walk) + self.cool_down
        return math.ceil(together) - self.running_minutes

    def __str__(self) -> str:
        """The notation in which it is kept: `parsed` reads it back."""
        before = f"{self.warm_up:g}+" if self.warm_up else ""
        after = f"+{self.cool_down:g}" if self.cool_down else ""
        return f"{before}{self.times}x({self.run:g}/{self.walk:g}){after}"
