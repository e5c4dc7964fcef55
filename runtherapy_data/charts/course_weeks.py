"""Two weeks of a course over each other, day by day: a small panel for each measure that was answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go

from runtherapy_data.charts import theme
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.daily import DailyMeasure
from runtherapy_data.views.course_weeks import DAYS, Week

PANEL: Final = 62  # pixels
TITLE: Final = 26
BOTTOM: Final = 24
LEFT: Final = 26
RIGHT: Final = 8

Note = dict[str, Any]


def shown(earlier: Week, later: Week) -> tuple[DailyMeasure, ...]:
    """The measures with an answer in either week."""
    return tuple(one for one, answers in later.answers if any(v is not None for v in (*answers, *earlier.of(one))))


def _line(week: Week, measure: DailyMeasure, axis: str, *, is_later: bool, _: Translate) -> dict[str, Any]:
    """The earlier week open and dashed, the later one filled and solid; a day without an answer breaks the line."""
    ink, symbol = theme.INKS[measure.code], theme.MARKERS[measure.code][0]
    fill = ink if is_later else theme.faint(ink, 0.0)
    answers = week.of(measure)
    says = [
        None
        if value is None
        else _("week {week}: {measure} {value}", week=week.number, measure=_(measure.name_in_sentence), value=value)
        for value in answers
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(DAYS)),
        "y": list(answers),
        "yaxis": axis,
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": ink, "width": 1.75, "dash": "solid" if is_later else "4px,4px"},
        "marker": {"symbol": symbol, "size": 8, "color": fill, "line": {"width": 1.5, "color": ink}},
        "hovertext": says,
        "hoverinfo": "text",
    }


def _title(measure: DailyMeasure, top: float, _: Translate) -> list[Note]:
    glyph = f'<span style="color:{theme.INKS[measure.code]}">{theme.MARKERS[measure.code][1]}</span>'
    place = {"xref": "paper", "yref": "paper", "y": top, "yanchor": "bottom", "yshift": 4, "showarrow": False}
    place["borderpad"] = 0
    ends = _("0 {low} · 10 {high}", low=_(measure.at_zero), high=_(measure.at_ten))
    name = f"{glyph} <b>{_(measure.name)}</b>"
    return [
        {**place, "text": name, "x": 0, "xanchor": "left", "align": "left", "font": {"size": theme.NAME}},
        {**place, "text": ends, "x": 1, "xanchor": "right", "align": "right", "font": {"size": theme.SMALL}},
    ]


def figure(earlier: Week, later: Week, weekdays: Sequence[str], _: Translate) -> go.Figure | None:
    """Draw both weeks, a panel for each measure; None when nothing was answered in either.

    `weekdays`: the names of the seven days of a week of this course, in its own order.
    """
    measures = shown(earlier, later)
    if not measures:
        return None
    plot = len(measures) * (PANEL + TITLE)
    axes: dict[str, Any] = {}
    notes: list[Note] = []
    traces = []
    for number, measure in enumerate(measures):
        axis = "y" if number == 0 else f"y{number + 1}"
        top = plot - number * (PANEL + TITLE) - TITLE
        ticks = {"tickmode": "array", "tickvals": [0, 5, 10]}
        axes[axis.replace("y", "yaxis")] = {
            "domain": [(top - PANEL) / plot, top / plot],
            "range": [-0.6, 10.6],
            **ticks,
        }
        notes += _title(measure, top / plot, _)
        traces += [
            _line(week, measure, axis, is_later=week is later, _=_)
            for week in (earlier, later)
            if any(value is not None for value in week.of(measure))
        ]
    lowest = "y" if len(measures) == 1 else f"y{len(measures)}"
    days = {"tickmode": "array", "tickvals": list(range(DAYS)), "ticktext": list(weekdays)}
    layout = {
        "height": plot + BOTTOM,
        "margin": {"l": LEFT, "r": RIGHT, "t": 0, "b": BOTTOM, "pad": 0},
        "hovermode": "closest",
        "annotations": notes,
        "xaxis": {"range": [-0.4, DAYS - 0.6], "anchor": lowest, "tickangle": 0, **days},
        **axes,
    }
    return theme.drawn(traces, layout)
