"""What all figures share: no letter in them is too small to read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from runtherapy_data.charts import questionnaires, theme, trajectory
from runtherapy_data.i18n import translator
from runtherapy_data.views.course import EventFact, PhaseSpan, ResultFact
from tests.views.courses import answers, course, day, session

nl = translator("nl")
COURSE = course(
    *(answers(name, dict.fromkeys(range(20), 5)) for name in ("mood", "sleep", "tension")),
    today=30,
    sessions=(session(3, planned_minutes=25),),
    results=(ResultFact("phq9", day(0), "intake", 12.0),),
    events=(EventFact("illness", day(9), None),),
    phases=(PhaseSpan("intake", day(0), day(6)), PhaseSpan("guided_running", day(7), day(55))),
)
FIGURES = {
    "course": lambda: trajectory.figure(COURSE, nl, with_tension=True),
    "course on a phone": lambda: trajectory.figure(COURSE, nl, compact=True),
    "questionnaires": lambda: questionnaires.figure(COURSE, nl),
}


def sizes_of_text(part: Any) -> Iterator[float]:
    """Every size that a font is given, however deep in the figure."""
    for name, inner in part.items() if isinstance(part, dict) else enumerate(part if isinstance(part, list) else ()):
        if isinstance(name, str) and name.endswith("font") and "size" in inner:
            yield inner["size"]
        yield from sizes_of_text(inner)


@pytest.mark.parametrize("which", FIGURES)
def test_no_text_in_a_figure_is_smaller_than_twelve_pixels(which: str) -> None:
    found = list(sizes_of_text(json.loads(FIGURES[which]().to_json())))
    assert len(found) > 3
    assert min(found) >= theme.SMALL >= 12
