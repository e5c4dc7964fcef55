"""Row-level security: PostgreSQL repeats the reach of a grant below the program. SQLite has no such thing.

One permissive policy a table, conditions joined by AND, no subquery: what a distributed PostgreSQL keeps intact on its
shards. A setting that was never made reads as empty, so that a transaction that forgot to say who asks sees nothing.
FORCE makes the policies hold for the owner of the tables too.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# What somebody may know about the practice as a whole: who is a client of whom. Access itself reads these to find out
# how an asker relates to a course, before any course is in reach.
OF_PRACTICE = (
    "client",
    "course",
    "assignment",
    "consent",
    "audit_event",
    "write_once",
    "import_mark",
    "snapshot",
    "cohort_week",
    "cohort_outcome",
)
# What is known about one person: only of the courses in reach.
OF_COURSE = (
    "course_complaint",
    "phase",
    "life_event",
    "check_in",
    "session_log",
    "questionnaire_result",
    "questionnaire_subscale",
    "questionnaire_answer",
)
IN_PRACTICE = (
    "practice_id = ANY (string_to_array(COALESCE(current_setting('runtherapy.practices', true), ''), ',')::integer[])"
)
# CASE, not OR: the planner takes half of the rows to pass, where it would take one in a hundred for an OR.
IN_COURSE = (
    "CASE WHEN COALESCE(current_setting('runtherapy.courses', true), '') = 'all' THEN true ELSE course_id::text = ANY"
    " (string_to_array(COALESCE(current_setting('runtherapy.courses', true), ''), ',')) END"
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in (*OF_PRACTICE, *OF_COURSE):
        reach = IN_PRACTICE if table in OF_PRACTICE else f"{IN_PRACTICE} AND {IN_COURSE}"
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY reach ON {table} USING ({reach}) WITH CHECK ({reach})")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in (*OF_PRACTICE, *OF_COURSE):
        op.execute(f"DROP POLICY reach ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
