"""Small choices a reader makes on a page. Buttons, not drop-downs, where there are few."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.ui import address, navigation, panels, shown
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.course import Course

WHOLE: Final = "whole"
# The choice → how many weeks of the course it shows, counted back from the last one with anything in it; None: all.
WEEKS: Final[dict[str, int | None]] = {WHOLE: None, "4": 4, "2": 2}
_NAMES: Final = {WHOLE: N_("All weeks"), "4": N_("Last 4"), "2": N_("Last 2")}


def client(viewer: Viewer) -> str | None:
    """Whose course to look at: the code in the address (?client=C-0421, in any case), whoever's it may be, or None.

    The list offers only the reader's own clients; a code that is none of theirs is for `shown.course` to refuse. Where
    there is nobody to choose the page ends here, with the way to a first intake.
    """
    _ = viewer.translate
    asked = address.asked("client")
    labels = {one.code: one.label for one in shown.clients(viewer)}
    if asked is None and not labels:
        panels.heading(_("Client"), _("You are not treating anybody at the moment."))
        first_intake(_)
        st.stop()
    if asked is not None and asked not in labels:
        typed = asked.strip().casefold()
        asked = next((code for code in labels if code.casefold() == typed), asked)
    # A key and a first value of its own for each client: a list whose value comes from the session a moment later tells
    # the program of an early press elsewhere on the page that nobody is chosen, and the page would be left.
    key = f"whose-{asked}" if asked in labels else "whose"
    st.selectbox(
        _("Client"),
        list(labels),
        index=list(labels).index(asked) if asked in labels else None,
        format_func=lambda code: labels[code],
        placeholder=_("Choose a client"),
        key=key,
        on_change=_put_client_in_address,
        args=(key,),
    )
    return asked


def first_intake(_: Translate) -> None:
    """The way on for a therapist who treats nobody yet."""
    navigation.link("intake", _("Register a new client"), icon=":material/arrow_forward:")


def _put_client_in_address(key: str) -> None:
    if chosen := st.session_state[key]:
        st.query_params.pop("signal", None)  # a signal is one client's
        st.query_params["client"] = chosen


def weeks(course: Course, _: Translate) -> tuple[int, int] | None:
    """Which weeks of the course to look at: (first, last), or None for all of them."""
    chosen = st.segmented_control(
        _("Weeks"), list(WEEKS), default=WHOLE, required=True, format_func=lambda key: _(_NAMES[key]), key="weeks"
    )
    many = WEEKS[chosen or WHOLE]
    return None if many is None else (max(1, course.week - many + 1), course.week)


def tension(_: Translate) -> bool:
    """Whether tension is drawn as well."""
    return st.toggle(_("Show tension"), key="tension")
