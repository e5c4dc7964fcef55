"""The trajectory of one course: aligned panels over one time axis. A course in, a figure out, nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import plotly.graph_objects as go

from runtherapy_data.charts import theme, trajectory_events, trajectory_evidence
from runtherapy_data.charts import trajectory_marks as marks
from runtherapy_data.charts import trajectory_words as words
from runtherapy_data.charts.trajectory_phases import NARROW_PX, WIDE_PX, Label, labels, shades
from runtherapy_data.charts.trajectory_rows import (
    LABEL_ROW,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    SECOND_TITLE,
    Rows,
)
from runtherapy_data.charts.trajectory_weeks import edge, span, time_axis
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.daily import DAILY, TENSION, DailyMeasure
from runtherapy_data.views.course import Course
from runtherapy_data.views.signal_evidence import Evidence

DRAWN: Final = tuple(measure for measure in DAILY if measure.drawn_by_default)
LEAST_MINUTES: Final = 30  # the minutes axis reaches at least so far, so that ten minutes look like ten minutes
MINUTE_STEPS: Final = (10, 20, 30, 60, 120, 300)
DENSE_WEEKS: Final = 18  # from here on marks are drawn smaller and without outlines of their own


def _traces(
    course: Course, measures: tuple[DailyMeasure, ...], *, with_tension: bool, dense: bool
) -> list[dict[str, Any]]:
    found: list[dict[str, Any] | None] = []
    for number, measure in enumerate(measures):
        series = course.measured(measure.code)
        found += [marks.band(series, number), marks.dots(series, number, size=4.5 if dense else 6)]
        if with_tension and number == 0:
            tension = course.measured(TENSION.code)
            found += [marks.dots(tension, number, size=4), marks.line(tension, number, dashed=True)]
        found.append(marks.line(series, number))
    found += marks.bars(course, len(measures), dense=dense)
    found += marks.strip(course, len(measures) + 1, dense=dense)
    return [trace for trace in found if trace is not None and trace["x"]]


def _scale(domain: tuple[float, float], *, empty: bool) -> dict[str, Any]:
    ticks = [0, 10] if empty else [0, 5, 10]  # no line through the sentence of an empty panel
    return {"domain": domain, "range": [-0.6, 10.6], "tickmode": "array", "tickvals": ticks}


def _minutes(course: Course, domain: tuple[float, float], *, figures: bool) -> dict[str, Any]:
    """The axis of the minutes; `figures` asks for room for a figure above the highest bar."""
    sums = marks.per_day(course.sessions).values()
    most = max([LEAST_MINUTES, *(max(run + walked, planned) for run, walked, planned in sums)])
    step = next((step for step in MINUTE_STEPS if most < 4 * step), MINUTE_STEPS[-1])
    return {
        "domain": domain,
        "range": [0, most * (1.35 if figures else 1.08)],
        "tickmode": "linear",
        "tick0": 0,
        "dtick": step,
    }


def _axes(
    course: Course,
    measures: tuple[DailyMeasure, ...],
    rows: Rows,
    first: dt.date,
    last: dt.date,
    *,
    figures: bool,
) -> dict[str, Any]:
    axes: dict[str, Any] = {}
    for number, measure in enumerate(measures):
        empty = not course.measured(measure.code).days
        axes["yaxis" if number == 0 else f"yaxis{number + 1}"] = _scale(rows.domain(number), empty=empty)
    minutes, strip = len(measures) + 1, len(measures) + 2
    axes[f"yaxis{minutes}"] = _minutes(course, rows.domain(len(measures)), figures=figures)
    hidden = {"showgrid": False, "showticklabels": False, "range": [-0.7, 1.7]}
    axes[f"yaxis{strip}"] = {"domain": rows.strip, **hidden}
    axes["xaxis"] = time_axis(course, first, last, lowest=f"y{strip}")
    return axes


def _names_above(placed: tuple[Label, ...], *, over: int = 0) -> list[dict[str, Any]]:
    """Names above the panels, each in its row; `over` rows lie below them."""
    above = {"y": 1, "xref": "x", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "xshift": 3}
    above |= {"align": "left", "showarrow": False, "font": {"size": theme.SMALL}, "borderpad": 0}
    return [
        {**above, "text": label.text, "x": edge(label.day), "yshift": 2 + LABEL_ROW * (over + label.row)}
        for label in placed
    ]


def _panel_words(
    course: Course,
    measures: tuple[DailyMeasure, ...],
    rows: Rows,
    _: Translate,
    *,
    with_tension: bool,
    evidence: Evidence | None,
) -> list[dict[str, Any]]:
    notes: list[dict[str, Any]] = []
    asked = any(one.days for one in course.series)
    none_yet = _("No check-ins.") if course.has_ended else _("No check-ins yet.")
    for number, measure in enumerate(measures):
        domain, tension = rows.domain(number), with_tension and number == 0
        line = trajectory_evidence.level_words(evidence, measure, _)
        notes += words.panel_names(measure, domain[1], _, lift=SECOND_TITLE if tension else 0, instead=line)
        if tension:
            notes += words.panel_names(TENSION, domain[1], _)
        if not course.measured(measure.code).days and not (tension and course.measured(TENSION.code).days):
            text = _("This was not asked about.") if asked else none_yet
            notes.append(words.nothing_here(text, domain))
    minutes = rows.domain(len(measures))
    notes += words.minutes_names(minutes[1], _)
    if not course.sessions:
        text = _("No sessions.") if course.has_ended else _("No sessions yet.")
        notes.append(words.nothing_here(text, minutes))
    return notes + words.strip_names(rows, _)


def _below(course: Course, first: dt.date, last: dt.date, panels: int, _: Translate) -> tuple[list[Any], list[Any]]:
    """What stands under the axis: the word "week", and today (or the last day) with its line through every panel."""
    under = theme.UNDER_THE_AXIS
    notes = [{**under, "text": _("week"), "x": 0, "xanchor": "right", "align": "right", "xshift": -4, "yshift": -1}]
    if not first <= course.today <= last:
        return notes, []
    text = _("end") if course.has_ended else _("today")
    share = (course.today - first).days / max((last - first).days, 1)
    side = "left" if share < 0.15 else "right" if share > 0.85 else "center"
    day = str(course.today)
    notes.append({**under, "text": text, "x": day, "xref": "x", "xanchor": side, "align": side, "yshift": -20})
    line = {"x0": day, "x1": day, "y0": 0, "y1": 1, "xref": "x", "type": "line", "layer": "below"}
    line["line"] = {"width": 1.25, "dash": "2px,3px", "color": theme.TEXT}
    return notes, [{**line, "yref": f"{marks.axis_name(panel)} domain"} for panel in range(panels)]


def _rows_of(placed: tuple[Label, ...]) -> int:
    return max((label.row + 1 for label in placed), default=0)


def figure(
    course: Course,
    _: Translate,
    *,
    measures: tuple[DailyMeasure, ...] = DRAWN,
    with_tension: bool = False,
    weeks: tuple[int, int] | None = None,
    compact: bool = False,
    evidence: Evidence | None = None,
) -> go.Figure:
    """Draw a course: a panel for each of `measures`, one for minutes, and a strip of sessions and happenings.

    `with_tension` adds tension, dashed, to the first panel; `weeks` draws only these weeks (both included); `compact`
    gives each panel the height for a phone; `evidence` is what a chosen signal rests on, and is pointed out. Scales
    always run 0–10. Draw it with `theme=None` and `config`.
    """
    first, last = span(course, weeks)
    evidence = evidence.between(first, last) if evidence else None
    phases = labels(course.phases, first, last, _)
    events = trajectory_events.names(course.events, first, last, _)
    under = _rows_of(events)
    rows = Rows(len(measures) + 1, under + _rows_of(phases), compact, with_tension)
    notes, today = _below(course, first, last, len(measures) + 2, _)
    px_per_day = (NARROW_PX if compact else WIDE_PX) / ((last - first).days + 1)
    happened = trajectory_events.spans(course.events, first, last)
    shapes = [
        *shades(course.phases, first, min(last, course.today), top=rows.very_top),
        *trajectory_events.bands(
            happened, height=rows.plot, top=1 + LABEL_ROW * under / rows.plot, px_per_day=px_per_day
        ),
        *today,
    ]
    if evidence is not None:
        shapes += [*trajectory_evidence.bands(evidence), *trajectory_evidence.levels(evidence, measures)]
    layout = {
        "height": rows.height,
        "margin": {"l": MARGIN_LEFT, "r": MARGIN_RIGHT, "t": rows.margin_top, "b": MARGIN_BOTTOM, "pad": 0},
        "barmode": "overlay",
        "hovermode": "x",
        "hoverdistance": 40,
        "spikedistance": -1,
        "shapes": shapes,
        "annotations": [
            *_names_above(events),
            *_names_above(phases, over=under),
            *_panel_words(course, measures, rows, _, with_tension=with_tension, evidence=evidence),
            *notes,
        ],
        **_axes(course, measures, rows, first, last, figures=evidence is not None and evidence.effort),
    }
    tops = [10.0] * len(measures) + [layout[f"yaxis{len(measures) + 1}"]["range"][1], marks.SESSIONS_AT]
    dense = (last - first).days >= 7 * DENSE_WEEKS
    traces = _traces(course, measures, with_tension=with_tension, dense=dense)
    if evidence is not None:
        marked = trajectory_evidence.traces(course, evidence, measures, px_per_day=px_per_day)
        traces += [trace for trace in marked if trace["x"]]
    return theme.drawn(traces + words.hover(course, first, last, tops, _), layout)


def config(_: Translate) -> dict[str, Any]:
    """What the reader can do with the figure: look, and keep it as a picture."""
    words_of_plotly = {"Download plot as a PNG": _("Keep as a picture"), "Download plot": _("Keep as a picture")}
    return {
        "displaylogo": False,
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": _("course")},
        "scrollZoom": False,
        "doubleClick": False,
        "showAxisDragHandles": False,
        "responsive": True,
        "locale": _.language,
        "locales": {_.language: {"dictionary": words_of_plotly, "format": {}}},
    }
