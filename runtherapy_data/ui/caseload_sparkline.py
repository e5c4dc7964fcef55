"""A measure's last weeks as a line no higher than its text.

Drawn as SVG, because a gap has to stay a gap: a line joins days that follow each other, a day alone is a dot. The inks
read on light and dark paper, so that the picture survives a change of theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.daily import DailyMeasure

WIDTH: Final = 116
HEIGHT: Final = 44
INKS: Final = {"mood": "#B9770E", "sleep": "#6B7FD7", "energy": "#389163", "tension": "#B25DA3"}
_GROUND: Final = "#8A948F"
_SIGN: Final = "#74807D"
Point = tuple[float, float]
_EDGE: Final = 3.0  # room for half a dot on every side


def _points(values: Sequence[int | None]) -> list[Point | None]:
    """Where each day lies in the picture (None: not answered); 0 is at the bottom, 10 at the top."""
    step = (WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    return [
        None if value is None else (round(_EDGE + day * step, 1), round(HEIGHT - _EDGE - value * (HEIGHT - 6) / 10, 1))
        for day, value in enumerate(values)
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


def svg(values: Sequence[int | None], ink: str) -> str:
    """The picture: a hair line at 5, the days, and a larger dot on the last one that was answered."""
    points = _points(values)
    last = next((point for point in reversed(points) if point is not None), None)
    dot = f"<circle cx='{last[0]:g}' cy='{last[1]:g}' r='2.6' fill='{ink}'/>" if last else ""
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{WIDTH}' height='{HEIGHT}' fill='none'>"
        f"<path d='M0 {HEIGHT / 2:g}H{WIDTH}' stroke='{_GROUND}' stroke-opacity='.35'/>"
        f"<g stroke='{ink}' stroke-linecap='round' stroke-linejoin='round'>"
        f"<path d='{_line(points)}' stroke-width='1.7'/><path d='{_alone(points)}' stroke-width='2.6'/></g>{dot}</svg>"
    )


def alt(values: Sequence[int | None], _: Translate) -> str:
    """What the picture shows, in words; the measure's name stands beside it."""
    answered = [value for value in values if value is not None]
    if not answered:
        return _("no answer in {days} days", days=len(values))
    return _(
        "answered on {answered} of {days} days, lowest {low}, highest {high}, last {last}",
        answered=len(answered), days=len(values), low=min(answered), high=max(answered), last=answered[-1],
    )  # fmt: skip


def image(measure: DailyMeasure, values: Sequence[int | None], _: Translate) -> str:
    """The picture as Markdown, its words as the text for whoever cannot see it."""
    return _as_markdown(svg(values, INKS[measure.code]), alt(values, _))


def pause() -> str:
    """A sign for a silence, as Markdown: two bars in a circle. The words beside it say the same, so it has none."""
    bars = "M6.5 5.5v5M9.5 5.5v5"
    return _as_markdown(
        f"<svg xmlns='http://www.w3.org/2000/svg' width='16' height='16' fill='none' stroke='{_SIGN}'"
        f" stroke-width='1.6' stroke-linecap='round'><circle cx='8' cy='8' r='6.5'/><path d='{bars}'/></svg>",
        "",
    )


def clock() -> str:
    """A sign for a meeting today, as Markdown: a clock. The words beside it say the same, so it has none."""
    return _as_markdown(
        f"<svg xmlns='http://www.w3.org/2000/svg' width='16' height='16' fill='none' stroke='{_SIGN}'"
        " stroke-width='1.6' stroke-linecap='round'><circle cx='8' cy='8' r='6.5'/><path d='M8 4.5V8l2.4 1.6'/></svg>",
        "",
    )


def _as_markdown(drawing: str, words: str) -> str:
    address = quote(drawing, safe="~!*',;:@$/=+")
    return f"![{words}](data:image/svg+xml,{address})"
