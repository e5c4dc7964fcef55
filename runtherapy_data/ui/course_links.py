"""From one page about a client's course to the others, and in whose place the reader has it, where that is so."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.access import grant_course
from runtherapy_data.i18n import N_
from runtherapy_data.queries.substitutions import in_whose_place
from runtherapy_data.store import reading
from runtherapy_data.ui import navigation, panels
from runtherapy_data.ui.guard import Viewer

_LINKS: Final[dict[str, tuple[str, str]]] = {
    "course": (N_("Back to the course"), ":material/arrow_back:"),
    "log-session": (N_("Log a session"), ":material/directions_walk:"),
    "intake": (N_("Intake"), ":material/person:"),
    "manage": (N_("Plan and phases"), ":material/event:"),
    "results": (N_("Questionnaires"), ":material/checklist:"),
    "documents": (N_("Conversation card and end report"), ":material/description:"),
}


def show(here: str, client_code: str, viewer: Viewer) -> None:
    """The links to the other pages about this client; `here` is the address of the page that they stand on."""
    _ = viewer.translate
    grant = grant_course(viewer.principal, client_code)
    with reading(grant) as connection:
        absent = in_whose_place(connection, grant).get(grant.course_id)
    if absent:
        panels.muted(_("You stand in for {name}: the audit trail says so with all that you do here.", name=absent))
    with st.container(key="course-links", horizontal=True, gap="small"):
        for url_path, (label, icon) in _LINKS.items():
            if url_path != here:
                navigation.link(url_path, _(label), icon=icon, client=client_code)
