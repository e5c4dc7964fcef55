"""Hatching, as plotly draws it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from runtherapy_data.charts.svg.elements import element, px
from runtherapy_data.charts.svg.known import refuse_other


def hatching(given: Mapping[str, Any]) -> tuple[str, str]:
    """A pattern of slanting strokes over the fill of a bar: the id it is found by, and its definition."""
    refuse_other(given.get("shape"), ("/",), "bar.marker.pattern.shape")
    refuse_other(given.get("fillmode", "replace"), ("overlay",), "bar.marker.pattern.fillmode")
    size, ink = float(given.get("size", 8)), str(given["fgcolor"])
    wide = size * float(given.get("solidity", 0.3))
    quarter, half = size / 4, size / 2
    strokes = (
        f"M{px(-quarter)},{px(quarter)}l{px(half)},{px(-half)}"
        f"M0,{px(size)}L{px(size)},0"
        f"M{px(3 * quarter)},{px(5 * quarter)}l{px(half)},{px(-half)}"
    )
    name = "hatch-" + re.sub(r"[^0-9a-z]+", "-", f"{ink}-{size}-{wide}".lower()).strip("-")
    tile = element(
        "pattern",
        element("path", d=strokes, stroke=ink, stroke_width=wide, fill="none"),
        id=name, patternUnits="userSpaceOnUse", width=size, height=size,
    )  # fmt: skip
    return name, element("defs", tile)
