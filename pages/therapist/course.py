"""*Traject*: what do I discuss with this client? One course of the therapist's own caseload (?client=C-0421)."""

import streamlit as st

from runtherapy_data.charts import trajectory
from runtherapy_data.identity import Permission
from runtherapy_data.ui import course_panels, guard, panels, pickers, shown
from runtherapy_data.ui import course_words as said
from runtherapy_data.views.course import summary

viewer = guard.require(Permission.COURSE_READ)
_ = viewer.translate
code = pickers.client(viewer)
if code is None:
    course_panels.none_chosen(viewer)
    st.stop()
course = shown.course(viewer, code)
answer = summary(course, _)
above = f"{said.place(course, _)} · {said.reason_and_mode(course, _)}"
panels.heading(said.whose(course), answer, above=above)
if course.is_empty:
    course_panels.nothing_known(viewer)
    st.stop()
with st.container(key="choices", horizontal=True):
    weeks, tension = pickers.weeks(course, _), pickers.tension(_)
left, right = st.columns([2, 1], gap="large")
with left:
    fig = trajectory.figure(course, _, weeks=weeks, tension=tension)
    panels.figure("course", fig, trajectory.config(), alt=answer)
    course_panels.days_behind(course, _)
with right:
    course_panels.results(course, _)
    course_panels.events(course, _)
course_panels.sessions(course, _)
