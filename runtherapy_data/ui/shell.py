"""The script that Streamlit runs on every rerun: who looks, where they may go, and the page that they chose.

It stands here, where no `pages` folder lies beside it: Streamlit would run the files of such a folder without us.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import streamlit as st

from runtherapy_data.errors import NotAllowedError, RuntherapyError
from runtherapy_data.identity import Role
from runtherapy_data.ui import check_in_panels, guard, masthead, navigation, panels

log = logging.getLogger("runtherapy.page")


def _log(page: st.Page, error: Exception) -> None:
    """Where it failed, and no more: the message of an error may repeat what somebody wrote (DEBUG has it all)."""
    frames = traceback.extract_tb(error.__traceback__)[-5:]
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    log.error("page %r failed: %s at %s", page.url_path, type(error).__name__, where)
    log.debug("page %r failed", page.url_path, exc_info=error)


def _run(page: st.Page, viewer: guard.Viewer) -> None:
    _ = viewer.translate
    try:
        with guard.around_page(viewer):
            if page.url_path == "" and viewer.principal.role == Role.CLIENT:
                check_in_panels.come_in(viewer)
            page.run()
    except NotAllowedError:
        guard.stop_refused(viewer)
    except RuntherapyError as error:
        panels.notice(_("This did not work"), error.text(_), _("Go back, or try again."))
    except Exception as error:
        _log(page, error)
        panels.notice(
            _("Something went wrong on our side"),
            _("Nothing that you saved is lost. The practice can see in the log what happened."),
            _("Load the page again. If it keeps happening, tell the practice."),
        )


def _in_chosen_language(viewer: guard.Viewer) -> guard.Viewer:
    try:
        return masthead.in_chosen_language(viewer)
    except RuntherapyError as error:
        _ = viewer.translate
        panels.notice(_("This did not work"), error.text(_), _("Go back, or try again."))
        return viewer


def _shell() -> None:
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    viewer = _in_chosen_language(guard.viewer())
    pages = navigation.registered(viewer.principal.role, viewer.translate, lambda: guard.refuse_page(viewer))
    current = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(page_title=f"{current.title} · {viewer.practice}")
    if st.session_state.get("page") != current.url_path:
        st.session_state["page"] = current.url_path
        st.session_state.pop("opened", None)  # another page: what is shown there is opened anew (see `shown`)
    masthead.show(viewer, pages, current)
    if viewer.principal.role == Role.CLIENT:
        with st.container(key="help-in-need"):
            st.markdown(viewer.help_text)
    with st.container(key="page"):
        _run(current, viewer)


_shell()
