"""How each measure moved, in numbers, for the therapist: a small table below the figure."""

from __future__ import annotations

import streamlit as st

from runtherapy_data.i18n import Translate
from runtherapy_data.ui import panels
from runtherapy_data.views import course_trend as view
from runtherapy_data.views.course import Course


def show(course: Course, _: Translate) -> None:
    """The usual level of each measure and its changes with their intervals, built when somebody asks for it."""
    if st.toggle(_("Show the change in numbers"), key="trend-table"):
        header, rows = view.table(course, _)
        panels.table("trend", header, rows)
        panels.muted(view.note(course, _))
