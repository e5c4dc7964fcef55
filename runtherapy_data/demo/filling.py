"""What clients and therapists filled in besides: intakes, goals, plans, asks, weeks, exercises, and a pause.

Each part has a random stream of its own, so that adding one or changing one leaves all other facts of the demo alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.demo import asks, away, goals, home, intakes, training, weeks
from runtherapy_data.demo.arrays import IdMaker
from runtherapy_data.demo.check_ins import CheckedIn
from runtherapy_data.demo.loaded import Batch
from runtherapy_data.demo.plan import NAMED
from runtherapy_data.demo.questionnaires import Results
from runtherapy_data.demo.sessions import Held
from runtherapy_data.measures.protocol import OWN_GOALS

# The first number after seed and batch that tells these streams from those of the other facts.
STREAM: Final = 4


@dataclass(frozen=True, slots=True)
class Shares:
    """How often something was filled in: words of an intake, medical points, weeks and words about them, and so on."""

    intake_words: float
    medical: float
    weeks: float
    week_words: float
    picks: float
    exercises: float


_NAMED: Final = Shares(1.0, 0.4, 0.7, 0.4, 0.85, 0.45)
_MANY: Final = Shares(0.02, 0.1, 0.25, 0.02, 0.1, 0.05)


@dataclass(frozen=True, slots=True)
class Given:
    """The facts that this goes with."""

    batch: Batch
    checked_in: CheckedIn
    held: Held
    results: Results


def rows(seed: int, first: int, given: Given, ids: IdMaker) -> list[Rows]:
    """All rows, parents before children; the session log is among them, with what was observed in it."""
    batch, answered = given.batch, given.results.answered
    rng = {
        part: np.random.default_rng([seed, first, STREAM, at])
        for at, part in enumerate(("intake", "medical", "goals", "scores", "weeks", "training", "home"))
    }
    share = _NAMED if first <= NAMED else _MANY
    held = away.without_paused(batch, given.held)
    log = training.observed(rng["training"], batch, held, share.picks)
    own = goals.Goals(rng["goals"], batch)
    scored, psk = own.scored(rng["scores"], batch, answered, ids)
    return [
        away.pauses(batch, ids),
        intakes.rows(rng["intake"], batch, share.intake_words),
        intakes.medical_points(rng["medical"], batch, ids, share.medical),
        own.rows(batch),
        training.plan_weeks(batch, held),
        log,
        *scored,
        asks.rows(batch, ids, {OWN_GOALS: psk, "phq9": given.results.phq9}),
        weeks.rows(rng["weeks"], batch, share.weeks, share.week_words),
        *home.rows(rng["home"], batch, held, given.checked_in, ids, share.exercises),
    ]
