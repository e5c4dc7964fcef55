"""Beside the figure of a course: what the client works on, what happened and was said. What is used most is first."""

from __future__ import annotations

from runtherapy_data.ui import course_events, course_notes, course_panels, exercise_panels, goal_panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.course import Course


def show(course: Course, viewer: Viewer) -> None:
    """Goals and exercises, the client's own words, life events, and the reader's private notes."""
    course_panels.reflections(course, viewer.translate)
    goal_panels.to_therapist(course.client_code, viewer)
    exercise_panels.to_therapist(course.client_code, viewer)
    course_events.show(course, viewer)
    course_notes.show(course, viewer)
