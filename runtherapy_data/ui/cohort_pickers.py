"""Choosing the two groups. What is chosen stands in the address, so that a comparison can be kept and sent on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.groups import ALL, MINUTE_MEASURES, SCALES
from runtherapy_data.views import cohort_words as words
from runtherapy_data.views.cohort_choices import Choice, Choices

SIDES: Final = ("a", "b")
# Each label names its group: read aloud, "complaint" twice would not tell which is which.
COMPLAINT_OF: Final = {"a": N_("Group A: complaint"), "b": N_("Group B: complaint")}
PERIOD_OF: Final = {"a": N_("Group A: started"), "b": N_("Group B: started")}
PRACTICE_OF: Final = {"a": N_("Group A: practice"), "b": N_("Group B: practice")}
MEASURES: Final = (*SCALES, *MINUTE_MEASURES)


def pair(choices: Choices, _: Translate) -> tuple[Choice, Choice]:
    """Groups A and B, as the address says or the reader chooses; to begin with, what says most."""
    with st.container(key="cohort-groups"):
        columns = st.columns(2, gap="large")
        chosen = []
        for side, column, default in zip(SIDES, columns, choices.default_pair(), strict=True):
            with column, st.container(key=f"cohort-{side}", horizontal=True):
                chosen.append(_group(side, choices, default, _))
    return chosen[0], chosen[1]


def _group(side: str, choices: Choices, default: Choice, _: Translate) -> Choice:
    complaint = _one(
        *(side, "complaint", _(COMPLAINT_OF[side]), choices.complaints, default.complaint),
        lambda code: words.complaint(code, _),
    )
    period = _one(
        *(side, "period", _(PERIOD_OF[side]), choices.periods, default.period), lambda code: words.period(code, _)
    )
    if len(choices.practices) == 1:
        return Choice(complaint, period)
    practices = (ALL, *choices.practices)
    practice = _one(
        *(side, "practice", _(PRACTICE_OF[side]), practices, default.practice),
        lambda code: words.practice(code, choices.practices, _),
    )
    return Choice(complaint, period, practice)


def _one(side: str, field: str, label: str, known: tuple[str, ...], default: str, name: Callable[[str], str]) -> str:
    """One selector; what the address asks for is taken over if it is among the choices, and passed over if not."""
    key = f"{side}-{field}"
    wishes = (st.query_params.get(key), st.session_state.get(key), default)
    # Said anew on every run: on another address of the same page the widget would forget, and begin with the first one.
    st.session_state[key] = next(wish for wish in wishes if wish in known)
    chosen: str = st.selectbox(label, known, format_func=name, key=key, on_change=_put_in_address, args=(key,))
    return chosen


def _put_in_address(key: str) -> None:
    st.query_params[key] = st.session_state[key]


def measure(_: Translate) -> str:
    """Which measure the table shows."""
    names = {one.code: one.name for one in MEASURES}
    first = MEASURES[0].code
    chosen = st.segmented_control(
        _("Measure"), list(names), default=first, required=True, format_func=lambda code: _(names[code]), key="measure"
    )
    return chosen or first
