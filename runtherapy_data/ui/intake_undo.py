"""Take a registration back that was a mistake, as long as nothing was filled in."""

from __future__ import annotations

import streamlit as st

from runtherapy_data.actions import registration_undo as actions
from runtherapy_data.store import reading
from runtherapy_data.ui import intake_desk, navigation, panels
from runtherapy_data.ui.guard import Viewer

_UNDO = "undo"


def show(code: str, viewer: Viewer) -> None:
    """The way back, with what it does; nothing where something was filled in already."""
    _, busy = viewer.translate, intake_desk.desk("undo", code)
    busy.say_trouble(_UNDO, intake_desk.FIELDS, _)
    grant = busy.leave(viewer)
    with reading(grant) as connection:
        possible = actions.can_undo(connection, grant)
    if not possible:
        return
    with st.container(key="intake-undo", gap="small"):
        panels.muted(_("Registered by mistake? As long as nothing is filled in, the registration can be taken back."))
        if st.button(_("Take the registration back"), key=f"intake-undo-{busy.nonce}", icon=":material/undo:"):
            key = busy.key(actions.UNDO, code)
            if busy.attempt(_UNDO, lambda: actions.undo(busy.leave(viewer), key)):
                navigation.go_to("intake")
            st.rerun()
