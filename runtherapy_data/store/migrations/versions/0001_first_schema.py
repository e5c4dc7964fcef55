"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from runtherapy_data.store.types import Key, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("help_text_nl", sa.Text(), nullable=True),
        sa.Column("help_text_en", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("is_demo OR dated_on IS NULL", name=op.f("ck_practice_dated_only_demo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice")),
        sa.UniqueConstraint("code", name=op.f("uq_practice_code")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", Key(), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("failed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    op.create_index(
        op.f("ix_sign_in_failure_subject_failed_at"), "sign_in_failure", ["subject", "failed_at"], unique=False
    )

    op.create_table(
        "audit_event",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", Key(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("account_id", Key(), nullable=True),
        sa.Column("asked_by", sa.String(length=254), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("course_id", Key(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=True),
        sa.CheckConstraint("outcome IN ('done', 'refused')", name=op.f("ck_audit_event_outcome_known")),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_audit_event_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_audit_event")),
    )
    op.create_index(op.f("ix_audit_event_practice_id_at"), "audit_event", ["practice_id", "at"], unique=False)
    op.create_index(
        op.f("ix_audit_event_practice_id_course_id"), "audit_event", ["practice_id", "course_id"], unique=False
    )

    op.create_table(
        "client",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", Key(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_client_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_client")),
        sa.UniqueConstraint("practice_id", "code", name=op.f("uq_client_practice_id_code")),
    )
    op.create_table(
        "cohort_outcome",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("complaint", sa.String(length=30), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("courses", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "complaint IN ('stress_burnout', 'anxiety_panic', 'depression', 'chronic_fatigue', 'psychosomatic', 'body_connection')",
            name=op.f("ck_cohort_outcome_complaint_known"),
        ),
        sa.CheckConstraint(
            "outcome IN ('running', 'completed', 'stopped_early', 'referred')",
            name=op.f("ck_cohort_outcome_outcome_known"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_cohort_outcome_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "complaint", "quarter", "outcome", name=op.f("pk_cohort_outcome")),
    )
    op.create_table(
        "cohort_week",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("complaint", sa.String(length=30), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("week", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("courses", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("sum_of_means", sa.Double(), nullable=False),
        sa.Column("sum_of_squares", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "complaint IN ('stress_burnout', 'anxiety_panic', 'depression', 'chronic_fatigue', 'psychosomatic', 'body_connection')",
            name=op.f("ck_cohort_week_complaint_known"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_cohort_week_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "complaint", "quarter", "week", "measure", name=op.f("pk_cohort_week")),
    )
    op.create_table(
        "import_mark",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("read_through", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_import_mark_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "source", "kind", name=op.f("pk_import_mark")),
    )
    op.create_table(
        "snapshot",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("through_on", sa.Date(), nullable=False),
        sa.Column("courses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_snapshot_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", name=op.f("pk_snapshot")),
    )
    op.create_table(
        "write_once",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_write_once_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "key", name=op.f("pk_write_once")),
    )
    op.create_table(
        "account",
        sa.Column("id", Key(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("client_id", Key(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("(role = 'client') = (client_id IS NOT NULL)", name=op.f("ck_account_client_has_course")),
        sa.CheckConstraint("language IN ('nl', 'en')", name=op.f("ck_account_language_known")),
        sa.CheckConstraint(
            "role IN ('client', 'therapist', 'supervisor', 'admin')", name=op.f("ck_account_role_known")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            name=op.f("fk_account_practice_id_client_id"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_account_practice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_index(op.f("ix_account_practice_id"), "account", ["practice_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client_id", Key(), nullable=False),
        sa.Column("id", Key(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("purpose IN ('therapy', 'supervision', 'cohort')", name=op.f("ck_consent_purpose_known")),
        sa.CheckConstraint("withdrawn_at >= given_at", name=op.f("ck_consent_withdrawn_after_given")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            name=op.f("fk_consent_practice_id_client_id"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_consent_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "client_id", "id", name=op.f("pk_consent")),
    )
    op.create_table(
        "course",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", Key(), nullable=False),
        sa.Column("client_id", Key(), nullable=False),
        sa.Column("complaint", sa.String(length=30), nullable=False),
        sa.Column("mode", sa.String(length=30), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("planned_weeks", sa.Integer(), nullable=False),
        sa.Column("sessions_per_week", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=30), nullable=True),
        sa.CheckConstraint(
            "complaint IN ('stress_burnout', 'anxiety_panic', 'depression', 'chronic_fatigue', 'psychosomatic', 'body_connection')",
            name=op.f("ck_course_complaint_known"),
        ),
        sa.CheckConstraint(
            "end_reason IN ('completed', 'stopped_early', 'referred')", name=op.f("ck_course_end_reason_known")
        ),
        sa.CheckConstraint("mode IN ('gentle_build_up', 'no_fixed_increments')", name=op.f("ck_course_mode_known")),
        sa.CheckConstraint("(ends_on IS NULL) = (end_reason IS NULL)", name=op.f("ck_course_end_has_reason")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_course_ends_after_start")),
        sa.CheckConstraint("planned_weeks BETWEEN 1 AND 52", name=op.f("ck_course_planned_weeks_in_range")),
        sa.CheckConstraint("sessions_per_week BETWEEN 1 AND 7", name=op.f("ck_course_sessions_per_week_in_range")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            name=op.f("fk_course_practice_id_client_id"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_course_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_course")),
    )
    op.create_index(op.f("ix_course_practice_id_client_id"), "course", ["practice_id", "client_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("course_id", Key(), nullable=False),
        sa.Column("account_id", Key(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_assignment_account_id")),
        sa.ForeignKeyConstraint(
            ["practice_id", "course_id"],
            ["course.practice_id", "course.id"],
            name=op.f("fk_assignment_practice_id_course_id"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_assignment_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "course_id", "account_id", "from_on", name=op.f("pk_assignment")),
    )
    op.create_index(
        op.f("ix_assignment_practice_id_account_id"), "assignment", ["practice_id", "account_id"], unique=False
    )

    op.create_table(
        "check_in",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("course_id", Key(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mood", sa.SmallInteger(), nullable=True),
        sa.Column("sleep", sa.SmallInteger(), nullable=True),
        sa.Column("energy", sa.SmallInteger(), nullable=True),
        sa.Column("tension", sa.SmallInteger(), nullable=True),
        sa.Column("pain", sa.SmallInteger(), nullable=True),
        sa.Column("hours_slept", sa.Numeric(precision=4, scale=2, asdecimal=False), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "COALESCE(mood, sleep, energy, tension, pain, hours_slept) IS NOT NULL OR words IS NOT NULL",
            name=op.f("ck_check_in_says_something"),
        ),
        sa.CheckConstraint("energy BETWEEN 0 AND 10", name=op.f("ck_check_in_energy_in_range")),
        sa.CheckConstraint("hours_slept BETWEEN 0 AND 24", name=op.f("ck_check_in_hours_slept_in_range")),
        sa.CheckConstraint("mood BETWEEN 0 AND 10", name=op.f("ck_check_in_mood_in_range")),
        sa.CheckConstraint("pain BETWEEN 0 AND 10", name=op.f("ck_check_in_pain_in_range")),
        sa.CheckConstraint("sleep BETWEEN 0 AND 10", name=op.f("ck_check_in_sleep_in_range")),
        sa.CheckConstraint("tension BETWEEN 0 AND 10", name=op.f("ck_check_in_tension_in_range")),
        sa.ForeignKeyConstraint(
            ["practice_id", "course_id"],
            ["course.practice_id", "course.id"],
            name=op.f("fk_check_in_practice_id_course_id"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_check_in_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "course_id", "day", name=op.f("pk_check_in")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "course_complaint",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("course_id", Key(), nullable=False),
        sa.Column("complaint", sa.String(length=30), nullable=False),
        sa.CheckConstraint(
            "complaint IN ('stress_burnout', 'anxiety_panic', 'depression', 'chronic_fatigue', 'psychosomatic', 'body_connection')",
            name=op.f("ck_course_complaint_complaint_known"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "course_id"],
            ["course.practice_id", "course.id"],
            name=op.f("fk_course_complaint_practice_id_course_id"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_course_complaint_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "course_id", "complaint", name=op.f("pk_course_complaint")),
    )
    op.create_table(
        "life_event",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("course_id", Key(), nullable=False),
        sa.Column("id", Key(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('holiday', 'illness', 'bereavement', 'other')", name=op.f("ck_life_event_kind_known")
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_life_event_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["practice_id", "course_id"],
            ["course.practice_id", "course.id"],
            name=op.f("fk_life_event_practice_id_course_id"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_life_event_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "course_id", "id", name=op.f("pk_life_event")),
    )
    op.create_table(
        "login_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("account_id", Key(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_login_session_account_id")),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_login_session_practice_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_login_session")),
    )
    op.create_index(op.f("ix_login_session_account_id"), "login_session", ["account_id"], unique=False)

    op.create_table(
        "one_time_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("account_id", Key(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("purpose IN ('invite', 'reset')", name=op.f("ck_one_time_link_purpose_known")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_one_time_link_account_id")),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_one_time_link_practice_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_one_time_link")),
    )
    op.create_index(op.f("ix_one_time_link_account_id"), "one_time_link", ["account_id"], unique=False)

    op.create_table(
        "phase",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("course_id", Key(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("phase", sa.String(length=30), nullable=False),
        sa.CheckConstraint(
            "phase IN ('intake', 'building_trust', 'guided_running', 'reflection', 'home_practice', 'integration')",
            name=op.f("ck_phase_phase_known"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "course_id"],
            ["course.practice_id", "course.id"],
            name=op.f("fk_phase_practice_id_course_id"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_phase_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "course_id", "starts_on", name=op.f("pk_phase")),
    )
    op.create_table(
        "questionnaire_result",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("course_id", Key(), nullable=False),
        sa.Column("id", Key(), nullable=False),
        sa.Column("instrument", sa.String(length=30), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("moment", sa.String(length=20), nullable=False),
        sa.Column("total", sa.Numeric(precision=7, scale=2, asdecimal=False), nullable=True),
        sa.CheckConstraint(
            "moment IN ('intake', 'mid', 'end', 'follow_up', 'extra')",
            name=op.f("ck_questionnaire_result_moment_known"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "course_id"],
            ["course.practice_id", "course.id"],
            name=op.f("fk_questionnaire_result_practice_id_course_id"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_questionnaire_result_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "course_id", "id", name=op.f("pk_questionnaire_result")),
        sa.UniqueConstraint(
            "practice_id",
            "course_id",
            "instrument",
            "taken_on",
            "moment",
            name=op.f("uq_questionnaire_result_practice_id_course_id_instrument_taken_on_moment"),
        ),
    )
    op.create_table(
        "session_log",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("course_id", Key(), nullable=False),
        sa.Column("id", Key(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("planned_minutes", sa.SmallInteger(), nullable=True),
        sa.Column("walking_minutes", sa.SmallInteger(), nullable=False),
        sa.Column("running_minutes", sa.SmallInteger(), nullable=False),
        sa.Column("effort", sa.SmallInteger(), nullable=True),
        sa.Column("talk_test", sa.String(length=10), nullable=True),
        sa.Column("feeling_before", sa.SmallInteger(), nullable=True),
        sa.Column("feeling_after", sa.SmallInteger(), nullable=True),
        sa.Column("enjoyment", sa.SmallInteger(), nullable=True),
        sa.Column("pain", sa.SmallInteger(), nullable=True),
        sa.Column("breathing", sa.Text(), nullable=True),
        sa.Column("posture", sa.Text(), nullable=True),
        sa.Column("muscle_tension", sa.Text(), nullable=True),
        sa.Column("mental_signals", sa.Text(), nullable=True),
        sa.Column("reflection", sa.Text(), nullable=True),
        sa.Column("home_exercises", sa.Text(), nullable=True),
        sa.Column("next_appointment_at", UtcDateTime(), nullable=True),
        sa.Column("source_key", sa.String(length=200), nullable=True),
        sa.CheckConstraint("kind IN ('guided', 'independent')", name=op.f("ck_session_log_kind_known")),
        sa.CheckConstraint("talk_test IN ('easily', 'just', 'no')", name=op.f("ck_session_log_talk_test_known")),
        sa.CheckConstraint("effort BETWEEN 0 AND 10", name=op.f("ck_session_log_effort_in_range")),
        sa.CheckConstraint("enjoyment BETWEEN 0 AND 10", name=op.f("ck_session_log_enjoyment_in_range")),
        sa.CheckConstraint("feeling_after BETWEEN 0 AND 10", name=op.f("ck_session_log_feeling_after_in_range")),
        sa.CheckConstraint("feeling_before BETWEEN 0 AND 10", name=op.f("ck_session_log_feeling_before_in_range")),
        sa.CheckConstraint("pain BETWEEN 0 AND 10", name=op.f("ck_session_log_pain_in_range")),
        sa.CheckConstraint("planned_minutes BETWEEN 0 AND 600", name=op.f("ck_session_log_planned_minutes_in_range")),
        sa.CheckConstraint("running_minutes BETWEEN 0 AND 600", name=op.f("ck_session_log_running_minutes_in_range")),
        sa.CheckConstraint("walking_minutes BETWEEN 0 AND 600", name=op.f("ck_session_log_walking_minutes_in_range")),
        sa.ForeignKeyConstraint(
            ["practice_id", "course_id"],
            ["course.practice_id", "course.id"],
            name=op.f("fk_session_log_practice_id_course_id"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_session_log_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "course_id", "id", name=op.f("pk_session_log")),
        sa.UniqueConstraint(
            "practice_id", "course_id", "source_key", name=op.f("uq_session_log_practice_id_course_id_source_key")
        ),
    )
    op.create_table(
        "supervision",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_supervision_account_id")),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_supervision_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "account_id", name=op.f("pk_supervision")),
    )
    op.create_table(
        "questionnaire_answer",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("course_id", Key(), nullable=False),
        sa.Column("result_id", Key(), nullable=False),
        sa.Column("item", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("item BETWEEN 1 AND 200", name=op.f("ck_questionnaire_answer_item_in_range")),
        sa.CheckConstraint("value BETWEEN 0 AND 100", name=op.f("ck_questionnaire_answer_value_in_range")),
        sa.ForeignKeyConstraint(
            ["practice_id", "course_id", "result_id"],
            ["questionnaire_result.practice_id", "questionnaire_result.course_id", "questionnaire_result.id"],
            name=op.f("fk_questionnaire_answer_practice_id_course_id_result_id"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_questionnaire_answer_practice_id")),
        sa.PrimaryKeyConstraint("practice_id", "course_id", "result_id", "item", name=op.f("pk_questionnaire_answer")),
    )
    op.create_table(
        "questionnaire_subscale",
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("course_id", Key(), nullable=False),
        sa.Column("result_id", Key(), nullable=False),
        sa.Column("subscale", sa.String(length=30), nullable=False),
        sa.Column("score", sa.Numeric(precision=7, scale=2, asdecimal=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "course_id", "result_id"],
            ["questionnaire_result.practice_id", "questionnaire_result.course_id", "questionnaire_result.id"],
            name=op.f("fk_questionnaire_subscale_practice_id_course_id_result_id"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], name=op.f("fk_questionnaire_subscale_practice_id")),
        sa.PrimaryKeyConstraint(
            "practice_id", "course_id", "result_id", "subscale", name=op.f("pk_questionnaire_subscale")
        ),
    )


def downgrade() -> None:
    op.drop_table("questionnaire_subscale")
    op.drop_table("questionnaire_answer")
    op.drop_table("supervision")
    op.drop_table("session_log")
    op.drop_table("questionnaire_result")
    op.drop_table("phase")
    op.drop_index(op.f("ix_one_time_link_account_id"), table_name="one_time_link")

    op.drop_table("one_time_link")
    op.drop_index(op.f("ix_login_session_account_id"), table_name="login_session")

    op.drop_table("login_session")
    op.drop_table("life_event")
    op.drop_table("course_complaint")
    op.drop_table("check_in")
    op.drop_index(op.f("ix_assignment_practice_id_account_id"), table_name="assignment")

    op.drop_table("assignment")
    op.drop_index(op.f("ix_course_practice_id_client_id"), table_name="course")

    op.drop_table("course")
    op.drop_table("consent")
    op.drop_index(op.f("ix_account_practice_id"), table_name="account")

    op.drop_table("account")
    op.drop_table("write_once")
    op.drop_table("snapshot")
    op.drop_table("import_mark")
    op.drop_table("cohort_week")
    op.drop_table("cohort_outcome")
    op.drop_table("client")
    op.drop_index(op.f("ix_audit_event_practice_id_course_id"), table_name="audit_event")
    op.drop_index(op.f("ix_audit_event_practice_id_at"), table_name="audit_event")

    op.drop_table("audit_event")
    op.drop_index(op.f("ix_sign_in_failure_subject_failed_at"), table_name="sign_in_failure")

    op.drop_table("sign_in_failure")
    op.drop_table("practice")
