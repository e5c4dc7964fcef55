"""Whether a client wants to be told that something is ready; only where their practice sends such messages."""

from __future__ import annotations

import streamlit as st

from runtherapy_data.access import grant_own_account
from runtherapy_data.actions import reminders as actions
from runtherapy_data.queries import reminders as queries
from runtherapy_data.queries.practice_settings import practice_settings
from runtherapy_data.store import reading
from runtherapy_data.ui import panels
from runtherapy_data.ui.guard import Viewer


def to_client(viewer: Viewer) -> None:
    """A switch, which says beforehand what such a message holds; nothing where the practice sends none."""
    _, grant = viewer.translate, grant_own_account(viewer.principal)
    with reading(grant) as connection:
        sends = practice_settings(connection, grant).reminders.way != "off"
        wanted = queries.own(connection, grant)
    if not sends:
        return
    with st.container(key="reminders", gap="small"):
        asked = st.toggle(_("Tell me when something is ready"), value=wanted, key=f"reminders-{wanted}")
        panels.muted(
            _(
                "At most one message a day, only when something has been waiting. It says that something is ready and "
                "nothing about you."
            )
        )
    if asked != wanted:
        actions.ask_for(grant, asked)
        st.rerun()
