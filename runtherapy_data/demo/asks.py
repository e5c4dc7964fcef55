"""What the demo clients are asked by the default protocol: done where there is a result, else open or dropped."""

from __future__ import annotations

import datetime as dt
from typing import Final

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.demo.arrays import IdMaker, Objects, objects
from runtherapy_data.demo.face import is_face
from runtherapy_data.demo.loaded import MOMENTS, Batch
from runtherapy_data.demo.people import follow_ups
from runtherapy_data.measures.codes import DueState, Moment
from runtherapy_data.measures.protocol import Protocol, last_day
from runtherapy_data.store.tables import QuestionnaireDue

FACE_IS_ASKED: Final = "phq9"  # today, by hand: something to fill in for who comes to look
# Nobody goes on asking for what was due longer ago than this.
_FORGOTTEN: Final = dt.timedelta(days=21)
_MORNING: Final = 1  # a time of CLOCK
_STATES: Final = objects([DueState.OPEN.value, DueState.DONE.value, DueState.DROPPED.value])
_OPEN, _DONE, _DROPPED = range(3)


def _due(batch: Batch) -> Objects:
    """Client x moment: the day, counted as `measures.protocol.due_on` does."""
    days, roster = batch.calendar.days, batch.roster
    starts, weeks = days(roster.starts), roster.weeks.tolist()
    planned = objects([last_day(start, many) for start, many in zip(starts.tolist(), weeks, strict=True)])
    ends = np.where(roster.running, planned, days(roster.ends))
    mid = np.minimum(days(roster.starts + 7 * (Protocol().mid_week - 1)), ends)
    return np.stack([starts, mid, ends, follow_ups(roster, batch.calendar)], axis=1)


def rows(batch: Batch, ids: IdMaker, results: dict[str, Objects]) -> Rows:
    """The asks. `results`: by instrument, client x moment: the result that the ask led to, or None."""
    due, protocol = _due(batch), Protocol().asked
    moments = [MOMENTS.index(one.moment) for one in protocol]
    found = np.stack([results[one.instrument][:, at] for one, at in zip(protocol, moments, strict=True)], axis=1)
    days = due[:, moments]
    state = np.where(days < batch.calendar.today - _FORGOTTEN, _DROPPED, _OPEN)
    # After an early end nobody asks what belonged halfway.
    halfway = np.array([one.moment == Moment.MID for one in protocol])
    state = np.where(halfway & ~batch.roster.running[:, None], _DROPPED, state)
    has_result = np.array([one is not None for one in found.ravel()]).reshape(found.shape)
    state = np.where(has_result, _DONE, state)
    who = np.repeat(np.arange(len(batch)), len(protocol))
    asked_at = batch.calendar.moments(batch.roster.starts - 1, np.full(len(batch), _MORNING))
    face = np.flatnonzero(is_face(batch.roster.number))
    more = len(face)
    today = [batch.calendar.today] * more
    return Rows(
        QuestionnaireDue,
        {
            "course_id": batch.courses[np.append(who, face)].tolist(),
            "id": ids.make(len(who) + more),
            "instrument": [*[one.instrument for one in protocol] * len(batch), *[FACE_IS_ASKED] * more],
            "moment": [*[one.moment.value for one in protocol] * len(batch), *[Moment.EXTRA.value] * more],
            "due_on": [*days.ravel().tolist(), *today],
            "state": [*_STATES[state.ravel()].tolist(), *[DueState.OPEN.value] * more],
            # Dropped by somebody: a later change of the plan or the end does not ask for it again.
            "by_hand": [*(state.ravel() == _DROPPED).tolist(), *[True] * more],
            "result_id": [*found.ravel().tolist(), *[None] * more],
            "asked_at": [*asked_at[who].tolist(), *_yesterday(batch, more)],
        },
    )


def _yesterday(batch: Batch, many: int) -> list[dt.datetime]:
    return batch.calendar.moments(np.full(many, -1), np.full(many, _MORNING)).tolist()  # type: ignore[no-any-return]
