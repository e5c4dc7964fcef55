"""A part of a page that folds, and stays open or closed when the words on it change."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


@dataclass
class _Fold:
    """What the part was called last, how it began under that name, and whether it is open now."""

    label: str
    began_open: bool = False
    is_open: bool = False


def part(key: str, label: str, *, icon: str | None = None) -> DeltaGenerator | None:
    """Where to draw an open part; None while it is closed, and nothing need be drawn.

    Streamlit takes a folding part with another label or icon for another part, and shows it as it begins: closed. So
    it begins, under its new name, as it was under the old one.
    """
    held = st.session_state.setdefault(f"fold-{key}", _Fold(""))
    name = f"{icon or ''}{label}"
    if held.label != name:
        held.label, held.began_open = name, held.is_open
    folded = st.expander(label, expanded=held.began_open, icon=icon, key=key, on_change="rerun")
    held.is_open = bool(folded.open)
    return folded if held.is_open else None
