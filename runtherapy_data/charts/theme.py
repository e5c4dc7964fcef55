"""Inks, type and the one template of all figures.

A figure is drawn once and has to survive the reader's switch between light and dark: paper is transparent, inks are mid
tones with at least 3 : 1 on both backgrounds. Text cannot reach 4.5 : 1 on both, so a neutral grey stands in for the
theme's text colour, which the page's style sheet puts in its place.
"""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

FONT: Final = '"Atkinson Hyperlegible Next", "Atkinson Hyperlegible", system-ui, sans-serif'
TEXT: Final = "#747F7D"  # 4.0 : 1 on light paper, 4.2 : 1 on dark: the fallback where no style sheet is
LINE: Final = "rgba(128, 138, 136, 0.28)"  # grid lines
SEPARATOR: Final = "rgba(128, 138, 136, 0.16)"  # between weeks
SHADE: Final = "rgba(128, 138, 136, 0.10)"  # every other phase
CLEAR: Final = "rgba(0, 0, 0, 0)"
HIGHLIGHT: Final = "#2F8F80"  # what a signal rests on; 3.7 : 1 on light paper, 4.1 : 1 on dark cards
# Sizes of text, in pixels. A figure cannot grow with the reader's letter size, so nothing in it is smaller than SMALL.
SMALL: Final = 12  # side remarks: what marks are, names of phases and bands
NAME: Final = 14  # the name of a panel
# A note under the axis, from the left edge to the right: `x` 0 to 1.
UNDER_THE_AXIS: Final[dict[str, Any]] = {
    "xref": "paper", "yref": "paper", "y": 0, "yanchor": "top", "showarrow": False, "font": {"size": SMALL},
}  # fmt: skip

INKS: Final[dict[str, str]] = {
    "mood": "#B9770E",
    "sleep": "#6B7FD7",
    "energy": "#389163",
    "tension": "#B25DA3",
    "running": "#2A86AB",
    "neutral": TEXT,
}
# Shape tells measures apart without colour: plotly's name for it, and the glyph that stands beside the measure's name.
MARKERS: Final[dict[str, tuple[str, str]]] = {
    "mood": ("circle", "●"),
    "sleep": ("diamond", "◆"),
    "energy": ("triangle-up", "▲"),
    "tension": ("x", "✕"),
}


def faint(ink: str, share: float) -> str:
    """An ink that lets this share of itself be seen."""
    red, green, blue = (int(ink[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {share})"


_LAYOUT: Final[dict[str, Any]] = {
    "font": {"family": FONT, "size": SMALL, "color": TEXT},
    "paper_bgcolor": CLEAR,
    "plot_bgcolor": CLEAR,
    "showlegend": False,
    "dragmode": False,
    "colorway": [INKS[name] for name in ("mood", "sleep", "energy", "tension", "running")],
    "modebar": {"bgcolor": CLEAR, "color": TEXT, "activecolor": TEXT},
    "hoverlabel": {
        "bgcolor": "#1E2A2B",
        "bordercolor": "#1E2A2B",
        "align": "left",
        "font": {"family": FONT, "size": NAME, "color": "#F4F3EE"},
    },
    "xaxis": {"showgrid": False, "zeroline": False, "showline": False, "ticks": "", "fixedrange": True},
    "yaxis": {"gridcolor": LINE, "zeroline": False, "showline": False, "ticks": "", "fixedrange": True},
}
TEMPLATE: Final[dict[str, Any]] = {"layout": _LAYOUT}


class _Drawn(go.Figure):  # type: ignore[misc] # plotly ships no types
    """A figure that is drawn as it was made: nothing is changed after, so nothing need be copied before."""

    def to_dict(self) -> dict[str, Any]:
        """The figure as plotly.js takes it; the parts are the figure's own and are only to be read."""
        return {"data": list(self._data), "layout": dict(self._layout)}


def drawn(traces: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """A figure in this template.

    Not checked property by property, which takes five times as long as all else and could only find a mistake of the
    chart's own: the tests check every chart instead.
    """
    return _Drawn({"data": traces, "layout": {"template": TEMPLATE, **layout}}, _validate=False)
