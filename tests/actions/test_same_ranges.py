"""One range for each number, wherever it is given: the database's constraint, the action and the command line agree.

Every `BETWEEN` of the tables is walked over: its two ends are kept, and just outside is refused by field and range.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import check_ins, course_terms, plan, sessions, week_reflections
from runtherapy_data.cli.app import app
from runtherapy_data.errors import InvalidInputError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.build_up import PlannedWeek
from runtherapy_data.measures.instruments import instruments
from runtherapy_data.measures.session_entry import SessionEntry
from runtherapy_data.queries.check_ins import DayAnswers
from runtherapy_data.queries.course_terms import terms
from runtherapy_data.queries.plan import planned
from runtherapy_data.queries.week_reflections import WeekAnswers
from runtherapy_data.store import reading, today
from runtherapy_data.store.tables import Base
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World
from tests.store.test_constraints import RANGE, checks

TODAY = today(ZONE)
CLIENT, THERAPIST = "client@test.example", "therapist@test.example"
HOURS = "hours_slept"  # the one number with decimals


@dataclass(frozen=True)
class Writer:
    """Writes one column by an action of the therapist or the client; `said`: the command that gives it by `option`."""

    write: Callable[[Grant, str, Any], object]
    permission: Permission
    by_client: bool = False
    said: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()

    def option(self, column: str) -> str:
        return dict(self.options).get(column, column).replace("_", "-")


def a_day(grant: Grant, column: str, value: Any) -> object:
    return check_ins.save(grant, new_id().hex, replace(DayAnswers(day=TODAY, words="x"), **{column: value}))


def a_week(grant: Grant, column: str, value: Any) -> object:
    return week_reflections.save(grant, new_id().hex, replace(WeekAnswers(week_on=START, words="x"), **{column: value}))


def a_session(grant: Grant, column: str, value: Any) -> object:
    entry = SessionEntry(TODAY, "guided", reflection="x")
    return sessions.add(grant, new_id().hex, replace(entry, **{column: value}))


def a_plan(grant: Grant, column: str, value: Any) -> object:
    with reading(grant) as connection:
        was = planned(connection, grant)
    return plan.keep(grant, new_id().hex, [replace(PlannedWeek(1, 2, 60), **{column: value})], was=was)


def terms_of_course(grant: Grant, column: str, value: Any) -> object:
    with reading(grant) as connection:
        seen = terms(connection, grant)
    wanted: dict[str, Any] = {"planned_weeks": 10, "sessions_per_week": 3, "mode": seen.mode, column: value}
    return course_terms.change(grant, new_id().hex, **wanted, seen=seen)


START = TODAY.fromordinal(TODAY.toordinal() - 5)  # its first week can be looked back on today
OPTIONS = (
    ("planned_minutes", "planned"), ("walking_minutes", "walking"), ("running_minutes", "running"),
    ("feeling_before", "before"), ("feeling_after", "after"),
)  # fmt: skip
WRITERS = {
    "check_in": Writer(a_day, Permission.CHECK_IN_WRITE, by_client=True, said=("check-in", "add")),
    "week_reflection": Writer(a_week, Permission.CHECK_IN_WRITE, by_client=True, said=("check-in", "week")),
    "session_log": Writer(a_session, Permission.SESSION_WRITE, said=("session", "add"), options=OPTIONS),
    "plan_week": Writer(a_plan, Permission.COURSE_WRITE),
    "course": Writer(terms_of_course, Permission.COURSE_WRITE),
}
RANGES = {(table.name, found[1]): (int(found[2]), int(found[3])) for table, _, rule in checks()
          if (found := RANGE.match(rule))}  # fmt: skip
# The program counts these itself, or the instrument says which answers there are: always within what the table takes.
NOT_TYPED = {("questionnaire_answer", "item"), ("questionnaire_answer", "value"), ("goal", "position")}


def columns(table: str) -> list[tuple[str, tuple[int, int]]]:
    return [(column, ends) for (of, column), ends in RANGES.items() if of == table]


def beyond(column: str, ends: tuple[int, int]) -> tuple[float, float]:
    """Just outside."""
    step = 0.01 if column == HOURS else 1
    return ends[0] - step, ends[1] + step


def leave(world: World, writer: Writer) -> Grant:
    therapist_id = world.account("therapist", THERAPIST)
    client_id, code = world.client()
    world.course(client_id, therapist=therapist_id, starts_on=START)
    world.account("client", CLIENT, client_id=client_id)
    who = principal_by_email(CLIENT if writer.by_client else THERAPIST)
    return grant_course(who, None if writer.by_client else code, writer.permission)


def stored(grant: Grant, table: str, column: str) -> list[float | None]:
    found = Base.metadata.tables[table]
    with reading(grant) as connection:
        return [None if one is None else float(one) for one in connection.scalars(select(found.c[column]))]


def test_every_range_is_walked_over() -> None:
    assert {table for table, _ in RANGES.keys() - NOT_TYPED} == set(WRITERS)


@pytest.mark.parametrize("table", WRITERS)
def test_the_ends_of_a_range_are_kept_and_just_outside_is_refused(any_world: World, table: str) -> None:
    writer = WRITERS[table]
    grant = leave(any_world, writer)
    for column, ends in columns(table):
        for outside, edge in zip(beyond(column, ends), ends, strict=True):
            with pytest.raises(InvalidInputError) as refused:
                writer.write(grant, column, outside)
            named = refused.value
            assert (named.field, named.values["low"], named.values["high"]) == (column, *ends)
            assert outside not in stored(grant, table, column)
            assert writer.write(grant, column, edge) is not None, column
            assert edge in stored(grant, table, column), column


@pytest.mark.parametrize("table", [name for name, writer in WRITERS.items() if writer.said])
def test_the_command_line_keeps_to_the_same_range(world: World, table: str) -> None:
    writer = WRITERS[table]
    grant = leave(world, writer)
    whose = ["--as", CLIENT] if writer.by_client else ["--as", THERAPIST, "--client", grant.client_code]
    words = ["--words", "x"] if writer.by_client else ["--reflection", "x"]
    for column, ends in columns(table):
        for given in (*beyond(column, ends), *ends):
            option = f"--{writer.option(column)}={given}"
            refusal = CliRunner().invoke(app, [*writer.said, *whose, *words, option]).exception
            assert (refusal is None) is (given in ends), (option, refusal)
            assert refusal is None or (isinstance(refusal, InvalidInputError) and refusal.field == column), option
        assert set(ends) & set(stored(grant, table, column)), column


def test_no_instrument_has_more_items_or_other_answers_than_the_table_takes() -> None:
    lowest, highest = RANGES["questionnaire_answer", "value"]
    for known in instruments():
        if known.items is not None and known.items.whole:
            assert lowest <= known.items.answers[0] < known.items.answers[1] <= highest, known.id
            assert known.items.most <= RANGES["questionnaire_answer", "item"][1], known.id
