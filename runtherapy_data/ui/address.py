"""What the address in the browser asks of a page: the client, the questionnaire to fill in."""

from __future__ import annotations

import streamlit as st


def asked(name: str) -> str | None:
    """What stands under this name in the address (`?client=C-0421`), or None.

    A link from a page to itself, such as its own item in the menu, reaches the program and leaves the browser's
    address as it was: the next press would be one on the client that was left. So an address that moved is sent back.
    """
    here, stands = st.session_state.get("page"), st.query_params.to_dict()
    page, stood = st.session_state.get("address", (None, stands))
    if page == here and stood != stands:
        st.query_params.from_dict(stands)
    st.session_state["address"] = (here, stands)
    return stands.get(name)
