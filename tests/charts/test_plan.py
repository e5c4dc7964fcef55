"""The plan as a figure: an outline for each week, what was done within it, and words for who points at it."""

from __future__ import annotations

import datetime as dt

import plotly.graph_objects as go
import pytest

from runtherapy_data.charts import plan as chart
from runtherapy_data.i18n import translator
from runtherapy_data.measures.build_up import PlannedWeek, suggested
from runtherapy_data.queries.plan import Terms
from runtherapy_data.views.plan import Plan

_ = translator("nl")
MONDAY = dt.date(2026, 11, 23)


def plan(weeks: tuple[PlannedWeek, ...], done: dict[int, tuple[int, int]] | None = None) -> Plan:
    terms = Terms("C-1", None, ("depression",), "gentle_build_up", MONDAY, len(weeks), 3, None, None)
    return Plan(terms, weeks, done or {})


def test_each_week_has_its_outline_and_what_was_done_stands_within_it() -> None:
    fig = chart.figure(plan(suggested("gentle_build_up", 4, 3), {1: (30, 20), 2: (10, 0)}), _)
    assert fig is not None
    go.Figure(fig.to_dict())  # every property is one that plotly knows
    ran, walked, planned = fig.to_dict()["data"]
    assert (ran["y"], walked["y"], walked["base"]) == ([20, 0, 0, 0], [30, 10, 0, 0], [20, 0, 0, 0])
    assert planned["y"] == [60, 65, 70, 65]
    assert planned["hovertext"][0] == "week 1: 60 minuten in 3 sessies<br>tot nu toe: 20 gelopen, 30 gewandeld"
    assert planned["hovertext"][3] == "week 4: 65 minuten in 3 sessies"
    assert planned["width"] > ran["width"]


def test_nothing_planned_is_no_figure() -> None:
    assert chart.figure(plan(()), _) is None


def test_what_was_done_beyond_the_plan_still_fits() -> None:
    fig = chart.figure(plan((PlannedWeek(1, 3, 60),), {1: (100, 50)}), _)
    assert fig is not None
    assert fig.to_dict()["layout"]["yaxis"]["range"][1] > 150


@pytest.mark.parametrize(("weeks", "named"), [(10, 10), (14, 14), (20, 10), (52, 13)])
def test_the_numbers_of_many_weeks_do_not_run_together(weeks: int, named: int) -> None:
    fig = chart.figure(plan(suggested("gentle_build_up", weeks, 3)), _)
    assert fig is not None
    assert len([text for text in fig.to_dict()["layout"]["xaxis"]["ticktext"] if text]) == named


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ([], "Er is nog geen planning."),
        ([60, 60], "Rustige opbouw: 2 weken, elke week 60 minuten."),
        ([60, 80], "Rustige opbouw: 2 weken, van 60 minuten in de eerste week naar 80 in de laatste."),
        ([60, 90, 60], "Rustige opbouw: 3 weken, tussen 60 en 90 minuten per week."),
    ],
)
def test_the_plan_is_said_in_one_sentence(minutes: list[int], said: str) -> None:
    weeks = tuple(PlannedWeek(week, 3, many) for week, many in enumerate(minutes, 1))
    assert plan(weeks).sentence(_) == said


def test_the_table_has_what_was_done_and_a_dash_for_what_is_to_come() -> None:
    header, rows = plan(suggested("no_fixed_increments", 2, 3), {1: (30, 20)}).table(_)
    assert len(header) == len(rows[0])
    assert rows == [["1", "ma 23 nov", "3", "60", "30", "20"], ["2", "ma 30 nov", "3", "60", "–", "–"]]
