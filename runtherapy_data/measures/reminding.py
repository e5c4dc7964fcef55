"""When somebody is told that something is ready for them: once for each thing, and only after they had time for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from runtherapy_data.measures.instruments import instrument
from runtherapy_data.measures.overdue import DaySpan, due_after
from runtherapy_data.measures.protocol import OWN_GOALS
from runtherapy_data.measures.wording import Wording


@dataclass(frozen=True, slots=True)
class Ready:
    """One thing that waits for a client: from which day on, and since which moment (UTC) it is asked for at all."""

    due_on: dt.date
    asked_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class LastTold:
    """The last message that somebody got: the day it counts for, and its moment (UTC)."""

    on: dt.date
    at: dt.datetime


def is_told(
    waiting: Iterable[Ready],
    on: dt.date,
    *,
    after_days: int,
    last: LastTold | None = None,
    left_out: tuple[DaySpan, ...] = (),
) -> bool:
    """Whether a message goes out on a day.

    Something waits for `after_days` days by then and was not told of yet: what waited that long when the last message
    went out was told of with it. Never twice on a day, and never within a pause or an event of life (`left_out`), whose
    days do not count as waiting either.
    """
    if (last is not None and last.on >= on) or any(first <= on <= through for first, through in left_out):
        return False
    return any(
        (ready := _ripe_on(one, after_days, left_out)) <= on
        and (last is None or ready > last.on or (one.asked_at is not None and one.asked_at > last.at))
        for one in waiting
    )


def _ripe_on(one: Ready, after_days: int, left_out: tuple[DaySpan, ...]) -> dt.date:
    """The day on which something has waited long enough, without the days that are left out."""
    day = due_after(one.due_on, left_out)
    for _ in range(after_days):
        day = due_after(day + dt.timedelta(days=1), left_out)
    return day


def can_be_filled_in(code: str, language: str, wordings: Mapping[str, Wording], goals: int) -> bool:
    """Whether a client finds this questionnaire on their page: as text in their language, or as enough own goals."""
    known = instrument(code)
    if known is None or known.items is None or not known.items.whole:
        return False
    if code == OWN_GOALS:
        return known.items.fewest <= goals <= known.items.most
    return code in wordings and wordings[code].said(language) is not None
