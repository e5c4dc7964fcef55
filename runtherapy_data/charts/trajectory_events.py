"""Life events behind the panels: a soft hatched band over all of them, and its name above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

from runtherapy_data.charts.theme import INKS, faint
from runtherapy_data.charts.trajectory_marks import STRIP_SYMBOLS
from runtherapy_data.charts.trajectory_phases import Label, placed
from runtherapy_data.charts.trajectory_weeks import edge
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import EVENT_NAMES
from runtherapy_data.views.course import EventFact

# Between two strokes of the hatching, in pixels.
STROKE_PX: Final = 11
HALF_A_DAY: Final = dt.timedelta(hours=12)
Span = tuple[dt.date, dt.date]  # both included


def spans(events: Sequence[EventFact], first: dt.date, last: dt.date) -> tuple[Span, ...]:
    """The days of life events from `first` through `last`; events that touch or overlap are one span."""
    found: list[Span] = []
    for event in sorted(events, key=lambda one: one.starts_on):
        begins, ends = max(event.starts_on, first), min(event.last_on, last)
        if begins > ends:
            continue
        if found and begins <= found[-1][1] + dt.timedelta(days=1):
            begins, ends = found[-1][0], max(ends, found[-1][1])
            found.pop()
        found.append((begins, ends))
    return tuple(found)


def names(events: Sequence[EventFact], first: dt.date, last: dt.date, _: Translate) -> tuple[Label, ...]:
    """The kind of each event at its first day, with the mark that events have in the strip."""
    glyph = f'<span style="color:{INKS["tension"]}">{STRIP_SYMBOLS["event"][1]}</span>'
    shown = [one for one in events if one.starts_on <= last and one.last_on >= first]
    said = [(max(one.starts_on, first), _(EVENT_NAMES[one.kind])) for one in shown]
    return placed(said, first, last, lead=f"{glyph} ")


def bands(found: Sequence[Span], *, height: float, top: float, px_per_day: float) -> list[Any]:
    """A pale band for each span and one hatching for all, from the foot of the plot up to `top` (1: the highest panel).

    `height`: pixels of the plot; `px_per_day`: about how wide a day is drawn.
    """
    if not found:
        return []
    ink = INKS["tension"]
    across = {"xref": "x", "yref": "paper", "layer": "below"}
    pale = {"type": "rect", "fillcolor": faint(ink, 0.06), "line": {"width": 0}, "y0": 0, "y1": top, **across}
    shapes: list[Any] = [{**pale, "x0": edge(a), "x1": edge(z + dt.timedelta(days=1))} for a, z in found]
    strokes = " ".join(stroke for span in found for stroke in _strokes(span, px_per_day, height, top))
    shapes.append({"type": "path", "path": strokes, "line": {"width": 1, "color": faint(ink, 0.30)}, **across})
    return shapes


def _strokes(span: Span, px_per_day: float, height: float, top: float) -> Iterator[str]:
    """The slanting strokes of one band as an SVG path over dates and shares of the plot, cut off at its edges."""
    begins = dt.datetime.combine(span[0], dt.time.min) - HALF_A_DAY
    wide, high = ((span[1] - span[0]).days + 1) * px_per_day, height * top
    for foot in range(-int(wide // STROKE_PX) * STROKE_PX, int(high), STROKE_PX):
        start, stop = max(0.0, -float(foot)), min(wide, high - foot)
        if start < stop:
            points = [
                f"{begins + dt.timedelta(days=at / px_per_day):%Y-%m-%d_%H:%M},{(foot + at) / height:.4f}"
                for at in (start, stop)
            ]
            yield f"M {points[0]} L {points[1]}"
