"""The facts of the caseload page, under a grant of their own."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.access import grant_caseload, grant_system
from runtherapy_data.actions import evaluation
from runtherapy_data.actions.openings import note_caseload_opening
from runtherapy_data.identity import Permission
from runtherapy_data.store import reading
from runtherapy_data.ui import caseload_desk
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views import caseload as caseload_view
from runtherapy_data.views.caseload import Caseload

_OPENED: Final = "caseload"


def caseload(viewer: Viewer) -> Caseload:
    """The clients whom the viewer treats today, looked through for signals up to today.

    Its opening is audited once (the shell forgets it on another page); the desk of another opening is put away.
    """
    grant = grant_caseload(viewer.principal)
    if st.session_state.get("opened") != _OPENED:
        note_caseload_opening(grant)
        caseload_desk.cleared()
        st.session_state["opened"] = _OPENED
    system = grant_system(grant.practice_id, Permission.SIGNALS, viewer.principal.email, viewer.principal.zone)
    evaluation.refresh(system, viewer.today, grant.courses)
    with reading(grant) as connection:
        return caseload_view.of(connection, grant, viewer.today)
