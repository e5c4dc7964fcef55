"""How the demo clients look back on their weeks: consistent with their days, once a week, not every week."""

from __future__ import annotations

from typing import Final

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.demo.arrays import Objects, in_turn, rounded, scores
from runtherapy_data.demo.calendar import EVENING
from runtherapy_data.demo.face import is_face
from runtherapy_data.demo.filled import filled_in
from runtherapy_data.demo.levels import DAYS
from runtherapy_data.demo.loaded import Batch
from runtherapy_data.measures.weekly import WEEKLY
from runtherapy_data.store.tables import WeekReflection

_WEEKS: Final = DAYS // 7
_LAST: Final = 6  # the day of the week on which they look back, 0 is the first
# What a point of mood, sleep, energy and tension adds to each, in the order of WEEKLY, and of each week that passes.
_FROM_DAYS: Final = np.array([
    [0.35, 0.15, 0.25, -0.20], [0.40, 0.05, 0.15, -0.25], [0.15, 0.30, 0.35, -0.15], [0.20, 0.10, 0.20, -0.35],
])  # fmt: skip
_FROM_WEEKS: Final = np.array([0.04, 0.08, 0.02, 0.15])
_MIDDLE: Final = np.array([5.0, 4.8, 5.0, 4.4])


def rows(rng: np.random.Generator, batch: Batch, share: float, share_of_words: float) -> Rows:
    """The reflections on whole weeks of the course that lie behind; `share` of them were written."""
    roster = batch.roster
    usual = np.where(roster.carries("almost_no_data"), share / 6, share)
    usual = np.where(is_face(roster.number), 1.0, usual)
    whole = 7 * (np.arange(_WEEKS) + 1) <= np.minimum(roster.days, 7 * roster.weeks)[:, None]
    who, week = np.nonzero(whole & (rng.random((len(batch), _WEEKS)) < usual[:, None]))
    # Measure x client x week: the means of the days, and from them the measures of the week.
    days = batch.levels.level.reshape(4, len(batch), _WEEKS, 7).mean(axis=3)[:, who, week]
    own = rng.normal(0, 0.6, (len(WEEKLY), len(batch)))[:, who]
    level = _MIDDLE[:, None] + _FROM_DAYS @ (days - 5) + _FROM_WEEKS[:, None] * week + own
    given = rounded(level + rng.normal(0, 0.5, level.shape))
    given = np.where(rng.random(level.shape) < 0.03, -1, given)
    # Somebody who looks back says at least how resilient they were.
    given[0] = np.where(given[0] < 0, rounded(level[0]), given[0])
    offset = roster.starts[who] + 7 * week
    evening = np.full(len(who), EVENING[0])
    return Rows(
        WeekReflection,
        {
            "course_id": batch.courses[who].tolist(),
            "week_on": batch.calendar.days(offset).tolist(),
            **{one.code: scores(values) for one, values in zip(WEEKLY, given, strict=True)},
            "words": _words(rng, batch, who, week, share_of_words).tolist(),
            "recorded_at": batch.calendar.moments(offset + _LAST, evening).tolist(),
        },
    )


def _words(rng: np.random.Generator, batch: Batch, who: np.ndarray, week: np.ndarray, share: float) -> Objects:
    """A sentence about some of the weeks, by how they went."""
    state = batch.levels.state.reshape(len(batch), _WEEKS, 7).mean(axis=2)[who, week]
    tells = rng.random(len(who)) < share
    written: Objects = np.full(len(who), None, dtype=object)
    for name, these in (("better", state > 0.4), ("same", abs(state) <= 0.4), ("worse", state < -0.4)):
        where = np.flatnonzero(tells & these)
        written[where] = in_turn(rng, filled_in().weeks[name], who[where])
    return written
