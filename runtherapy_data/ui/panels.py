"""The pieces that pages are made of. Texts come in translated; people's own words come in raw and are escaped here.

Every piece sits in a keyed container: the style sheet (gate/assets/look) finds it by the class `st-key-<key>`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from runtherapy_data.ui.plain import escaped


def heading(title: str, sentence: str, *, above: str = "") -> None:
    """The top of a page: its title and the one sentence that answers its question; `above` is a small line of facts."""
    with st.container(key="heading", gap=None):
        if above:
            st.caption(escaped(above))
        st.title(escaped(title), anchor=False)
        st.markdown(escaped(sentence), anchors=False)


def section(title: str) -> None:
    """The heading of a part of the page."""
    st.header(escaped(title), anchor=False)


def muted(text: str) -> None:
    """A side remark, in plain words."""
    st.caption(escaped(text))


def notice(title: str, what: str, next_step: str = "") -> None:
    """A page that cannot show what was asked: what happened and the next step. `next_step` may hold a Markdown link."""
    with st.container(key="notice", gap="small"):
        st.title(title, anchor=False)
        st.markdown(f"{what}\n\n{next_step}" if next_step else what)


def nothing_yet(key: str, what: str, next_step: str) -> None:
    """An empty part: what will appear here, and what to do so that it does."""
    with st.container(key=f"empty-{key}", gap=None):
        st.markdown(f"{escaped(what)}\n\n{escaped(next_step)}")


def on_phone() -> bool:
    """Whether the reader holds a telephone, as far as their browser says so."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def figure(key: str, fig: go.Figure, config: dict[str, Any], *, alt: str) -> None:
    """A figure as its maker drew it (no theme on top); `alt` is the sentence that says what it shows."""
    with st.container(key=f"figure-{key}"):
        st.plotly_chart(fig, theme=None, config=config, key=f"plot-{key}", alt=alt)


def table(key: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int] = ()) -> None:
    """A table that reads well aloud and costs little: one Markdown element, no frame.

    Args:
        key: names the table for the style sheet.
        header: the column names.
        rows: the cells as the reader should see them; every row as long as the header.
        numbers: positions of the columns that hold numbers (set right).
    """
    rules = ["---:" if place in numbers else ":---" for place in range(len(header))]
    lines = [[escaped(cell) for cell in header], rules, *([escaped(cell) for cell in row] for row in rows)]
    with st.container(key=f"table-{key}"):
        st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def quotes(key: str, said: Sequence[tuple[str, str]]) -> None:
    """What somebody wrote, each under its day: (day, words)."""
    with st.container(key=f"quotes-{key}"):
        st.markdown("\n\n".join(f"> {escaped(words)}\n>\n> {escaped(day)}" for day, words in said))


def lines(key: str, said: Sequence[tuple[str, str]]) -> None:
    """Short facts below each other, each with a lead in front: (lead, fact); a fact may have several lines."""
    items = []
    for lead, fact in said:
        told = "  \n  ".join(escaped(line) for line in fact.splitlines())
        items.append(f"- **{escaped(lead)}**  \n  {told}")
    with st.container(key=f"lines-{key}"):
        st.markdown("\n".join(items))
