"""The only clock. Tests replace `now`; pure rooms take days and moments as arguments."""

from __future__ import annotations

import datetime as dt

from runtherapy_data.measures.days import day_in


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def today(zone: str) -> dt.date:
    """The calendar day in a practice's zone."""
    return day_in(zone, now())
