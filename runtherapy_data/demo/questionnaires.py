"""Questionnaire results of the demo clients: totals and subscales that follow how the last two weeks were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.demo import answers
from runtherapy_data.demo.arrays import Flags, Floats, IdMaker, Ints, Objects, objects, rounded
from runtherapy_data.demo.calendar import EVENING
from runtherapy_data.demo.face import is_face
from runtherapy_data.demo.levels import DAYS, Levels
from runtherapy_data.demo.loaded import MOMENTS, Answered, Batch
from runtherapy_data.demo.roster import NO_TRUTH, OUTCOMES, Roster
from runtherapy_data.store.tables import QuestionnaireResult, QuestionnaireSubscale

_INTAKE, _MID, _END, _FOLLOW_UP = range(4)
INSTRUMENTS: Final = ("phq9", "gad7", "who5", "4dkl")
SUBSCALES: Final = ("distress", "depression", "anxiety", "somatisation")
_TWO_WEEKS: Final = 14

# fmt: off
# Score at mood, sleep, energy and tension all 5, and what a point of each adds (invented, plausible in size).
_SCORES = {
    "phq9":        (10.5, np.array([-1.8, -0.5, -0.8, 0.3]), 27, 2.4),
    "gad7":        (8.5, np.array([-0.7, -0.2, 0.0, 1.6]), 21, 2.0),
    "who5":        (10.5, np.array([1.7, 0.4, 0.9, -0.4]), 25, 1.5),   # raw: the total is four times this
    "distress":    (15.5, np.array([-1.4, -0.8, -0.5, 1.9]), 32, 2.2),
    "depression":   (3.2, np.array([-1.3, 0.0, -0.2, 0.2]), 12, 1.0),
    "anxiety":       (5.0, np.array([-0.5, 0.0, 0.0, 1.3]), 24, 1.6),
    "somatisation": (9.0, np.array([-0.3, -0.5, -0.7, 0.7]), 32, 2.0),
}
_BY_COMPLAINT = {   # in the order of the complaint groups
    "phq9":        np.array([0.0, 0.0, 1.5, 0.5, 0.0, -1.0]),
    "gad7":        np.array([0.0, 2.0, 0.0, -1.0, 0.0, -0.5]),
    "anxiety":       np.array([0.0, 3.5, 0.0, -1.0, 0.0, 0.0]),
    "depression":   np.array([0.0, 0.0, 1.8, 0.0, 0.0, -0.5]),
    "somatisation": np.array([0.0, 1.0, 0.0, 3.5, 6.5, 0.0]),
}
# fmt: on


def _days(rng: np.random.Generator, roster: Roster) -> tuple[Ints, Flags]:
    """Client x moment: the day of the course it is filled in on, and whether it was."""
    clients, last = len(roster), roster.ends - roster.starts
    half = np.where(roster.carries("no_response"), 6, np.clip(np.rint(roster.weeks / 2), 4, 6).astype(np.int64))
    day = np.stack(
        [
            rng.integers(0, 2, clients),
            7 * half - 1 + rng.integers(0, 3, clients),
            last - rng.integers(0, 3, clients),
            last + rng.integers(85, 98, clients),
        ],
        axis=1,
    )
    completed = roster.outcome == OUTCOMES.index("completed")
    expected = np.stack([np.ones(clients, dtype=bool), day[:, _MID] < roster.days, completed, completed], axis=1)
    chance = np.tile([0.97, 0.88, 0.88, 0.5], (clients, 1))
    chance[roster.carries("almost_no_data")] = 0.4
    chance[roster.carries("no_response"), :_END] = 1.0
    chance[roster.carries("risk_item"), :_END] = 1.0
    chance[roster.carries("nothing_yet")] = 0.0
    chance[is_face(roster.number)] = 1.0
    past = roster.starts[:, None] + day < 0
    return day, expected & past & (rng.random((clients, 4)) < chance)


def lately(levels: Levels, who: Ints, day: Ints) -> Floats:
    """Measure x result: the mean level of the two weeks up to that day, or of the first two where there were fewer."""
    sums = np.concatenate([np.zeros((*levels.level.shape[:2], 1)), np.cumsum(levels.level, axis=2)], axis=2)
    until = np.clip(day + 1, 5, DAYS)
    since = np.clip(until - _TWO_WEEKS, 0, None)
    return np.asarray((sums[:, who, until] - sums[:, who, since]) / (until - since))


def _score(rng: np.random.Generator, name: str, own: Floats, care: Floats, lately: Floats, complaint: Ints) -> Ints:
    """The score of each result; `own`: how much higher than their days somebody answers, `care`: how much it varies."""
    middle, weights, highest, noise = _SCORES[name]
    shift = _BY_COMPLAINT.get(name, np.zeros(6))[complaint]
    raw = middle + shift + weights @ (lately - 5) + own * noise + care * noise * rng.standard_normal(len(own))
    return rounded(raw, 0, highest)


@dataclass(frozen=True, slots=True)
class Results:
    """What goes into the store, when it was filled in, and client x moment: the id of the PHQ-9, or None."""

    rows: list[Rows]
    answered: Answered
    phq9: Objects


def rows(rng: np.random.Generator, batch: Batch, ids: IdMaker) -> Results:
    """Results, the subscales of the 4DKL and the items of the PHQ-9, in the order of course and day."""
    roster, calendar, courses = batch.roster, batch.calendar, batch.courses
    day, filled_in = _days(rng, roster)
    who, moment = np.nonzero(filled_in)
    answered = Answered(who, moment, day[who, moment])
    lately_were, complaint = lately(batch.levels, who, answered.day), roster.complaint[who]
    own = rng.standard_normal(len(roster))[who]
    care = np.where(roster.truth == NO_TRUTH, 0.7, 0.3)[who]
    scored = [_score(rng, name, own, care, lately_were, complaint) for name in INSTRUMENTS[:3]]
    risk = answers.risk_answers(roster, who, halfway=moment == _MID)
    scored[0] = np.clip(scored[0], risk, answers.OTHERS_AT_MOST + risk)
    totals: Objects = np.full((len(who), len(INSTRUMENTS)), None, dtype=object)
    for at, (total, times) in enumerate(zip(scored, (1.0, 1.0, 4.0), strict=True)):
        totals[:, at] = total * times
    always = is_face(roster.number) | roster.carries("no_response") | roster.carries("risk_item")
    given = (rng.random((len(who), len(INSTRUMENTS))) < 0.97) | always[who][:, None]
    result, instrument = np.nonzero(given)
    made = objects(ids.make(len(result)))
    offset = roster.starts[who[result]] + answered.day[result]
    results = Rows(
        QuestionnaireResult,
        {
            "course_id": courses[who[result]].tolist(),
            "id": made.tolist(),
            "instrument": objects(INSTRUMENTS)[instrument].tolist(),
            "taken_on": calendar.days(offset).tolist(),
            "moment": objects([one.value for one in MOMENTS])[moment[result]].tolist(),
            "total": totals[result, instrument].tolist(),
            **entered(batch, who[result], offset),
        },
    )
    of_4dkl = np.flatnonzero(instrument == INSTRUMENTS.index("4dkl"))
    subscale = np.stack([_score(rng, name, own, care, lately_were, complaint) for name in SUBSCALES], axis=1)[
        result[of_4dkl]
    ]
    subscales = Rows(
        QuestionnaireSubscale,
        {
            "course_id": np.repeat(courses[who[result[of_4dkl]]], len(SUBSCALES)).tolist(),
            "result_id": np.repeat(made[of_4dkl], len(SUBSCALES)).tolist(),
            "subscale": list(SUBSCALES) * len(of_4dkl),
            "score": subscale.astype(np.float64).ravel().tolist(),
        },
    )
    of_phq9 = np.flatnonzero(instrument == INSTRUMENTS.index("phq9"))
    these = result[of_phq9]
    items = answers.rows(rng, made[of_phq9], courses, who[these], scored[0][these], risk[these])
    return Results([results, subscales, items], answered, answered.table(len(batch), made[of_phq9], these))


def entered(batch: Batch, who: Ints, offset: Ints) -> dict[str, list[Any]]:
    """Who filled these results in, of these clients, and that they did it in the evening of these days."""
    at = batch.calendar.moments(offset, np.full(len(who), EVENING[0]))
    return {"entered_by": batch.writers[who].tolist(), "recorded_at": at.tolist()}
