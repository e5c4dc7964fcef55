"""Traces: dots, lines, filled bands and texts of `scatter`, and bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from runtherapy_data.charts.svg.axes import Axis, number
from runtherapy_data.charts.svg.elements import Style, element, px
from runtherapy_data.charts.svg.known import UnpaintedError, refuse_other
from runtherapy_data.charts.svg.patterns import hatching
from runtherapy_data.charts.svg.strokes import stroke
from runtherapy_data.charts.svg.symbols import mark
from runtherapy_data.charts.svg.words import Letters, ink_on_paper, letters, write

Trace = Mapping[str, Any]
_MODES: Final = ("lines", "markers", "text")
_PLAIN_MARK: Final[Trace] = {"symbol": "circle", "size": 6, "color": None, "opacity": 1}
_BESIDE: Final = 3.0  # px between a mark and its text
_ROWS: Final = {"top": "bottom", "middle": "middle", "bottom": "top"}


@dataclass(frozen=True, slots=True)
class Panel:
    """Where a trace is drawn: its two axes, the id of the clip of its plot, and the inks of the paper."""

    x: Axis
    y: Axis
    clip: str
    inks: Mapping[str, str]

    def points(self, trace: Trace) -> list[tuple[float, float] | None]:
        """The points in px; None where there is none, which breaks a line."""
        ys = list(trace.get("y", ()))
        if "x" in trace:
            xs = list(trace["x"])
        else:
            start, step = number(trace.get("x0", 0)), float(trace.get("dx", 1))
            xs = [start + step * count for count in range(len(ys))]
        pairs = zip(xs, ys, strict=True)
        return [None if x is None or y is None else (self.x.at(x), self.y.at(y)) for x, y in pairs]


def _runs(points: Sequence[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    run: list[tuple[float, float]] = []
    for point in (*points, None):
        if point is not None:
            run.append(point)
        elif run:
            yield run
            run = []


def _drawn(run: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{px(x)},{px(y)}" for x, y in run)


def scatter(trace: Trace, panel: Panel) -> str:
    """Bands, lines, marks and texts, in that order."""
    modes = trace.get("mode", "lines").split("+")
    for mode in modes:
        refuse_other(mode, _MODES, "scatter.mode")
    refuse_other(trace.get("fill", "none"), ("none", "toself"), "scatter.fill")
    points = panel.points(trace)
    parts = [_band(trace, points)] if trace.get("fill") == "toself" else []
    if "lines" in modes:
        parts.append(_line(trace, points, panel))
    clipped = element("g", *parts, clip_path=f"url(#{panel.clip})") if any(parts) else ""
    above = [_marks(trace, points, panel)] if "markers" in modes else []
    if "text" in modes:
        above.append(_texts(trace, points, panel))
    if above and trace.get("cliponaxis", True):
        above = [element("g", *above, clip_path=f"url(#{panel.clip})")]
    return element("g", clipped, *above, opacity=trace.get("opacity")) if clipped or any(above) else ""


def _band(trace: Trace, points: Sequence[tuple[float, float] | None]) -> str:
    outline = " ".join(f"{_drawn(run)}Z" for run in _runs(points))
    return element("path", d=outline, fill=trace["fillcolor"]) if outline else ""


def _line(trace: Trace, points: Sequence[tuple[float, float] | None], panel: Panel) -> str:
    style = stroke(trace.get("line") or {}, panel.inks)
    drawn = " ".join(_drawn(run) for run in _runs(points))
    return element("path", d=drawn, fill="none", stroke_linejoin="round", **style) if style and drawn else ""


def _single(given: Any, where: str) -> Any:
    if isinstance(given, (list, tuple)):
        raise UnpaintedError(f"not painted: {where} that differs from point to point")
    return given


def _marks(trace: Trace, points: Sequence[tuple[float, float] | None], panel: Panel) -> str:
    marker = trace.get("marker") or {}
    if marker.get("opacity") == 0:  # what is only there to be pointed at
        return ""
    rim = {key: _single(value, f"scatter.marker.line.{key}") for key, value in (marker.get("line") or {}).items()}
    edge = (float(rim.get("width", 0)), panel.inks.get(rim.get("color", ""), rim.get("color")))
    every = (_each(marker.get(key, plain), len(points)) for key, plain in _PLAIN_MARK.items())
    return "".join(
        mark(
            symbol,
            point[0],
            point[1],
            float(size),
            ink=ink_on_paper(ink, panel.inks, "#444"),
            opacity=float(opacity),
            line=edge,
        )
        for point, symbol, size, ink, opacity in zip(points, *every, strict=True)
        if point is not None
    )


def _each(given: Any, count: int) -> list[Any]:
    """What is given for each point, or for all of them at once."""
    return list(given) if isinstance(given, (list, tuple)) else [given] * count


def _texts(trace: Trace, points: Sequence[tuple[float, float] | None], panel: Panel) -> str:
    font = {key: _single(value, f"scatter.textfont.{key}") for key, value in (trace.get("textfont") or {}).items()}
    how = letters(font, panel.inks)
    size = (trace.get("marker") or {}).get("size", 6) if "markers" in trace["mode"] else -2 * _BESIDE
    every = (
        _each(one, len(points)) for one in (trace.get("text", ""), trace.get("textposition", "middle center"), size)
    )
    return "".join(
        _beside(str(text), point, position, float(wide) / 2 + _BESIDE, how)
        for point, text, position, wide in zip(points, *every, strict=True)
        if point is not None and text
    )


def _beside(text: str, point: tuple[float, float], position: str, away: float, how: Letters) -> str:
    """A text at a point, so many px away from it on the side that its position names (`top center`)."""
    row, _, column = position.partition(" ")
    x = point[0] + {"left": -away, "center": 0.0, "right": away}[column]
    y = point[1] + {"top": -away, "middle": 0.0, "bottom": away}[row]
    anchor = {"left": "right", "center": "center", "right": "left"}[column]
    return write(text, x, y, how, anchor=anchor, vertical=_ROWS[row])


def bars(trace: Trace, panel: Panel) -> str:
    """Upright bars of a given width, each from its base."""
    marker = trace.get("marker") or {}
    style = stroke({"width": 0, **(marker.get("line") or {})}, panel.inks)
    fills = [ink_on_paper(marker.get("color"), panel.inks, "#444")]
    made = ""
    if pattern := marker.get("pattern"):
        name, made = hatching(pattern)
        fills.append(f"url(#{name})")
    days, heights = list(trace["x"]), list(trace["y"])
    bases = trace.get("base", 0)
    every = _each(bases, len(days))
    half = float(trace["width"]) / 2
    drawn = []
    for day, height, base in zip(days, heights, every, strict=True):
        if height is None or not height:
            continue
        left, right = panel.x.at(number(day) - half), panel.x.at(number(day) + half)
        top, foot = panel.y.at(base + height), panel.y.at(base)
        box: Style = {"x": left, "y": top, "width": right - left, "height": foot - top}
        for place, fill in enumerate(fills):  # the outline is drawn once, with the upper fill
            drawn.append(element("rect", **box, fill=fill, **(style if place == len(fills) - 1 else {})))
    return made + element("g", *drawn, clip_path=f"url(#{panel.clip})") if drawn else ""
