"""The words inside the trajectory figure: names of panels, what an empty panel says, and the sentence of each day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any, Final

from runtherapy_data.charts.theme import INKS, MARKERS, NAME, SMALL
from runtherapy_data.charts.trajectory_marks import DAY_MS, STRIP_SYMBOLS, axis_name
from runtherapy_data.charts.trajectory_rows import STRIP_KEY, Rows
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.daily import DailyMeasure
from runtherapy_data.views.course import Course
from runtherapy_data.views.course_days import by_day, day_lines

Annotation = dict[str, Any]
HOVER_LETTERS: Final = 38  # a line of the hover; longer ones would leave a phone's screen


def _glyph(ink: str, glyph: str) -> str:
    return f'<span style="color:{ink}">{glyph}</span>'


def _note(text: str, x: float, y: float, *, align: str, lift: float, size: int = SMALL) -> Annotation:
    place = {"x": x, "y": y, "xref": "paper", "yref": "paper", "xanchor": align, "yanchor": "bottom", "yshift": lift}
    # `align` holds the text at its edge when the font arrives after the figure was measured with another.
    return {"text": text, "align": align, "showarrow": False, "font": {"size": size}, "borderpad": 0, **place}


def panel_names(
    measure: DailyMeasure, top: float, _: Translate, *, lift: float = 0, instead: str = ""
) -> list[Annotation]:
    """The name of a measure with its mark, and what 0 and 10 mean; `lift` pixels higher than just above its panel.

    `instead` stands in the place of what 0 and 10 mean: there is no room for more on a phone.
    """
    mark = MARKERS[measure.code][1] if measure.drawn_by_default else f"╌{MARKERS[measure.code][1]}"
    name = f"{_glyph(INKS[measure.code], mark)} <b>{_(measure.name)}</b>"
    ends = instead or _("0 {low} · 10 {high}", low=_(measure.at_zero), high=_(measure.at_ten))
    return [
        _note(name, 0, top, align="left", lift=lift + 4, size=NAME),
        _note(ends, 1, top, align="right", lift=lift + 4),
    ]


def minutes_names(top: float, _: Translate) -> list[Annotation]:
    """The name of the minutes panel, and what its bars are."""
    # No text is asked for inside an f-string: the check for missing translations does not look in there.
    ink, name = INKS["running"], _("Minutes")
    kinds = (_("running"), _("walking"), _("planned"))
    glyphs = (_glyph(ink, "■"), _glyph(ink, "▨"), "□")
    key = "  ".join(f"{glyph} {kind}" for glyph, kind in zip(glyphs, kinds, strict=True))
    return [
        _note(f"<b>{name}</b>", 0, top, align="left", lift=4, size=NAME),
        _note(key, 1, top, align="right", lift=4),
    ]


def strip_names(rows: Rows, _: Translate) -> list[Annotation]:
    """What the marks of the strip are, on the line above it."""
    inks = (INKS["running"], INKS["running"], INKS["neutral"], INKS["tension"])
    names = (_("with therapist"), _("alone"), _("questionnaire"), _("event"))
    parts = zip(STRIP_SYMBOLS.values(), inks, names, strict=True)
    text = "  ".join(f"{_glyph(ink, glyph)} {name}" for (_symbol, glyph), ink, name in parts)
    top = rows.strip[1]
    return [_note(text, 0, top, align="left", lift=STRIP_KEY - 22)]


def nothing_here(text: str, domain: tuple[float, float]) -> Annotation:
    """The sentence of an empty panel, in its middle."""
    return {**_note(text, 0.5, sum(domain) / 2, align="center", lift=0), "yanchor": "middle"}


def _wrapped(line: str) -> list[str]:
    """The line in pieces, each as it was written: plotly takes a note's `<b>` or `<a>` for its own markup."""
    pieces = [line] if len(line) <= HOVER_LETTERS else wrap(line, HOVER_LETTERS)
    return [escape(piece, quote=False) for piece in pieces]


def hover(
    course: Course, first: dt.date, last: dt.date, heights: Sequence[float], _: Translate
) -> list[dict[str, Any]]:
    """Unseen marks for each day up to today, which say everything about that day in a few short lines.

    One such trace in each panel, at the height that `heights` gives: then the words appear in the panel that is pointed
    at, and the crosshair runs through all of them.
    """
    reported = by_day(course)
    until = min(last, max([course.today, *reported]))
    days = [first + dt.timedelta(days=number) for number in range((until - first).days + 1)]
    texts = []
    for day in days:
        lines = day_lines(course, day, reported.get(day), _)
        texts.append("<br>".join(piece for line in lines for piece in _wrapped(line)))
    mark = {"opacity": 0, "size": 1}
    unseen: dict[str, Any] = {"type": "scatter", "mode": "markers", "marker": mark, "hoverinfo": "text"}
    unseen |= {"x0": first.isoformat(), "dx": DAY_MS, "text": texts}
    return [{**unseen, "y": [y] * len(days), "yaxis": axis_name(panel)} for panel, y in enumerate(heights)]
