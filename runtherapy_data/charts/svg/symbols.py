"""The marks of points: plotly's shapes, in its own proportions."""

from __future__ import annotations

from math import sqrt
from typing import Final

from runtherapy_data.charts.svg.elements import Style, element, px
from runtherapy_data.charts.svg.known import UnpaintedError

_OPEN: Final = "-open"


def _polygon(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{px(x)},{px(y)}" for x, y in points)


def _corners(symbol: str, r: float) -> list[tuple[float, float]]:
    if symbol == "square":
        return [(-r, -r), (r, -r), (r, r), (-r, r)]
    if symbol == "diamond":
        d = 1.3 * r
        return [(0, -d), (d, 0), (0, d), (-d, 0)]
    if symbol == "triangle-up":
        t = 2 * r / sqrt(3)
        return [(-t, r / 2), (t, r / 2), (0, -r)]
    if symbol == "x":
        a = 0.8 * r / sqrt(2)
        return [(0, -a), (a, -2 * a), (2 * a, -a), (a, 0), (2 * a, a), (a, 2 * a),
                (0, a), (-a, 2 * a), (-2 * a, a), (-a, 0), (-2 * a, -a), (-a, -2 * a)]  # fmt: skip
    raise UnpaintedError(f"not painted: scatter.marker.symbol = {symbol!r}")


def mark(
    symbol: str, x: float, y: float, size: float, *, ink: str, opacity: float, line: tuple[float, str | None]
) -> str:
    """One mark with its middle at (x, y); `size` is its width in px, `line` the width and ink of its outline.

    Raises:
        UnpaintedError: the symbol is not known here.
    """
    base = symbol.removesuffix(_OPEN)
    width, rim = line
    style: Style = {"fill": ink, "opacity": None if opacity == 1 else opacity}
    if symbol.endswith(_OPEN):
        style |= {"fill": "none", "stroke": ink, "stroke_width": width or 1.0}
    elif width:
        style |= {"stroke": rim or ink, "stroke_width": width}
    if base == "circle":
        return element("circle", cx=x, cy=y, r=size / 2, **style)
    points = [(x + dx, y + dy) for dx, dy in _corners(base, size / 2)]
    return element("polygon", points=_polygon(points), **style)
