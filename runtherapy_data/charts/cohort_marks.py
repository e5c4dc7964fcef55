"""The marks of a group in the cohort figure: its line with a dot a week, and the band around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from runtherapy_data.charts import theme
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.groups import GroupMeasure
from runtherapy_data.views.cohorts import Group, Point

Trace = dict[str, Any]
LETTERS: Final = ("A", "B")
ASIDE: Final = 0.06  # weeks: A stands a little to the left, B to the right, so that equal dots do not hide each other


def runs(points: Sequence[Point]) -> list[list[Point]]:
    """The weeks with a number that follow each other without a gap."""
    found: list[list[Point]] = []
    for point in points:
        if point.is_shown:
            if not found or found[-1][-1].week != point.week - 1:
                found.append([])
            found[-1].append(point)
    return found


def marks(group: Group, measure: GroupMeasure, panel: int, _: Translate, *, letter: str) -> list[Trace]:
    """The band and the line of one group in one panel (0 is the highest); nothing where nothing may be shown."""
    stretches = runs(group.line(measure.code).points)
    if not stretches:
        return []
    where = {"type": "scatter", "yaxis": f"y{panel + 1 if panel else ''}"}
    filled = letter == LETTERS[0]
    ink = theme.INKS.get(measure.code, theme.INKS["running"]) if filled else theme.TEXT
    return [{**where, **_band(stretches, ink, filled=filled)}, {**where, **_line(stretches, letter, ink, measure, _)}]


def _band(stretches: list[list[Point]], ink: str, *, filled: bool) -> Trace:
    weeks: list[int | None] = []
    edge: list[float | None] = []
    for run in stretches:
        weeks += [*(point.week for point in run), *(point.week for point in reversed(run)), None]
        edge += [*(point.high for point in run), *(point.low for point in reversed(run)), None]
    rim = {"width": 0} if filled else {"width": 0.75, "color": theme.faint(ink, 0.6), "dash": "2px,3px"}
    fill = {"fill": "toself", "fillcolor": theme.faint(ink, 0.2 if filled else 0.1)}
    return {"x": weeks, "y": edge, "mode": "lines", "line": rim, "hoverinfo": "skip", **fill}


def _line(stretches: list[list[Point]], letter: str, ink: str, measure: GroupMeasure, _: Translate) -> Trace:
    filled = letter == LETTERS[0]
    gapped = [point for run in stretches for point in (*run, None)]
    marker = {
        "size": 7,
        "symbol": "circle" if filled else "circle-open",
        "color": ink,
        "line": {"width": 1.5, "color": ink},
    }
    return {
        "x": [point and point.week + (-ASIDE if filled else ASIDE) for point in gapped],
        "y": [point and point.mean for point in gapped],
        "text": [_hover(letter, point, measure, _) if point else "" for point in gapped],
        "mode": "lines+markers",
        "line": {"color": ink, "width": 2.25, "dash": "solid" if filled else "6px,4px"},
        "marker": marker,
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }


def _hover(letter: str, point: Point, measure: GroupMeasure, _: Translate) -> str:
    return _(
        "{letter} · week {week} · {measure} {mean} ({low} to {high}) · n = {n}",
        letter=letter,
        week=point.week,
        measure=_(measure.name).lower(),
        mean=_.number(point.mean or 0, 1),
        low=_.number(point.low or 0, 1),
        high=_.number(point.high or 0, 1),
        n=point.courses,
    )
