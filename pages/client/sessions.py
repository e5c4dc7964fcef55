"""*Mijn sessies*: what did I do, and how was it?"""

import streamlit as st

from runtherapy_data.identity import Permission
from runtherapy_data.ui import course_panels, guard, panels, session_own, shown

viewer = guard.require(Permission.SESSION_WRITE)
_ = viewer.translate
is_opened = "opened" not in st.session_state
course = shown.own_course(viewer)
if course is None:
    course_panels.not_begun(viewer)
    st.stop()
panels.heading(_("My sessions"), _("Did you walk or run on your own? Note it here in a minute."))
session_own.show(viewer, is_opened=is_opened)
