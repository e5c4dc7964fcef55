"""The intakes of the demo clients: what they can bear, what to watch, what it led to. Each text says: an example."""

from __future__ import annotations

from typing import Final

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.demo.arrays import Flags, IdMaker, Ints, Objects, objects, only
from runtherapy_data.demo.filled import filled_in
from runtherapy_data.demo.loaded import Batch
from runtherapy_data.demo.roster import COMPLAINTS
from runtherapy_data.measures.codes import IntakeOutcome
from runtherapy_data.store.tables import Intake, MedicalPoint

# Whose medical point nobody confirmed: one in the intake, one who has begun.
UNCONFIRMED: Final = (16, 28)
_MORNING: Final = 1  # a time of CLOCK


def _going_on(batch: Batch) -> Flags:
    """Who has an intake without an outcome yet."""
    return batch.roster.carries("nothing_yet")


def _decided(batch: Batch) -> Ints:
    return np.asarray(np.minimum(batch.roster.starts + batch.roster.number % 3, -1))


def rows(rng: np.random.Generator, batch: Batch, share_of_words: float) -> Rows:
    """An intake each; every course of the demo was found suitable, or is not there yet."""
    roster, said = batch.roster, filled_in().intake
    decided, tells = ~_going_on(batch), rng.random(len(batch)) < share_of_words
    tells |= _going_on(batch)
    complaints: Objects = np.full(len(batch), None, dtype=object)
    for at, group in enumerate(COMPLAINTS):
        who = np.flatnonzero(tells & (roster.complaint == at))
        complaints[who] = rng.choice(objects(said["complaints"][group]), len(who))
    outcome = objects([IntakeOutcome.SUITABLE.value] * len(batch))
    capacities = {
        name: only(rng.choice(objects(said[name]), len(batch)), tells & decided)
        for name in ("physical_capacity", "mental_capacity")
    }
    return Rows(
        Intake,
        {
            "course_id": batch.courses.tolist(),
            "complaints": complaints.tolist(),
            **capacities,
            "outcome": only(outcome, decided),
            "decided_on": only(batch.calendar.days(_decided(batch)), decided),
        },
    )


def medical_points(rng: np.random.Generator, batch: Batch, ids: IdMaker, share: float) -> Rows:
    """One point or two for some, confirmed by their therapist before the first run; of a few not yet."""
    number = batch.roster.number
    open_still = np.isin(number, UNCONFIRMED)
    many = np.where(rng.random(len(batch)) < share, rng.integers(1, 3, len(batch)), open_still.astype(np.int64))
    who = np.repeat(np.arange(len(batch)), many)
    options = objects(filled_in().intake["medical"])
    first = rng.integers(0, len(options), len(batch))
    turn = np.arange(len(who)) - np.searchsorted(who, who)
    confirmed = ~open_still[who]
    at = batch.calendar.moments(_decided(batch)[who], np.full(len(who), _MORNING))
    return Rows(
        MedicalPoint,
        {
            "course_id": batch.courses[who].tolist(),
            "id": ids.make(len(who)),
            "words": options[(first[who] + turn) % len(options)].tolist(),
            "confirmed_at": only(at, confirmed),
            "confirmed_by": only(batch.therapists[who], confirmed),
        },
    )
