"""Energy lower one to three days after sessions than on other days, in courses without fixed increments."""

from __future__ import annotations

import numpy as np

from runtherapy_data.analysis.block import Flags, Floats, Ints
from runtherapy_data.analysis.rules import rule
from runtherapy_data.analysis.signals.facts import Facts
from runtherapy_data.analysis.signals.levels import own_level, trailing
from runtherapy_data.analysis.signals.looks import Ground, Look, away, kept_up, rounded


def look(facts: Facts) -> list[Look]:
    """One look: days after a session against days without one in the days before, over the latest weeks."""
    this = rule("after_effect")
    days, within = int(this["after_days"]), int(this["within_days"])
    rows = np.flatnonzero(facts.block.no_fixed_increments)  # of the others nothing is worked out
    energy = facts.daily("energy")[rows]
    after = _after(facts.sessions_on[rows], days)

    def level(which: Flags, fewest: str) -> tuple[Floats, Floats]:
        seen = trailing(np.where(which, energy, np.nan), within)
        return own_level(seen, int(this[fewest]), this["least_spread"])

    lately, _ = level(after, "fewest_after")
    own, spread = level(~after, "fewest_other")
    # Sessions whose days after have begun.
    sessions = trailing(np.pad(facts.sessions_on[rows], ((0, 0), (1, 0)))[:, :-1], within).sum(axis=-1)
    limit = np.maximum(this["fall_points"], this["fall_spreads"] * spread)
    points = np.where(sessions >= this["fewest_sessions"], own - lately, np.nan)
    holds = np.zeros_like(facts.come)
    holds[rows] = kept_up(points >= limit, points >= this["off_share"] * limit) & facts.come[rows]
    place = np.zeros(len(facts.come), dtype=np.int64)
    place[rows] = np.arange(len(rows))

    def ground(course: int, day: int) -> Ground:
        row, first = place[course], max(day - within + 1, 0)
        felt = after[row, first : day + 1] & ~np.isnan(energy[row, first : day + 1])
        return Ground(
            days=tuple((first + np.flatnonzero(felt)).tolist()),
            numbers={
                "energy": rounded(lately[row, day]),
                "energy_own": away(lately[row, day], points[row, day]),
                "points": rounded(points[row, day]),
                "sessions": int(sessions[row, day]),
            },
            limits={
                "limit": rounded(limit[row, day]),
                "until": rounded(this["off_share"] * limit[row, day]),
            },
        )

    return [Look(this, holds, ground)]


def _after(sessions_on: Ints, days: int) -> Flags:
    """(rows, D): there was a session one to so many days before."""
    found = np.zeros(sessions_on.shape, dtype=bool)
    for later in range(1, days + 1):
        found[:, later:] |= sessions_on[:, :-later] > 0
    return found
