"""The one SQL store: tables, transactions, migrations."""

from runtherapy_data.store.clock import now, today
from runtherapy_data.store.engine import dispose, engine
from runtherapy_data.store.rowsecurity import extend
from runtherapy_data.store.schema import migrate, schema_is_current
from runtherapy_data.store.statistics import analyze
from runtherapy_data.store.transactions import identifying, reading, writing
from runtherapy_data.store.turns import turn

__all__ = [
    "analyze",
    "dispose",
    "engine",
    "extend",
    "identifying",
    "migrate",
    "now",
    "reading",
    "schema_is_current",
    "today",
    "turn",
    "writing",
]
