"""The plan as a figure: an outline for what is planned in each week, and within it what was run and walked."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

from runtherapy_data.charts import theme
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.build_up import PlannedWeek
from runtherapy_data.views.plan import Plan

HEIGHT: Final = 200
MARGIN: Final = {"l": 36, "r": 8, "t": 30, "b": 34, "pad": 0}
_NARROW_WEEKS: Final = 14  # more than these, and only every second number fits on a telephone

Trace = dict[str, Any]


def figure(plan: Plan, _: Translate) -> go.Figure | None:
    """Draw the plan; None where nothing is planned."""
    if not plan.weeks:
        return None
    numbers = [one.week for one in plan.weeks]
    traces = [*_done(plan, numbers), _planned(plan, numbers, _)]
    name, key = _("Minutes a week"), _("outline: planned")
    if any(week in plan.done for week in numbers):
        key = _("outline: planned · filled: run · hatched: walked")
    most = max([5, *(one.minutes for one in plan.weeks), *(sum(pair) for pair in plan.done.values())])
    layout = {
        "height": HEIGHT,
        "margin": MARGIN,
        "barmode": "overlay",
        "hovermode": "closest",
        "annotations": [
            _note(f"<b>{name}</b>", 0, "left", theme.NAME),
            _note(key, 1, "right", theme.SMALL),
        ],
        "xaxis": {
            "range": [0.4, len(numbers) + 0.6],
            "tickmode": "array",
            "tickvals": numbers,
            "ticktext": [_tick(week, len(numbers)) for week in numbers],
            "tickangle": 0,
            "title": {"text": _("week"), "standoff": 4},
        },
        "yaxis": {"range": [0, most * 1.05], "nticks": 4, "rangemode": "tozero"},
    }
    return theme.drawn(traces, layout)


def config(_: Translate) -> dict[str, Any]:
    """Nothing to press: the figure is small, and its table stands below it."""
    return {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True,
            "locale": _.language}  # fmt: skip


def _note(text: str, x: int, anchor: str, size: int) -> dict[str, Any]:
    place = {"xref": "paper", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 8, "showarrow": False}
    return {**place, "text": text, "x": x, "xanchor": anchor, "align": anchor, "font": {"size": size}, "borderpad": 0}


def _tick(week: int, many: int) -> str:
    return str(week) if many <= _NARROW_WEEKS or week % (2 if many <= 2 * _NARROW_WEEKS else 4) == 1 else ""


def _planned(plan: Plan, numbers: list[int], _: Translate) -> Trace:
    ink = theme.INKS["running"]
    outline = {"color": theme.faint(ink, 0.06), "line": {"width": 1.5, "color": theme.TEXT}}
    return {
        **_bar(numbers, [one.minutes for one in plan.weeks], 0, 0.78, outline),
        "hovertext": [_said(plan, one, _) for one in plan.weeks],
        "hoverinfo": "text",
    }


def _said(plan: Plan, one: PlannedWeek, _: Translate) -> str:
    sessions = _.plural("{n} session", "{n} sessions", one.sessions)
    told = _("week {week}: {minutes} minutes in {sessions}", week=one.week, minutes=one.minutes, sessions=sessions)
    if one.week not in plan.done:
        return told
    walked, ran = plan.done[one.week]
    so_far = _("so far: {ran} run, {walked} walked", ran=ran, walked=walked)
    return f"{told}<br>{so_far}"


def _done(plan: Plan, numbers: list[int]) -> list[Trace]:
    ink = theme.INKS["running"]
    walked, ran = ([plan.done.get(week, (0, 0))[which] for week in numbers] for which in range(2))
    if not any(walked) and not any(ran):
        return []
    hatched = {
        "color": theme.faint(ink, 0.18),
        "line": {"width": 0.75, "color": ink},
        "pattern": {"shape": "/", "fgcolor": ink, "size": 4, "solidity": 0.35, "fillmode": "overlay"},
    }
    return [
        _bar(numbers, ran, 0, 0.5, {"color": ink, "line": {"width": 0}}),
        _bar(numbers, walked, ran, 0.5, hatched),
    ]


def _bar(numbers: list[int], heights: list[int], base: int | list[int], width: float, marker: Trace) -> Trace:
    return {
        "type": "bar", "x": numbers, "y": heights, "base": base, "width": width, "marker": marker, "hoverinfo": "skip",
    }  # fmt: skip
