"""A figure that was drawn a moment ago for this very reader, from the same facts, is not drawn again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from runtherapy_data.charts import cohorts, trajectory
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.cohorts import Comparison
from runtherapy_data.views.course import Course


def course_figure(viewer: Viewer, course: Course, **how: Any) -> go.Figure:
    """The figure of a course; `how` is what `trajectory.figure` takes."""
    return _once(viewer, trajectory.figure, course, how)


def cohort_figure(viewer: Viewer, comparison: Comparison) -> go.Figure:
    """The figure of two groups beside each other."""
    return _once(viewer, cohorts.figure, comparison, {})


def _once(viewer: Viewer, draw: Callable[..., go.Figure], facts: Course | Comparison, how: dict[str, Any]) -> go.Figure:
    """Most reruns of a page change something else than its figure.

    The facts were read anew, under a grant that was asked for anew: only when they, the words and the choices are
    equal to those of the last run is its figure shown again. It is kept in the reader's own session, which nobody
    shares.
    """
    asked = (facts, viewer.translate, how)
    kept = st.session_state.get("drawn")
    if kept is None or kept[0] != asked:
        kept = (asked, draw(facts, viewer.translate, **how))
        st.session_state["drawn"] = kept
    figure: go.Figure = kept[1]
    return figure
