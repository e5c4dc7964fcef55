"""Who the demo clients are: complaint, dates and end of each course, who treats them, and which truth they carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from runtherapy_data.demo.arrays import Flags, Ints
from runtherapy_data.demo.calendar import HISTORY_DAYS, Calendar
from runtherapy_data.demo.plan import NAMED, bulk_truths, code_of, place_of, plan
from runtherapy_data.measures.codes import Complaint

COMPLAINTS: Final = tuple(Complaint)
# Named clients a group: with four in five consenting, four groups of 30 or more, one between, and one under 10.
GROUP_SIZES: Final = {
    Complaint.STRESS_BURNOUT: 84,
    Complaint.ANXIETY_PANIC: 60,
    Complaint.DEPRESSION: 66,
    Complaint.CHRONIC_FATIGUE: 48,
    Complaint.PSYCHOSOMATIC: 32,
    Complaint.BODY_CONNECTION: 10,
}
DROP_OUT: Final = np.array([0.13, 0.16, 0.15, 0.27, 0.17, 0.12])  # by complaint, in its order
REFERRED: Final = 0.03
DEMO_THERAPIST_RUNNING: Final = 30
RUNNING: Final = 72
THERAPISTS: Final = 4
CLIENTS_A_THERAPIST: Final = 100  # beyond the named clients, who have the four; a batch holds whole caseloads
OUTCOMES: Final = ("running", "completed", "stopped_early", "referred")
_RUNNING, _COMPLETED, _STOPPED, _REFERRED = range(4)
NO_TRUTH: Final = -1


@dataclass(frozen=True, slots=True)
class Roster:
    """Clients, one an index. Dates are distances in days from the day of loading.

    `starts`, `ends`: first and last day of the course (`ends` of a running one: as planned, from today on). `outcome`:
    index into OUTCOMES. `therapist`: the number of the therapist, from 0. `truth`: index among the plan's truths, or
    NO_TRUTH. `consents`: to the use in cohorts.
    """

    number: Ints
    complaint: Ints
    weeks: Ints
    starts: Ints
    ends: Ints
    outcome: Ints
    therapist: Ints
    truth: Ints
    consents: Flags

    def __len__(self) -> int:
        return len(self.number)

    @property
    def codes(self) -> list[str]:
        """The clients' codes."""
        return [code_of(number) for number in self.number.tolist()]

    @property
    def running(self) -> Flags:
        """Courses that go on today."""
        return np.asarray(self.outcome == _RUNNING)

    @property
    def days(self) -> Ints:
        """How many days of the course lie before today: those that can have been reported."""
        return np.clip(np.minimum(self.ends + 1, 0) - self.starts, 0, None)

    def carries(self, truth: str) -> Flags:
        """Which of them carry this truth."""
        return np.asarray(self.truth == tuple(plan().truths).index(truth))


def _on_working_days(starts: Ints, calendar: Calendar) -> Ints:
    """Courses start from Monday to Friday: one that would not starts on the Friday before."""
    return starts - np.clip(calendar.weekdays(starts) - 4, 0, None)


def _ends(rng: np.random.Generator, starts: Ints, weeks: Ints, outcome: Ints) -> Ints:
    """The last day: as planned give or take some days, or in week 2 to 7 for who stopped."""
    planned = starts + 7 * weeks - 1
    stopped = starts + 7 * rng.integers(2, 8, len(starts)) - rng.integers(1, 6, len(starts))
    done = np.minimum(planned + rng.integers(-3, 5, len(starts)), -1)
    return np.select([outcome == _RUNNING, outcome == _COMPLETED], [planned, done], np.minimum(stopped, planned))


def _outcomes(rng: np.random.Generator, complaint: Ints) -> Ints:
    lot = rng.random(len(complaint))
    stopped = DROP_OUT[complaint]
    return np.select([lot < stopped, lot < stopped + REFERRED], [_STOPPED, _REFERRED], _COMPLETED)


def _last_weeks(rng: np.random.Generator, roster: Roster) -> Roster:
    """Who carries `stopped_early` stops in one of the weeks that the plan names."""
    carries = roster.carries("stopped_early")
    weeks = rng.choice(plan().truths["stopped_early"].last_weeks, len(roster))
    ends = np.where(
        carries, np.minimum(roster.starts + 7 * weeks - 1 - rng.integers(0, 4, len(roster)), -1), roster.ends
    )
    return _with(roster, ends=ends, outcome=np.where(carries, _STOPPED, roster.outcome))


def _with(roster: Roster, *, ends: Ints, outcome: Ints) -> Roster:
    return Roster(
        roster.number, roster.complaint, roster.weeks, roster.starts, ends, outcome, roster.therapist, roster.truth,
        roster.consents,
    )  # fmt: skip


def _spread(rng: np.random.Generator, count: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Numbers evenly over 0 to 1, in random order."""
    return rng.permutation((np.arange(count) + rng.random(count)) / max(count, 1))


def _named_complaints(rng: np.random.Generator) -> Ints:
    """The complaint of each named client: the planned ones as planned, the others filling the groups up."""
    planned = {place_of(code): COMPLAINTS.index(Complaint(one.complaint)) for code, one in plan().clients.items()}
    left = np.repeat(np.arange(len(COMPLAINTS)), [GROUP_SIZES[one] for one in COMPLAINTS]).tolist()
    for complaint in planned.values():
        left.remove(complaint)
    others = iter(rng.permutation(left).tolist())
    return np.array([planned[place] if place in planned else next(others) for place in range(NAMED)])


def _consenting(rng: np.random.Generator, complaint: Ints) -> Flags:
    """Four in five of each group, to the person, so that the group sizes hold for every seed."""
    consents = np.zeros(len(complaint), dtype=bool)
    for group in range(len(COMPLAINTS)):
        members = rng.permutation(np.flatnonzero(complaint == group))
        consents[members[: round(0.8 * len(members))]] = True
    return consents


def named(rng: np.random.Generator, calendar: Calendar) -> Roster:
    """The first 300 clients, as planned."""
    place = np.arange(NAMED)
    complaint, running = _named_complaints(rng), place < RUNNING
    weeks = rng.choice([8, 9, 10, 10, 11, 12, 12], NAMED)
    truth, now = np.full(NAMED, NO_TRUTH), np.zeros(NAMED, dtype=np.int64)
    names = tuple(plan().truths)
    for code, one in plan().clients.items():
        at = place_of(code)
        weeks[at], truth[at], now[at] = one.weeks, names.index(one.truth), one.now or 0
    for code, happening in plan().events.items():
        now[place_of(code)] = happening.now
    begun = (_spread(rng, RUNNING) * (7 * weeks[:RUNNING] - 8)).astype(np.int64) + 3
    ended = (_spread(rng, NAMED - RUNNING) ** 0.85 * (HISTORY_DAYS - 110)).astype(np.int64) + 7 * weeks[RUNNING:] + 10
    # A planned week is at its fifth day: enough of it has been reported, and it is still that week after the weekend.
    ago = np.where(now > 0, 7 * (now - 1) + 4, np.concatenate([begun, ended]))
    starts = _on_working_days(-ago, calendar)
    starts[now == 1] = np.array([0, -4])[: (now == 1).sum()]
    outcome = np.where(running, _RUNNING, np.where(truth == NO_TRUTH, _outcomes(rng, complaint), _COMPLETED))
    therapist = np.select(
        [place < DEMO_THERAPIST_RUNNING, running], [0, 1 + place % (THERAPISTS - 1)], place % THERAPISTS
    )
    roster = Roster(
        place + 1, complaint, weeks, starts, _ends(rng, starts, weeks, outcome), outcome, therapist, truth,
        _consenting(rng, complaint),
    )  # fmt: skip
    return _last_weeks(rng, roster)


def bulk(rng: np.random.Generator, calendar: Calendar, first: int, count: int) -> Roster:
    """Clients from a number on, beyond the named ones: like them, spread evenly over the 18 months."""
    number = np.arange(first, first + count)
    complaint = rng.choice(len(COMPLAINTS), count, p=[0.28, 0.20, 0.22, 0.15, 0.11, 0.04])
    weeks = rng.choice([8, 9, 10, 11, 12, 12, 12, 12], count)
    truth = bulk_truths(number)
    tired = truth == tuple(plan().truths).index("after_effect")
    complaint = np.where(tired, COMPLAINTS.index(Complaint.CHRONIC_FATIGUE), complaint)
    # Who carries a truth has ended, so that all of it is there to be found.
    since = np.where(truth == NO_TRUTH, 1, 7 * weeks + 8)
    starts = _on_working_days(-since - (rng.random(count) * (HISTORY_DAYS - since)).astype(np.int64), calendar)
    outcome = np.where(truth == NO_TRUTH, _outcomes(rng, complaint), _COMPLETED)
    outcome = np.where(starts + 7 * weeks > -4, _RUNNING, outcome)
    therapist = THERAPISTS + (number - NAMED - 1) // CLIENTS_A_THERAPIST
    ends = _ends(rng, starts, weeks, outcome)
    return _last_weeks(
        rng,
        Roster(number, complaint, weeks, starts, ends, outcome, therapist, truth, rng.random(count) < 0.8),
    )
