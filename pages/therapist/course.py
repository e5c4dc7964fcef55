"""*Traject*: what do I discuss with this client? One course of the therapist's own caseload (?client=C-0421)."""

import streamlit as st

from runtherapy_data.charts import trajectory
from runtherapy_data.identity import Permission
from runtherapy_data.ui import course_panels, drawn, guard, panels, pickers, shown
from runtherapy_data.ui import course_words as said
from runtherapy_data.views.course_summary import summary

viewer = guard.require(Permission.COURSE_READ)
_ = viewer.translate
code = pickers.client(viewer)
if code is None:
    course_panels.none_chosen(viewer)
    st.stop()
course = shown.course(viewer, code)
answer = summary(course, _, to_client=False)
panels.heading(said.whose(course), answer, above=said.facts(course, _))
if course.is_empty:
    course_panels.nothing_known(viewer)
    st.stop()
with st.container(key="choices", horizontal=True):
    weeks, tension = pickers.weeks(course, _), pickers.tension(_)
left, right = st.columns([2, 1], gap="medium")
with left:
    fig = drawn.course_figure(viewer, course, weeks=weeks, with_tension=tension, compact=panels.on_phone())
    panels.figure("course", fig, trajectory.config(_), alt=answer)
    course_panels.days_behind(course, _, weeks=weeks)
    course_panels.sessions(course, _)
with right:
    course_panels.results(course, _)
    course_panels.events(course, _)
    course_panels.reflections(course, _)
