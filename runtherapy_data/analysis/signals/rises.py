"""How much more effort the latest sessions took than earlier ones of the same length.

Every session is held against the client's own earlier sessions with about as many minutes, and about as many of them
running: a build-up from walking to running may take more effort. Longer or shorter ones say nothing about it, and a
session that none equals is not judged: less running than planned can be no signal, nor more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from runtherapy_data.analysis.block import Block, Flags, Floats, Ints
from runtherapy_data.analysis.rules import Rule
from runtherapy_data.analysis.signals.levels import own_level, pressed, trailing

_PAIRS_AT_ONCE: Final = 1_000_000  # of sessions: what lies in memory at once


@dataclass(frozen=True, slots=True)
class Terms:
    """By what sessions are compared; days are counted days. The names are those of the rules' parameters."""

    recent_sessions: int
    sessions_within_days: int
    equal_minutes: float
    equal_share: float
    earlier_after_days: int
    earlier_within_days: int
    earlier_fewest: int

    @classmethod
    def of(cls, rule: Rule) -> Terms:
        """The terms of a rule."""
        return cls(
            int(rule["recent_sessions"]), int(rule["sessions_within_days"]), rule["equal_minutes"],
            rule["equal_share"], int(rule["earlier_after_days"]), int(rule["earlier_within_days"]),
            int(rule["earlier_fewest"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rise:
    """(B, D), as known on each day, of the latest sessions that could be compared: means, NaN where there are too few.

    `effort`, `enjoyment` 0–10; `effort_more`: points above what equal sessions took before; `enjoyment_less`: points
    below, NaN where one of them was not filled in. `minutes`: of a session. `days` (B, D, sessions): their days.
    """

    effort: Floats
    effort_more: Floats
    enjoyment: Floats
    enjoyment_less: Floats
    minutes: Floats
    days: Ints

    def over(self, fewest_days: int) -> Flags:
        """(B, D): the latest sessions lie on so many different days."""
        return np.asarray(1 + (np.diff(self.days, axis=-1) > 0).sum(axis=-1) >= fewest_days)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The sessions with an effort, a row for each course: (B, S), oldest first; `there` marks the real ones."""

    there: Flags
    day: Ints
    count: Ints
    minutes: Floats
    running: Floats
    effort: Floats
    enjoyment: Floats


def _in_rows(block: Block, counted: Flags, count: Ints) -> _Rows:
    of = block.sessions
    kept = np.flatnonzero(~np.isnan(of.effort) & (of.day < block.days))
    kept = kept[counted[of.course[kept], of.day[kept]]]
    course, day = of.course[kept], of.day[kept]
    column = np.arange(len(kept)) - np.searchsorted(course, course)  # the how-manieth of its course
    shape = len(block.through), max(int(column.max(initial=0)) + 1, 1)

    def row(values: Floats) -> Floats:
        made = np.full(shape, np.nan)
        made[course, column] = values[kept]
        return made

    there = np.zeros(shape, dtype=bool)
    there[course, column] = True
    days = np.zeros(shape, dtype=np.int64)
    days[course, column] = day
    counts = np.take_along_axis(count, days, axis=1)
    minutes = row(of.walking + of.running)
    return _Rows(there, days, counts, minutes, row(of.running), row(of.effort), row(of.enjoyment))


def _equals(rows: _Rows, terms: Terms, part: slice) -> Flags:
    """(rows of the part, S, S): the second session is an earlier equal of the first."""
    apart = rows.count[part, :, None] - rows.count[part, None, :]
    minutes = rows.minutes[part, :, None]
    near = np.maximum(terms.equal_minutes, terms.equal_share * minutes)
    alike = np.abs(minutes - rows.minutes[part, None, :]) <= near
    alike &= np.abs(rows.running[part, :, None] - rows.running[part, None, :]) <= near
    early = (apart >= terms.earlier_after_days) & (apart <= terms.earlier_within_days)
    return np.asarray(early & alike & rows.there[part, None, :])


def _usual(rows: _Rows, terms: Terms) -> tuple[Floats, Floats]:
    """(B, S): effort and enjoyment of the earlier equals of each session; NaN where they are too few."""
    effort, enjoyment = np.full_like(rows.effort, np.nan), np.full_like(rows.effort, np.nan)
    courses, sessions = rows.effort.shape
    at_once = max(_PAIRS_AT_ONCE // sessions**2, 1)
    for begin in range(0, courses, at_once):
        part = slice(begin, begin + at_once)
        equals = _equals(rows, terms, part)
        for found, values in ((effort, rows.effort), (enjoyment, rows.enjoyment)):
            earlier = np.where(equals, values[part, None, :], np.nan)
            found[part], _ = own_level(earlier, terms.earlier_fewest, 0.0)
    return effort, enjoyment


def rise(block: Block, counted: Flags, count: Ints, terms: Terms) -> Rise:
    """The rise of effort over the latest sessions of each course, on each day."""
    rows, recent = _in_rows(block, counted, count), terms.recent_sessions
    usual, enjoyed = _usual(rows, terms)
    judged = rows.there & ~np.isnan(usual)
    place, number = pressed(judged)
    there = np.arange(place.shape[1]) < number[:, None]

    def latest(values: Floats) -> Floats:
        moved = np.where(there, np.take_along_axis(values, place, axis=1), np.nan)
        return own_level(trailing(moved, recent), recent, 0.0)[0]

    day = np.where(there, np.take_along_axis(rows.day, place, axis=1), block.days)
    upto = np.arange(block.days)
    last = (day[:, None, :] <= upto[:, None]).sum(axis=-1) - 1  # (B, D): the latest judged session of each day
    at = np.maximum(last, 0)
    days = np.take_along_axis(trailing(day, recent), at[..., None], axis=1)
    oldest = np.take_along_axis(count, np.minimum(days[..., 0], block.days - 1), axis=1)
    fresh = (last >= recent - 1) & (count - oldest < terms.sessions_within_days)

    def on_days(of_sessions: Floats) -> Floats:
        return np.where(fresh, np.take_along_axis(latest(of_sessions), at, axis=1), np.nan)

    return Rise(
        effort=on_days(rows.effort),
        effort_more=on_days(rows.effort - usual),
        enjoyment=on_days(rows.enjoyment),
        enjoyment_less=on_days(enjoyed - rows.enjoyment),
        minutes=on_days(rows.minutes),
        days=days,
    )
