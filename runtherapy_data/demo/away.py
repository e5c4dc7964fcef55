"""When something is not as usual in the demo practice: one course is paused, and therapists stand in for each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.demo.arrays import IdMaker, Ints, Objects
from runtherapy_data.demo.loaded import Batch
from runtherapy_data.demo.roster import DEMO_THERAPIST_RUNNING, NO_TRUTH
from runtherapy_data.demo.sessions import Held
from runtherapy_data.measures.codes import EventKind
from runtherapy_data.store.tables import LifeEvent, SessionLog, Substitution

# Days from the day of loading: a pause, and (whose place in the list of therapists, who stands in) for so long.
_PAUSE: Final = (-6, 10)
_PAUSE_NOTE: Final = "Drukke weken thuis. We gaan daarna verder waar je bent."
_COVER: Final = ((2, 1, -4, 10), (3, 0, 9, 16))
_BEGUN, _TO_GO = 21, 21


def paused(batch: Batch) -> Ints:
    """Whose course is paused: the first of the demo therapist that is well under way, with no story of its own."""
    roster = batch.roster
    under_way = (roster.days > _BEGUN) & (roster.ends > _TO_GO) & roster.running
    plain = (roster.truth == NO_TRUTH) & (batch.levels.event == 0)
    return np.flatnonzero(under_way & plain & (roster.number <= DEMO_THERAPIST_RUNNING))[:1]


def pauses(batch: Batch, ids: IdMaker) -> Rows:
    """The pause, and how long it is planned to be."""
    who = paused(batch)
    first, last = (batch.calendar.days(np.full(len(who), at)).tolist() for at in _PAUSE)
    return Rows(
        LifeEvent,
        {
            "course_id": batch.courses[who].tolist(),
            "id": ids.make(len(who)),
            "kind": [EventKind.PAUSE.value] * len(who),
            "starts_on": first,
            "ends_on": last,
            "note": [_PAUSE_NOTE] * len(who),
        },
    )


def without_paused(batch: Batch, held: Held) -> Held:
    """The sessions but those in a pause."""
    if not len(paused(batch)):
        return held
    kept = np.flatnonzero(~(np.isin(held.who, paused(batch)) & (batch.roster.starts[held.who] + held.day >= _PAUSE[0])))
    columns: dict[str, Sequence[Any]] = {
        name: [values[at] for at in kept.tolist()] for name, values in held.rows.columns.items()
    }
    return held.only(Rows(SessionLog, columns), kept)


def substitutions(batch: Batch, therapists: Objects, ids: IdMaker) -> Rows:
    """One colleague stands in for another now, and the demo therapist for a third in some days."""
    whole, stands_in, first, until = zip(*_COVER, strict=True)
    return Rows(
        Substitution,
        {
            "id": ids.make(len(_COVER)),
            "account_id": therapists[list(whole)].tolist(),
            "substitute_id": therapists[list(stands_in)].tolist(),
            "from_on": batch.calendar.days(np.array(first)).tolist(),
            "until_on": batch.calendar.days(np.array(until)).tolist(),
        },
    )
