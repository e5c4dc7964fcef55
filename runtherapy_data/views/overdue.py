"""What is left waiting in a course, as its therapist reads it: what it is, since when, and where to take it up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Grant
from runtherapy_data.measures.codes import Moment
from runtherapy_data.measures.days import day_in
from runtherapy_data.measures.overdue import (
    AFTER_END_DAYS,
    INTAKE_DAYS,
    SESSION_DAYS,
    SESSION_HOURS,
    Waiting,
    due_after,
)
from runtherapy_data.queries import due as queries
from runtherapy_data.queries.due import WaitingFacts
from runtherapy_data.store import now
from runtherapy_data.views.course_days import instrument_name

_ORDER: Final = tuple(Waiting)
_AFTER_THE_END: Final = (Moment.END, Moment.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Overdue:
    """One thing that is left waiting.

    `on` is the day for which it was asked or agreed (of an intake and of medical points: the first day of the course).
    `instruments`: the questionnaires, by their codes; `many`: how many things.
    """

    kind: Waiting
    on: dt.date
    many: int = 1
    instruments: tuple[str, ...] = ()

    def sentence(self, _: Translate) -> str:
        """What is waiting, in one short line."""
        day = _.day(self.on)
        match self.kind:
            case Waiting.MEDICAL:
                return _.plural(
                    "{n} medical point not confirmed yet", "{n} medical points not confirmed yet", self.many
                )
            case Waiting.SESSION:
                return _("Session of {day} not logged yet", day=day)
            case Waiting.INTAKE:
                return _("Intake of {day} without an outcome", day=day)
            case Waiting.FOLLOW_UP:
                return _("Follow-up was agreed for {day}", day=day)
            case _kind:
                names = ", ".join(dict.fromkeys(instrument_name(code, _) for code in self.instruments))
                return _("{names} not filled in, asked for {day}", names=names, day=day)


def overdue_in(facts: WaitingFacts, on: dt.date, moment: dt.datetime, zone: str) -> tuple[Overdue, ...]:
    """What is left waiting in a course on a day, in the order of `Waiting`. `moment` is now.

    Nothing is, within a pause or an event of life, and before the course begins. What falls due in such days falls due
    after them. Of a course that ended only the questionnaires of its end and after it, and the follow-up, for some
    weeks.
    """
    if any(first <= on <= last for first, last in facts.left_out):
        return ()
    ended = facts.ends_on is not None and facts.ends_on < on
    found = [*_asked(facts, on, ended=ended)]
    if ended:
        found += _follow_up(facts, on)
    elif facts.starts_on <= on:
        found += [*_begun(facts, on), *_met(facts, on, moment, zone)]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.kind), one.on)))


def _asked(facts: WaitingFacts, on: dt.date, *, ended: bool) -> Iterator[Overdue]:
    asked = [one for one in facts.asks if not ended or (one.moment in _AFTER_THE_END and _is_recent(one.due_on, on))]
    late = sorted((due_after(one.due_on, facts.left_out), one.instrument) for one in asked)
    late = [(day, instrument) for day, instrument in late if day < on]
    if late:
        yield Overdue(Waiting.QUESTIONNAIRE, late[0][0], len(late), tuple(instrument for _day, instrument in late))


def _is_recent(day: dt.date, on: dt.date) -> bool:
    return (on - day).days <= AFTER_END_DAYS


def _begun(facts: WaitingFacts, on: dt.date) -> Iterator[Overdue]:
    if facts.open_points:
        yield Overdue(Waiting.MEDICAL, facts.starts_on, facts.open_points)
    if facts.intake_open and due_after(facts.starts_on + dt.timedelta(days=INTAKE_DAYS), facts.left_out) < on:
        yield Overdue(Waiting.INTAKE, facts.starts_on)


def _met(facts: WaitingFacts, on: dt.date, moment: dt.datetime, zone: str) -> Iterator[Overdue]:
    if facts.met_at is None or facts.met_at > moment - dt.timedelta(hours=SESSION_HOURS):
        return
    day = day_in(zone, facts.met_at)
    missed = any(first <= day <= last for first, last in facts.left_out)
    logged = facts.logged_on is not None and facts.logged_on >= day
    if not (missed or logged) and (on - day).days <= SESSION_DAYS:
        yield Overdue(Waiting.SESSION, day)


def _follow_up(facts: WaitingFacts, on: dt.date) -> Iterator[Overdue]:
    agreed = facts.follow_up_on
    if agreed is None or facts.seen_after_on is not None or not _is_recent(agreed, on):
        return
    if due_after(agreed, facts.left_out) < on:
        yield Overdue(Waiting.FOLLOW_UP, agreed)


def of(connection: Connection, grant: Grant, on: dt.date) -> dict[UUID, tuple[Overdue, ...]]:
    """Course → what is left waiting in it on a day (today, in the practice's zone); a course without is absent."""
    moment, zone = now(), grant.principal.zone
    found = {
        course_id: overdue_in(facts, on, moment, zone)
        for course_id, facts in queries.waiting(connection, grant, on, moment).items()
    }
    return {course_id: waiting for course_id, waiting in found.items() if waiting}
