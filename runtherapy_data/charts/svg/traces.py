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
from runtherapy_data.charts.svg.words import ink_on_paper, letters, write

Trace = Mapping[str, Any]
_MODES: Final = ("lines", "markers", "text")
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
    given = {key: _single(value, f"scatter.marker.{key}") for key, value in (trace.get("marker") or {}).items()}
    opacity = float(given.get("opacity", 1))
    if opacity == 0:  # what is only there to be pointed at
        return ""
    rim = given.get("line") or {}
    ink = ink_on_paper(given.get("color"), panel.inks, "#444")
    edge = (float(rim.get("width", 0)), panel.inks.get(rim.get("color", ""), rim.get("color")))
    symbol, size = given.get("symbol", "circle"), float(given.get("size", 6))
    found = (point for point in points if point is not None)
    return "".join(mark(symbol, x, y, size, ink=ink, opacity=opacity, line=edge) for x, y in found)


def _texts(trace: Trace, points: Sequence[tuple[float, float] | None], panel: Panel) -> str:
    row, _, column = _single(trace.get("textposition", "middle center"), "scatter.textposition").partition(" ")
    how = letters(trace.get("textfont") or {}, panel.inks)
    away = float((trace.get("marker") or {}).get("size", 0)) / 2 + _BESIDE if "markers" in trace["mode"] else 0
    lift = {"top": -away, "middle": 0.0, "bottom": away}[row]
    aside = {"left": -away, "center": 0.0, "right": away}[column]
    anchor = {"left": "right", "center": "center", "right": "left"}[column]
    said = trace.get("text", "")
    every = [said] * len(points) if isinstance(said, str) else list(said)
    return "".join(
        write(str(text), at[0] + aside, at[1] + lift, how, anchor=anchor, vertical=_ROWS[row])
        for at, text in zip(points, every, strict=True)
        if at is not None and text
    )


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
    every = list(bases) if isinstance(bases, (list, tuple)) else [bases] * len(days)
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
