"""`python -m benchmarks.trend`: how often the trend's band and the changes' intervals hold the truth (docs/trend.md).

Everything is made up with a fixed seed, so that the same figures come out again; `--series` says how many.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.series import START, Made, flat, with_moods_that_last, with_random_gaps, without_bad_days
from runtherapy_data.analysis import baseline
from runtherapy_data.analysis.trend import smooth

SEED = 20261
Maker = Callable[[np.random.Generator], Made]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Held:
    """Day by day over all series: was the truth inside the band, how wide was it, how far off was the line."""

    inside: Flags
    width: NDArray[np.float64]
    off: NDArray[np.float64]
    in_gap: Flags


def made(maker: Maker, series: int) -> Iterator[Made]:
    """So many series, the same ones each time."""
    rng = np.random.default_rng(SEED)
    for _ in range(series):
        yield maker(rng)


def bands(maker: Maker, series: int) -> Held:
    """What the trend's band held, on every day from the first to the last answer."""
    parts: list[Held] = []
    for one in made(maker, series):
        trend = smooth(one.days, one.values)
        if trend is None:
            continue
        first, last = int(one.places[0]), int(one.places[-1])
        truth = one.level[first : last + 1]
        low, level, high = (np.array(side) for side in (trend.low, trend.level, trend.high))
        parts.append(Held((low <= truth) & (truth <= high), high - low, level - truth, _in_gap(one)))
    return Held(*(np.concatenate([getattr(part, name) for part in parts]) for name in Held.__dataclass_fields__))


def _in_gap(one: Made) -> Flags:
    """Days that lie in a stretch of four or more without an answer."""
    found = np.zeros(int(one.places[-1] - one.places[0]) + 1, dtype=bool)
    for before, after in zip(one.places[:-1], one.places[1:], strict=True):
        if after - before > 4:
            found[before - one.places[0] + 1 : after - one.places[0]] = True
    return found


def changes(maker: Maker, series: int, *, lately: bool, as_felt: bool = False) -> tuple[float, float, int]:
    """Of the changes that could be told: share whose interval holds the true one, share that is named, and how many.

    The true one is that of the slow level or, `as_felt`, of how all days were, answered or not.
    """
    held, named = [], []
    for one in made(maker, series):
        last = len(one.level) - 1
        today = START + dt.timedelta(days=last)
        if lately:
            found = baseline.lately(one.days, one.values, today)
        else:
            found = baseline.since_start(one.days, one.values, START, today)
        if found is None:
            continue
        true = one.felt if as_felt and one.felt is not None else one.level
        truth = _mean(true, found.after) - _mean(true, found.before)
        held.append(found.low <= truth <= found.high)
        named.append(found.is_clear)
    return float(np.mean(held)), float(np.mean(named)), len(held)


def _mean(true: NDArray[np.float64], part: baseline.Stretch) -> float:
    """The true mean of all days of a stretch, answered or not."""
    return float(true[(part.first - START).days : (part.last - START).days + 1].mean())


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _table(series: int) -> Iterator[str]:
    yield f"{series} series, seed {SEED}"
    makers = {
        "random gaps": with_random_gaps,
        "bad days go missing": without_bad_days,
        "spells of good and bad days": with_moods_that_last,
    }
    for name, maker in makers.items():
        held = bands(maker, series)
        yield (
            f"trend, {name}: truth in the band {_percent(held.inside.mean())}, mean width {held.width.mean():.2f}, "
            f"RMS error {np.sqrt((held.off**2).mean()):.3f}, line too high by {held.off.mean():+.2f}"
        )
        gaps = held.in_gap
        yield (
            f"  in gaps of 4 days or more: truth in the band {_percent(held.inside[gaps].mean())}, "
            f"mean width {held.width[gaps].mean():.2f} (elsewhere {held.width[~gaps].mean():.2f})"
        )
        for lately in (False, True):
            inside, named, count = changes(maker, series, lately=lately)
            what = "last two weeks" if lately else "since the start"
            yield f"  change {what}: interval holds the truth {_percent(inside)}, named {_percent(named)} (n = {count})"
    for lately in (False, True):
        inside, _, count = changes(with_moods_that_last, series, lately=lately, as_felt=True)
        what = "last two weeks" if lately else "since the start"
        yield f"  the same of how the days were, {what}: interval holds the truth {_percent(inside)} (n = {count})"
    for step in (0.0, 1.0, 1.5, 2.0):
        inside, named, count = changes(partial(flat, step=step), series, lately=True)
        yield f"a step of {step} two weeks ago: named {_percent(named)}, held {_percent(inside)} (n = {count})"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=1000)
    for line in _table(parser.parse_args().series):
        print(line)


if __name__ == "__main__":
    main()
