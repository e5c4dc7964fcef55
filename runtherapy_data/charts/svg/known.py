"""Which properties of plotly are painted, and which say nothing on paper. Everything else is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Known = Mapping[str, Any]  # property → None (a value), or what is known inside it

_LINE: Final[Known] = dict.fromkeys(("color", "width", "dash"))
_FONT: Final[Known] = dict.fromkeys(("color", "size", "family"))
# What somebody points at, presses or drags: paper has none of it.
_POINTED_AT: Final = ("hoverinfo", "hovertext", "hovertemplate", "hoverlabel", "customdata", "name", "showlegend")
_PLACES: Final = ("type", "x", "y", "xaxis", "yaxis")

_PATTERN: Final[Known] = dict.fromkeys(("shape", "fgcolor", "size", "solidity", "fillmode"))
_SCATTER: Final[Known] = {
    **dict.fromkeys((*_PLACES, *_POINTED_AT, "x0", "dx", "mode", "text", "textposition", "fill", "fillcolor")),
    "cliponaxis": None,
    "opacity": None,
    "line": _LINE,
    "marker": {**dict.fromkeys(("symbol", "size", "color", "opacity")), "line": _LINE},
    "textfont": _FONT,
}
_BAR: Final[Known] = {
    **dict.fromkeys((*_PLACES, *_POINTED_AT, "base", "width")),
    "marker": {"color": None, "line": _LINE, "pattern": _PATTERN},
}
TRACES: Final[Mapping[str, Known]] = {"scatter": _SCATTER, "bar": _BAR}

SHAPE: Final[Known] = {
    **dict.fromkeys(("type", "layer", "xref", "yref", "x0", "x1", "y0", "y1", "path", "fillcolor")),
    "line": _LINE,
}
ANNOTATION: Final[Known] = {
    **dict.fromkeys(("text", "x", "y", "xref", "yref", "xanchor", "yanchor", "xshift", "yshift", "align")),
    **dict.fromkeys(("showarrow", "borderpad", "hovertext", "captureevents")),
    "font": _FONT,
}
_SPIKES: Final = ("showspikes", "spikemode", "spikesnap", "spikethickness", "spikedash", "spikecolor")
_AXIS: Final[Known] = {
    **dict.fromkeys(("type", "range", "domain", "anchor", "showgrid", "gridcolor", "gridwidth", "showticklabels")),
    **dict.fromkeys(("tickmode", "tickvals", "ticktext", "tick0", "dtick", "tickangle", "ticks")),
    **dict.fromkeys(("zeroline", "showline", "fixedrange", "hoverformat", *_SPIKES)),
    "tickfont": _FONT,
    "minor": dict.fromkeys(("tickmode", "tickvals", "showgrid", "gridcolor", "gridwidth")),
}
_HANDLING: Final = ("hovermode", "hoverdistance", "spikedistance", "dragmode", "modebar", "hoverlabel", "uirevision")
LAYOUT: Final[Known] = {
    **dict.fromkeys(("template", "height", "barmode", "shapes", "annotations", "showlegend", "colorway", *_HANDLING)),
    **dict.fromkeys(("paper_bgcolor", "plot_bgcolor")),
    "margin": dict.fromkeys(("l", "r", "t", "b", "pad")),
    "font": _FONT,
}


class UnpaintedError(ValueError):
    """A figure uses something of plotly that is not painted; the message names it."""


def refuse_unknown(given: Mapping[str, Any], known: Known, where: str) -> None:
    """Refuse a property that is not painted.

    Raises:
        UnpaintedError: it names the property by its path, such as `scatter.marker.gradient`.
    """
    for key, value in given.items():
        if key not in known:
            raise UnpaintedError(f"not painted: {where}.{key}")
        inside = known[key]
        if inside is not None and isinstance(value, Mapping):
            refuse_unknown(value, inside, f"{where}.{key}")


def refuse_other(value: Any, allowed: tuple[Any, ...], where: str) -> None:
    """Refuse a value that is not painted."""
    if value not in allowed:
        raise UnpaintedError(f"not painted: {where} = {value!r}")


def refuse_unpainted(figure: Mapping[str, Any]) -> None:
    """Look a whole figure through before anything of it is painted."""
    layout = figure["layout"]
    for key, value in layout.items():
        if key.startswith(("xaxis", "yaxis")):
            refuse_unknown(value, _AXIS, key)
            refuse_other(value.get("zeroline", False), (False,), f"{key}.zeroline")
            refuse_other(value.get("showline", False), (False,), f"{key}.showline")
            refuse_other(value.get("ticks", ""), ("",), f"{key}.ticks")
        else:
            refuse_unknown({key: value}, LAYOUT, "layout")
    refuse_other(layout.get("barmode", "overlay"), ("overlay",), "layout.barmode")
    refuse_other(layout.get("margin", {}).get("pad", 0), (0,), "layout.margin.pad")
    for trace in figure["data"]:
        kind = trace.get("type", "scatter")
        refuse_other(kind, tuple(TRACES), "trace.type")
        refuse_unknown(trace, TRACES[kind], kind)
    for shape in layout.get("shapes", ()):
        refuse_unknown(shape, SHAPE, "shape")
        refuse_other(shape.get("layer", "above"), ("above", "below"), "shape.layer")
    for note in layout.get("annotations", ()):
        refuse_unknown(note, ANNOTATION, "annotation")
        refuse_other(note.get("showarrow", True), (False,), "annotation.showarrow")
