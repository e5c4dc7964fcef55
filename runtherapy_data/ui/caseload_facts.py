"""The facts of the caseload page, under a grant of their own."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.access import grant_caseload
from runtherapy_data.actions.openings import note_caseload_opening
from runtherapy_data.store import reading
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views import caseload as caseload_view
from runtherapy_data.views.caseload import Caseload

_OPENED: Final = "caseload"


def caseload(viewer: Viewer) -> Caseload:
    """The clients whom the viewer treats today. Its opening is audited once (the shell forgets it on another page)."""
    grant = grant_caseload(viewer.principal)
    if st.session_state.get("opened") != _OPENED:
        note_caseload_opening(grant)
        st.session_state["opened"] = _OPENED
    with reading(grant) as connection:
        return caseload_view.of(connection, grant, viewer.today)
