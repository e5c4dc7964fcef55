"""How clients are, day by day, before anybody asks: the level of each daily measure in points of its 0-10 scale.

A level is a person's own start, a response that takes shape over the course (most get better, some do not, some get
worse), the weekday, life's events, the planted truth, and noise that carries over from day to day and that the measures
share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from runtherapy_data.demo.arrays import Flags, Floats, Ints
from runtherapy_data.demo.calendar import Calendar
from runtherapy_data.demo.face import is_face, story
from runtherapy_data.demo.plan import place_of, plan
from runtherapy_data.demo.roster import NO_TRUTH, Roster
from runtherapy_data.measures.codes import EventKind

COURSE_DAYS: Final = 84
AFTERWARDS_DAYS: Final = 28
DAYS: Final = COURSE_DAYS + AFTERWARDS_DAYS
MEASURES: Final = ("mood", "sleep", "energy", "tension")
EVENTS: Final = ("", EventKind.HOLIDAY, EventKind.ILLNESS, EventKind.BEREAVEMENT)
_NONE, _HOLIDAY, _ILLNESS, _BEREAVEMENT = range(4)

# fmt: off
# Rows are the complaint groups in their order; columns are MEASURES.
_STARTS = np.array([
    [4.6, 4.5, 4.2, 6.9],   # stress and burn-out
    [4.7, 4.9, 4.9, 7.0],   # anxiety and panic
    [3.9, 4.7, 4.0, 5.9],   # depression
    [4.8, 4.4, 3.3, 5.6],   # chronic fatigue
    [4.8, 4.9, 4.4, 6.2],   # psychosomatic
    [5.2, 5.6, 5.1, 6.0],   # more in the body
])
_RESPONSES = np.array([
    [1.0, 0.6, 0.9, -1.0],
    [0.9, 0.6, 0.7, -1.1],
    [1.1, 0.6, 0.9, -0.7],
    [0.8, 0.6, 0.6, -0.6],
    [0.8, 0.5, 0.7, -0.8],
    [1.0, 0.6, 0.9, -0.9],
])
_WEEKDAYS = np.array([  # Monday first
    [-0.3, -0.1, 0.0, 0.0, 0.2, 0.3, 0.0],
    [-0.3, 0.0, 0.0, 0.0, 0.0, 0.4, 0.2],
    [-0.2, 0.0, 0.0, -0.1, -0.1, 0.2, 0.1],
    [0.4, 0.2, 0.0, 0.0, -0.2, -0.4, 0.0],
])
_SHARED = np.array([0.95, 0.55, 0.85, -0.85])      # how much of the shared noise each measure takes
_OWN_NOISE = np.array([0.65, 0.95, 0.75, 0.75])
_ON_EVENT = np.array([   # rows are EVENTS
    [0.0, 0.0, 0.0, 0.0],
    [0.8, 0.5, 0.6, -1.1],
    [-1.2, -1.3, -2.6, 0.3],
    [-2.4, -1.6, -1.7, 1.2],
])
# fmt: on
_QUIET: Final = 0.55  # how loud the noise of those is who carry a truth
_SIGNS = np.array([1.0, 1.0, 1.0, -0.8])  # what "better" means for each measure


@dataclass(frozen=True, slots=True)
class Levels:
    """`level`: measure x client x day of the course; `state`: how much better than usual a day is, on no scale.

    `event`: index into EVENTS; `event_day`, `event_days`: its first day of the course and how many days it lasts.
    """

    level: Floats
    state: Floats
    event: Ints
    event_day: Ints
    event_days: Ints

    def during(self, *events: str) -> Flags:
        """Client x day: is one of these events going on?"""
        day = np.arange(DAYS)
        within = (day >= self.event_day[:, None]) & (day < (self.event_day + self.event_days)[:, None])
        return within & np.isin(self.event, [EVENTS.index(one) for one in events])[:, None]


def carried_over(rng: np.random.Generator, clients: int, memory: float) -> Floats:
    """Noise of standard deviation 1 in which a day remembers this share of the day before (AR(1))."""
    made = rng.standard_normal((clients, DAYS))
    fresh = np.sqrt(1 - memory**2)
    for day in range(1, DAYS):
        made[:, day] = memory * made[:, day - 1] + fresh * made[:, day]
    return made


def _responses(rng: np.random.Generator, roster: Roster) -> Floats:
    """Measure x client: the change over the whole course. Nearly three in five improve, one in seven gets worse."""
    clients, plain = len(roster), roster.truth == NO_TRUTH
    lot = rng.random(clients)
    kind = np.select([lot < 0.58, lot < 0.86], [0, 1], 2)
    size = np.array([1.9, 0.1, -1.2])[kind] + np.array([0.6, 0.3, 0.5])[kind] * rng.standard_normal(clients)
    some = plain | roster.carries("running_helps") | roster.carries("running_does_not")
    size = np.where(some, size, 0.0)
    own = np.where(some, 0.35, 0.0) * rng.standard_normal((len(MEASURES), clients))
    found = _RESPONSES[roster.complaint].T * size + own
    found[:, is_face(roster.number)] = np.array([[story().change[measure]] for measure in MEASURES])
    return found


def _shape(rng: np.random.Generator, roster: Roster) -> Floats:
    """Client x day: how much of the response has taken shape, 0 to 1; for some it starts late."""
    late = 0.25 * rng.random((len(roster), 1))
    part = np.arange(DAYS) / (7.0 * roster.weeks[:, None])
    passed = np.clip((part - late) / (1 - late), 0, 1.15)
    return np.asarray((1 - np.exp(-1.8 * passed)) / (1 - np.exp(-1.8)))


def _events(rng: np.random.Generator, roster: Roster) -> tuple[Ints, Ints, Ints]:
    """Two in five go through something; those whose truth is about weeks or days do not, so that it stays readable."""
    clients = len(roster)
    kind = rng.choice(4, clients, p=[0.6, 0.17, 0.17, 0.06])
    kind = np.where(roster.truth == NO_TRUTH, kind, _NONE)
    day = 7 + (rng.random(clients) * (7 * roster.weeks - 21)).astype(np.int64)
    lasts = np.choose(
        kind, [np.zeros(clients, dtype=np.int64), rng.integers(6, 15, clients), rng.integers(3, 9, clients), 21]
    )
    face = is_face(roster.number)
    kind[face], day[face], lasts[face] = _ILLNESS, story().illness["day"], story().illness["days"]
    for code, one in plan().events.items():
        who = roster.number == place_of(code) + 1
        kind[who], day[who], lasts[who] = EVENTS.index(one.kind), one.day, one.days
    known = day < roster.days
    return np.where(known, kind, _NONE), day, lasts


def _planted(roster: Roster) -> Floats:
    """Measure x client x day: what the plan adds."""
    added = np.zeros((len(MEASURES), len(roster), DAYS))
    week = np.arange(DAYS) / 7.0 + 1  # 1.0 is the first day of week 1
    for name, truth in plan().truths.items():
        who = roster.carries(name)
        shift = truth.start_level * _SIGNS[:, None] * np.ones(DAYS)
        if truth.per_week:
            slope = np.array([truth.per_week[measure] for measure in MEASURES])
            passed = np.clip(week - truth.from_week, 0, truth.until_week + 1 - truth.from_week)
            regained = truth.recovers * np.clip((week - truth.until_week - 1) / 2, 0, 1)
            shift = shift + slope[:, None] * passed * (1 - regained)
        added[:, who, :] = shift[:, None, :]
    return added


def levels(rng: np.random.Generator, roster: Roster, calendar: Calendar) -> Levels:
    """The levels of these clients over their courses and four weeks after."""
    clients, plain = len(roster), roster.truth == NO_TRUTH
    start = _STARTS[roster.complaint].T + np.array([0.8, 0.9, 0.8, 0.8])[:, None] * rng.standard_normal((4, clients))
    # Planted truths are told by quiet people: their start is their group's, and their days differ less.
    start = np.where(plain, start, _STARTS[roster.complaint].T + 0.3 * rng.standard_normal((4, clients)))
    start[:, is_face(roster.number)] = np.array([[story().start[measure]] for measure in MEASURES])
    event, event_day, event_days = _events(rng, roster)
    found = Levels(np.zeros(0), np.zeros(0), event, event_day, event_days)
    on_event = found.during(*EVENTS[1:]) * 1.0
    since = np.arange(DAYS) - event_day[:, None]
    on_event = np.where((event == _BEREAVEMENT)[:, None], on_event * np.exp(-np.clip(since, 0, None) / 10), on_event)
    loudness = np.where(plain, 1.0, _QUIET)[:, None]
    shared = carried_over(rng, clients, 0.62) * loudness
    weekday = calendar.weekdays(roster.starts[:, None] + np.arange(DAYS))
    shape, response, planted = _shape(rng, roster), _responses(rng, roster), _planted(roster)
    level = np.empty((len(MEASURES), clients, DAYS))
    for at in range(len(MEASURES)):
        own = carried_over(rng, clients, 0.25) * _OWN_NOISE[at] * loudness
        eased = _ON_EVENT[event, at][:, None] * on_event
        level[at] = start[at][:, None] + response[at][:, None] * shape + _WEEKDAYS[at][weekday] + eased + planted[at]
        level[at] += _SHARED[at] * shared + own
    state = shared + (_ON_EVENT[event, 0][:, None] * on_event + planted[0] - planted[0][:, :1]) * 0.6
    return Levels(level, state, event, event_day, event_days)
