"""Signals and their life, therapists' private notes, the sentences of documents, a practice's risk protocol."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from runtherapy_data.store.types import Key, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATES = "'new', 'seen', 'discussed', 'done', 'expired'"
STEPS = "'raised', 'seen', 'discussed', 'done', 'expired', 'snoozed', 'undone'"
TABLES = ("signal", "signal_event", "signal_evaluation", "therapist_note", "document")
# One permissive policy a table, as for the other facts of one person (0002).
IN_PRACTICE = (
    "practice_id = ANY (string_to_array(COALESCE(current_setting('runtherapy.practices', true), ''), ',')::integer[])"
)
OF_COURSE = (
    "CASE WHEN COALESCE(current_setting('runtherapy.courses', true), '') = 'all' THEN true ELSE course_id::text ="
    " ANY (string_to_array(COALESCE(current_setting('runtherapy.courses', true), ''), ',')) END"
)


def _keys(table: str, *own: str) -> list[sa.Column[Any] | sa.Constraint]:
    """The columns and constraints that every table of a course has; `own`: further columns of the primary key."""
    return [
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("course_id", Key(), nullable=False),
        *(sa.Column(name, Key(), nullable=False) for name in own),
        sa.PrimaryKeyConstraint("practice_id", "course_id", *own, name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f(f"fk_{table}_practice_id")),
    ]


def _of_course(table: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint(
        ["practice_id", "course_id"],
        ["course.practice_id", "course.id"],
        name=op.f(f"fk_{table}_practice_id_course_id"),
    )


def _by_account(table: str) -> list[sa.Column[Any] | sa.Constraint]:
    return [
        sa.Column("account_id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f(f"fk_{table}_account_id")),
    ]


def _signals() -> None:
    op.create_table(
        "signal",
        *_keys("signal", "id"),
        _of_course("signal"),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("snooze_reason", sa.Text(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_signal_state_known")),
        sa.CheckConstraint(
            "(snoozed_until IS NULL) = (snooze_reason IS NULL)", name=op.f("ck_signal_snooze_has_reason")
        ),
    )
    op.create_index(op.f("ix_signal_practice_id_state"), "signal", ["practice_id", "state"])
    op.create_table(
        "signal_event",
        *_keys("signal_event", "signal_id", "id"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("account_id", Key(), nullable=True),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("previous_state", sa.String(length=10), nullable=True),
        sa.Column("previous_snoozed_until", sa.Date(), nullable=True),
        sa.Column("previous_snooze_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(f"step IN ({STEPS})", name=op.f("ck_signal_event_step_known")),
        sa.CheckConstraint(f"previous_state IN ({STATES})", name=op.f("ck_signal_event_previous_state_known")),
        sa.ForeignKeyConstraint(
            ["practice_id", "course_id", "signal_id"],
            ["signal.practice_id", "signal.course_id", "signal.id"],
            name=op.f("fk_signal_event_practice_id_course_id_signal_id"),
        ),
    )
    op.create_table(
        "signal_evaluation",
        *_keys("signal_evaluation"),
        _of_course("signal_evaluation"),
        sa.Column("through_on", sa.Date(), nullable=False),
        sa.Column("evaluated_at", UtcDateTime(), nullable=False),
    )


def _papers() -> None:
    op.create_table(
        "therapist_note",
        *_keys("therapist_note", "id"),
        _of_course("therapist_note"),
        *_by_account("therapist_note"),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
    )
    op.create_index(op.f("ix_therapist_note_practice_id_account_id"), "therapist_note", ["practice_id", "account_id"])
    op.create_table(
        "document",
        *_keys("document", "id"),
        _of_course("document"),
        *_by_account("document"),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.CheckConstraint("kind IN ('conversation_card', 'end_report')", name=op.f("ck_document_kind_known")),
        sa.CheckConstraint("language IN ('nl', 'en')", name=op.f("ck_document_language_known")),
    )


def upgrade() -> None:
    _signals()
    _papers()
    for column in ("risk_protocol_nl", "risk_protocol_en"):
        op.add_column("practice", sa.Column(column, sa.Text(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            reach = f"{IN_PRACTICE} AND {OF_COURSE}"
            op.execute(f"CREATE POLICY reach ON {table} USING ({reach}) WITH CHECK ({reach})")


def downgrade() -> None:
    for column in ("risk_protocol_en", "risk_protocol_nl"):
        op.drop_column("practice", column)
    for table in reversed(TABLES):
        op.drop_table(table)
