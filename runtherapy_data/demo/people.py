"""Clients, courses, phases, consents and life events of the demo practice, and the accounts that go with them."""

from __future__ import annotations

import datetime as dt
from typing import Final
from uuid import UUID

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.demo.arrays import IdMaker, Ints, Objects, in_turn, objects, only
from runtherapy_data.demo.calendar import Calendar
from runtherapy_data.demo.face import is_face, story
from runtherapy_data.demo.filled import filled_in
from runtherapy_data.demo.levels import EVENTS, Levels
from runtherapy_data.demo.roster import COMPLAINTS, OUTCOMES, Roster
from runtherapy_data.demo.wording import wording
from runtherapy_data.identity import Role
from runtherapy_data.measures.codes import EventKind, Phase, Purpose
from runtherapy_data.measures.protocol import Protocol, months_after
from runtherapy_data.store.tables import (
    Account,
    Assignment,
    Client,
    Consent,
    Course,
    CourseComplaint,
    LifeEvent,
    PhaseStart,
)

_PHASES: Final = (Phase.BUILDING_TRUST, Phase.GUIDED_RUNNING, Phase.REFLECTION, Phase.HOME_PRACTICE, Phase.INTEGRATION)
_PHASE_FROM: Final = np.array([0.08, 0.26, 0.46, 0.66, 0.85])  # of the course
_MORNING: Final = 1  # a time of CLOCK


def _registered(roster: Roster) -> Ints:
    return roster.starts - 3 - roster.number % 5


def clients(roster: Roster, calendar: Calendar, ids: Objects) -> Rows:
    """The clients, known by their codes only."""
    created = calendar.moments(_registered(roster), np.full(len(roster), _MORNING))
    return Rows(Client, {"id": ids.tolist(), "code": roster.codes, "created_at": created.tolist()})


def courses(roster: Roster, calendar: Calendar, ids: Objects, client_ids: Objects, modes: list[str]) -> Rows:
    """One course each. Who completed it is met again months later."""
    completed = roster.outcome == OUTCOMES.index("completed")
    notes: Objects = np.full(len(roster), None, dtype=object)
    for at, reason in enumerate(OUTCOMES[1:], start=1):
        ended = np.flatnonzero((roster.outcome == at) & (roster.number % 3 > 0))
        options = objects(filled_in().ends[reason])
        notes[ended] = options[roster.number[ended] % len(options)]
    return Rows(
        Course,
        {
            "id": ids.tolist(),
            "client_id": client_ids.tolist(),
            "complaint": objects([one.value for one in COMPLAINTS])[roster.complaint].tolist(),
            "mode": modes,
            "starts_on": calendar.days(roster.starts).tolist(),
            "planned_weeks": roster.weeks.tolist(),
            "sessions_per_week": [3] * len(roster),
            "ends_on": only(calendar.days(roster.ends), ~roster.running),
            "end_reason": objects([None, *OUTCOMES[1:]])[roster.outcome].tolist(),
            "end_note": notes.tolist(),
            "follow_up_on": only(follow_ups(roster, calendar), completed),
        },
    )


def follow_ups(roster: Roster, calendar: Calendar) -> Objects:
    """The day of each one's follow-up: months after the last day, planned or real."""
    months = Protocol().follow_up_months
    return objects([months_after(day, months) for day in calendar.days(roster.ends).tolist()])


def also(rng: np.random.Generator, roster: Roster, course_ids: Objects) -> Rows:
    """A secondary complaint for one in four."""
    who = np.flatnonzero(rng.random(len(roster)) < 0.25)
    other = (roster.complaint[who] + rng.integers(1, len(COMPLAINTS), len(who))) % len(COMPLAINTS)
    named = objects([one.value for one in COMPLAINTS])[other]
    return Rows(CourseComplaint, {"course_id": course_ids[who].tolist(), "complaint": named.tolist()})


def assignments(roster: Roster, calendar: Calendar, course_ids: Objects, therapists: Objects) -> Rows:
    """Each course in the caseload of its therapist, from its first day on.

    An end of the course ends no care: three months later there is a follow-up. Only a handover closes an assignment.
    """
    return Rows(
        Assignment,
        {
            "course_id": course_ids.tolist(),
            "account_id": therapists.tolist(),
            "from_on": calendar.days(roster.starts).tolist(),
            "until_on": [None] * len(roster),
        },
    )


def phases(rng: np.random.Generator, roster: Roster, calendar: Calendar, course_ids: Objects) -> Rows:
    """The phases that had begun by today or by the end of the course, each from its day on."""
    shares = _PHASE_FROM + rng.uniform(-0.03, 0.03, (len(roster), len(_PHASES)))
    days = np.concatenate([np.zeros((len(roster), 1)), np.rint(7 * roster.weeks[:, None] * shares)], axis=1)
    day = days.astype(np.int64)
    begun = (roster.starts[:, None] + day <= np.minimum(roster.ends, 0)[:, None]) & ((day > 0) | (days == 0))
    who, phase = np.nonzero(begun)
    return Rows(
        PhaseStart,
        {
            "course_id": course_ids[who].tolist(),
            "starts_on": calendar.days(roster.starts[who] + day[who, phase]).tolist(),
            "phase": objects([Phase.INTAKE.value, *(one.value for one in _PHASES)])[phase].tolist(),
        },
    )


def life_events(
    rng: np.random.Generator, roster: Roster, levels: Levels, calendar: Calendar, course_ids: Objects, ids: IdMaker
) -> Rows:
    """The events that weigh on the days, as the client or the therapist noted them."""
    who = np.flatnonzero(levels.event)
    kind = levels.event[who]
    notes: Objects = np.full(len(who), None, dtype=object)
    for at, name in enumerate(EVENTS[1:], start=1):
        notes[kind == at] = in_turn(rng, wording().events[name], who[kind == at])
    notes[is_face(roster.number)[who]] = story().illness["note"]
    first = roster.starts[who] + levels.event_day[who]
    last = calendar.days(first + levels.event_days[who] - 1)
    # A holiday has its last day from the start; of the others it is not known before they are over.
    known = (first + levels.event_days[who] <= 0) | (kind == EVENTS.index(EventKind.HOLIDAY))
    return Rows(
        LifeEvent,
        {
            "course_id": course_ids[who].tolist(),
            "id": ids.make(len(who)),
            "kind": objects([str(name) for name in EVENTS])[kind].tolist(),
            "starts_on": calendar.days(first).tolist(),
            "ends_on": only(last, known),
            "note": notes.tolist(),
        },
    )


def consents(
    rng: np.random.Generator, roster: Roster, calendar: Calendar, client_ids: Objects, ids: IdMaker, therapists: Objects
) -> Rows:
    """Therapy: everybody. Supervision: most. Cohorts: as the roster says, and some who gave it and took it back."""
    count = len(roster)
    regrets = ~roster.consents & (rng.random(count) < 0.3)
    given = np.stack([np.ones(count, dtype=bool), rng.random(count) < 0.87, roster.consents | regrets], axis=1)
    taken_back = np.zeros_like(given)
    taken_back[:, 2] = regrets
    taken_back[:, 1] = rng.random(count) < 0.02
    # A few who ended closed their file altogether.
    taken_back[~roster.running & (roster.number % 97 == 0)] = True
    who, purpose = np.nonzero(given)
    at = calendar.moments(_registered(roster)[who], np.full(len(who), _MORNING))
    later = np.minimum(roster.starts + 5 + roster.number % 30, -1)
    until = calendar.moments(np.maximum(later, _registered(roster))[who], np.full(len(who), _MORNING + 1))
    return Rows(
        Consent,
        {
            "client_id": client_ids[who].tolist(),
            "id": ids.make(len(who)),
            "purpose": objects([Purpose.THERAPY.value, Purpose.SUPERVISION.value, Purpose.COHORT.value])[
                purpose
            ].tolist(),
            "given_at": at.tolist(),
            "withdrawn_at": only(until, taken_back[who, purpose]),
            "recorded_by": therapists[who].tolist(),
        },
    )


def accounts(
    people: list[tuple[Role, str, str]], ids: list[UUID], created_at: dt.datetime, clients: list[UUID | None]
) -> Rows:
    """Accounts without a password: (role, address, name) each; `clients`: whose account it is, for a client."""
    return Rows(
        Account,
        {
            "id": ids,
            "role": [role.value for role, _, _ in people],
            "email": [email for _, email, _ in people],
            "name": [name for _, _, name in people],
            "language": ["nl"] * len(people),
            "active": [True] * len(people),
            "client_id": clients,
            "created_at": [created_at] * len(people),
        },
    )
