"""The facts of the page of an intake: leave is asked anew on every rerun, the opening of a course is noted once."""

from __future__ import annotations

import streamlit as st

from runtherapy_data.access import grant_caseload, grant_course
from runtherapy_data.actions.openings import note_opening
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries import intake as queries
from runtherapy_data.queries.intake import Former, GoingOn
from runtherapy_data.queries.invitations import account_of
from runtherapy_data.store import reading
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views import intake as view
from runtherapy_data.views.intake import IntakeView


def intake(viewer: Viewer, code: str) -> IntakeView:
    """The intake of this client's newest course."""
    read = grant_course(viewer.principal, code)
    if st.session_state.get("opened") != read.course_id:
        note_opening(read, "intake")
        st.session_state["opened"] = read.course_id
    let_in = grant_course(viewer.principal, code, Permission.CLIENT_INVITE)
    with reading(let_in) as connection:
        account = account_of(connection, let_in)
    grant = leave(viewer, code)
    with reading(grant) as connection:
        return view.of(connection, grant, account, is_demo=viewer.is_demo)


def leave(viewer: Viewer, code: str) -> Grant:
    """Leave to work on this client's newest course."""
    return grant_course(viewer.principal, code, Permission.COURSE_WRITE)


def lists(viewer: Viewer) -> tuple[tuple[GoingOn, ...], tuple[Former, ...]]:
    """The intakes that go on in the viewer's caseload, and the clients for whom a new course may begin."""
    grant = grant_caseload(viewer.principal)
    with reading(grant) as connection:
        return queries.going_on(connection, grant), queries.former(connection, grant, viewer.today)
