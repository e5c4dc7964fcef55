"""What PostgreSQL's planner knows about the tables."""

from __future__ import annotations

from runtherapy_data.store.engine import engine
from runtherapy_data.store.tables import Base


def analyze() -> None:
    """Sample the tables anew, before statements that read all of a practice.

    Right after a large load the server still takes the tables for nearly empty, and would join them row by row: its own
    housekeeping comes within minutes, too late for the snapshot that follows. SQLite joins along its keys without it.
    """
    if engine().dialect.name == "postgresql":
        with engine().begin() as connection:
            connection.exec_driver_sql(f"ANALYZE {', '.join(Base.metadata.tables)}")
