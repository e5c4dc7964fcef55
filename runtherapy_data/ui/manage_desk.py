"""What lies on the desk of *Plan en fasen* between two reruns: in each part what was shown and done, and its way back.

What a form showed when it was opened is kept until it is saved: an action compares it with what stands by then, so that
nothing is overwritten that a colleague changed in between.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from runtherapy_data.errors import ChangedMeanwhileError
from runtherapy_data.i18n import Translate
from runtherapy_data.ui import course_desk, people_words
from runtherapy_data.ui.plain import escaped, named

AHEAD_DAYS: Final = 56
FORM: Final = "form"
_Fact = TypeVar("_Fact")


@dataclass
class Desk(course_desk.Desk):
    """`removed`: what was done last in this part; `shown`: form → the fact that it showed when it was opened.

    `begun`: what the fields start with where that is not the fact itself.
    """

    shown: dict[object, Any] = field(default_factory=dict)
    begun: Any = None

    def renew(self) -> None:
        """It was done: the forms are opened anew."""
        super().renew()
        self.shown, self.begun = {}, None

    def seen(self, form: object, fact: _Fact) -> _Fact:
        """What this form showed first, which is this fact where it is drawn for the first time."""
        first: _Fact = self.shown.setdefault(form, fact)
        return first


def desk(part: str, client_code: str) -> Desk:
    """The desk of one part of the page."""
    return course_desk.kept(Desk, f"manage-{part}", client_code)


def done(busy: Desk, act: Callable[[], Any], form: object = FORM, merge: Callable[[Any], Any] | None = None) -> None:
    """Do it, keep what was done for the way back, and draw the page anew.

    Where somebody else was quicker, the form is opened anew on what stands now; `merge` gives its fields what they
    start with then: what stands now, but for what the reader themselves chose.
    """
    busy.removed = busy.attempt(FORM, act)
    if busy.trouble is not None and isinstance(busy.trouble[1], ChangedMeanwhileError):
        stands = busy.trouble[1].now
        busy.renew()
        busy.shown[form], busy.begun = stands, merge(stands) if merge else None
    elif busy.trouble is None:
        _open_anew()
    st.rerun()


def _open_anew() -> None:
    """What the reader changed themselves in one part is no surprise in another: its forms show what stands now."""
    for name in st.session_state:
        other = st.session_state[name]
        if isinstance(other, Desk):
            other.shown = {}


def way_back(busy: Desk, part: str, said: str, undo: Callable[[str, Any], Any], _: Translate) -> None:
    """What was done a moment ago, with *Undo*; nothing where nothing was.

    Args:
        busy: the desk of the part.
        part: keys the button.
        said: what was done, in words; who hears the page hears them with the button too.
        undo: takes it back, given a key and what was done.
        _: says it.
    """
    last = busy.removed
    if last is None:
        return
    with st.container(key=f"done-{part}", horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(escaped(said))
        if st.button(named(_("Undo"), said), key=f"{part}-undo-{busy.nonce}", icon=":material/undo:"):
            key = busy.key("undo", part)
            busy.attempt(FORM, lambda: undo(key, last))
            _open_anew()
            st.rerun()


def folded(label: str, part: str, busy: Desk) -> DeltaGenerator | None:
    """The form of a part, folded until asked for, and again once it was saved: a further press then finds nothing.

    What did not work is said in it, so it stays open then. None while it is folded: nothing of it is drawn.
    """
    box = st.expander(label, expanded=busy.trouble is not None, key=f"{part}-panel-{busy.nonce}", on_change="rerun")
    return box if box.open else None


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
