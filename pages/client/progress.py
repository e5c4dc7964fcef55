"""*Mijn voortgang*: how am I doing? One client's own course, as they see it."""

import streamlit as st

from runtherapy_data.charts import trajectory
from runtherapy_data.identity import Permission
from runtherapy_data.ui import (
    course_panels,
    course_results,
    drawn,
    due_panels,
    exercise_panels,
    goal_panels,
    guard,
    panels,
    pickers,
    reflection_panels,
    reminder_panel,
    shown,
)
from runtherapy_data.ui import course_words as said
from runtherapy_data.views.course_summary import summary

viewer = guard.require(Permission.COURSE_READ)
_ = viewer.translate
course = shown.own_course(viewer)
if course is None:
    course_panels.not_begun(viewer)
elif course.is_empty:
    course_panels.nothing_reported(viewer, course)
    due_panels.to_client(viewer)
    exercise_panels.to_client(viewer)
    goal_panels.to_client(viewer)
else:
    answer = summary(course, _, to_client=True)
    panels.heading(_("My progress"), answer, above=said.phase(course, _))
    due_panels.to_client(viewer)
    with st.container(key="choices", horizontal=True):
        weeks, tension = pickers.weeks(course, _), pickers.tension(_)
    fig = drawn.course_figure(viewer, course, weeks=weeks, with_tension=tension, compact=panels.on_phone())
    panels.figure("course", fig, trajectory.config(_), alt=answer)
    course_panels.events_marked(course, _, weeks=weeks, to_client=True)
    course_panels.days_behind(course, _, weeks=weeks)
    left, right = st.columns(2, gap="medium")
    with left:
        exercise_panels.to_client(viewer)
        goal_panels.to_client(viewer)
        course_panels.own_words(course, _)
    with right:
        reflection_panels.to_client(viewer)
        course_panels.own_sessions(course, _)
    course_results.to_client(course, _)
if course is not None:
    reminder_panel.to_client(viewer)
