"""What was corrected in an intake or a medical point is for who may read these themselves: therapists.

The history of everything else stays with the course: a client corrects check-ins and sessions of their own.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OF_COURSE = (
    "practice_id = ANY (string_to_array(COALESCE(current_setting('runtherapy.practices', true), ''), ',')::integer[])"
    " AND CASE WHEN COALESCE(current_setting('runtherapy.courses', true), '') = 'all' THEN true ELSE"
    " course_id::text = ANY (string_to_array(COALESCE(current_setting('runtherapy.courses', true), ''), ',')) END"
)
FOR_READER = (
    "(fact NOT IN ('intake', 'medical_point')"
    " OR COALESCE(current_setting('runtherapy.role', true), '') IN ('therapist', 'system'))"
)


def _reach(what: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP POLICY reach ON correction")
        op.execute(f"CREATE POLICY reach ON correction USING ({what}) WITH CHECK ({what})")


def upgrade() -> None:
    _reach(f"{OF_COURSE} AND {FOR_READER}")


def downgrade() -> None:
    _reach(OF_COURSE)
