"""Two weeks over each other, read as the data that the browser gets."""

from __future__ import annotations

import json
from typing import Any

import plotly.graph_objects as go

from runtherapy_data.charts import course_weeks
from runtherapy_data.i18n import translator
from runtherapy_data.views.course_weeks import week
from tests.views.courses import answers, course

nl = translator("nl")
WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def drawn(*series: Any) -> dict[str, Any] | None:
    shown = course(*series, today=20)
    figure = course_weeks.figure(week(shown, 1), week(shown, 2), WEEKDAYS, nl)
    if figure is None:
        return None
    go.Figure(figure.to_dict())
    return json.loads(figure.to_json())


def test_each_week_is_told_apart_without_colour_and_gaps_stay_gaps() -> None:
    figure = drawn(answers("mood", {0: 4, 1: 5, 3: 6, 7: 2, 8: 3}))
    assert figure is not None
    earlier, later = figure["data"]
    assert earlier["y"] == [4, 5, None, 6, None, None, None] and later["y"] == [2, 3, None, None, None, None, None]
    assert (earlier["line"]["dash"], later["line"]["dash"]) == ("4px,4px", "solid")
    assert earlier["marker"]["color"] != later["marker"]["color"]  # open and filled
    assert later["hovertext"][0] == "week 2: stemming 2"
    assert earlier["connectgaps"] is False
    assert figure["layout"]["xaxis"]["ticktext"] == list(WEEKDAYS)


def test_there_is_a_panel_for_each_measure_that_was_answered_in_either_week() -> None:
    figure = drawn(answers("mood", {0: 4}), answers("tension", {8: 9}))
    assert figure is not None
    said = [note["text"] for note in figure["layout"]["annotations"]]
    assert sum("Stemming" in one for one in said) == sum("Spanning" in one for one in said) == 1
    assert not any("Slaap" in one for one in said)
    assert all(figure["layout"][axis]["range"] == [-0.6, 10.6] for axis in ("yaxis", "yaxis2"))


def test_two_weeks_without_an_answer_give_no_figure() -> None:
    assert drawn(answers("mood", {15: 4})) is None
