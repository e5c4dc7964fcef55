"""From a value to its place on the sheet, and the grid and the numbers of an axis."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from runtherapy_data.charts.svg.known import UnpaintedError, refuse_other

_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MS: Final = dt.timedelta(milliseconds=1)


def number(value: Any) -> float:
    """A value as it counts on an axis: itself, or a day or moment in milliseconds.

    Raises:
        UnpaintedError: it is neither.
    """
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value.replace("_", "T"))
        except ValueError as error:
            raise UnpaintedError(f"not painted: {value!r} on an axis") from error
    if isinstance(value, dt.datetime):
        return ((value if value.tzinfo else value.replace(tzinfo=dt.UTC)) - _EPOCH) / _MS
    if isinstance(value, dt.date):
        return (dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC) - _EPOCH) / _MS
    raise UnpaintedError(f"not painted: {value!r} on an axis")


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: `low` and `high` are the ends of its range, `begin` and `end` where these lie on the sheet, in px."""

    given: Mapping[str, Any]
    low: float
    high: float
    begin: float
    end: float

    def at(self, value: Any) -> float:
        """Where a value lies, in px from the left or from the top."""
        return self.begin + (number(value) - self.low) / (self.high - self.low) * (self.end - self.begin)

    def share(self, share: float) -> float:
        """Where a share of the axis lies (`x domain` in plotly)."""
        return self.begin + share * (self.end - self.begin)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """(place in px, what stands there), of those within the range."""
        mode = self.given.get("tickmode", "array" if "tickvals" in self.given else "linear")
        refuse_other(mode, ("array", "linear"), "axis.tickmode")
        values = self._steps() if mode == "linear" else [number(one) for one in self.given.get("tickvals", ())]
        said = self.given.get("ticktext") or [f"{value:g}" for value in values]
        both = zip(values, said, strict=True)
        return [(self.at(value), str(text)) for value, text in both if self._holds(value)]

    def _holds(self, value: float) -> bool:
        slack = 1e-9 * (self.high - self.low)
        return self.low - slack <= value <= self.high + slack

    def _steps(self) -> list[float]:
        start, step = float(self.given.get("tick0", 0)), float(self.given["dtick"])
        first, last = math.ceil((self.low - start) / step - 1e-9), math.floor((self.high - start) / step + 1e-9)
        return [start + step * count for count in range(first, last + 1)]

    @property
    def minor(self) -> list[float]:
        """The places of the lines between the ticks, in px."""
        given = self.given.get("minor") or {}
        if not given.get("showgrid"):
            return []
        return [self.at(one) for one in given.get("tickvals", ()) if self._holds(number(one))]


def axis(given: Mapping[str, Any], begin: float, end: float, domain: Sequence[float]) -> Axis:
    """An axis between two places of the plot; `domain` is the part of it that it takes.

    Raises:
        UnpaintedError: its range is not given.
    """
    if "range" not in given:
        raise UnpaintedError("not painted: an axis without a range of its own")
    refuse_other(given.get("type", "-"), ("-", "date", "linear"), "axis.type")
    low, high = (number(one) for one in given["range"])
    return Axis(given, low, high, begin + domain[0] * (end - begin), begin + domain[1] * (end - begin))
