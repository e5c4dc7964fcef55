"""The one control for a number from 0 to 10: eleven buttons to tap, with words at both ends. No choice is no answer."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.i18n import Translate
from runtherapy_data.ui.plain import escaped

TEN: Final = tuple(range(11))


def scale(label: str, key: str, at_zero: str, at_ten: str, _: Translate, value: int | None = None) -> int | None:
    """Ask for a number from 0 to 10; None as long as nothing is chosen, and again when the chosen one is pressed.

    Texts come in translated, people's own words as they were typed. `value` stands chosen at first. A screen reader
    hears the question with every number ("Mood 7"), and what 0 and 10 mean: in small print that the style sheet hides.
    """
    question = escaped(label)
    ends = {TEN[0]: escaped(at_zero), TEN[-1]: escaped(at_ten)}

    def said(number: int) -> str:
        heard = f":small[{question}] {number}"
        return f"{heard} :small[{ends[number]}]" if number in ends else heard

    with st.container(key=f"scale-{key}", gap=None):
        chosen = st.segmented_control(question, TEN, default=value, key=key, format_func=said, width="stretch")
        st.caption(" ".join(f":small[{number} {meaning}]" for number, meaning in ends.items()))
    return chosen
