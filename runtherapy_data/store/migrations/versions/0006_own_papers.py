"""Row-level security knows who reads: notes and documents are their maker's, signals are no client's.

Two settings more, `runtherapy.role` and `runtherapy.account` ('all' for the program itself); one that was never made
reads as empty, and shows none of these rows. Through which day a course was looked through stays with the course: an
import by an administrator sets it back.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OF_COURSE = (
    "practice_id = ANY (string_to_array(COALESCE(current_setting('runtherapy.practices', true), ''), ',')::integer[])"
    " AND CASE WHEN COALESCE(current_setting('runtherapy.courses', true), '') = 'all' THEN true ELSE course_id::text ="
    " ANY (string_to_array(COALESCE(current_setting('runtherapy.courses', true), ''), ',')) END"
)
TO_THERAPISTS = "COALESCE(current_setting('runtherapy.role', true), '') IN ('therapist', 'system')"
TO_ITS_MAKER = (
    "CASE WHEN COALESCE(current_setting('runtherapy.account', true), '') = 'all' THEN true ELSE account_id::text ="
    " COALESCE(current_setting('runtherapy.account', true), '') END"
)
READERS = {
    "signal": TO_THERAPISTS,
    "signal_event": TO_THERAPISTS,
    "therapist_note": TO_ITS_MAKER,
    "document": TO_ITS_MAKER,
}


def _alter(table: str, reach: str) -> None:
    op.execute(f"ALTER POLICY reach ON {table} USING ({reach}) WITH CHECK ({reach})")


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, reader in READERS.items():
        _alter(table, f"{OF_COURSE} AND {reader}")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in READERS:
        _alter(table, OF_COURSE)
