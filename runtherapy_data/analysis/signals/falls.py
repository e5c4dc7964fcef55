"""How far the latest answers to a daily measure lie below the client's own level of the weeks before them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from runtherapy_data.analysis.block import Floats, Ints
from runtherapy_data.analysis.rules import Rule
from runtherapy_data.analysis.signals.levels import own_level, pressed, trailing


@dataclass(frozen=True, slots=True)
class Fall:
    """(B, D), as known on each day: the level of the latest answers, the own level and spread, and how far it fell.

    All in points, NaN where there were too few answers. `first`: (B, D) the day of the oldest of the latest answers.
    """

    lately: Floats
    own: Floats
    spread: Floats
    points: Floats
    first: Ints

    def limit(self, points: float, spreads: float) -> Floats:
        """From how many points on a fall counts: so many at least, and so many times the own spread."""
        return np.maximum(points, spreads * self.spread)


def fall(values: Floats, count: Ints, rule: Rule) -> Fall:
    """The fall of one measure. `values` (B, D): NaN where not answered; `count` (B, D): counted days up to each.

    The latest answers lie within so many counted days of the day that looks, and the own level ends before the first of
    them, so that a fall does not pull its own yardstick down.
    """
    recent, own_most = int(rule["recent_answers"]), int(rule["own_answers"])
    answered = ~np.isnan(values)
    place, number = pressed(answered)
    there = np.arange(place.shape[1]) < number[:, None]
    said = np.where(there, np.take_along_axis(values, place, axis=1), np.nan)
    when = np.where(there, np.take_along_axis(count, place, axis=1), 0)
    lately, _ = own_level(trailing(said, recent), recent, 0.0)
    began = np.pad(when, ((0, 0), (recent - 1, 0)))[:, : when.shape[1]]  # of the oldest of the latest
    earlier = np.pad(said, ((0, 0), (recent, 0)), constant_values=np.nan)[:, : said.shape[1]]
    earlier_when = np.pad(when, ((0, 0), (recent, 0)))[:, : when.shape[1]]
    young = began[..., None] - trailing(earlier_when, own_most) <= rule["own_within_days"]
    before = np.where(young, trailing(earlier, own_most), np.nan)
    own, spread = own_level(before, int(rule["own_fewest_answers"]), rule["least_spread"])

    last = np.cumsum(answered, axis=1) - 1  # the latest answer of each day
    at = np.maximum(last, 0)
    fresh = (last >= recent - 1) & (count - np.take_along_axis(began, at, axis=1) < rule["recent_within_days"])

    def on_days(of_answers: Floats) -> Floats:
        return np.where(fresh, np.take_along_axis(of_answers, at, axis=1), np.nan)

    oldest = np.take_along_axis(place, np.maximum(at - recent + 1, 0), axis=1)
    return Fall(on_days(lately), on_days(own), on_days(spread), on_days(own - lately), oldest)
