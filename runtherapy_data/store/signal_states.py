"""The state of a signal as a condition, where its course is known."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from runtherapy_data.measures.signals import OPEN
from runtherapy_data.store.tables import Signal


def is_open_of_course() -> ColumnElement[bool]:
    """New, seen or discussed, for a query that names the courses.

    The empty text keeps SQLite from the index of states, by which it would read every open signal of the practice to
    find those of one course.
    """
    return Signal.state.concat("").in_(OPEN)
