"""What stands in one panel of the questionnaire figure: bands, the cut-off, the scores, and what their shapes say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any, Final

from runtherapy_data.charts import theme
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.change import Change, Verdict
from runtherapy_data.measures.instruments import Scale
from runtherapy_data.views.change_words import against_first, points
from runtherapy_data.views.course_results import ScaleResults

Annotation = dict[str, Any]
MOST_NUMBERS: Final = 6  # more numbers than these would stand on top of each other on a phone


@dataclass(frozen=True, slots=True)
class Mark:
    """How a score is drawn: plotly's symbol, its glyph in a text, its word at the point, its words in the key."""

    symbol: str
    glyph: str
    word: str
    key: str


PLAIN: Final = Mark("diamond-open", "◇", "", N_("no reliable difference from the first"))
BETTER: Final = Mark("diamond", "◆", N_("better"), N_("reliably better than the first"))
WORSE: Final = Mark("square", "■", N_("worse"), N_("reliably worse than the first"))


@dataclass(frozen=True, slots=True)
class Panel:
    """One scale with a known range, and what was scored on it."""

    name: str
    scale: Scale
    ends: tuple[float, float]
    results: ScaleResults

    @property
    def marks(self) -> tuple[Mark, ...]:
        """How each score is drawn."""
        return (PLAIN, *(mark_of(change) for change in self.results.changes))


def mark_of(change: Change) -> Mark:
    """Filled where the score differs reliably from the first: a diamond for the better, a square for the worse."""
    if change.is_better:
        return BETTER
    return WORSE if change.verdict is Verdict.DETERIORATED else PLAIN


def bands(panel: Panel, axis: str, _: Translate) -> tuple[list[Any], list[Annotation]]:
    """Every other band shaded, and each band's name beside it. Bands are whole-number steps: edges lie half-way."""
    if panel.scale.bands is None:
        return [], []
    low, high = panel.ends
    shapes, names = [], []
    for number, band in enumerate(panel.scale.bands.steps):
        bottom, top = max(low, band.low - 0.5), min(high, band.high + 0.5)
        if number % 2:
            place = {"xref": "paper", "x0": 0, "x1": 1, "yref": axis, "y0": bottom, "y1": top}
            shapes.append({"type": "rect", "layer": "below", "fillcolor": theme.SHADE, "line": {"width": 0}, **place})
        at = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 6, "yref": axis, "y": (bottom + top) / 2}
        text = band.words.said(_.language)
        names.append(
            {"text": text, "showarrow": False, "yanchor": "middle", "font": {"size": theme.SMALL}, "borderpad": 0, **at}
        )
    return shapes, names


def cutoff(panel: Panel, axis: str, top: float, _: Translate) -> tuple[list[Any], list[Annotation]]:
    """The cut-off as a dashed line, and its name in the margin, on the line of the panel's own name."""
    yardstick = panel.results.yardstick
    if yardstick is None or yardstick.cutoff is None:
        return [], []
    line = {"color": theme.TEXT, "width": 1.5, "dash": "dash"}
    place = {"xref": "paper", "x0": 0, "x1": 1, "yref": axis, "y0": yardstick.cutoff, "y1": yardstick.cutoff}
    text = _("╌ cut-off {cutoff}", cutoff=points(yardstick.cutoff, _))
    at = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 6, "yref": "paper", "y": top, "yanchor": "bottom"}
    name = {"text": text, "showarrow": False, "yshift": 5, "font": {"size": theme.SMALL}, "borderpad": 0, **at}
    return [{"type": "line", "layer": "below", "line": line, **place}], [name]


def _position(number: int, last: int) -> str:
    """The words of the first and the last score stay inside the panel: the margin belongs to the bands."""
    if number == last:
        return "top left" if last else "top center"
    return "top center" if number else "top right"


def trace(panel: Panel, axis: str, _: Translate) -> dict[str, Any]:
    """The scores: where they differ reliably from the first their shape is filled, and says so where that begins."""
    scores, marks = panel.results.scores, panel.marks
    last, ink = len(scores) - 1, theme.INKS["neutral"]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [score.taken_on for score in scores],
        "y": [score.value for score in scores],
        "text": _labels([score.value for score in scores], marks, _),
        "textposition": [_position(number, last) for number in range(len(scores))],
        "textfont": {"size": theme.NAME},
        "cliponaxis": False,
        "yaxis": axis,
        "line": {"color": ink, "width": 1.5, "dash": "dot"},
        "marker": {"color": ink, "size": 9, "symbol": [mark.symbol for mark in marks], "line": {"width": 1.5}},
        "hovertext": _hover(panel, _),
        "hoverinfo": "text",
    }


def key(panels: Iterable[Panel], _: Translate) -> list[str]:
    """What the shapes say, a line for each that occurs; none where there is nothing to compare."""
    drawn = {mark for panel in panels if len(panel.results.scores) > 1 for mark in panel.marks}
    return [f"{mark.glyph} {_(mark.key)}" for mark in (PLAIN, BETTER, WORSE) if mark in drawn]


def _labels(values: Sequence[float], marks: Sequence[Mark], _: Translate) -> list[str]:
    changed = [True, *(before is not after for before, after in pairwise(marks))]
    said = []
    for number, (value, mark) in enumerate(zip(values, marks, strict=True)):
        shown = len(values) <= MOST_NUMBERS or changed[number] or number == len(values) - 1
        word = _(mark.word) if changed[number] else ""
        said.append(f"{points(value, _)} {word}".strip() if shown else "")
    return said


def _hover(panel: Panel, _: Translate) -> list[str]:
    said = []
    for number, score in enumerate(panel.results.scores):
        words = [score.when(_), f"{panel.results.name(_)}: {points(score.value, _)}"]
        band = panel.scale.band_of(score.value)
        if band:
            words[1] += f", {band.words.said(_.language)}"
        if number:
            words += against_first(panel.results.changes[number - 1], panel.results.yardstick, _)
        said.append("<br>".join(escape(line, quote=False) for line in words))
    return said
