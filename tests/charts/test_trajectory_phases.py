"""The bands of the phases behind the panels."""

from __future__ import annotations

import datetime as dt

import pytest

from runtherapy_data.charts import trajectory
from runtherapy_data.charts.trajectory_weeks import edge
from runtherapy_data.i18n import translator
from runtherapy_data.views.course import PhaseSpan
from tests.views.courses import answers, course, day

PHASES = (
    PhaseSpan("intake", day(0), day(6)),
    PhaseSpan("building_trust", day(7), day(13)),
    PhaseSpan("guided_running", day(14), day(69)),
)


@pytest.mark.parametrize(
    ("today", "weeks", "bands"),
    [
        (30, None, [(day(0), day(6)), (day(14), day(30))]),  # the phase of today is not known of after today
        (69, None, [(day(0), day(6)), (day(14), day(69))]),
        (30, (4, 6), [(day(21), day(30))]),
        (30, (7, 8), []),
        (3, None, [(day(0), day(3))]),
    ],
)
def test_a_band_reaches_no_further_than_today(
    today: int, weeks: tuple[int, int] | None, bands: list[tuple[dt.date, dt.date]]
) -> None:
    shown = course(answers("mood", {0: 5}), today=today, weeks=10, phases=PHASES)
    shapes = trajectory.figure(shown, translator("nl"), weeks=weeks).layout.shapes
    drawn = [(one.x0, one.x1) for one in shapes if one.type == "rect"]
    assert drawn == [(edge(first), edge(last + dt.timedelta(days=1))) for first, last in bands]
