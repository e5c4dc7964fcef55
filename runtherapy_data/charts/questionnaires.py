"""Questionnaire scores through a course: a small panel for each scale, its bands where their source is sure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from runtherapy_data.charts import theme
from runtherapy_data.charts.trajectory_weeks import time_axis
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import MOMENT_NAMES
from runtherapy_data.measures.days import first_day, week_of
from runtherapy_data.measures.instruments import Scale, instrument
from runtherapy_data.views.course import Course, ResultFact

PANEL: Final = 92  # pixels: the names of five bands stand below each other in it
PLAIN_PANEL: Final = 56
TITLE: Final = 30
BOTTOM: Final = 34
LEFT: Final = 30
RIGHT: Final = 96  # for the names of the bands


@dataclass(frozen=True, slots=True)
class Panel:
    """One scale, and what was scored on it: (result, score), oldest first."""

    name: str
    scale: Scale
    scored: tuple[tuple[ResultFact, float], ...]

    @property
    def height(self) -> int:
        """In pixels, without the title."""
        return PANEL if self.scale.bands else PLAIN_PANEL

    @property
    def ends(self) -> tuple[float, float]:
        """Lowest and highest score."""
        return self.scale.range or (0.0, max(score for _result, score in self.scored))


def panels(course: Course, _: Translate) -> tuple[Panel, ...]:
    """The scales with a known range that were scored, instrument by instrument; others stand in the table only."""
    found: dict[tuple[str, str], list[tuple[ResultFact, float]]] = {}
    for result in sorted(course.results, key=lambda one: one.taken_on):
        if result.total is not None:
            found.setdefault((result.instrument, ""), []).append((result, result.total))
        for code, score in result.subscales:
            found.setdefault((result.instrument, code), []).append((result, score))
    made = []
    for (code, part), scored in sorted(found.items(), key=lambda one: (bool(one[0][1]), one[0])):
        known = instrument(code)
        scale = known and (known.subscale(part) if part else known.total)
        if known and scale and scale.range:
            full = known.name.said(_.language)
            subscale = known.subscale(part)
            name = f"{full.split(' – ')[0]} {subscale.name.said(_.language).lower()}" if subscale else full
            made.append(Panel(name, scale, tuple(scored)))
    return tuple(made)


def _bands(panel: Panel, axis: str, _: Translate) -> tuple[list[Any], list[Any]]:
    """Every other band shaded, and each band's name beside it. Bands are whole-number steps: edges lie half-way."""
    if panel.scale.bands is None:
        return [], []
    low, high = panel.ends
    shapes, names = [], []
    for number, band in enumerate(panel.scale.bands.steps):
        bottom, top = max(low, band.low - 0.5), min(high, band.high + 0.5)
        if number % 2:
            place = {"xref": "paper", "x0": 0, "x1": 1, "yref": axis, "y0": bottom, "y1": top}
            shapes.append({"type": "rect", "layer": "below", "fillcolor": theme.SHADE, "line": {"width": 0}, **place})
        at = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 6, "yref": axis, "y": (bottom + top) / 2}
        text = band.words.said(_.language)
        names.append(
            {"text": text, "showarrow": False, "yanchor": "middle", "font": {"size": theme.SMALL}, "borderpad": 0, **at}
        )
    return shapes, names


def _trace(panel: Panel, axis: str, _: Translate) -> dict[str, Any]:
    says = []
    for result, score in panel.scored:
        band = panel.scale.band_of(score)
        words = [_.day(result.taken_on, year=True), _(MOMENT_NAMES[result.moment]), f"{panel.name} {_number(score, _)}"]
        says.append(" · ".join([*words, band.words.said(_.language)] if band else words))
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [result.taken_on for result, _score in panel.scored],
        "y": [score for _result, score in panel.scored],
        "text": [_number(score, _) for _result, score in panel.scored],
        "textposition": "top center",
        "textfont": {"size": theme.NAME},
        "cliponaxis": False,
        "yaxis": axis,
        "line": {"color": theme.INKS["neutral"], "width": 1.5, "dash": "dot"},
        "marker": {"color": theme.INKS["neutral"], "size": 9, "symbol": "diamond"},
        "hovertext": says,
        "hoverinfo": "text",
    }


def _number(value: float, _: Translate) -> str:
    return _.number(value, 0 if float(value).is_integer() else 1)


def _span(course: Course) -> tuple[dt.date, dt.date]:
    """Whole weeks, wide enough for every result: one at intake may precede the course, a follow-up comes after it."""
    days = [one.taken_on for one in course.results]
    first = week_of(course.starts_on, min([course.first_on, *days]))
    last = week_of(course.starts_on, max([course.last_on, *days]))
    return first_day(course.starts_on, first), first_day(course.starts_on, last + 1) - dt.timedelta(days=1)


def figure(course: Course, _: Translate) -> go.Figure | None:
    """Draw every scale that was scored, below each other over the weeks of the course; None when there is none."""
    drawn = panels(course, _)
    if not drawn:
        return None
    plot = sum(TITLE + panel.height for panel in drawn)
    axes: dict[str, Any] = {}
    shapes: list[Any] = []
    notes: list[Any] = []
    traces = []
    top = float(plot)
    for number, panel in enumerate(drawn, start=1):
        axis = "y" if number == 1 else f"y{number}"
        high, low = top - TITLE, top - TITLE - panel.height
        ends = panel.ends
        ticks = {"tickmode": "array", "tickvals": list(ends), "ticktext": [_number(end, _) for end in ends]}
        axes[axis.replace("y", "yaxis")] = {"domain": [low / plot, high / plot], "range": list(ends), **ticks}
        title = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": high / plot, "yanchor": "bottom"}
        notes.append(
            {"text": f"<b>{panel.name}</b>", "showarrow": False, "yshift": 5, "font": {"size": theme.NAME}, **title}
        )
        bands, names = _bands(panel, axis, _)
        shapes += bands
        notes += names
        traces.append(_trace(panel, axis, _))
        top = low
    week = {"text": _("week"), "xref": "paper", "x": 0, "yref": "paper", "y": 0, "xanchor": "right", "yanchor": "top"}
    notes.append({**week, "showarrow": False, "yshift": -4, "font": {"size": theme.SMALL}})
    first, last = _span(course)
    layout = {
        "template": theme.TEMPLATE,
        "height": plot + BOTTOM,
        "margin": {"l": LEFT, "r": RIGHT, "t": 0, "b": BOTTOM, "pad": 0},
        "shapes": shapes,
        "annotations": notes,
        "hovermode": "closest",
        "xaxis": {
            **time_axis(course, first, last, lowest="y" if len(drawn) == 1 else f"y{len(drawn)}"),
            "showspikes": False,
        },
        **axes,
    }
    return go.Figure({"data": traces, "layout": layout})


def config(_: Translate) -> dict[str, Any]:
    """Nothing to press: the figure is small, and its table stands below it."""
    return {
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "responsive": True,
        "locale": _.language,
    }
