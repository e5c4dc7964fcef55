"""The goals of the demo clients: activities of their own, scored 0-10 at each moment; they ease as the days do."""

from __future__ import annotations

from typing import Final

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.demo import questionnaires
from runtherapy_data.demo.arrays import Floats, IdMaker, Ints, Objects, objects, only, rounded, scores
from runtherapy_data.demo.face import is_face
from runtherapy_data.demo.filled import filled_in
from runtherapy_data.demo.loaded import MOMENTS, Answered, Batch
from runtherapy_data.demo.roster import COMPLAINTS
from runtherapy_data.measures.protocol import OWN_GOALS
from runtherapy_data.store.tables import Goal, QuestionnaireAnswer, QuestionnaireResult

MOST: Final = 5
_FEWEST: Final = 3
_GIVEN: Final = 0.97
# How hard an activity is when all days are a 5, and how much easier it gets with each point (invented).
_MIDDLE, _EASIER = 5.8, np.array([0.35, 0.15, 0.35, -0.25])
# One client in so many drops the last goal on this day of the course.
_DROPS_ONE, _DROPPED_ON = 29, 30


class Goals:
    """Of each client: how many goals there are, how hard each is besides, and whether the last one was dropped."""

    def __init__(self, rng: np.random.Generator, batch: Batch) -> None:
        number, started = batch.roster.number, batch.roster.starts + _DROPPED_ON < 0
        self.count = rng.integers(_FEWEST, MOST + 1, len(batch))
        self.count[batch.roster.carries("nothing_yet")] = 0
        self.count[is_face(number)] = 4
        self.own = rng.normal(0, 1.0, (len(batch), MOST))
        self.drops = (number % _DROPS_ONE == 3) & (self.count > _FEWEST) & started
        self._first = rng.integers(0, MOST, len(batch))

    def rows(self, batch: Batch) -> Rows:
        """The goals, in the words of their complaint group."""
        who, place = np.nonzero(np.arange(MOST) < self._many(batch)[:, None])
        words: Objects = np.full(len(who), None, dtype=object)
        for at, group in enumerate(COMPLAINTS):
            options = objects(filled_in().goals[group])
            these = np.flatnonzero(batch.roster.complaint[who] == at)
            words[these] = options[(self._first[who[these]] + place[these]) % len(options)]
        dropped = self.drops[who] & (place + 1 == self._many(batch)[who])
        return Rows(
            Goal,
            {
                "course_id": batch.courses[who].tolist(),
                "position": (place + 1).tolist(),
                "words": words.tolist(),
                "dropped_on": only(batch.calendar.days(batch.roster.starts[who] + _DROPPED_ON), dropped),
            },
        )

    def _many(self, batch: Batch) -> Ints:
        """No more of them than there are different words for."""
        known = np.array([len(filled_in().goals[group]) for group in COMPLAINTS])
        return np.asarray(np.minimum(self.count, known[batch.roster.complaint]))

    def scored(
        self, rng: np.random.Generator, batch: Batch, answered: Answered, ids: IdMaker
    ) -> tuple[list[Rows], Objects]:
        """The results with their items, at most of the times anything was filled in; client x moment: the result."""
        given = (rng.random(len(answered)) < _GIVEN) | is_face(batch.roster.number)[answered.who]
        kept = np.flatnonzero(given & (self.count[answered.who] > 0))
        who, day = answered.who[kept], answered.day[kept]
        asked = np.arange(MOST) < self._many(batch)[who][:, None]
        still = np.arange(MOST) + 1 < self._many(batch)[who][:, None]
        asked = np.where((self.drops[who] & (day >= _DROPPED_ON))[:, None], still, asked)
        values = rounded(self._hard(rng, batch, who, day))
        total = np.round((values * asked).sum(axis=1) / asked.sum(axis=1), 2)
        made, offset = objects(ids.make(len(kept))), batch.roster.starts[who] + day
        results = Rows(
            QuestionnaireResult,
            {
                "course_id": batch.courses[who].tolist(),
                "id": made.tolist(),
                "instrument": [OWN_GOALS] * len(kept),
                "taken_on": batch.calendar.days(offset).tolist(),
                "moment": objects([one.value for one in MOMENTS])[answered.moment[kept]].tolist(),
                "total": total.tolist(),
                **questionnaires.entered(batch, who, offset),
            },
        )
        row, place = np.nonzero(asked)
        items = Rows(
            QuestionnaireAnswer,
            {
                "course_id": batch.courses[who[row]].tolist(),
                "result_id": made[row].tolist(),
                "item": (place + 1).tolist(),
                "value": scores(values[row, place]),
            },
        )
        return [results, items], answered.table(len(batch), made, kept)

    def _hard(self, rng: np.random.Generator, batch: Batch, who: Ints, day: Ints) -> Floats:
        """Result x goal: how hard it was, 0 to 10."""
        eased = _EASIER @ (questionnaires.lately(batch.levels, who, day) - 5)
        return _MIDDLE - eased[:, None] + self.own[who] + rng.normal(0, 0.5, (len(who), MOST))
