"""*Sessie vastleggen*: what did we do, and how was it? (?client=C-0421, and &session=… for one that stands)"""

import streamlit as st

from runtherapy_data.identity import Permission
from runtherapy_data.ui import (
    course_links,
    course_words,
    guard,
    medical_points,
    navigation,
    panels,
    pickers,
    session_log,
    shown,
)

viewer = guard.require(Permission.SESSION_WRITE)
_ = viewer.translate
is_opened = "opened" not in st.session_state
code = pickers.client(viewer)
if code is None:
    panels.heading(_("Log a session"), _("Choose a client above to log a session with them."))
    navigation.link("caseload", _("Or start from the list of your clients"), icon=":material/arrow_forward:")
    st.stop()
course = shown.course(viewer, code)
panels.heading(
    _("Log a session"),
    _("Two minutes is enough: what you do not fill in stays open."),
    above=course_words.whose(course),
)
course_links.show("log-session", code, viewer)
medical_points.before_run(code, viewer)
session_log.show(code, viewer, is_opened=is_opened)
