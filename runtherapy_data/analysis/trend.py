"""A smooth line through a short, gappy 0–10 series, with a band that says how sure it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trend:
    """The estimated level on every calendar day from the first to the last answer, with its 95 % band (0–10)."""

    days: tuple[dt.date, ...]
    level: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
