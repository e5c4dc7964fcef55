"""Look through courses for signals: what is raised, what is renewed, what ends. In batches, never client by client.

Each batch is one transaction with one audit event: its facts are read, its rules looked at and its signals written
while nobody else writes, so that two looks at the same time raise nothing twice. What becomes of each signal is said in
`analysis.signal_life`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, update
from sqlalchemy.dialects import postgresql, sqlite

from runtherapy_data.access import audit, grant_system
from runtherapy_data.actions.signal_rows import kept_of, note_looked, write
from runtherapy_data.analysis.block import Block
from runtherapy_data.analysis.signal_life import Answer, Changes, changes
from runtherapy_data.analysis.signals import to_keep
from runtherapy_data.analysis.spans import Span, batches
from runtherapy_data.errors import ConflictError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.instruments import instruments
from runtherapy_data.queries.signal_courses import due
from runtherapy_data.queries.signal_facts import block
from runtherapy_data.store import reading, today, writing
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.tables import SignalEvaluation

NEVER: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # when a course was looked through that nobody looked through
Progress = Callable[[int, int], None]
_ASKS_FROM: Final = {(one.id, risk.item): risk.at_or_above for one in instruments() for risk in one.risk_items}


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look did: courses looked through, signals raised, renewed, and ended because their ground was gone."""

    courses: int = 0
    raised: int = 0
    renewed: int = 0
    expired: int = 0

    def plus(self, other: Looked) -> Looked:
        """Both together."""
        return Looked(
            self.courses + other.courses,
            self.raised + other.raised,
            self.renewed + other.renewed,
            self.expired + other.expired,
        )


def evaluate(
    grant: Grant, on: dt.date, courses: Collection[UUID] | None = None, progress: Progress | None = None
) -> Looked:
    """Look through the courses of the practice (or these of them) on a day, which is today in the practice's zone.

    Courses that run or have yet to begin; of those that ended only where a signal is open or a question about risk was
    answered afterwards. `progress` hears how many courses of how many are done.
    """
    return _look(grant, on, courses, progress, stale=False)


def refresh(
    grant: Grant, on: dt.date, courses: Collection[UUID] | None = None, progress: Progress | None = None
) -> Looked:
    """Look through what was not looked through on this day yet, or whose facts changed since; else write nothing."""
    return _look(grant, on, courses, progress, stale=True)


def outdate(connection: Connection, grant: Grant, courses: Iterable[UUID]) -> None:
    """Facts of these courses change in this transaction: the next `refresh` looks through them, whatever happens.

    A course that nobody looked through yet says so from now on: what is written in one that ended is not lost.
    """
    courses = tuple(courses)
    grant.require_courses(courses)
    looked, on = SignalEvaluation, today(grant.principal.zone)
    yesterday = on - dt.timedelta(days=1)
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    for part in in_parts(courses):
        here = (looked.practice_id == grant.practice_id, looked.course_id.in_(part), looked.through_on >= on)
        connection.execute(update(looked).where(*here).values(through_on=yesterday))
        never = {"practice_id": grant.practice_id, "through_on": yesterday, "evaluated_at": NEVER}
        rows = [{**never, "course_id": course} for course in part]
        connection.execute(insert(looked).on_conflict_do_nothing(), rows)


def look_again(grant: Grant, courses: Collection[UUID]) -> Looked:
    """After facts of these courses changed: look through them today, as the program, asked by who wrote.

    What was written is kept already. Where the store is too busy to look, that is no failure of the writing: the
    courses stay outdated, and whoever opens them next (or the night) looks.
    """
    asked_by = grant.principal.email or grant.principal.asked_by
    leave = grant_system(grant.practice_id, Permission.SIGNALS, asked_by, grant.principal.zone)
    try:
        return refresh(leave, today(grant.principal.zone), courses)
    except ConflictError:
        return Looked()


def _look(
    grant: Grant, on: dt.date, courses: Collection[UUID] | None, progress: Progress | None, *, stale: bool
) -> Looked:
    grant.require(Permission.SIGNALS)
    with reading(grant) as connection:
        spans = due(connection, grant, on, courses, stale=stale)
    whole = Looked()
    for batch in batches(spans):
        whole = whole.plus(_batch(grant, on, batch, stale=stale))
        if progress is not None:
            progress(whole.courses, len(spans))
    return whole


def _batch(grant: Grant, on: dt.date, batch: Sequence[Span], *, stale: bool) -> Looked:
    """One transaction. Another process may have looked through some of the courses since they were listed."""
    with writing(grant) as connection:
        spans = due(connection, grant, on, [span.course_id for span in batch], stale=stale)
        if not spans:
            return Looked()
        facts = block(connection, grant, spans)
        findings, risky = to_keep(facts), _risky(facts)
        kept = kept_of(connection, grant, [span.course_id for span in spans])
        made = {
            span.course_id: changes(
                kept.get(span.course_id, ()),
                findings.get(row, ()),
                looked_through=span.looked_through,
                has_ended=span.has_ended,
                risky=risky.get(row, frozenset()),
            )
            for row, span in enumerate(spans)
        }
        write(connection, grant, made)
        note_looked(connection, grant, made, on)
        looked = _counted(made)
        detail = {"through": on.isoformat(), **{name: getattr(looked, name) for name in Looked.__dataclass_fields__}}
        audit.record(connection, grant.principal, Permission.SIGNALS, practice_id=grant.practice_id, detail=detail)
    return looked


def _counted(made: Mapping[UUID, Changes]) -> Looked:
    every = made.values()
    return Looked(
        courses=len(made),
        raised=sum(len(one.raised) for one in every),
        renewed=sum(len(one.renewed) for one in every),
        expired=sum(len(one.expired) for one in every),
    )


def _risky(facts: Block) -> dict[int, set[Answer]]:
    """Row → the answers about risk that ask for attention."""
    found: dict[int, set[Answer]] = defaultdict(set)
    for one in facts.risk_answers:
        if one.value >= _ASKS_FROM[one.instrument, one.item]:
            found[one.course].add((one.instrument, facts.date(one.course, one.day)))
    return found
