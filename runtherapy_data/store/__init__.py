"""The one SQL store: tables, transactions, migrations."""

from runtherapy_data.store.clock import now, today
from runtherapy_data.store.engine import dispose, engine, migrate, schema_is_current
from runtherapy_data.store.transactions import identifying, reading, writing

__all__ = [
    "dispose",
    "engine",
    "identifying",
    "migrate",
    "now",
    "reading",
    "schema_is_current",
    "today",
    "writing",
]
