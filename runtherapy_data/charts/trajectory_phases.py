"""Phases behind the panels, and their names above: on a phone the names must not run into each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from runtherapy_data.charts.theme import SHADE
from runtherapy_data.charts.trajectory_weeks import edge
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import PHASE_SHORT_NAMES
from runtherapy_data.views.course import PhaseSpan

# The figure does not know how wide it is drawn: names are placed so that they fit on a phone (390 px, less the
# margins of page, card and figure).
NARROW_PX: Final = 280
WIDE_PX: Final = 640  # and on a laptop about this wide
LETTER_PX: Final = 6.1  # a letter at 12 px, on average
SPACE_PX: Final = 6
MOST_ROWS: Final = 2


@dataclass(frozen=True, slots=True)
class Label:
    """A name at its first day, in a row (0 is the lowest)."""

    text: str
    day: dt.date
    row: int


def placed(said: Iterable[tuple[dt.date, str]], first: dt.date, last: dt.date, *, lead: str = "") -> tuple[Label, ...]:
    """The names, each at its day, that find room: in the lowest row that is free there; the rest is left to the hover.

    `lead` goes in front of each of them: a mark of one letter and a space.
    """
    px_per_day = NARROW_PX / ((last - first).days + 1)
    ends = [0.0] * MOST_ROWS
    found = []
    for day, text in said:
        at = (day - first).days * px_per_day
        width = (len(text) + 2 * bool(lead)) * LETTER_PX
        for row in range(MOST_ROWS):
            if ends[row] <= at and at + width <= NARROW_PX + SPACE_PX:
                ends[row] = at + width + SPACE_PX
                found.append(Label(f"{lead}{text}", day, row))
                break
    return tuple(found)


def labels(spans: Sequence[PhaseSpan], first: dt.date, last: dt.date, _: Translate) -> tuple[Label, ...]:
    """The names of the phases that find room, each at its first day."""
    shown = [span for span in spans if span.ends_on >= first and span.starts_on <= last]
    return placed([(max(span.starts_on, first), _(PHASE_SHORT_NAMES[span.phase])) for span in shown], first, last)


def shades(spans: Sequence[PhaseSpan], first: dt.date, last: dt.date, *, top: float) -> list[dict[str, Any]]:
    """A soft band behind every other phase, from the foot of the figure up to `top` (1 is the top of the panels).

    `last` is the last day that is known of, at most today: no band runs into days that are still open.
    """
    shapes = []
    for number, span in enumerate(spans):
        begins, ends = max(span.starts_on, first), min(span.ends_on, last) + dt.timedelta(days=1)
        if number % 2 or begins >= ends:
            continue
        edges = {"x0": edge(begins), "x1": edge(ends), "y0": 0, "y1": top, "xref": "x", "yref": "paper"}
        shapes.append({"type": "rect", **edges, "fillcolor": SHADE, "line": {"width": 0}, "layer": "below"})
    return shapes
