"""Questionnaire results as they are kept: with their answers, and when they were written down."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import DueState
from runtherapy_data.store.tables import (
    Account,
    QuestionnaireAnswer,
    QuestionnaireDue,
    QuestionnaireResult,
    QuestionnaireSubscale,
)

READS: Final = (Permission.RESULT_WRITE, Permission.COURSE_WRITE, Permission.COURSE_READ)


@dataclass(frozen=True, slots=True)
class HeldResult:
    """One result: its scores in the instrument's own range, the answers that were given here (item → answer).

    `recorded_at` (UTC) is when it was last written down here, by `entered_by`; both empty for what was imported.
    `ask_id`: the request that it answered.
    """

    id: UUID
    instrument: str
    taken_on: dt.date
    moment: str
    total: float | None
    subscales: dict[str, float] = field(default_factory=dict)
    answers: dict[int, int] = field(default_factory=dict)
    revision: int = 1
    recorded_at: dt.datetime | None = None
    entered_by: UUID | None = None
    who: str = ""
    ask_id: UUID | None = None

    def facts(self) -> dict[str, Any]:
        """What a correction can change, a name and a value each: the day, the moment, each score and answer."""
        return {
            "taken_on": self.taken_on,
            "moment": self.moment,
            "total": self.total,
            **{f"subscale.{code}": value for code, value in self.subscales.items()},
            **{f"item.{item}": value for item, value in self.answers.items()},
        }


def results(connection: Connection, grant: Grant) -> tuple[HeldResult, ...]:
    """Every result of the grant's course, the newest first."""
    return _results(connection, grant)


def result(connection: Connection, grant: Grant, result_id: UUID) -> HeldResult | None:
    """One result of the grant's course; None where there is no such."""
    return next(iter(_results(connection, grant, QuestionnaireResult.id == result_id)), None)


def _results(connection: Connection, grant: Grant, *conditions: ColumnElement[bool]) -> tuple[HeldResult, ...]:
    grant.require(*READS)
    one, ask = QuestionnaireResult, QuestionnaireDue
    answered = and_(
        ask.practice_id == one.practice_id, ask.course_id == one.course_id, ask.result_id == one.id,
        ask.state == DueState.DONE.value,
    )  # fmt: skip
    query = (
        select(
            one.id, one.instrument, one.taken_on, one.moment, one.total, one.revision, one.recorded_at,
            one.entered_by, Account.name, ask.id,
        )
        .outerjoin(Account, Account.id == one.entered_by)
        .outerjoin(ask, answered)
        .where(one.practice_id == grant.practice_id, one.course_id == grant.course_id, *conditions)
        .order_by(one.taken_on.desc(), one.instrument, one.id.desc())
    )  # fmt: skip
    rows = connection.execute(query).all()
    subscales, answers = (
        _parts(connection, grant, QuestionnaireSubscale),
        _parts(connection, grant, QuestionnaireAnswer),
    )
    return tuple(
        HeldResult(
            id, instrument, taken_on, moment, None if total is None else float(total),
            subscales[id], answers[id], revision, recorded_at, entered_by, who or "", ask_id,
        )
        for id, instrument, taken_on, moment, total, revision, recorded_at, entered_by, who, ask_id in rows
    )  # fmt: skip


def _parts(connection: Connection, grant: Grant, table: Any) -> dict[UUID, dict[Any, Any]]:
    """Result → its subscales, or its answers."""
    named, value = (table.subscale, table.score) if table is QuestionnaireSubscale else (table.item, table.value)
    query = (
        select(table.result_id, named, value)
        .where(table.practice_id == grant.practice_id, table.course_id == grant.course_id)
        .order_by(named)
    )
    found: dict[UUID, dict[Any, Any]] = defaultdict(dict)
    for result_id, name, kept in connection.execute(query):
        found[result_id][name] = float(kept) if table is QuestionnaireSubscale else int(kept)
    return found
