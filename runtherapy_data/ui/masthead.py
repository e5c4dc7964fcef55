"""The bar at the top of every page: the practice, one's pages, the language, the way out."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.access import grant_own_account
from runtherapy_data.actions.own_account import choose_language
from runtherapy_data.ui import guard, navigation
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped

# The button says the other language in that language: whoever needs it can read it.
_OTHER: Final = {"nl": ("en", "English"), "en": ("nl", "Nederlands")}


def show(viewer: Viewer, pages: dict[str, st.Page], current: st.Page) -> None:
    """Draw the bar. The key of its container tells the gate's script the language of the page (`lang-nl`)."""
    _ = viewer.translate
    with st.container(key=f"lang-{_.language}", gap=None), st.container(key="masthead", horizontal=True):
        invented = _("Demo: invented data")
        with st.container(key="practice", width="content", gap=None):
            st.markdown(f"**{escaped(viewer.practice)}**" + (f"  \n{invented}" if viewer.is_demo else ""))
        with st.container(key="navigation", horizontal=True, gap="small", width="content"):
            for place, one in enumerate(navigation.pages_of(viewer.principal.role)):
                if not one.in_menu:
                    continue
                here = current.url_path == one.url_path or (place == 0 and current.url_path == "")
                with st.container(key=f"nav-{'here' if here else one.url_path}", width="content"):
                    st.page_link(pages[one.url_path], label=_(one.title))
        with st.container(key="account", horizontal=True, gap="small", width="content"):
            language, name = _OTHER[_.language]
            st.button(name, key="language", type="tertiary", on_click=_ask_for, args=(language,))
            way_out = _("Sign out")
            st.markdown(f"[{way_out}](/sign-out)")


def _ask_for(language: str) -> None:
    # A callback runs before anybody looked whether the sign-in still lives: it notes the wish and writes nothing.
    st.session_state["language-asked-for"] = language


def in_chosen_language(viewer: Viewer) -> Viewer:
    """The viewer in the language that they just asked for, which is kept with their account from now on."""
    language = st.session_state.pop("language-asked-for", None)
    if language is None:
        return viewer
    choose_language(grant_own_account(viewer.principal), language)
    return guard.viewer()
