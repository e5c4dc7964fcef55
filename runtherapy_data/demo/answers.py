"""The items of the demo clients' PHQ-9 results: answers that add up to the total, and item 9, which asks about risk."""

from __future__ import annotations

from typing import Final

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.demo.arrays import Flags, Floats, Ints, Objects, scores
from runtherapy_data.demo.plan import plan
from runtherapy_data.demo.roster import Roster
from runtherapy_data.store.tables import QuestionnaireAnswer

RISK_ITEM: Final = 9
_OTHERS: Final = RISK_ITEM - 1
_HIGHEST: Final = 3
# The most that a total can be while item 9 is 0.
OTHERS_AT_MOST: Final = _OTHERS * _HIGHEST
# How readily items 1 to 8 are answered with more than 0, the lowest first (invented): tired and sleeping badly are said
# sooner than moving slowly.
_HARDNESS: Final = np.array([0.0, 0.1, -0.6, -0.9, 0.4, 0.2, 0.0, 1.2])
_STEP: Final = 1.3  # how much harder each further point of an item is


def risk_answers(roster: Roster, who: Ints, halfway: Flags) -> Ints:
    """The answer to item 9 of each result: 0 for everybody but who carries `risk_item`, halfway."""
    first = plan().truths["risk_item"].risk_answer
    carried = first + (roster.number % 3 == 0)
    return np.where(roster.carries("risk_item")[who] & halfway, carried[who], 0)


def spread(rng: np.random.Generator, totals: Ints, own: Floats) -> Ints:
    """Result x item 1 to 8: answers 0 to 3 that add up to these totals.

    The points of all items stand in one row, the easier ones first, and as many as the total are taken from the front.
    `own`: result x item, how much harder than usual an item is for that person.
    """
    hardness = _HARDNESS + own + rng.normal(0, 0.4, (len(totals), _OTHERS))
    points = hardness[:, :, None] + _STEP * np.arange(_HIGHEST)
    place = points.reshape(len(totals), -1).argsort(axis=1).argsort(axis=1)
    return np.asarray((place < totals[:, None]).reshape(len(totals), _OTHERS, _HIGHEST).sum(axis=2))


def rows(rng: np.random.Generator, results: Objects, courses: Objects, who: Ints, totals: Ints, risk: Ints) -> Rows:
    """All nine answers of these results; `who`: of each, `courses`: by client, `totals`: as the store has them."""
    own = rng.normal(0, 0.8, (len(courses), _OTHERS))[who]
    values = np.column_stack([spread(rng, totals - risk, own), risk])
    return Rows(
        QuestionnaireAnswer,
        {
            "course_id": np.repeat(courses[who], RISK_ITEM).tolist(),
            "result_id": np.repeat(results, RISK_ITEM).tolist(),
            "item": list(range(1, RISK_ITEM + 1)) * len(results),
            "value": scores(values.ravel()),
        },
    )
