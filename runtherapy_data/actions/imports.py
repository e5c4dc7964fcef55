"""Bring in facts from a practice's own files: all or nothing, one audit event, the same report dry or real.

Nothing is written while anything is refused, unless the importer said to pass over bad rows.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from runtherapy_data.access import audit
from runtherapy_data.actions.evaluation import look_again, outdate
from runtherapy_data.actions.import_check_ins import write_check_ins
from runtherapy_data.actions.import_courses import place
from runtherapy_data.actions.import_questionnaires import write_questionnaires
from runtherapy_data.actions.import_report import LEFT_ALONE, Outcome, Report, may_compare
from runtherapy_data.actions.import_sessions import write_sessions
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.readers.facts import Batch, Fact
from runtherapy_data.readers.files import Limits, read_table
from runtherapy_data.readers.maps import NO_MAP, CreateRule, Map
from runtherapy_data.readers.plan import make_plan
from runtherapy_data.readers.plan_notes import plan_notes
from runtherapy_data.readers.reading import read_facts
from runtherapy_data.readers.refusals import Note, Refusal
from runtherapy_data.readers.vocabulary import Kind
from runtherapy_data.settings import settings
from runtherapy_data.store import today, writing

_Writer = Callable[[Connection, Grant, Sequence[tuple[UUID, Fact]], dict[Any, int]], Outcome]
_WRITERS: Final[dict[Kind, _Writer]] = {
    Kind.CHECK_INS: write_check_ins,
    Kind.SESSIONS: write_sessions,
    Kind.QUESTIONNAIRES: write_questionnaires,
}
_BEYOND_LISTED: Final = 20


@dataclass(frozen=True, slots=True)
class Order:
    """What the importer asked for: the kind of facts, the map, whose they are, and how strict to be."""

    kind: Kind
    mapping: Map = NO_MAP
    client: str | None = None
    dry_run: bool = False
    skip_bad_rows: bool = False


class _TakenBackError(Exception):
    """Leaves the transaction so that nothing in it is kept."""


def import_file(grant: Grant, order: Order, name: str, content: bytes) -> Report:
    """Import the facts in a file's bytes; its name tells the format. InvalidInputError: it cannot be read at all."""
    grant.require(Permission.IMPORT)
    limits = Limits(settings().import_max_mb * 2**20, settings().import_max_unpacked_mb * 2**20)
    table = read_table(name, content, order.mapping.file, limits)
    zone = grant.principal.zone
    plan = make_plan(order.kind, table.columns, order.mapping, client=order.client, zone=zone, today=today(zone))
    batch = read_facts(plan, table.rows)
    source = {"format": PurePath(name).suffix.casefold(), "sha256": hashlib.sha256(content).hexdigest()}
    return import_batches(grant, order, [batch], notes=(*table.notes, *plan_notes(plan)), source=source)


def import_batches(
    grant: Grant,
    order: Order,
    batches: Iterable[Batch],
    *,
    notes: Sequence[Note],
    source: dict[str, Any],
    before_commit: Callable[[Connection], None] | None = None,
) -> Report:
    """Write facts that were read already, all batches in one transaction. `source` says in the audit trail what it was.

    `before_commit` runs in the transaction once everything is written. Then the courses are looked through for signals.
    """
    grant.require(Permission.IMPORT)
    if order.mapping.create is not None and grant.courses is not None:
        audit.refused(grant.principal, Permission.IMPORT, subject="create")
        raise NotAllowedError(
            N_("Only an administrator's import makes clients."),
            N_("Ask the practice's administrator to import this file, or leave [create] out of the map file."),
        )
    tally = _Tally(order.kind, [*notes] if may_compare(grant) else [*notes, LEFT_ALONE])
    try:
        with writing(grant) as connection:
            for batch in batches:
                tally.add(connection, grant, batch, order.mapping.create)
            report = tally.report()
            if before_commit is not None:
                before_commit(connection)
            if order.dry_run or (report.refused and not order.skip_bad_rows):
                raise _TakenBackError
            _record(connection, grant, report, source, tally.courses, written=True)
            outdate(connection, grant, tally.courses)
    except _TakenBackError:
        # What was found out by trying is kept, too. Courses that were made for it are gone again.
        courses = set() if report.clients_created else tally.courses
        with writing(grant) as connection:
            _record(connection, grant, report, source, courses, written=False)
    else:
        look_again(grant, tally.courses)
    if tally.beyond:
        beyond = sorted(tally.beyond)
        listed = [code[:40] for code in beyond[:_BEYOND_LISTED]]
        audit.refused(grant.principal, Permission.IMPORT, clients=len(beyond), subjects=listed)
    return report


class _Tally:
    """Adds up what the batches did."""

    def __init__(self, kind: Kind, notes: list[Note]) -> None:
        self.kind = kind
        self.notes = notes
        self.rows = self.created = self.refused = 0
        self.total = Outcome()
        self.refusals: list[Refusal] = []
        self.beyond: set[str] = set()
        self.courses: set[UUID] = set()
        self._seen: dict[Any, int] = {}

    def add(self, connection: Connection, grant: Grant, batch: Batch, create: CreateRule | None) -> None:
        """Place and write one batch."""
        placed = place(connection, grant, batch, create)
        outcome = _WRITERS[self.kind](connection, grant, placed.facts, self._seen)
        self.rows += batch.rows
        self.notes += batch.notes
        self.created += placed.created
        if grant.courses is not None:
            self.beyond |= placed.beyond
        self.courses.update(course for course, _ in placed.facts)
        self.refused += batch.refused_facts + len(outcome.refusals)
        self.refusals += [*batch.refusals, *outcome.refusals]
        self.total.new += outcome.new
        self.total.unchanged += outcome.unchanged
        self.total.changed += outcome.changed
        self.total.fields.update(outcome.fields)

    def report(self) -> Report:
        """The report so far."""
        return Report(
            kind=self.kind,
            rows=self.rows,
            new=self.total.new,
            unchanged=self.total.unchanged,
            changed=self.total.changed,
            refused=self.refused,
            clients_created=self.created,
            changed_fields=tuple(Counter(self.total.fields).most_common()),
            refusals=tuple(sorted(self.refusals, key=lambda one: one.row)),
            notes=tuple(self.notes),
        )


def _record(
    connection: Connection, grant: Grant, report: Report, source: dict[str, Any], courses: set[UUID], *, written: bool
) -> None:
    """What was imported, or tried: numbers and names of fields, no value of anybody."""
    numbers = {name: getattr(report, name) for name in ("rows", "new", "unchanged", "changed", "refused")}
    audit.record(
        connection,
        grant.principal,
        Permission.IMPORT,
        practice_id=grant.practice_id,
        course_id=next(iter(courses)) if len(courses) == 1 else None,
        detail={
            "kind": report.kind.value,
            "source": source,
            "written": written,
            **numbers,
            "clients_created": report.clients_created,
            "changed_fields": dict(report.changed_fields),
        },
    )
