"""Every range and every list of codes in the tables is kept by the migrated database itself."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Connection, Table, update
from sqlalchemy.exc import IntegrityError

from runtherapy_data import store
from runtherapy_data.access import grant_maintenance
from runtherapy_data.store import tables
from tests.store.rows import DAY, fill

TABLES = tables.Base.metadata.tables
RANGE = re.compile(r"^(\w+) BETWEEN (\S+) AND (\S+)$")
CODES = re.compile(r"^(\w+) IN \((.*)\)$")
LATER, EARLIER = DAY + dt.timedelta(days=1), DAY - dt.timedelta(days=1)
MOMENT = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)

# The rules that are neither: what breaks each.
BROKEN: dict[str, dict[str, Any]] = {
    "ck_practice_dated_only_demo": {"is_demo": False, "dated_on": DAY},
    "ck_account_client_has_course": {"role": "therapist"},
    "ck_course_end_has_reason": {"ends_on": LATER},
    "ck_course_ends_after_start": {"ends_on": EARLIER, "end_reason": "completed"},
    "ck_life_event_ends_after_start": {"ends_on": EARLIER},
    "ck_consent_withdrawn_after_given": {"given_at": MOMENT, "withdrawn_at": MOMENT - dt.timedelta(seconds=1)},
    "ck_check_in_says_something": {"mood": None, "hours_slept": None},
    "ck_substitution_ends_after_start": {"until_on": DAY},
    "ck_week_reflection_says_something": {"resilience": None},
    "ck_questionnaire_due_done_has_result": {"state": "done"},
    "ck_exercise_given_ends_after_start": {"until_on": EARLIER},
    "ck_intake_outcome_has_day": {"outcome": "suitable"},
    "ck_medical_point_confirmed_by_somebody": {"confirmed_at": MOMENT},
    "ck_signal_snooze_has_reason": {"snoozed_until": LATER},
    "ck_cohort_week_courses_enough": {"courses": 9},
    "ck_cohort_outcome_courses_enough": {"courses": 5},
    "ck_cohort_outcome_courses_rounded": {"courses": 42},
}
# What has to change along with a code, so that no other rule speaks first.
ALONG: dict[str, dict[str, Any]] = {
    "ck_account_role_known": {"client_id": None},
    "ck_course_end_reason_known": {"ends_on": LATER},
    "ck_intake_outcome_known": {"decided_on": DAY},
}


def checks() -> list[tuple[Table, str, str]]:
    """(table, name, rule) of every check in the tables."""
    return [
        (table, str(one.name), str(one.sqltext))
        for table in TABLES.values()
        for one in table.constraints
        if isinstance(one, CheckConstraint)
    ]


def refuses(connection: Connection, table: Table, name: str, **values: Any) -> bool:
    """Whether the database refuses these values, and for this reason."""
    try:
        with connection.begin_nested():
            connection.execute(update(table).values(**values))
    except IntegrityError as error:
        return name in str(error.orig)
    return False


def accepts(connection: Connection, table: Table, **values: Any) -> bool:
    with connection.begin_nested() as trial:
        connection.execute(update(table).values(**values))
        trial.rollback()
    return True


def test_no_value_beyond_a_range_or_a_list_of_codes_is_stored(any_database: str) -> None:
    seen = {"ranges": 0, "codes": 0, "rules": 0}
    with store.writing(grant_maintenance("tests")) as connection:
        fill(connection, 1)
        for table, name, rule in checks():
            if within := RANGE.match(rule):
                column, low, high = within[1], float(within[2]), float(within[3])
                assert accepts(connection, table, **{column: low}), name
                assert accepts(connection, table, **{column: high}), name
                assert refuses(connection, table, name, **{column: low - 1}), name
                assert refuses(connection, table, name, **{column: high + 1}), name
                seen["ranges"] += 1
            elif CODES.match(rule):
                column = rule.split(" ", 1)[0]
                assert refuses(connection, table, name, **{column: "zzz"}, **ALONG.get(name, {})), name
                seen["codes"] += 1
            else:
                assert refuses(connection, table, name, **BROKEN.get(name, {})), name
                seen["rules"] += 1
        connection.rollback()
    assert seen["ranges"] >= 18
    assert seen["codes"] >= 15
    assert seen["rules"] == len(BROKEN)


@pytest.mark.parametrize("column", ["mood", "sleep", "energy", "tension", "pain", "hours_slept"])
def test_every_daily_measure_has_its_range(column: str) -> None:
    assert any(table.name == "check_in" and rule.startswith(f"{column} BETWEEN") for table, _, rule in checks())
