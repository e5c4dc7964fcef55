"""The one control for a number from 0 to 10: eleven buttons to tap, with words at both ends. No choice is no answer."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.i18n import Translate

TEN: Final = tuple(range(11))


def scale(label: str, key: str, at_zero: str, at_ten: str, _: Translate, value: int | None = None) -> int | None:
    """Ask for a number from 0 to 10; texts come in translated. None as long as nothing was tapped."""
    with st.container(key=f"scale-{key}", gap=None):
        chosen = st.segmented_control(label, TEN, default=value, key=key, format_func=str)
        st.caption(_("0 is {zero}, 10 is {ten}", zero=at_zero, ten=at_ten))
    return chosen
