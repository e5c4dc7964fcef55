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

# The work and the releases of the practice as a whole: they hold no score and no name of a client.
OF_PRACTICE = (
    "audit_event",
    "write_once",
    "import_mark",
    "snapshot",
    "cohort_week",
    "cohort_outcome",
)
# Who is a client of whom: only of the clients in reach. These are everybody for the one who manages people, and for
# access itself, which finds out how an asker relates to a course before any course is in reach.
OF_CLIENT = {"client": "id", "course": "client_id", "consent": "client_id"}
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


def _within(setting: str, column: str, every: str) -> str:
    """The column is one of those listed in a setting, or a setting says that all are.

    CASE, not OR: the planner takes half of the rows to pass, where it would take one in a hundred for an OR.
    """
    return (
        f"CASE WHEN COALESCE(current_setting('runtherapy.{every}', true), '') = 'all' THEN true ELSE {column}::text ="
        f" ANY (string_to_array(COALESCE(current_setting('runtherapy.{setting}', true), ''), ',')) END"
    )


REACHES = {
    **dict.fromkeys(OF_PRACTICE, IN_PRACTICE),
    **{table: f"{IN_PRACTICE} AND {_within('clients', key, 'clients')}" for table, key in OF_CLIENT.items()},
    # Who treats a course: of the courses in reach, or of all for whoever may know every client.
    "assignment": f"{IN_PRACTICE} AND {_within('courses', 'course_id', 'clients')}",
    **{table: f"{IN_PRACTICE} AND {_within('courses', 'course_id', 'courses')}" for table in OF_COURSE},
}


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, reach in REACHES.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY reach ON {table} USING ({reach}) WITH CHECK ({reach})")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in REACHES:
        op.execute(f"DROP POLICY reach ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
