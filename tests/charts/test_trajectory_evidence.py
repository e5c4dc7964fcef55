"""What a signal rests on, pointed out in the trajectory figure and in that of the questionnaires."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from runtherapy_data.charts import questionnaires, theme, trajectory
from runtherapy_data.charts.trajectory_evidence import stretches
from runtherapy_data.charts.trajectory_weeks import edge
from runtherapy_data.i18n import translator
from runtherapy_data.views.course import Course, ResultFact
from runtherapy_data.views.signal_evidence import Evidence
from tests.views.courses import answers, course, day, session

nl = translator("nl")
FALLING = Evidence(tuple(day(number) for number in (50, 51, 53, 56)), ("energy",), (("energy", 6.2),))
EFFORT = Evidence((day(46), day(49)), session_days=(day(46), day(49)), effort=True)


def rich() -> Course:
    series = [answers(name, dict.fromkeys(range(57), 5)) for name in ("mood", "sleep", "energy")]
    sessions = tuple(session(number, effort=number % 10) for number in range(1, 57, 3))
    results = (ResultFact("phq9", day(0), "intake", 12.0), ResultFact("phq9", day(42), "mid", 19.0))
    return course(*series, today=57, weeks=12, sessions=sessions, results=results)


def drawn(evidence: Evidence | None, **choices: Any) -> dict[str, Any]:
    figure = trajectory.figure(rich(), nl, evidence=evidence, **choices)
    go.Figure(figure.to_dict())  # plotly's own check of every property
    return json.loads(figure.to_json())


def marked(figure: dict[str, Any]) -> list[dict[str, Any]]:
    """The traces that wear the ink of the marking."""
    return [trace for trace in figure["data"] if theme.HIGHLIGHT in json.dumps(trace.get("marker", {}))]


def bands(figure: dict[str, Any]) -> list[tuple[str, str]]:
    fill = theme.faint(theme.HIGHLIGHT, 0.14)
    return [(one["x0"], one["x1"]) for one in figure["layout"]["shapes"] if one.get("fillcolor") == fill]


def lines(figure: dict[str, Any]) -> list[tuple[str, float]]:
    shapes = figure["layout"]["shapes"]
    return [(one["yref"], one["y0"]) for one in shapes if one["type"] == "line" and one["xref"] == "paper"]


def test_nothing_is_pointed_out_unless_asked_for() -> None:
    plain = drawn(None)
    assert not marked(plain) and not bands(plain) and not lines(plain)


def test_its_days_lie_in_soft_bands_and_a_day_without_an_answer_cuts_none_in_two() -> None:
    figure = drawn(FALLING)
    assert bands(figure) == [(edge(day(50)), edge(day(54))), (edge(day(56)), edge(day(57)))]
    wide = [one for one in figure["layout"]["shapes"] if one.get("fillcolor") == theme.faint(theme.HIGHLIGHT, 0.14)]
    assert all((one["yref"], one["y0"], one["y1"], one["layer"]) == ("paper", 0, 1, "below") for one in wide)


def test_its_answers_are_emphasised_in_its_own_panel_only() -> None:
    (dots,) = marked(drawn(FALLING))
    assert dots["yaxis"] == "y3"
    assert dots["x"] == [one.isoformat() for one in FALLING.days]
    assert dots["y"] == [5.0] * 4
    assert dots["marker"]["symbol"] == "triangle-up"  # still the measure's own shape


def test_the_own_level_is_a_dashed_line_that_the_panel_names() -> None:
    figure = drawn(FALLING)
    assert lines(figure) == [("y3", 6.2)]
    said = [note["text"] for note in figure["layout"]["annotations"]]
    assert "╌ eigen gemiddelde 6,2" in said
    assert said.count("0 heel slecht · 10 heel goed") == 2  # mood and sleep say their ends as ever
    others = drawn(replace(FALLING, other_days=True))
    assert "╌ andere dagen 6,2" in [note["text"] for note in others["layout"]["annotations"]]


def test_of_each_panel_only_the_answers_that_its_number_rests_on_are_emphasised() -> None:
    (dots,) = marked(drawn(replace(FALLING, parts=(("energy", FALLING.days[:2]),))))
    assert dots["x"] == [one.isoformat() for one in FALLING.days[:2]]


def test_its_sessions_are_framed_ringed_and_say_how_hard_they_were() -> None:
    figure = drawn(EFFORT)
    frame, ring = marked(figure)
    assert (frame["type"], frame["yaxis"], frame["x"]) == ("bar", "y4", ["2026-04-24", "2026-04-27"])
    assert (ring["yaxis"], ring["x"]) == ("y5", frame["x"])
    (figures,) = [trace for trace in figure["data"] if trace.get("mode") == "text"]
    assert figures["text"] == ["6", "9"]
    room = figure["layout"]["yaxis4"]["range"][1] - max(figures["y"])
    assert room > drawn(None)["layout"]["yaxis4"]["range"][1] - max(figures["y"]) > 0


def test_figures_above_sessions_close_together_never_run_into_one_number() -> None:
    days = tuple(day(number) for number in (46, 49, 52, 55))
    close = Evidence(days, session_days=days, effort=True)
    (figures,) = [trace for trace in drawn(close, compact=True)["data"] if trace.get("mode") == "text"]
    assert figures["x"] == [day(number).isoformat() for number in (49, 55)]
    (figures,) = [trace for trace in drawn(close, compact=False)["data"] if trace.get("mode") == "text"]
    assert len(figures["x"]) == 4


def test_a_questionnaire_is_ringed_in_the_strip_and_in_its_own_figure() -> None:
    evidence = Evidence((day(0), day(42)), instrument="phq9")
    (ring,) = marked(drawn(evidence))
    assert (ring["yaxis"], ring["x"], ring["y"]) == ("y5", ["2026-03-09", "2026-04-20"], [0.0, 0.0])
    figure = questionnaires.figure(rich(), nl, evidence=evidence)
    assert figure is not None
    (ring,) = marked(json.loads(figure.to_json()))
    assert ring["y"] == [12.0, 19.0]
    other = questionnaires.figure(rich(), nl, evidence=Evidence((day(0),), instrument="gad7"))
    assert other is not None and not marked(json.loads(other.to_json()))


def test_what_lies_outside_the_chosen_weeks_is_not_drawn() -> None:
    outside = drawn(FALLING, weeks=(1, 3))
    assert not bands(outside) and not marked(outside) and not lines(outside)
    assert bands(drawn(FALLING, weeks=(8, 8))) == [(edge(day(50)), edge(day(54)))]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [([], []), ([3], [(3, 3)]), ([3, 4, 6], [(3, 6)]), ([6, 3, 3], [(3, 3), (6, 6)]), ([-1, 2], [(-1, -1), (2, 2)])],
)
def test_days_that_lie_together_share_a_band(numbers: list[int], expected: list[tuple[int, int]]) -> None:
    found = stretches([day(number) for number in numbers])
    assert found == [(day(first), day(last)) for first, last in expected]


def test_evidence_of_days_nobody_answered_is_drawn_as_its_band_alone() -> None:
    silent = Evidence(tuple(day(58 + number) for number in range(3)), ("mood",))
    figure = drawn(silent)
    assert len(bands(figure)) == 1 and not marked(figure)
    assert isinstance(silent.days[0], dt.date)
