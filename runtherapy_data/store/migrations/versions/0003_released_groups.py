"""The cohort snapshot holds released groups only: all complaints and whole years beside complaint and quarter.

What stood in these tables is taken anew at the next snapshot; nothing in them is a fact of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COMPLAINTS = "'stress_burnout', 'anxiety_panic', 'depression', 'chronic_fatigue', 'psychosomatic', 'body_connection'"
TABLES = ("cohort_week", "cohort_outcome")


def upgrade() -> None:
    for table in (*TABLES, "snapshot"):
        op.execute(sa.delete(sa.table(table)))
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.alter_column("quarter", new_column_name="period")
            batch.drop_constraint(op.f(f"ck_{table}_complaint_known"), type_="check")
            batch.create_check_constraint(op.f(f"ck_{table}_complaint_known"), f"complaint IN ({COMPLAINTS}, 'all')")
            if table == "cohort_week":
                batch.create_check_constraint(op.f("ck_cohort_week_courses_enough"), "courses >= 10")


def downgrade() -> None:
    for table in (*TABLES, "snapshot"):
        op.execute(sa.delete(sa.table(table)))
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            if table == "cohort_week":
                batch.drop_constraint(op.f("ck_cohort_week_courses_enough"), type_="check")
            batch.drop_constraint(op.f(f"ck_{table}_complaint_known"), type_="check")
            batch.create_check_constraint(op.f(f"ck_{table}_complaint_known"), f"complaint IN ({COMPLAINTS})")
            batch.alter_column("period", new_column_name="quarter")
