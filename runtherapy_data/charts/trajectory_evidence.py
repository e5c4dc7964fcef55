"""What one signal rests on, pointed out in the trajectory figure: its days, its answers, its sessions, its levels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from runtherapy_data.charts import trajectory_marks as marks
from runtherapy_data.charts.theme import CLEAR, HIGHLIGHT, INKS, MARKERS, NAME, TEXT, faint
from runtherapy_data.charts.trajectory_weeks import edge
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.daily import DailyMeasure
from runtherapy_data.views.course import Course
from runtherapy_data.views.signal_evidence import Evidence

# Days with so many days between them share one band: one day without an answer does not cut it in two.
TOGETHER: Final = 2
DENSE_PX: Final = 3.5  # a day is drawn narrower than this: frames and rings get thin and small
FIGURE_PX: Final = 12  # room for one figure above a bar
ONE_DAY: Final = dt.timedelta(days=1)


def stretches(days: Sequence[dt.date]) -> list[tuple[dt.date, dt.date]]:
    """The days that lie together, as (first, last) of each band."""
    inside = sorted(set(days))
    if not inside:
        return []
    cuts = [at for at, (one, other) in enumerate(pairwise(inside), 1) if (other - one).days > TOGETHER]
    return [(inside[a], inside[z - 1]) for a, z in zip([0, *cuts], [*cuts, len(inside)], strict=True)]


def bands(evidence: Evidence) -> list[dict[str, Any]]:
    """A soft band behind all panels for each stretch of its days."""
    shape = {"type": "rect", "xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    shape |= {"fillcolor": faint(HIGHLIGHT, 0.14), "line": {"width": 1, "color": faint(HIGHLIGHT, 0.7)}}
    return [{**shape, "x0": edge(a), "x1": edge(z + ONE_DAY)} for a, z in stretches(evidence.days)]


def levels(evidence: Evidence, measures: Sequence[DailyMeasure]) -> list[dict[str, Any]]:
    """A dashed line at the client's own level in each of the panels concerned; `level_words` says what it is."""
    lines = []
    for number, measure in enumerate(measures):
        for level in [level for code, level in evidence.levels if code == measure.code]:
            place = {"xref": "paper", "x0": 0, "x1": 1, "yref": marks.axis_name(number), "y0": level, "y1": level}
            style = {"color": INKS[measure.code], "width": 1.5, "dash": "7px,5px"}
            lines.append({"type": "line", "layer": "below", "line": style, **place})
    return lines


def level_words(evidence: Evidence | None, measure: DailyMeasure, _: Translate) -> str:
    """What the dashed line in the panel of a measure is; empty where there is none."""
    found = dict(evidence.levels) if evidence else {}
    if evidence is None or measure.code not in found:
        return ""
    level = _.number(found[measure.code], 1)
    return "╌ " + (
        _("other days {level}", level=level) if evidence.other_days else _("own average {level}", level=level)
    )


def _dots(course: Course, evidence: Evidence, measures: Sequence[DailyMeasure]) -> list[marks.Trace]:
    """The answers on its days, larger and with an outline."""
    found = []
    for number, measure in enumerate(measures):
        if measure.code not in evidence.measures:
            continue
        series = course.measured(measure.code)
        answered = evidence.answered(measure.code)
        there = [pair for pair in zip(series.days, series.values, strict=True) if pair[0] in answered]
        marker = {"symbol": MARKERS[measure.code][0], "size": 11, "color": INKS[measure.code], "opacity": 1}
        marker["line"] = {"width": 1.75, "color": HIGHLIGHT}
        days, values = [day for day, _value in there], [float(value) for _day, value in there]
        found.append(marks.scatter(number, days, values, mode="markers", marker=marker, cliponaxis=False))
    return found


def _sessions(course: Course, evidence: Evidence, minutes: int, px_per_day: float) -> list[marks.Trace]:
    """A frame around the bars of its sessions, how hard they were in figures above them, and rings in the strip."""
    held = [one for one in course.sessions if one.day in set(evidence.session_days)]
    sums = marks.per_day(held)
    if not sums:
        return []
    tops = [float(max(run + walked, planned)) for run, walked, planned in sums.values()]
    dense = px_per_day < DENSE_PX
    frame = {"color": CLEAR, "line": {"width": 1 if dense else 2.5, "color": HIGHLIGHT}}
    traces = [marks.bar(minutes, sums, tops, 0, 1.3, frame)]
    efforts = {one.day: one.effort for one in held if one.effort is not None}
    if evidence.effort and efforts:
        told = _with_room(list(efforts), px_per_day)
        heights = [top for day, top in zip(sums, tops, strict=True) if day in told]
        style = {"mode": "text", "text": [str(efforts[day]) for day in told], "textposition": "top center"}
        font = {"size": NAME, "color": TEXT}
        traces.append(marks.scatter(minutes, told, heights, cliponaxis=False, textfont=font, **style))
    return [*traces, _ring(minutes + 1, list(sums), marks.SESSIONS_AT, size=8 if dense else 14)]


def _with_room(days: Sequence[dt.date], px_per_day: float) -> list[dt.date]:
    """The days, counted back from the last one, whose figures do not touch: 7 7 7 must not read as 777."""
    kept: list[dt.date] = []
    for day in sorted(days, reverse=True):
        if not kept or (kept[-1] - day).days * px_per_day >= FIGURE_PX:
            kept.append(day)
    return kept[::-1]


def _ring(strip: int, days: Sequence[dt.date], height: float, *, size: float) -> marks.Trace:
    line = {"width": size / 7, "color": HIGHLIGHT}
    marker = {"symbol": "circle-open", "size": size, "color": HIGHLIGHT, "line": line}
    return marks.scatter(strip, days, [height] * len(days), mode="markers", marker=marker, cliponaxis=False)


def traces(
    course: Course, evidence: Evidence, measures: Sequence[DailyMeasure], *, px_per_day: float
) -> list[marks.Trace]:
    """The emphasised marks: answers in their panels, sessions, questionnaires."""
    found = _dots(course, evidence, measures)
    if evidence.session_days:
        found += _sessions(course, evidence, len(measures), px_per_day)
    if evidence.instrument:
        taken = {one.taken_on for one in course.results if one.instrument == evidence.instrument}
        found.append(_ring(len(measures) + 1, sorted(taken & set(evidence.days)), marks.OTHERS_AT, size=14))
    return found
