"""Life events in the trajectory figure: hatched over every panel, named above."""

from __future__ import annotations

import json
import re
from typing import Any

import plotly.graph_objects as go

from runtherapy_data.charts import trajectory
from runtherapy_data.charts.trajectory_events import spans
from runtherapy_data.charts.trajectory_weeks import edge
from runtherapy_data.i18n import translator
from runtherapy_data.views.course import EventFact
from tests.views.courses import answers, course, day

nl = translator("nl")
HOLIDAY = EventFact("holiday", day(20), day(26), "zee")
ILLNESS = EventFact("illness", day(40), None)


def drawn(*events: EventFact, **choices: Any) -> dict[str, Any]:
    shown = course(answers("mood", dict.fromkeys(range(50), 5)), today=50, events=events)
    figure = trajectory.figure(shown, nl, **choices)
    go.Figure(figure.to_dict())
    return json.loads(figure.to_json())


def hatched(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in figure["layout"]["shapes"] if one["type"] == "path"]


def pale(figure: dict[str, Any]) -> list[tuple[str, str]]:
    shapes = figure["layout"]["shapes"]
    return [(one["x0"], one["x1"]) for one in shapes if one["type"] == "rect"]


def names(figure: dict[str, Any]) -> list[str]:
    return [re.sub("<.*?>", "", note["text"]) for note in figure["layout"]["annotations"]]


def test_a_course_without_events_has_no_hatching_and_is_no_higher() -> None:
    without, with_one = drawn(), drawn(HOLIDAY)
    assert not hatched(without) and not pale(without)
    assert without["layout"]["height"] + 16 == with_one["layout"]["height"]  # a row for the names


def test_the_days_of_an_event_are_hatched_over_all_panels_and_named_above() -> None:
    figure = drawn(HOLIDAY, ILLNESS)
    assert pale(figure) == [(edge(day(20)), edge(day(27))), (edge(day(40)), edge(day(41)))]
    (hatching,) = hatched(figure)
    assert (hatching["xref"], hatching["yref"], hatching["layer"]) == ("x", "paper", "below")
    assert {"■ Vakantie", "■ Ziekte"} <= set(names(figure))


def test_no_stroke_leaves_its_band() -> None:
    (hatching,) = hatched(drawn(HOLIDAY))
    points = re.findall(r"(\d{4}-\d\d-\d\d_\d\d:\d\d),(-?\d\.\d+)", hatching["path"])
    assert len(points) > 40
    first, last = edge(day(20)).replace("T", "_"), edge(day(27)).replace("T", "_")
    assert all(first <= when <= last for when, _height in points)
    assert min(float(height) for _when, height in points) == 0
    assert max(float(height) for _when, height in points) > 1  # up to the row of the names


def test_events_that_touch_or_overlap_are_hatched_once() -> None:
    events = (EventFact("illness", day(24), day(30)), HOLIDAY, EventFact("other", day(31), day(31)))
    assert spans(events, day(0), day(69)) == ((day(20), day(31)),)
    assert spans(events, day(25), day(28)) == ((day(25), day(28)),)
    assert spans(events, day(40), day(69)) == ()


def test_an_event_that_is_not_over_is_hatched_through_the_day_on_which_it_counts() -> None:
    still = EventFact("illness", day(45), None, open_through=day(50))
    assert pale(drawn(still)) == [(edge(day(45)), edge(day(51)))]


def test_an_event_outside_the_chosen_weeks_is_neither_hatched_nor_named() -> None:
    figure = drawn(HOLIDAY, ILLNESS, weeks=(6, 7))
    assert pale(figure) == [(edge(day(40)), edge(day(41)))]
    assert "■ Vakantie" not in names(figure)
