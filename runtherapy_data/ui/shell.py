"""The script that Streamlit runs on every rerun: who looks, where they may go, and the page that they chose.

It stands here, where no `pages` folder lies beside it: Streamlit would run the files of such a folder without us.
"""

from __future__ import annotations

import logging

import streamlit as st

from runtherapy_data.errors import NotAllowedError, RuntherapyError
from runtherapy_data.identity import Role
from runtherapy_data.ui import guard, masthead, navigation, panels

log = logging.getLogger("runtherapy.page")


def _run(page: st.Page, viewer: guard.Viewer) -> None:
    _ = viewer.translate
    try:
        page.run()
    except NotAllowedError:
        guard.stop_refused(_)
    except RuntherapyError as error:
        panels.notice(_("This did not work"), error.text(_), _("Go back, or try again."))
    except Exception:
        # The reader gets a sentence; what happened goes to the log, without the reader's data in it.
        log.exception("page %r failed", page.url_path)
        panels.notice(
            _("Something went wrong on our side"),
            _("Nothing that you saved is lost. The practice can see in the log what happened."),
            _("Load the page again. If it keeps happening, tell the practice."),
        )


def _shell() -> None:
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    viewer = guard.viewer()
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
