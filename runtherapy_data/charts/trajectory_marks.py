"""The marks of the trajectory figure: dots, trend and band of a measure, bars of minutes, the strip of happenings."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from runtherapy_data.analysis.trend import Trend
from runtherapy_data.charts.theme import CLEAR, INKS, MARKERS, TEXT, faint
from runtherapy_data.measures.codes import SessionKind
from runtherapy_data.views.course import Course, Series, SessionFact

Trace = dict[str, Any]
DAY_MS: Final = 86_400_000
# After this many days in a row without an answer the line breaks off; the band alone goes on, as wide as it then is.
LINE_BREAKS_AFTER: Final = 3
# And after this many the band breaks off too: nothing is known of those weeks.
BAND_BREAKS_AFTER: Final = 14

Stretch = tuple[int, int]  # from and to, places in the days of a trend, both ends included


def stretches(series: Series, trend: Trend, breaks_after: int) -> list[Stretch]:
    """The parts of a trend without a gap of more than `breaks_after` unanswered days."""
    found: list[Stretch] = []
    first = trend.days[0]
    answered = [(day - first).days for day in series.days]
    begin = answered[0]
    for here, following in zip(answered, [*answered[1:], None], strict=True):
        if following is None or following - here - 1 > breaks_after:
            found.append((begin, here))
            begin = following if following is not None else begin
    return found


def axis_name(number: int) -> str:
    """What a trace calls the y axis of a panel (0 is the highest)."""
    return "y" if number == 0 else f"y{number + 1}"


def places(days: Iterable[dt.date | None]) -> list[str | None]:
    """Days as they go into a figure: as text, which costs less to copy than dates do; None breaks a line."""
    return [None if day is None else day.isoformat() for day in days]


def scatter(panel: int, days: Iterable[dt.date | None], values: Sequence[float | None], **style: Any) -> Trace:
    """A trace of points over days in one panel; it says nothing itself when it is pointed at."""
    return {
        "type": "scatter",
        "x": places(days),
        "y": list(values),
        "yaxis": axis_name(panel),
        "hoverinfo": "skip",
        **style,
    }


def band(series: Series, panel: int) -> Trace | None:
    """The 95 % band, as one closed outline for each stretch."""
    trend = series.trend
    if trend is None:
        return None
    days: list[dt.date | None] = []
    edge: list[float | None] = []
    for begin, end in stretches(series, trend, BAND_BREAKS_AFTER):
        there = slice(begin, end + 1)
        days += [*trend.days[there], *reversed(trend.days[there]), None]
        edge += [*trend.high[there], *reversed(trend.low[there]), None]
    fill = faint(INKS[series.measure], 0.16)
    return scatter(panel, days, edge, mode="lines", line={"width": 0}, fill="toself", fillcolor=fill)


def line(series: Series, panel: int, *, dashed: bool = False) -> Trace | None:
    """The trend, broken off at gaps."""
    trend = series.trend
    if trend is None:
        return None
    days: list[dt.date | None] = []
    level: list[float | None] = []
    for begin, end in stretches(series, trend, LINE_BREAKS_AFTER):
        days += [*trend.days[begin : end + 1], None]
        level += [*trend.level[begin : end + 1], None]
    style = {"color": INKS[series.measure], "width": 2.25, "dash": "6px,4px" if dashed else "solid"}
    return scatter(panel, days, level, mode="lines", line=style)


def dots(series: Series, panel: int, *, size: float) -> Trace:
    """One mark for each answered day, in the measure's own shape."""
    marker = {"symbol": MARKERS[series.measure][0], "size": size, "color": INKS[series.measure], "opacity": 0.62}
    return scatter(panel, series.days, series.values, mode="markers", marker=marker, cliponaxis=False)


def per_day(sessions: Iterable[SessionFact]) -> dict[dt.date, tuple[int, int, int]]:
    """Minutes run, walked and planned on each day with a session: several sessions of a day add up."""
    sums: dict[dt.date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for session in sessions:
        minutes = (session.running_minutes, session.walking_minutes, session.planned_minutes or 0)
        sums[session.day] = [sum(pair) for pair in zip(sums[session.day], minutes, strict=True)]
    return {day: (run, walked, planned) for day, (run, walked, planned) in sorted(sums.items())}


def bar(
    panel: int,
    days: Iterable[dt.date],
    heights: Sequence[float],
    base: Sequence[float] | int,
    width: float,
    marker: Trace,
) -> Trace:
    """Bars over days in one panel, `width` days wide each."""
    place = {"type": "bar", "x": places(days), "y": heights, "base": base, "width": DAY_MS * width, "marker": marker}
    return {**place, "yaxis": axis_name(panel), "hoverinfo": "skip"}


def bars(course: Course, panel: int, *, dense: bool = False) -> list[Trace]:
    """Running solid, walking hatched on top of it, planned minutes as an outline around both.

    `dense`: so many weeks that outlines would run together; walking then is a paler bar, the plan a thin one.
    """
    sums = per_day(course.sessions)
    if not sums:
        return []
    ran, walked, planned = ([value[which] for value in sums.values()] for which in range(3))
    ink = INKS["running"]
    hatched = {
        "color": faint(ink, 0.35 if dense else 0.18),
        "line": {"width": 0 if dense else 0.75, "color": ink},
        "pattern": {"shape": "/", "fgcolor": ink, "size": 4, "solidity": 0.35, "fillmode": "overlay"},
    }
    traces = [
        bar(panel, sums, ran, 0, 0.9, {"color": ink, "line": {"width": 0}}),
        bar(panel, sums, walked, ran, 0.9, hatched),
    ]
    if any(planned):  # wider than the bars, so that it still shows around them when more was done
        outline = {"color": CLEAR, "line": {"width": 0.5 if dense else 1, "color": faint(TEXT, 0.65)}}
        traces.append(bar(panel, sums, planned, 0, 1.0 if dense else 1.3, outline))
    return traces


SESSIONS_AT, OTHERS_AT = 1.0, 0.0
STRIP_SYMBOLS: Final[dict[str, tuple[str, str]]] = {
    "guided": ("circle", "●"),
    "independent": ("circle-open", "○"),
    "questionnaire": ("diamond", "◆"),
    "event": ("square", "■"),
}


def _strip(panel: int, days: list[dt.date], height: float, which: str, ink: str, size: float) -> Trace:
    marker = {"symbol": STRIP_SYMBOLS[which][0], "size": size, "color": ink, "line": {"width": size / 5, "color": ink}}
    return scatter(panel, days, [height] * len(days), mode="markers", marker=marker, cliponaxis=False)


def strip(course: Course, panel: int, *, dense: bool = False) -> list[Trace]:
    """Sessions in one row, questionnaires and life events (with their length) in the row below."""
    guided = sorted({one.day for one in course.sessions if one.kind == SessionKind.GUIDED})
    own = sorted({one.day for one in course.sessions if one.kind != SessionKind.GUIDED} - set(guided))
    taken = sorted({one.taken_on for one in course.results})
    happened = [one.starts_on for one in course.events]
    size = 4.5 if dense else 6.5
    traces = [
        _strip(panel, guided, SESSIONS_AT, "guided", INKS["running"], size),
        _strip(panel, own, SESSIONS_AT, "independent", INKS["running"], size),
        _strip(panel, taken, OTHERS_AT, "questionnaire", TEXT, 7),
        _strip(panel, happened, OTHERS_AT, "event", INKS["tension"], 7),
    ]
    lasting = [one for one in course.events if one.last_on > one.starts_on]
    if lasting:
        days = [day for one in lasting for day in (one.starts_on, one.last_on, None)]
        style = {"color": faint(INKS["tension"], 0.45), "width": 5}
        traces.append(scatter(panel, days, [OTHERS_AT] * len(days), mode="lines", line=style))
    return [trace for trace in traces if trace["x"]]
