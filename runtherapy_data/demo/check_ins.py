"""The daily check-ins of the demo clients: about 70 % of days, fewer on bad ones; what is missing is missing, not 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.demo.arrays import Flags, Floats, Ints, Objects, in_turn, objects, rounded, scores
from runtherapy_data.demo.calendar import EVENING
from runtherapy_data.demo.face import is_face, story, write_days
from runtherapy_data.demo.levels import DAYS, MEASURES, Levels
from runtherapy_data.demo.loaded import Batch
from runtherapy_data.demo.plan import plan
from runtherapy_data.demo.roster import NO_TRUTH, OUTCOMES, Roster
from runtherapy_data.demo.sessions import Schedule
from runtherapy_data.demo.wording import wording
from runtherapy_data.measures.codes import EventKind
from runtherapy_data.store.tables import CheckIn

_HALF_HOURS: Final = objects([*(half / 2 for half in range(49)), None])
_KEEP_ON: Final = 0.6  # of those who completed: they go on for some weeks after the end


def _reporting(rng: np.random.Generator, roster: Roster) -> Ints:
    """On how many days from the start a check-in was possible; some keep on after the end of the course."""
    completed = roster.outcome == OUTCOMES.index("completed")
    keeps_on = completed & (roster.truth == NO_TRUTH) & (rng.random(len(roster)) < _KEEP_ON)
    more = np.where(keeps_on, rng.integers(7, 29, len(roster)), 0)
    return np.minimum(roster.days + more, np.clip(-roster.starts, 0, DAYS))


def _answered(rng: np.random.Generator, roster: Roster, levels: Levels) -> Flags:
    """Client x day: was there a check-in. The chance falls on bad days, in a holiday, and before somebody stops."""
    clients, day, plain = len(roster), np.arange(DAYS), (roster.truth == NO_TRUTH)[:, None]
    usual = np.clip(rng.beta(9.4, 2.8, clients), 0.3, 0.96)
    chance = np.log(usual / (1 - usual))[:, None] + 0.6 * np.clip(levels.state, -3, 2)
    chance = chance - 1.0 * levels.during(EventKind.HOLIDAY) - 0.3 * (day >= 7 * roster.weeks[:, None])
    left = roster.days[:, None] - day
    stops = (roster.outcome == OUTCOMES.index("stopped_early"))[:, None]
    chance = chance - np.where(stops, 2.0 * np.clip(1 - left / 12, 0, 1), 0.0)
    probability = 1 / (1 + np.exp(-chance))
    # A truth that nobody reported could not be found.
    probability = np.where(~plain & ~stops, np.maximum(probability, 0.65), probability)
    for name, truth in plan().truths.items():
        if truth.answer_rate is not None:
            probability[roster.carries(name)] = truth.answer_rate
    answered = np.asarray(rng.random((clients, DAYS)) < probability)
    sparse = roster.carries("almost_no_data") | roster.carries("nothing_yet")
    return _without_long_gaps(answered, ~(plain | stops)[:, 0] & ~sparse)


def _without_long_gaps(answered: Flags, who: Flags) -> Flags:
    """The fourth day of a gap is answered, and so are those after it: chance must not hide what was planted."""
    gap = ~answered
    fourth = gap[:, 3:] & gap[:, 2:-1] & gap[:, 1:-2] & gap[:, :-3]
    filled = answered.copy()
    filled[:, 3:] |= fourth & who[:, None]
    return filled


def _hours(rng: np.random.Generator, roster: Roster, who: Ints, sleep: Ints) -> list[float | None]:
    """Hours slept in steps of half an hour, from the somewhat more than half who fill them in."""
    fills_in, usual = rng.random(len(roster)) < 0.55, rng.normal(7.0, 0.5, len(roster))
    fills_in[is_face(roster.number)], usual[is_face(roster.number)] = True, 5.9
    halves = np.rint(2 * (usual[who] + 0.3 * (sleep - 5.5) + rng.normal(0, 0.6, len(who)))).astype(np.int64)
    given = fills_in[who] & (sleep >= 0)
    return _HALF_HOURS[np.where(given, np.clip(halves, 4, 22), -1)].tolist()  # type: ignore[no-any-return]


def _pain(rng: np.random.Generator, roster: Roster, who: Ints, state: Floats) -> list[int | None]:
    sore = rng.random(len(roster)) < np.array([0.08, 0.08, 0.1, 0.4, 0.6, 0.2])[roster.complaint]
    usual = rng.normal(3.4, 1.3, len(roster))
    return scores(np.where(sore[who], rounded(usual[who] - 0.5 * state + rng.normal(0, 1, len(who))), -1))


def _words(rng: np.random.Generator, who: Ints, values: dict[str, Ints], after_session: Flags, share: float) -> Objects:
    """A few words on some days, about what stands out on that day."""
    said, count = wording().days, len(after_session)
    mood, sleep, energy, tension = (values[name] for name in MEASURES)
    lot = rng.random((5, count)) < 0.4
    topic = np.select(
        [
            lot[0] & after_session,
            lot[1] & (sleep >= 0) & (sleep <= 3),
            lot[2] & (energy >= 0) & (energy <= 3),
            lot[3] & (tension >= 8),
            lot[4] & (sleep >= 7),
            mood <= 3,
            mood <= 6,
        ],
        [0, 1, 2, 3, 4, 5, 6],
        7,
    )
    written: Objects = np.full(count, None, dtype=object)
    tells = rng.random(count) < share
    for at, name in enumerate(("session", "slept_badly", "tired", "tense", "slept_well", "low", "middle", "good")):
        where = np.flatnonzero(tells & (topic == at))
        written[where] = in_turn(rng, said[name], who[where])
    return written


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """The check-ins, and of each in it: its client and day of the course."""

    rows: Rows
    who: Ints
    day: Ints


def rows(rng: np.random.Generator, batch: Batch, of: Schedule, share_of_words: float) -> CheckedIn:
    """The check-ins, in the order of their key: course, day."""
    roster, levels, calendar = batch.roster, batch.levels, batch.calendar
    answered, face = _answered(rng, roster, levels), is_face(roster.number)
    answered[np.ix_(face, np.array(list(story().days)))] = True
    who, day = np.nonzero(answered & (np.arange(DAYS) < _reporting(rng, roster)[:, None]))
    offset = roster.starts[who] + day
    values: dict[str, Ints] = {}
    for at, (name, left_out) in enumerate(zip(MEASURES, (0.01, 0.04, 0.04, 0.06), strict=True)):
        level = levels.level[at][who, day] + of.after(name)[who, day]
        values[name] = np.where(rng.random(len(who)) < left_out, -1, rounded(level))
    # Nobody sends a check-in without a single answer.
    nothing = np.all([values[name] < 0 for name in MEASURES], axis=0)
    values["mood"] = np.where(nothing, rounded(levels.level[0][who, day]), values["mood"])
    words = _words(rng, who, values, of.held[who, day], share_of_words)
    told = np.flatnonzero(face[who])
    write_days(words, told, day[told])
    usual = rng.integers(*EVENING, len(roster))
    times = np.where(rng.random(len(who)) < 0.8, usual[who], rng.integers(*EVENING, len(who)))
    given = Rows(
        CheckIn,
        {
            "course_id": batch.courses[who].tolist(),
            "day": calendar.days(offset).tolist(),
            **{name: scores(values[name]) for name in MEASURES},
            "pain": _pain(rng, roster, who, levels.state[who, day]),
            "hours_slept": _hours(rng, roster, who, values["sleep"]),
            "words": words.tolist(),
            "recorded_at": calendar.moments(offset, times).tolist(),
        },
    )
    return CheckedIn(given, who, day)
