"""The plan of each week of the demo courses; in sessions, how walking and running took turns and what was picked."""

from __future__ import annotations

from functools import lru_cache
from math import floor
from typing import Any, Final

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.demo.arrays import Objects, objects
from runtherapy_data.demo.loaded import Batch
from runtherapy_data.demo.sessions import Held
from runtherapy_data.measures.intervals import Intervals
from runtherapy_data.measures.observations import picked
from runtherapy_data.store.tables import PlanWeek, SessionLog

_TAKES_TURNS: Final = 0.8  # of the sessions with running in them: written down as intervals
_LONGEST_WALK: Final = 3.0
_AROUND: Final = 5  # minutes of walking kept for before and after, where there are so many
_POOL: Final = 40
# What is picked on days that are better, and that are worse, than usual.
_AT_EASE: Final = {
    "breathing": ("calm", "low", "rhythm"),
    "posture": ("upright", "loose", "looks_around"),
    "muscle_tension": ("relaxed", "lets_go"),
    "mental_signals": ("present", "own_pace", "stops_in_time", "lighter"),
}
_STRAINED: Final = {
    "breathing": ("high", "hurried", "held", "sighing"),
    "posture": ("bent", "shoulders_up", "arms_still", "eyes_down"),
    "muscle_tension": ("jaw", "neck_shoulders", "hands", "back"),
    "mental_signals": ("worries", "pushes", "restless", "tense", "tired"),
}


def plan_weeks(batch: Batch, held: Held) -> Rows:
    """The plan that the sessions were held by: in the first week one with the therapist, then as many as agreed."""
    most = held.minutes.by_week.shape[1]
    who, week = np.nonzero(np.arange(most) < batch.roster.weeks[:, None])
    sessions = np.where(week == 0, 1, 3)
    return Rows(
        PlanWeek,
        {
            "course_id": batch.courses[who].tolist(),
            "week": (week + 1).tolist(),
            "sessions": sessions.tolist(),
            "minutes": (sessions * held.minutes.by_week[who, week]).tolist(),
        },
    )


def observed(rng: np.random.Generator, batch: Batch, held: Held, share: float) -> Rows:
    """The session log with its intervals and with what therapists picked in `share` of the guided sessions."""
    runs = (held.minutes.running > 0) & (rng.random(len(held.who)) < _TAKES_TURNS)
    notation = [
        _notation(running, walking) if turns else None
        for turns, running, walking in zip(
            runs.tolist(), held.minutes.running.tolist(), held.minutes.walking.tolist(), strict=True
        )
    ]
    picks: Objects = np.full(len(held.who), None, dtype=object)
    told = np.flatnonzero(held.guided & (rng.random(len(held.who)) < share))
    good = batch.levels.state[held.who[told], held.day[told]] + rng.normal(0, 0.7, len(told)) > -0.2
    for kinds, where in ((_AT_EASE, told[good]), (_STRAINED, told[~good])):
        picks[where] = rng.choice(_pool(rng, kinds), len(where))
    return Rows(SessionLog, {**held.rows.columns, "intervals": notation, "picks": picks.tolist()})


@lru_cache(maxsize=4096)
def _notation(running: int, walking: int) -> str:
    """Intervals of just so many minutes: short turns at first, longer ones as there is more running."""
    ideal = min(max(running / 6, 1.0), 5.0)
    times = min((n for n in range(1, 61) if (2 * running) % n == 0), key=lambda n: abs(running / n - ideal))
    between = min(floor(2 * max(walking - _AROUND, walking / 2) / times) / 2, _LONGEST_WALK)
    left = walking - times * between
    before = min(floor(left / 2), 30)
    return str(Intervals(times, running / times, between, before, left - before))


def _pool(rng: np.random.Generator, kinds: dict[str, tuple[str, ...]]) -> Objects:
    """Some ways to pick one code or two of some of the kinds; the same objects again and again."""
    made: list[dict[str, Any] | None] = []
    for _ in range(_POOL):
        some = {
            kind: rng.choice(codes, int(rng.integers(1, 3)), replace=False).tolist() for kind, codes in kinds.items()
        }
        left_out = rng.choice(list(kinds), int(rng.integers(0, 3)), replace=False).tolist()
        made.append(picked({kind: codes for kind, codes in some.items() if kind not in left_out}))
    return objects(made)
