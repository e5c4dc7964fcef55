"""What lies on the desk of *Plan en fasen* between two reruns: in each part what was just done, and its way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from runtherapy_data.i18n import Translate
from runtherapy_data.ui import course_desk, people_words
from runtherapy_data.ui.course_desk import Desk
from runtherapy_data.ui.plain import escaped

AHEAD_DAYS = 56
FORM = "form"


def desk(part: str, client_code: str) -> Desk:
    """The desk of one part of the page; `removed` holds what was done last there, to take it back."""
    return course_desk.desk(f"manage-{part}", client_code)


def done(busy: Desk, act: Callable[[], Any]) -> None:
    """Do it, keep what was done for the way back, and draw the page anew."""
    busy.removed = busy.attempt(FORM, act)
    st.rerun()


def way_back(busy: Desk, part: str, said: str, undo: Callable[[str, Any], Any], _: Translate) -> None:
    """What was done a moment ago, with *Undo*; nothing where nothing was.

    Args:
        busy: the desk of the part.
        part: names the button.
        said: what was done, in words.
        undo: takes it back, given a key and what was done.
        _: says it.
    """
    last = busy.removed
    if last is None:
        return
    with st.container(key=f"done-{part}", horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(escaped(said))
        if st.button(_("Undo"), key=f"{part}-undo", icon=":material/undo:"):
            key = busy.key("undo", part)
            busy.attempt(FORM, lambda: undo(key, last))
            st.rerun()


def days(first: dt.date, last: dt.date, *named: dt.date | None) -> list[dt.date]:
    """The days to choose from, the newest first; those named are among them."""
    every = [day for day in named if day is not None]
    low, high = min([first, *every]), max([last, *every])
    return [high - dt.timedelta(days=number) for number in range((high - low).days + 1)]


def choose_day(label: str, options: list[dt.date], chosen: dt.date, key: str, today: dt.date, _: Translate) -> dt.date:
    """A day from a list, in the reader's language."""
    return st.selectbox(
        label, options, index=options.index(chosen), key=key, format_func=lambda day: people_words.start(day, today, _)
    )
