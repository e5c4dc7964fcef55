"""*Traject*: what do I discuss with this client? One course of the therapist's own caseload (?client=C-0421).

With `&signal=…` the figure points out what one of the course's signals rests on.
"""

import streamlit as st

from runtherapy_data.identity import Permission
from runtherapy_data.ui import (
    course_figure,
    course_links,
    course_panels,
    course_record,
    course_side,
    course_signals,
    course_trend,
    course_weeks,
    due_panels,
    guard,
    panels,
    pickers,
    shown,
)
from runtherapy_data.ui import course_words as said
from runtherapy_data.views.course_summary import summary

viewer = guard.require(Permission.COURSE_READ)
_ = viewer.translate
code = pickers.client(viewer)
if code is None:
    course_panels.none_chosen(viewer)
    st.stop()
course = shown.course(viewer, code)
signals = course_signals.of_course(viewer, code)
chosen = course_signals.pointed_out(signals)
evidence = course_signals.evidence(chosen, course)
answer = summary(course, _, to_client=False)
panels.heading(said.whose(course), answer, above=said.facts(course, _))
course_links.show("course", course.client_code, viewer)
# The style sheet lays these out: signals beside the figure on a laptop, before it on a telephone. There what somebody
# reads before a conversation comes first, and what was measured and noted last, folded.
phone = panels.on_phone()
with st.container(key="course-parts"):
    with st.container(key="course-signals"):
        course_signals.show(signals, chosen, viewer, drawn=not course.is_empty)
        due_panels.to_therapist(course.client_code, viewer)
    with st.container(key="course-main"):
        if course.is_empty:
            course_panels.nothing_known(course, viewer)
        else:
            course_figure.show(course, answer, chosen, evidence, viewer)
            course_trend.show(course, _)
            course_weeks.side_by_side(course, _)
            if not phone:
                course_record.show(course, evidence, viewer, folded=False)
    with st.container(key="course-side"):
        course_side.show(course, viewer)
    if phone and not course.is_empty:
        with st.container(key="course-record"):
            course_record.show(course, evidence, viewer, folded=True)
