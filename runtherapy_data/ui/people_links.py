"""A single-use link, shown once: what it is, how to pass it on, and that it will not be shown again."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from runtherapy_data.ui import panels
from runtherapy_data.ui import people_words as said
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.people_desk import Desk
from runtherapy_data.ui.plain import escaped


def _origin(url: str | None) -> str:
    """The scheme, host and port of an address; "" where the browser did not say."""
    parts = urlsplit(url or "")
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""


def show(desk: Desk, place: str, viewer: Viewer) -> bool:
    """Show the link that was made in this place; False when there is none."""
    if desk.invitation is None or desk.invitation[0] != place:
        return False
    _, made = viewer.translate, desk.invitation[1]
    until = said.moment(made.expires_at, viewer.principal.zone, _)
    with st.container(key=f"link-{place}", gap="small"):
        if made.is_new:
            what = _("{name} can now choose a password with this link:", name=made.name)
        else:
            what = _("{name} can now choose a new password with this link:", name=made.name)
        st.markdown(escaped(what))
        st.code(made.address, language=None, wrap_lines=True)
        how = _(
            "Give it to {name} in person, or send it in a message that only they can read. It works once, "
            "until {until}. You see it here only now: if it gets lost, make a new one.",
            name=made.name, until=until,
        )  # fmt: skip
        st.markdown(escaped(how))
        if not made.address.startswith(_origin(st.context.url)):
            panels.muted(
                _(
                    "The link starts with another address than the one you use now. If nobody can open it: whoever "
                    "runs the app sets RUNTHERAPY_PUBLIC_URL to the address that people use."
                )
            )
        if st.button(_("I have passed it on"), key=f"link-done-{place}"):
            desk.invitation = None
            st.rerun()
    return True
