"""Shapes of a layout: rectangles, lines, and paths of straight strokes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from runtherapy_data.charts.svg.elements import Style, element, px
from runtherapy_data.charts.svg.known import UnpaintedError, refuse_other
from runtherapy_data.charts.svg.strokes import stroke

Place = Callable[[Any], float]
_STEP: Final = re.compile(r"([ML])\s*([^\s,]+),(\S+)\s*")


def _path(path: str, x: Place, y: Place) -> str:
    """The path in px: moves and straight lines over values of the axes.

    Raises:
        UnpaintedError: a step that is neither.
    """
    if _STEP.sub("", path.replace("Z", "")).strip():
        raise UnpaintedError("not painted: shape.path with other steps than M, L and Z")
    said = []
    for step in re.findall(r"[MLZ][^MLZ]*", path):
        found = _STEP.fullmatch(step)
        said.append(f"{found[1]}{px(x(_value(found[2])))},{px(y(_value(found[3])))}" if found else "Z")
    return " ".join(said)


def _value(written: str) -> float | str:
    try:
        return float(written)
    except ValueError:
        return written


def draw(shape: Mapping[str, Any], x: Place, y: Place, inks: Mapping[str, str]) -> str:
    """One shape; `x` and `y` give the place of a value in px."""
    kind = shape.get("type", "rect")
    refuse_other(kind, ("rect", "line", "path"), "shape.type")
    style = stroke(shape.get("line") or {}, inks)
    fill = shape.get("fillcolor")
    if kind == "path":
        return element("path", d=_path(shape["path"], x, y), fill=fill or "none", **style)
    left, right = (x(shape[key]) for key in ("x0", "x1"))
    bottom, top = (y(shape[key]) for key in ("y0", "y1"))
    if kind == "line":
        return element("line", x1=left, y1=bottom, x2=right, y2=top, **style)
    box: Style = {"x": min(left, right), "y": min(top, bottom), "width": abs(right - left), "height": abs(top - bottom)}
    return element("rect", **box, fill=fill or "none", **style)
