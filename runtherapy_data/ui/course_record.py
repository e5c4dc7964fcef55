"""What a course holds beside its figure: questionnaires, sessions, weeks. Whole on a laptop, folded on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from runtherapy_data.ui import course_panels, course_results, panels, reflection_panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.course import Course
from runtherapy_data.views.signal_evidence import Evidence


@dataclass(frozen=True, slots=True)
class _Part:
    """`key` begins the name of the fold; `is_pointed_at`: a chosen signal rests on it, so it is not folded away."""

    key: str
    title: str
    draw: Callable[[], None]
    is_pointed_at: bool = False


def show(course: Course, evidence: Evidence | None, viewer: Viewer, *, folded: bool) -> None:
    """Every part; `folded`: what the questionnaires say of a change stands open, the rest is drawn when asked for.

    `evidence` is what a chosen signal rests on.
    """
    _ = viewer.translate
    on_scores = bool(evidence and evidence.instrument)
    parts = (
        _Part("results", _("Questionnaires"), lambda: course_results.to_therapist(course, _, evidence), on_scores),
        _Part("sessions", _("Sessions"), lambda: course_panels.sessions(course, _)),
        _Part(
            "weeks", _("Looking back on the weeks"), lambda: reflection_panels.to_therapist(course.client_code, viewer)
        ),
    )
    if folded:
        panels.section(_("What was measured and noted"))
        course_results.judged(course, _)
    for part in parts:
        if folded:
            _fold(part)
        else:
            panels.section(part.title)
            part.draw()


def _fold(part: _Part) -> None:
    # A name of its own where it begins open: what is open or shut is remembered by it.
    key = f"course-{part.key}{'-pointed-at' if part.is_pointed_at else ''}"
    opened = st.expander(part.title, expanded=part.is_pointed_at, key=key, on_change="rerun")
    if opened.open:
        with opened:
            part.draw()
