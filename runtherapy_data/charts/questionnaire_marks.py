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
from runtherapy_data.views.signal_evidence import Evidence

Annotation = dict[str, Any]
MOST_NUMBERS: Final = 6  # more numbers than these would stand on top of each other on a phone
LONGEST_BAND: Final = 17  # letters beside a panel
LONGEST_MEANING: Final = 48  # letters; a longer line would leave a phone's screen
# In pixels.
BANDED: Final = 92  # a panel with bands: the names of five stand below each other in it
UNBANDED: Final = 60
TITLE: Final = 30
TITLE_LIFT: Final = 5  # of the title above the panel
CUTOFF_LINE: Final = 16  # the name of the cut-off
WORDS: Final = 16  # a number and the gap between it and its score
OFF: Final = 14  # the middle of a number from its score
HALF_A_LINE: Final = 6
TWO_LINES: Final = 18  # a band so high has its name in two lines
HEADROOM: Final = 14  # where a score stands so high that its number would reach the title


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
    def has_cutoff(self) -> bool:
        """Whether a cut-off is sure enough to be drawn."""
        return self.results.yardstick is not None and self.results.yardstick.cutoff is not None

    @property
    def height(self) -> int:
        """In pixels, without the title."""
        return BANDED if self.scale.bands else UNBANDED

    def above_bottom(self, value: float) -> float:
        """How many pixels a score stands above the lowest one."""
        low, high = self.ends
        return (value - low) / (high - low) * self.height

    @property
    def lift(self) -> int:
        """How many pixels the title, and what stands below it, is lifted so that no number reaches it."""
        highest = max(score.value for score in self.results.scores)
        return HEADROOM if self.above_bottom(highest) > self.height - WORDS else 0

    @property
    def above(self) -> int:
        """In pixels, what stands above the panel."""
        return TITLE + self.lift + (CUTOFF_LINE if self.has_cutoff else 0)

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
        text, room = band.words.said(_.language), panel.above_bottom(top) - panel.above_bottom(bottom)
        if len(text) > LONGEST_BAND and room > TWO_LINES:
            text = text.replace(" ", "<br>", 1)
        names.append(
            {
                "text": text,
                "showarrow": False,
                "yanchor": "middle",
                "align": "left",
                "font": {"size": theme.SMALL},
                "borderpad": 0,
                **at,
            }
        )
    return shapes, names


def cutoff(panel: Panel, axis: str) -> list[Any]:
    """The cut-off as a dashed line; none where it is not sure."""
    if not panel.has_cutoff:
        return []
    value = panel.results.yardstick.cutoff if panel.results.yardstick else None
    line = {"color": theme.TEXT, "width": 1.5, "dash": "dash"}
    return [{"type": "line", "layer": "below", "line": line, "xref": "paper", "x0": 0, "x1": 1, "yref": axis,
             "y0": value, "y1": value}]  # fmt: skip


def title(panel: Panel, top: float, _: Translate) -> list[Annotation]:
    """The name of the scale above its panel, and below the name what the dashed line is."""
    at = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": top, "yanchor": "bottom"}
    plain = {"showarrow": False, "borderpad": 0, "align": "left", **at}
    lift = panel.lift + TITLE_LIFT
    over = lift + (CUTOFF_LINE if panel.has_cutoff else 0)
    notes = [{**plain, "text": f"<b>{panel.name}</b>", "font": {"size": theme.NAME}, "yshift": over}]
    known = panel.scale.cutoff
    if panel.has_cutoff and known is not None:
        value, meaning = points(known.value, _), known.meaning.said(_.language)
        text = _("╌ {cutoff}: {meaning}", cutoff=value, meaning=meaning)
        if len(text) > LONGEST_MEANING:
            text = _("╌ cut-off {cutoff}", cutoff=value)
        notes.append({**plain, "text": text, "font": {"size": theme.SMALL}, "yshift": lift - 1})
    return notes


def _position(panel: Panel, number: int) -> str:
    """Where the words of a score stand: off the lines, and at both sides of the panel inside it."""
    values = [score.value for score in panel.results.scores]
    wanted = ["top center", "bottom center"]
    if len(values) > 1 and number in (0, len(values) - 1):
        neighbour, side = (values[1], "right") if number == 0 else (values[-2], "left")
        from_above = neighbour > values[number]  # the line between the scores passes where the words would stand
        wanted = [f"bottom {side}", "top center"] if from_above else [f"top {side}", f"bottom {side}"]
    free = (place for place in wanted if _is_free(panel, values[number], above=place.startswith("top")))
    return next(free, "top center")


def _is_free(panel: Panel, value: float, *, above: bool) -> bool:
    """Whether words above or below a score stand inside the figure and off the dashed line of the cut-off."""
    at = panel.above_bottom(value)
    if not above and at < WORDS:
        return False
    yardstick = panel.results.yardstick
    if yardstick is None or yardstick.cutoff is None:
        return True
    words = at + (OFF if above else -OFF)
    return abs(words - panel.above_bottom(yardstick.cutoff)) > HALF_A_LINE


def trace(panel: Panel, axis: str, _: Translate) -> dict[str, Any]:
    """The scores: where they differ reliably from the first their shape is filled, and says so where that begins."""
    scores, marks = panel.results.scores, panel.marks
    ink = theme.INKS["neutral"]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [score.taken_on for score in scores],
        "y": [score.value for score in scores],
        "text": _labels([score.value for score in scores], marks, _),
        "textposition": [_position(panel, number) for number in range(len(scores))],
        "textfont": {"size": theme.NAME},
        "cliponaxis": False,
        "yaxis": axis,
        "line": {"color": ink, "width": 1.5, "dash": "dot"},
        "marker": {"color": ink, "size": 9, "symbol": [mark.symbol for mark in marks], "line": {"width": 1.5}},
        "hovertext": _hover(panel, _),
        "hoverinfo": "text",
    }


def rings(panel: Panel, axis: str, evidence: Evidence | None) -> list[dict[str, Any]]:
    """A ring around each score that a chosen signal rests on."""
    scale = (panel.results.instrument, panel.results.subscale)
    if evidence is None or (evidence.instrument, evidence.subscale) != scale:
        return []
    found = [score for score in panel.results.scores if score.taken_on in evidence.days]
    ink = theme.HIGHLIGHT
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [score.taken_on for score in found],
            "y": [score.value for score in found],
            "yaxis": axis,
            "cliponaxis": False,
            "marker": {"symbol": "circle-open", "size": 19, "color": ink, "line": {"width": 2.25, "color": ink}},
            "hoverinfo": "skip",
        }
    ]


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
