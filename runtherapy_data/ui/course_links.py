"""From one page about a client's course to the others: log a session, plan and phases, questionnaires, paper."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.ui import navigation

_LINKS: Final[dict[str, tuple[str, str]]] = {
    "course": (N_("Back to the course"), ":material/arrow_back:"),
    "log-session": (N_("Log a session"), ":material/directions_walk:"),
    "manage": (N_("Plan and phases"), ":material/event:"),
    "results": (N_("Questionnaires"), ":material/checklist:"),
    "documents": (N_("Conversation card and end report"), ":material/description:"),
}


def show(here: str, client_code: str, _: Translate) -> None:
    """The links to the other pages about this client; `here` is the address of the page that they stand on."""
    with st.container(key="course-links", horizontal=True, gap="small"):
        for url_path, (label, icon) in _LINKS.items():
            if url_path != here:
                navigation.link(url_path, _(label), icon=icon, client=client_code)
