"""A measure's last weeks as a line no higher than its text.

Drawn as SVG, because a gap has to stay a gap: a line joins days that follow each other, a day alone is a dot. Sessions
and results have no days between them to miss: theirs are joined one to the next. The inks read on light and dark paper,
so that the picture survives a change of theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from runtherapy_data.i18n import Translate
from runtherapy_data.views.caseload_moved import Line

WIDTH: Final = 116
HEIGHT: Final = 44
INKS: Final = {"mood": "#B9770E", "sleep": "#6B7FD7", "energy": "#389163", "tension": "#B25DA3"}
_OTHER_INK: Final = "#2A86AB"  # sessions and questionnaires
_GROUND: Final = "#8A948F"
_SIGN: Final = "#74807D"
_TEN: Final = (0.0, 10.0)
Point = tuple[float, float]
_EDGE: Final = 3.0  # room for half a dot on every side


def _points(values: Sequence[float | None], ends: tuple[float, float], width: int, height: int) -> list[Point | None]:
    """Where each value lies in the picture (None: not answered), between its lowest and its highest end."""
    step = (width - 2 * _EDGE) / max(len(values) - 1, 1)
    low, room = ends[0], (ends[1] - ends[0]) or 1.0
    return [
        None
        if value is None
        else (round(_EDGE + place * step, 1), round(height - _EDGE - (value - low) * (height - 2 * _EDGE) / room, 1))
        for place, value in enumerate(values)
    ]


def _line(points: Sequence[Point | None]) -> str:
    """Lines between neighbouring days only."""
    drawn, before = [], None
    for point in points:
        if point is not None:
            drawn.append(f"{'L' if before else 'M'}{point[0]:g} {point[1]:g}")
        before = point
    return "".join(drawn)


def _alone(points: Sequence[Point | None]) -> str:
    """The days without a neighbour: a line of no length, which its round cap draws as a dot."""
    around = [None, *points, None]
    return "".join(
        f"M{here[0]:g} {here[1]:g}h0"
        for before, here, after in zip(around, points, around[2:], strict=False)
        if here and not before and not after
    )


def svg(
    values: Sequence[float | None],
    ink: str,
    ends: tuple[float, float] = _TEN,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> str:
    """The picture: a hair line halfway, the values, and a larger dot on the last one that was answered."""
    points = _points(values, ends, width, height)
    last = next((point for point in reversed(points) if point is not None), None)
    dot = f"<circle cx='{last[0]:g}' cy='{last[1]:g}' r='2.6' fill='{ink}'/>" if last else ""
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' fill='none'>"
        f"<path d='M0 {height / 2:g}H{width}' stroke='{_GROUND}' stroke-opacity='.35'/>"
        f"<g stroke='{ink}' stroke-linecap='round' stroke-linejoin='round'>"
        f"<path d='{_line(points)}' stroke-width='1.7'/><path d='{_alone(points)}' stroke-width='2.6'/></g>{dot}</svg>"
    )


def alt(line: Line, _: Translate) -> str:
    """What the picture shows, in words; the measure's name stands beside it."""
    answered = [value for value in line.values if value is not None]
    if not answered:
        return _("no answer in {days} days", days=len(line.values)) if line.by_day else _("nothing filled in")
    said = {"low": min(answered), "high": max(answered), "first": answered[0], "last": answered[-1]}
    told = {name: _.number(value, 0 if value == round(value) else 1) for name, value in said.items()}
    if line.by_day:
        return _(
            "answered on {answered} of {days} days, lowest {low}, highest {high}, last {last}",
            answered=len(answered), days=len(line.values), **told,
        )  # fmt: skip
    return _.plural("{n} value: {last}", "{n} values, first {first}, last {last}", len(answered), **told)


def image(line: Line, _: Translate, width: int = WIDTH, height: int = HEIGHT) -> str:
    """The picture as Markdown, its words as the text for whoever cannot see it."""
    values = line.values if line.by_day else [value for value in line.values if value is not None]
    drawing = svg(values, INKS.get(line.code, _OTHER_INK), line.ends, width, height)
    return _as_markdown(drawing, alt(line, _))


def _sign(drawing: str) -> str:
    """A sign in a circle, as Markdown. The words beside it say the same, so it has none."""
    return _as_markdown(
        f"<svg xmlns='http://www.w3.org/2000/svg' width='16' height='16' fill='none' stroke='{_SIGN}'"
        f" stroke-width='1.6' stroke-linecap='round'><circle cx='8' cy='8' r='6.5'/>{drawing}</svg>",
        "",
    )


def pause() -> str:
    """For a silence: two bars."""
    return _sign("<path d='M6.5 5.5v5M9.5 5.5v5'/>")


def clock() -> str:
    """For a meeting today: two hands."""
    return _sign("<path d='M8 4.5V8l2.4 1.6'/>")


def fresh() -> str:
    """For a signal that nobody has seen yet: a full dot."""
    return _sign(f"<circle cx='8' cy='8' r='2.6' fill='{_SIGN}'/>")


def tick() -> str:
    """For a signal that was seen, or discussed."""
    return _sign("<path d='M5.2 8.3l2 2 3.6-4.2'/>")


def _as_markdown(drawing: str, words: str) -> str:
    address = quote(drawing, safe="~!*',;:@$/=+")
    return f"![{words}](data:image/svg+xml,{address})"
