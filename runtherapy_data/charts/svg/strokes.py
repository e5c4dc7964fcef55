"""Lines: width, ink and dashes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from runtherapy_data.charts.svg.elements import Style, px
from runtherapy_data.charts.svg.known import UnpaintedError

_DASHES: Final = re.compile(r"\d+(\.\d+)?px(,\d+(\.\d+)?px)*")
_NAMED: Final = {"dot": (1, 1), "dash": (3, 3), "longdash": (5, 5), "dashdot": (3, 1, 1, 1)}
DEFAULT_WIDTH: Final = 2.0


def dashes(dash: str, width: float) -> str | None:
    """A dash of plotly as SVG writes it; None for a line without gaps.

    Raises:
        UnpaintedError: the dash is not known here.
    """
    if dash == "solid":
        return None
    if dash in _NAMED:
        return ",".join(px(one * max(width, 3.0)) for one in _NAMED[dash])
    if _DASHES.fullmatch(dash):
        return dash.replace("px", "")
    raise UnpaintedError(f"not painted: line.dash = {dash!r}")


def stroke(line: Mapping[str, Any], inks: Mapping[str, str]) -> Style:
    """The attributes of a stroke; none at all where its width is 0."""
    width = float(line.get("width", DEFAULT_WIDTH))
    if not width:
        return {}
    ink = line.get("color", "#444")
    return {
        "stroke": inks.get(ink, ink),
        "stroke_width": width,
        "stroke_dasharray": dashes(line.get("dash", "solid"), width),
    }
