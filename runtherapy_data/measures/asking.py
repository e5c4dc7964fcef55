"""When a questionnaire that is asked for may be filled in, and where in a course it belongs."""

from __future__ import annotations

import datetime as dt
from typing import Final

from runtherapy_data.measures.codes import Moment
from runtherapy_data.measures.days import first_day
from runtherapy_data.measures.protocol import Protocol

EARLY_DAYS: Final = 3  # somebody who looks a few days early may fill it in at once


def opens_on(moment: str, due_on: dt.date, asked_on: dt.date) -> dt.date:
    """The first day on which it may be filled in: that of an intake as soon as it was asked for, others days early."""
    if moment == Moment.INTAKE:
        return min(asked_on, due_on)
    return due_on - dt.timedelta(days=EARLY_DAYS)


def belongs(moment: str, protocol: Protocol, starts_on: dt.date, ends_on: dt.date) -> bool:
    """Whether a course of this length has such a moment: one that ends before the week in between has none halfway."""
    return moment != Moment.MID or first_day(starts_on, protocol.mid_week) <= ends_on
