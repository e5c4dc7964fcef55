"""How courses ended is released in rounded counts only; the exact size of a group stands in a row of its own.

What stood in these tables is taken anew at the next snapshot; nothing in them is a fact of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OUTCOMES = "'completed', 'stopped_early', 'referred', 'running'"
KNOWN = "ck_cohort_outcome_outcome_known"
ENOUGH = "ck_cohort_outcome_courses_enough"
ROUNDED = "ck_cohort_outcome_courses_rounded"


def _empty() -> None:
    for table in ("cohort_week", "cohort_outcome", "snapshot"):
        op.execute(sa.delete(sa.table(table)))


def upgrade() -> None:
    _empty()
    with op.batch_alter_table("cohort_outcome") as batch:
        batch.drop_constraint(op.f(KNOWN), type_="check")
        batch.create_check_constraint(op.f(KNOWN), f"outcome IN ({OUTCOMES}, 'began')")
        batch.create_check_constraint(op.f(ENOUGH), "courses >= 10")
        batch.create_check_constraint(op.f(ROUNDED), "outcome = 'began' OR courses = courses / 5 * 5")


def downgrade() -> None:
    _empty()
    with op.batch_alter_table("cohort_outcome") as batch:
        for name in (ROUNDED, ENOUGH, KNOWN):
            batch.drop_constraint(op.f(name), type_="check")
        batch.create_check_constraint(op.f(KNOWN), f"outcome IN ({OUTCOMES})")
