"""On the page *Mensen*: record anew that a client consents to the therapy, which opens a closed file again."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.actions import consents as actions
from runtherapy_data.ui import desk as desks
from runtherapy_data.ui import panels, people_facts
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.people_desk import FIELD_NAMES
from runtherapy_data.ui.plain import escaped

_RENEW: Final = "renew"
_DESK: Final = "people-consents-desk"
_DONE: Final = "people-consents-done"


def show(viewer: Viewer) -> None:
    """The folded form; an administrator learns whether there is such a client, and nothing of the course."""
    _ = viewer.translate
    folded = st.expander(_("A client consents to the therapy again"), key="people-consents", on_change="rerun")
    if not folded.open:
        return
    if _DESK not in st.session_state:
        st.session_state[_DESK] = desks.Desk()
    busy: desks.Desk = st.session_state[_DESK]
    with folded:
        panels.muted(
            _(
                "When a client withdrew consent to the therapy itself, their file is closed, also to the therapist. If "
                "they consent again, record it here: the file opens at once."
            )
        )
        if done := st.session_state.get(_DONE):
            st.markdown(escaped(_("Recorded: client {code} consents to the therapy from now on.", code=done)))
        with st.form(f"people-consents-form-{busy.nonce}", border=False):
            code = st.text_input(
                _("Client code"), key=f"people-consents-code-{busy.nonce}", max_chars=40, autocomplete="off"
            )
            busy.say_trouble(_RENEW, FIELD_NAMES, _)
            pressed = st.form_submit_button(_("Record the consent"), key=f"people-consents-keep-{busy.nonce}")
    if pressed:
        key = busy.key(actions.RENEW, code)
        st.session_state.pop(_DONE, None)
        done = busy.attempt(_RENEW, lambda: actions.renew(people_facts.leave_to_write(viewer), key, code or ""))
        if done:
            st.session_state[_DONE] = done
        st.rerun()
