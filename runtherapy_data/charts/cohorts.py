"""Two groups over the weeks of the course: aligned panels. A comparison in, a figure out, nothing else.

Group A is solid and filled in the measure's own ink; group B is dashed and open in a neutral ink. A week without a
number is a gap: no line runs across it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go

from runtherapy_data.charts import theme, trajectory
from runtherapy_data.charts.cohort_marks import ASIDE, LETTERS, marks
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.groups import MINUTE_MEASURES, SCALES, GroupMeasure
from runtherapy_data.views.cohort_words import group_name
from runtherapy_data.views.cohorts import Comparison

DRAWN: Final = (*SCALES[:3], MINUTE_MEASURES[0])  # mood, sleep, energy, minutes
PANEL: Final = 144  # a panel with its title, in pixels
PANEL_COMPACT: Final = 120
TITLE: Final = 34
TOP, BOTTOM, LEFT, RIGHT = 44, 60, 32, 10
BESIDE: Final = 14  # from the last dot of a line to its letter, in pixels
LEAST_MINUTES: Final = 60
MINUTE_STEPS: Final = (20, 30, 60, 120, 300)
# What the two groups look like in words: their line as it stands beside the name.
STROKES: Final = ("●━━", "○╌╌")

Note = dict[str, Any]


def figure(
    comparison: Comparison, _: Translate, *, measures: Sequence[GroupMeasure] = DRAWN, compact: bool = False
) -> go.Figure:
    """Draw both groups: a panel a measure; scales run 0–10, minutes from 0. Draw it with `theme=None` and `config`."""
    panel = PANEL_COMPACT if compact else PANEL
    plot = panel * len(measures)
    axes: dict[str, Any] = {"xaxis": _weeks(comparison.weeks, len(measures))}
    traces: list[dict[str, Any]] = []
    notes = [*_names(comparison, plot, _), *_below(comparison, measures, _)]
    for number, measure in enumerate(measures):
        domain = (1 - (number + 1) * panel / plot, 1 - (number * panel + TITLE) / plot)
        reach = _reach(comparison, measure)
        axes[f"yaxis{number + 1 if number else ''}"] = {"domain": domain, **_scale(measure, reach)}
        for group, letter in zip((comparison.a, comparison.b), LETTERS, strict=True):
            traces += marks(group, measure, number, _, letter=letter)
        notes += _titles(comparison, measure, domain[1], _)
        notes += _letters(comparison, measure, number)
    layout = {
        "template": theme.TEMPLATE,
        "height": TOP + plot + BOTTOM,
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM, "pad": 0},
        "hovermode": "x",
        "annotations": notes,
        **axes,
    }
    return go.Figure({"data": traces, "layout": layout})


def config(_: Translate) -> dict[str, Any]:
    """What the reader can do with the figure: look, and keep it as a picture."""
    base = trajectory.config(_)
    return {**base, "toImageButtonOptions": {**base["toImageButtonOptions"], "filename": _("cohorts")}}


def _weeks(weeks: int, panels: int) -> dict[str, Any]:
    step = 1 if weeks <= 16 else 4
    ticks = list(range(1, weeks + 1, step))
    lowest = "y" if panels == 1 else f"y{panels}"
    return {"range": [0.6, weeks + 0.4], "tickmode": "array", "tickvals": ticks, "anchor": lowest, "hoverformat": ".0f"}


def _reach(comparison: Comparison, measure: GroupMeasure) -> float:
    """The length of the panel's scale, in its own units."""
    if measure in SCALES:
        return 10.0
    highs = [point.high or 0 for group in (comparison.a, comparison.b) for point in group.line(measure.code).shown]
    return max([LEAST_MINUTES, *highs])


def _scale(measure: GroupMeasure, reach: float) -> dict[str, Any]:
    if measure in SCALES:
        return {"range": [-0.3, 10.3], "tickmode": "array", "tickvals": [0, 5, 10]}
    step = next((step for step in MINUTE_STEPS if reach <= 3 * step), MINUTE_STEPS[-1])
    return {"range": [-reach / 40, reach * 1.15], "tickmode": "linear", "tick0": 0, "dtick": step}


def _names(comparison: Comparison, plot: int, _: Translate) -> list[Note]:
    """Above all panels: which group is which."""
    notes = []
    for row, (group, letter) in enumerate(zip((comparison.a, comparison.b), LETTERS, strict=True)):
        name = group_name(group.choice, comparison.practices, _)
        text = f"{STROKES[row]} <b>{letter}</b>  {name}"
        place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -LEFT + 4, "y": 1, "yref": "paper"}
        notes.append({**place, "yanchor": "bottom", "yshift": 24 - 18 * row, "text": text, "showarrow": False})
    return notes


def _titles(comparison: Comparison, measure: GroupMeasure, top: float, _: Translate) -> list[Note]:
    """Above a panel: the measure on the left, how many courses it rests on at first and at last on the right."""
    above = {"yref": "paper", "y": top, "yanchor": "bottom", "yshift": 8, "xref": "paper", "showarrow": False}
    left = {"x": 0, "xanchor": "left", "xshift": -LEFT + 4, "text": f"<b>{_(measure.name)}</b>"}
    counts = []
    for group, letter in zip((comparison.a, comparison.b), LETTERS, strict=True):
        shown = group.line(measure.code).shown
        if shown:
            first, last = shown[0].courses, shown[-1].courses
            counts.append(f"{letter}: n {first}" if first == last else f"{letter}: n {first} → {last}")
        else:
            counts.append(_("{letter}: no numbers", letter=letter))
    right = {"x": 1, "xanchor": "right", "xshift": RIGHT - 4, "text": " · ".join(counts), "font": {"size": theme.SMALL}}
    return [{**above, **left}, {**above, **right}]


def _letters(comparison: Comparison, measure: GroupMeasure, panel: int) -> list[Note]:
    """A and B at the last dots of their lines: above the higher one, below the lower one."""
    ends = []
    for group, letter in zip((comparison.a, comparison.b), LETTERS, strict=True):
        if shown := group.line(measure.code).shown:
            ends.append((shown[-1].mean or 0.0, letter, shown[-1].week + ASIDE * (-1 if letter == LETTERS[0] else 1)))
    beside = {"xref": "x", "yref": f"y{panel + 1 if panel else ''}", "yanchor": "middle", "showarrow": False}
    return [
        {
            **beside,
            "text": f"<b>{letter}</b>",
            "x": week,
            "y": mean,
            "yshift": -BESIDE if place and len(ends) > 1 else BESIDE,
        }
        for place, (mean, letter, week) in enumerate(sorted(ends, reverse=True))
    ]


def _below(comparison: Comparison, measures: Sequence[GroupMeasure], _: Translate) -> list[Note]:
    """Under the axis: what it counts, and why a week can be open."""
    under = theme.UNDER_THE_AXIS
    notes = [{**under, "x": 0.5, "xanchor": "center", "yshift": -20, "text": _("week of the course")}]
    groups = (comparison.a, comparison.b)
    if any(not point.is_shown for group in groups for one in measures for point in group.line(one.code).points):
        text = _("no dot: too few courses, or too close to a smaller group")
        notes.append({**under, "x": 0, "xanchor": "left", "xshift": -LEFT + 4, "yshift": -38, "text": text})
    return notes
