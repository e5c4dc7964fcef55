"""Filling in: what is asked, half written and corrected; the intake and the plan; what a practice decides for itself."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from runtherapy_data.store.types import Key, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

IN_PRACTICE = (
    "practice_id = ANY (string_to_array(COALESCE(current_setting('runtherapy.practices', true), ''), ',')::integer[])"
)
OF_COURSE = (
    f"{IN_PRACTICE} AND CASE WHEN COALESCE(current_setting('runtherapy.courses', true), '') = 'all' THEN true ELSE"
    " course_id::text = ANY (string_to_array(COALESCE(current_setting('runtherapy.courses', true), ''), ',')) END"
)
TO_THERAPISTS = "COALESCE(current_setting('runtherapy.role', true), '') IN ('therapist', 'system')"
TO_ITS_MAKER = (
    "CASE WHEN COALESCE(current_setting('runtherapy.account', true), '') = 'all' THEN true ELSE account_id::text ="
    " COALESCE(current_setting('runtherapy.account', true), '') END"
)
REACHES = {
    "week_reflection": OF_COURSE,
    "questionnaire_due": OF_COURSE,
    "draft": f"{OF_COURSE} AND {TO_ITS_MAKER}",
    "correction": OF_COURSE,
    "exercise_given": OF_COURSE,
    "exercise_done": OF_COURSE,
    "intake": f"{OF_COURSE} AND {TO_THERAPISTS}",
    "medical_point": f"{OF_COURSE} AND {TO_THERAPISTS}",
    "goal": OF_COURSE,
    "plan_week": OF_COURSE,
    "substitution": IN_PRACTICE,
    "practice_setting": IN_PRACTICE,
    "practice_exercise": IN_PRACTICE,
    "practice_wording": IN_PRACTICE,
    "reminder_sent": IN_PRACTICE,
}
MOMENTS = "'intake', 'mid', 'end', 'follow_up', 'extra'"
END_REASONS = "'completed', 'stopped_early', 'referred'"
EVENTS = "'holiday', 'illness', 'bereavement'"
Part = sa.Column[Any] | sa.Constraint


def _text(name: str, *, length: int | None = None, null: bool = False) -> Part:
    return sa.Column(name, sa.String(length=length) if length else sa.Text(), nullable=null)


def _day(name: str, *, null: bool = False) -> Part:
    return sa.Column(name, sa.Date(), nullable=null)


def _moment(name: str, *, null: bool = False) -> Part:
    return sa.Column(name, UtcDateTime(), nullable=null)


def _id(name: str, *, null: bool = True) -> Part:
    return sa.Column(name, Key(), nullable=null)


def _small(name: str, *, null: bool = True) -> Part:
    return sa.Column(name, sa.SmallInteger(), nullable=null, autoincrement=False)


def _json(name: str, *, null: bool = False) -> Part:
    return sa.Column(name, sa.JSON(), nullable=null)


def _revision() -> Part:
    return sa.Column("revision", sa.Integer(), server_default="1", nullable=False)


def _check(table: str, name: str, says: str) -> Part:
    return sa.CheckConstraint(says, name=op.f(f"ck_{table}_{name}"))


def _ranges(table: str, low: int, high: int, *names: str) -> list[Part]:
    return [_check(table, f"{name}_in_range", f"{name} BETWEEN {low} AND {high}") for name in names]


def _to_account(table: str, *columns: str) -> list[Part]:
    return [sa.ForeignKeyConstraint([column], ["account.id"], name=op.f(f"fk_{table}_{column}")) for column in columns]


def _make(table: str, keys: tuple[str, ...], *parts: Part) -> None:
    """A table of a practice; where `course_id` is among its keys, of a course of that practice."""
    of_course = [
        sa.ForeignKeyConstraint(
            ["practice_id", "course_id"],
            ["course.practice_id", "course.id"],
            name=op.f(f"fk_{table}_practice_id_course_id"),
        )
    ]
    op.create_table(
        table,
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        *([_id("course_id", null=False)] if "course_id" in keys else []),
        *parts,
        sa.PrimaryKeyConstraint("practice_id", *keys, name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f(f"fk_{table}_practice_id")),
        *(of_course if "course_id" in keys and table != "exercise_done" else []),
    )


def _filling() -> None:
    weekly = ("resilience", "self_confidence", "concentration", "body_contact")
    _make(
        "week_reflection", ("course_id", "week_on"), _day("week_on"), *map(_small, weekly),
        _text("words", null=True), _moment("recorded_at"), *_ranges("week_reflection", 0, 10, *weekly),
        _check("week_reflection", "says_something", f"COALESCE({', '.join(weekly)}) IS NOT NULL OR words IS NOT NULL"),
    )  # fmt: skip
    _make(
        "questionnaire_due", ("course_id", "id"), _id("id", null=False), _text("instrument", length=30),
        _text("moment", length=20), _day("due_on"), _text("state", length=10),
        sa.Column("by_hand", sa.Boolean(), nullable=False), _id("result_id"), _moment("asked_at"),
        _check("questionnaire_due", "moment_known", f"moment IN ({MOMENTS})"),
        _check("questionnaire_due", "state_known", "state IN ('open', 'done', 'dropped')"),
        _check("questionnaire_due", "done_has_result", "(state = 'done') = (result_id IS NOT NULL)"),
    )  # fmt: skip
    op.create_index(
        op.f("ix_questionnaire_due_practice_id_state_due_on"), "questionnaire_due", ["practice_id", "state", "due_on"]
    )
    _make(
        "draft", ("course_id", "account_id", "kind", "subject"), _id("account_id", null=False),
        _text("kind", length=20), _text("subject", length=64), _json("content"), _moment("saved_at"),
        *_to_account("draft", "account_id"),
    )  # fmt: skip
    _make(
        "correction", ("course_id", "id"), _id("id", null=False), _moment("at"), _id("account_id"),
        _text("fact", length=30), _text("fact_key", length=64), _json("old", null=True), _json("new", null=True),
    )  # fmt: skip
    op.create_index(
        op.f("ix_correction_practice_id_course_id_fact_fact_key"), "correction",
        ["practice_id", "course_id", "fact", "fact_key"],
    )  # fmt: skip


def _exercises() -> None:
    _make(
        "exercise_given", ("course_id", "id"), _id("id", null=False), _text("exercise", length=40),
        _day("given_on"), _day("until_on", null=True), _id("session_id"), _text("note", null=True),
        _check("exercise_given", "ends_after_start", "until_on >= given_on"),
    )  # fmt: skip
    _make(
        "exercise_done", ("course_id", "given_id", "day"), _id("given_id", null=False), _day("day"),
        sa.ForeignKeyConstraint(
            ["practice_id", "course_id", "given_id"],
            ["exercise_given.practice_id", "exercise_given.course_id", "exercise_given.id"],
            name=op.f("fk_exercise_done_practice_id_course_id_given_id"),
        ),
    )  # fmt: skip


def _intake() -> None:
    _make(
        "intake", ("course_id",), _text("complaints", null=True), _text("physical_capacity", null=True),
        _text("mental_capacity", null=True), _text("outcome", length=20, null=True),
        _text("referred_to", length=200, null=True), _day("decided_on", null=True), _revision(),
        _check("intake", "outcome_known", "outcome IN ('suitable', 'not_suitable', 'referred')"),
        _check("intake", "outcome_has_day", "(outcome IS NULL) = (decided_on IS NULL)"),
    )  # fmt: skip
    _make(
        "medical_point", ("course_id", "id"), _id("id", null=False), _text("words"),
        _moment("confirmed_at", null=True), _id("confirmed_by"),
        _check("medical_point", "confirmed_by_somebody", "(confirmed_at IS NULL) = (confirmed_by IS NULL)"),
    )  # fmt: skip
    _make(
        "goal", ("course_id", "position"), _small("position", null=False), _text("words"),
        _day("dropped_on", null=True), *_ranges("goal", 1, 200, "position"),
    )  # fmt: skip
    _make(
        "plan_week", ("course_id", "week"), _small("week", null=False), _small("sessions", null=False),
        _small("minutes", null=False), *_ranges("plan_week", 1, 52, "week"), *_ranges("plan_week", 0, 14, "sessions"),
        *_ranges("plan_week", 0, 1200, "minutes"),
    )  # fmt: skip


def _practice() -> None:
    _make(
        "substitution", ("id",), _id("id", null=False), _id("account_id", null=False),
        _id("substitute_id", null=False), _day("from_on"), _day("until_on"),
        _check("substitution", "ends_after_start", "until_on > from_on"),
        *_to_account("substitution", "account_id", "substitute_id"),
    )  # fmt: skip
    op.create_index(op.f("ix_substitution_practice_id_substitute_id"), "substitution", ["practice_id", "substitute_id"])
    _make("practice_setting", ("part",), _text("part", length=30), _json("value"), _moment("changed_at"))
    _make(
        "practice_exercise", ("code",), _text("code", length=40), _text("kind", length=20),
        _text("name_nl", length=80), _text("name_en", length=80), _text("words_nl"), _text("words_en"),
        _small("minutes"), sa.Column("active", sa.Boolean(), nullable=False),
        _check("practice_exercise", "kind_known", "kind IN ('breathing', 'relaxation', 'running')"),
    )  # fmt: skip
    _make("practice_wording", ("instrument",), _text("instrument", length=30), _json("content"), _moment("changed_at"))
    _make(
        "reminder_sent", ("account_id", "day"), _id("account_id", null=False), _day("day"), _moment("sent_at"),
        *_to_account("reminder_sent", "account_id"),
    )  # fmt: skip


ADDED: dict[str, tuple[Any, ...]] = {
    "client": (lambda: _text("contact", length=200, null=True),),
    "consent": (lambda: _id("recorded_by"),),
    "account": (lambda: sa.Column("reminders", sa.Boolean(), server_default=sa.false(), nullable=False),),
    "course": (lambda: _text("end_note", null=True), lambda: _day("follow_up_on", null=True)),
    "session_log": (
        lambda: _text("intervals", length=80, null=True),
        lambda: _json("picks", null=True),
        _revision,
        lambda: _id("entered_by"),
        lambda: _moment("recorded_at", null=True),
    ),
    "questionnaire_result": (_revision, lambda: _id("entered_by"), lambda: _moment("recorded_at", null=True)),
}


def _known(table: str, column: str, values: str) -> None:
    """Let the column hold these values from now on."""
    name = op.f(f"ck_{table}_{column}_known")
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, f"{column} IN ({values})")


def upgrade() -> None:
    for table, columns in ADDED.items():
        for column in columns:
            op.add_column(table, column())
    _known("course", "end_reason", f"{END_REASONS}, 'not_begun'")
    _known("life_event", "kind", f"{EVENTS}, 'pause', 'other'")
    for family in (_filling, _exercises, _intake, _practice):
        family()
    if op.get_bind().dialect.name == "postgresql":
        for table, reach in REACHES.items():
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY reach ON {table} USING ({reach}) WITH CHECK ({reach})")


def downgrade() -> None:
    for table in ("exercise_done", *(name for name in reversed(REACHES) if name != "exercise_done")):
        op.drop_table(table)
    # What the older schema has no word for becomes the nearest that it has.
    op.execute("UPDATE course SET end_reason = 'stopped_early' WHERE end_reason = 'not_begun'")
    op.execute("UPDATE life_event SET kind = 'other' WHERE kind = 'pause'")
    _known("life_event", "kind", f"{EVENTS}, 'other'")
    _known("course", "end_reason", END_REASONS)
    for table, columns in ADDED.items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column().name)
