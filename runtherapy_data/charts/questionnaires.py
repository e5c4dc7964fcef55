"""Questionnaire scores through a course: a small panel for each scale, its bands where their source is sure."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import plotly.graph_objects as go

from runtherapy_data.charts import questionnaire_marks as marks
from runtherapy_data.charts import theme
from runtherapy_data.charts.questionnaire_marks import Panel
from runtherapy_data.charts.trajectory_weeks import time_axis
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.days import first_day, week_of
from runtherapy_data.views.change_words import points
from runtherapy_data.views.course import Course
from runtherapy_data.views.course_results import results
from runtherapy_data.views.signal_evidence import Evidence

# In pixels.
BOTTOM: Final = 34
KEY_LINE: Final = 18
LEFT: Final = 30
RIGHT: Final = 108  # for the names of the bands


def panels(course: Course, _: Translate) -> tuple[Panel, ...]:
    """The scales with a known range that were scored, totals first; others stand in the table only."""
    made = []
    for one in results(course):
        if one.known and one.scale and one.scale.range:
            name = one.name(_) if one.subscale else one.known.name.said(_.language)
            made.append(Panel(name, one.scale, one.scale.range, one))
    return tuple(made)


def _axis(panel: Panel, low: float, high: float, _: Translate) -> dict[str, Any]:
    ends = list(panel.ends)
    ticks = {"tickmode": "array", "tickvals": ends, "ticktext": [points(end, _) for end in ends]}
    return {"domain": [low, high], "range": ends, **ticks}


def _span(course: Course) -> tuple[dt.date, dt.date]:
    """Whole weeks, wide enough for every result: one at intake may precede the course, a follow-up comes after it."""
    days = [one.taken_on for one in course.results]
    first = week_of(course.starts_on, min([course.first_on, *days]))
    last = week_of(course.starts_on, max([course.last_on, *days]))
    return first_day(course.starts_on, first), first_day(course.starts_on, last + 1) - dt.timedelta(days=1)


def _foot(drawn: tuple[Panel, ...], _: Translate) -> tuple[list[Any], int]:
    """What stands under the axis: the word "week", and what the shapes say; and how many pixels that takes."""
    lines = marks.key(drawn, _)
    at = {"xref": "paper", "x": 0, "yref": "paper", "y": 0, "yanchor": "top", "showarrow": False}
    small = {"font": {"size": theme.SMALL}, "borderpad": 0}
    notes = [{**at, **small, "text": _("week"), "xanchor": "right", "yshift": -6}]
    if lines:
        text = "<br>".join(lines)
        notes.append({**at, **small, "text": text, "xanchor": "left", "align": "left", "yshift": -BOTTOM + 4})
    return notes, BOTTOM + KEY_LINE * len(lines)


def figure(course: Course, _: Translate, *, evidence: Evidence | None = None) -> go.Figure | None:
    """Draw every scale that was scored, below each other over the weeks of the course; None when there is none.

    A score that differs reliably from the first one is filled; the cut-off is a dashed line. `evidence` is what a
    chosen signal rests on: its scores have a ring around them.
    """
    drawn = panels(course, _)
    if not drawn:
        return None
    plot = sum(panel.above + panel.height for panel in drawn)
    axes: dict[str, Any] = {}
    shapes: list[Any] = []
    notes, foot = _foot(drawn, _)
    traces = []
    top = float(plot)
    for number, panel in enumerate(drawn, start=1):
        axis = "y" if number == 1 else f"y{number}"
        high = top - panel.above
        low = high - panel.height
        axes[axis.replace("y", "yaxis")] = _axis(panel, low / plot, high / plot, _)
        notes += marks.title(panel, high / plot, _)
        shaded, names = marks.bands(panel, axis, _)
        shapes += [*shaded, *marks.cutoff(panel, axis)]
        notes += names
        traces += [marks.trace(panel, axis, _), *marks.rings(panel, axis, evidence)]
        top = low
    first, last = _span(course)
    lowest = "y" if len(drawn) == 1 else f"y{len(drawn)}"
    layout = {
        "template": theme.TEMPLATE,
        "height": plot + foot,
        "margin": {"l": LEFT, "r": RIGHT, "t": 0, "b": foot, "pad": 0},
        "shapes": shapes,
        "annotations": notes,
        "hovermode": "closest",
        "xaxis": {**time_axis(course, first, last, lowest=lowest), "showspikes": False},
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
