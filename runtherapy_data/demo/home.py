"""Exercises of the demo clients for at home: given at guided sessions, done on some of the days with a check-in."""

from __future__ import annotations

from typing import Final

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.demo.arrays import Flags, Floats, IdMaker, Ints, objects, only
from runtherapy_data.demo.check_ins import CheckedIn
from runtherapy_data.demo.filled import filled_in
from runtherapy_data.demo.levels import DAYS
from runtherapy_data.demo.loaded import Batch
from runtherapy_data.demo.sessions import Held
from runtherapy_data.measures.exercises import SHIPPED
from runtherapy_data.store.tables import ExerciseDone, ExerciseGiven

# At which of somebody's guided sessions, from 0, an exercise was given; with the last one the first comes to its end.
_AT: Final = (1, 3, 5)
_OPEN_END: Final = 10_000


def rows(
    rng: np.random.Generator, batch: Batch, held: Held, checked_in: CheckedIn, ids: IdMaker, often: float
) -> list[Rows]:
    """What was given and what was done. `often`: the chance of a usual day on which an exercise was done."""
    guided = np.flatnonzero(held.guided)
    rank = np.arange(len(guided)) - np.searchsorted(held.who[guided], held.who[guided])
    session = guided[np.isin(rank, _AT)]
    turn = np.searchsorted(_AT, rank[np.isin(rank, _AT)])
    who, day = held.who[session], held.day[session]
    until = np.full(len(session), _OPEN_END)
    last = np.flatnonzero(turn == len(_AT) - 1)
    until[last - (len(_AT) - 1)] = day[last]
    code = (rng.integers(0, len(SHIPPED), len(batch))[who] + turn * 4) % len(SHIPPED)
    notes = objects([None, *filled_in().exercises["notes"]])
    made = objects(ids.make(len(session)))
    given = Rows(
        ExerciseGiven,
        {
            "course_id": batch.courses[who].tolist(),
            "id": made.tolist(),
            "exercise": objects([one.code for one in SHIPPED])[code].tolist(),
            "given_on": batch.calendar.days(batch.roster.starts[who] + day).tolist(),
            "until_on": only(
                batch.calendar.days(batch.roster.starts[who] + np.minimum(until, day + 70)), until < _OPEN_END
            ),
            "session_id": held.ids[session].tolist(),
            "note": notes[rng.integers(0, len(notes), len(session))].tolist(),
        },
    )
    row, on = _done(rng, batch, checked_in, who, day, until, often)
    done = Rows(
        ExerciseDone,
        {
            "course_id": batch.courses[who[row]].tolist(),
            "given_id": made[row].tolist(),
            "day": batch.calendar.days(batch.roster.starts[who[row]] + on).tolist(),
        },
    )
    return [given, done]


def _done(
    rng: np.random.Generator, batch: Batch, checked_in: CheckedIn, who: Ints, day: Ints, until: Ints, often: float
) -> tuple[Ints, Ints]:
    """Row of what was given, and the day of the course: only on days with a check-in, while it was in force."""
    every: Flags = np.zeros((len(batch), DAYS), dtype=bool)
    every[checked_in.who, checked_in.day] = True
    days = np.arange(DAYS)
    in_force = (days >= day[:, None]) & (days < until[:, None]) & (days < batch.roster.days[who][:, None])
    state: Floats = np.clip(batch.levels.state[who], -2, 2)
    likely = often * (1 + 0.25 * state)
    happened: Flags = in_force & every[who] & (rng.random((len(who), len(days))) < likely)
    row, on = np.nonzero(happened)
    return row, on
