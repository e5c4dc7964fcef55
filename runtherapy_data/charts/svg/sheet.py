"""The whole sheet: margins, axes, and everything in its layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from runtherapy_data.charts import theme
from runtherapy_data.charts.svg import shapes, traces
from runtherapy_data.charts.svg.axes import Axis, axis
from runtherapy_data.charts.svg.elements import element, px
from runtherapy_data.charts.svg.known import refuse_other, refuse_unpainted
from runtherapy_data.charts.svg.shapes import Place
from runtherapy_data.charts.svg.traces import Panel
from runtherapy_data.charts.svg.words import letters, write

_MARGIN: Final = {"l": 80, "r": 80, "t": 100, "b": 80}  # plotly's own, where a figure says nothing
_FROM_AXIS: Final = 4.0  # px between an axis and its numbers


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure in its own words with its template filled in, and where its plot lies, in px."""

    data: tuple[Mapping[str, Any], ...]
    layout: Mapping[str, Any]
    left: float
    right: float
    top: float
    bottom: float
    inks: Mapping[str, str]

    def axis(self, name: str) -> Axis:
        """The axis that traces and shapes call `x`, `y`, `y2` …"""
        given = self.layout.get(f"{name[0]}axis{name[1:]}", {})
        across, up = (self.left, self.right), (self.bottom, self.top)
        return axis(given, *(across if name[0] == "x" else up), given.get("domain", (0.0, 1.0)))

    def place(self, ref: str) -> Place:
        """How a shape or a note with this reference finds its place: `paper`, `x`, `y3` or `y3 domain`."""
        name, _, domain = ref.partition(" ")
        if name == "paper":
            raise ValueError("say of which side: `across` or `up`")
        found = self.axis(name)
        return found.share if domain else found.at

    def across(self, ref: str) -> Place:
        """The place from the left."""
        return (lambda share: self.left + share * (self.right - self.left)) if ref == "paper" else self.place(ref)

    def up(self, ref: str) -> Place:
        """The place from the top."""
        return (lambda share: self.bottom - share * (self.bottom - self.top)) if ref == "paper" else self.place(ref)


def _filled_in(layout: Mapping[str, Any]) -> dict[str, Any]:
    """The layout with what its template says where it says nothing itself."""
    template = (layout.get("template") or {}).get("layout", {})
    filled = {**template, **layout}
    for name in [key for key in filled if key.startswith(("xaxis", "yaxis"))]:
        filled[name] = {**template.get(name[:5], {}), **layout.get(name, {})}
    return filled


def _sheet(fig: go.Figure, width: float, ink: str) -> Sheet:
    given = fig.to_dict()
    layout = _filled_in(given["layout"])
    refuse_unpainted({"data": given["data"], "layout": layout})
    margin = {**_MARGIN, **layout.get("margin", {})}
    height = float(layout["height"])
    return Sheet(
        tuple(given["data"]), layout, margin["l"], width - margin["r"], margin["t"], height - margin["b"],
        {theme.TEXT: ink, "text": ink},
    )  # fmt: skip


def _names(sheet: Sheet) -> list[str]:
    used = {trace.get("yaxis", "y") for trace in sheet.data}
    drawn = {key.replace("axis", "") for key in sheet.layout if key.startswith("yaxis")}
    return sorted(used | drawn, key=lambda name: int(name[1:] or 1))


def _clip(name: str, x: Axis, y: Axis) -> str:
    box = element("rect", x=x.begin, y=y.end, width=x.end - x.begin, height=y.begin - y.end)
    return element("clipPath", box, id=f"clip-{name}")


def _line(x1: float, y1: float, x2: float, y2: float, given: Mapping[str, Any]) -> str:
    style = {"stroke": given.get("gridcolor", "#eee"), "stroke_width": given.get("gridwidth", 1)}
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **style)


def _grid(x: Axis, y: Axis) -> str:
    """The lines of one panel: those of the weeks, then those of its own scale."""
    parts = [_line(at, y.begin, at, y.end, x.given["minor"]) for at in x.minor]
    if x.given.get("showgrid", True):
        parts += [_line(at, y.begin, at, y.end, x.given) for at, _text in x.ticks]
    if y.given.get("showgrid", True):
        parts += [_line(x.begin, at, x.end, at, y.given) for at, _text in y.ticks]
    return "".join(parts)


def _tick_words(sheet: Sheet, one: Axis, *, upright: bool, beside: float) -> str:
    """The numbers of an axis, `beside` px from the left (of an upright one) or from the top."""
    if not one.given.get("showticklabels", True):
        return ""
    refuse_other(one.given.get("tickangle", 0), (0,), "axis.tickangle")
    font = {**(sheet.layout.get("font") or {}), **(one.given.get("tickfont") or {})}
    how = letters(font, sheet.inks)
    if upright:
        left = beside - _FROM_AXIS
        return "".join(write(text, left, at, how, anchor="right", vertical="middle") for at, text in one.ticks)
    top = beside + _FROM_AXIS
    return "".join(write(text, at, top, how, anchor="center", vertical="top") for at, text in one.ticks)


def _auto(share: Any, ref: str, ends: tuple[str, str, str]) -> str:
    """Where plotly anchors a note that does not say: by its third of the paper, else in its middle."""
    if ref != "paper":
        return ends[1]
    return ends[0] if share <= 1 / 3 else ends[2] if share >= 2 / 3 else ends[1]


def _note(note: Mapping[str, Any], sheet: Sheet) -> str:
    xref, yref = note.get("xref", "x"), note.get("yref", "y")
    anchor, vertical = note.get("xanchor", "auto"), note.get("yanchor", "auto")
    anchor = _auto(note["x"], xref, ("left", "center", "right")) if anchor == "auto" else anchor
    vertical = _auto(note["y"], yref, ("bottom", "middle", "top")) if vertical == "auto" else vertical
    font = {**(sheet.layout.get("font") or {}), **(note.get("font") or {})}
    pad = float(note.get("borderpad", 1))
    x = sheet.across(xref)(note["x"]) + float(note.get("xshift", 0))
    y = sheet.up(yref)(note["y"]) - float(note.get("yshift", 0))
    x += {"left": pad, "center": 0.0, "right": -pad}[anchor]
    y += {"top": pad, "middle": 0.0, "bottom": -pad}[vertical]
    return write(note["text"], x, y, letters(font, sheet.inks), anchor=anchor, vertical=vertical)


def _shapes(sheet: Sheet, layer: str) -> str:
    found = (one for one in sheet.layout.get("shapes", ()) if one.get("layer", "above") == layer)
    return "".join(
        shapes.draw(one, sheet.across(one.get("xref", "x")), sheet.up(one.get("yref", "y")), sheet.inks)
        for one in found
    )


def paint(fig: go.Figure, *, width: float, ink: str) -> str:
    """The figure as SVG, as wide as `width` px and as high as it says itself.

    `ink` takes the place of the theme's text colour, as the page's style sheet does on screen.

    Raises:
        UnpaintedError: the figure uses something that is not painted.
    """
    sheet = _sheet(fig, width, ink)
    x, names = sheet.axis("x"), _names(sheet)
    panels = {name: Panel(x, sheet.axis(name), f"clip-{name}", sheet.inks) for name in names}
    foot = sheet.axis(x.given.get("anchor", "y")).begin
    drawn = {
        kind: "".join(
            paints(trace, panels[trace.get("yaxis", "y")])
            for trace in sheet.data
            if trace.get("type", "scatter") == kind
        )
        for kind, paints in (("bar", traces.bars), ("scatter", traces.scatter))
    }
    parts = [
        element("defs", *(_clip(name, x, panel.y) for name, panel in panels.items())),
        _shapes(sheet, "below"),
        *(_grid(x, panel.y) for panel in panels.values()),
        drawn["bar"],
        drawn["scatter"],
        _shapes(sheet, "above"),
        *(_tick_words(sheet, panel.y, upright=True, beside=sheet.left) for panel in panels.values()),
        _tick_words(sheet, x, upright=False, beside=foot),
        *(_note(note, sheet) for note in sheet.layout.get("annotations", ())),
    ]
    height = float(sheet.layout["height"])
    box = f"0 0 {px(width)} {px(height)}"
    return element("svg", *parts, xmlns="http://www.w3.org/2000/svg", width=width, height=height, viewBox=box)
