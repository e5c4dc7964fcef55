"""The cohort figure: two groups apart without colour, gaps as gaps, scales that do not move."""

from __future__ import annotations

from typing import Any

import pytest

from runtherapy_data.charts import cohorts, theme
from runtherapy_data.i18n import translator
from runtherapy_data.measures.groups import GROUP_MEASURES
from runtherapy_data.views.cohort_choices import Choice
from runtherapy_data.views.cohorts import Comparison, Group, Line, Point

NL = translator("nl")


def group(complaint: str, weeks: dict[int, float], last: int) -> Group:
    def point(week: int) -> Point:
        mean = weeks.get(week)
        return Point(week) if mean is None else Point(week, 20 - week, mean, mean - 0.5, mean + 0.5)

    lines = tuple(Line(one.code, tuple(point(week) for week in range(1, last + 1))) for one in GROUP_MEASURES)
    return Group(Choice(complaint), 20 if weeks else None, 1, (), lines)


def drawn(a: dict[int, float], b: dict[int, float], **how: Any) -> dict[str, Any]:
    last = max([*a, *b, 1])
    pair = group("depression", a, last), group("anxiety_panic", b, last)
    return cohorts.figure(Comparison(*pair, last, None, True, {"one": "One"}), NL, **how).to_dict()


def lines(fig: dict[str, Any]) -> list[dict[str, Any]]:
    return [trace for trace in fig["data"] if "markers" in trace["mode"]]


@pytest.fixture
def fig() -> dict[str, Any]:
    return drawn({1: 4.0, 2: 4.5, 4: 5.0, 5: 5.5}, {1: 5.0, 2: 5.0, 3: 5.0})


def test_four_panels_each_with_both_groups(fig: dict[str, Any]) -> None:
    assert [trace.get("yaxis") for trace in lines(fig)] == ["y", "y", "y2", "y2", "y3", "y3", "y4", "y4"]
    assert [note["text"] for note in fig["layout"]["annotations"] if note["text"].startswith("<b>") and "yref" in note][
        :1
    ]


def test_the_groups_differ_in_stroke_and_filling_before_colour(fig: dict[str, Any]) -> None:
    a, b = lines(fig)[:2]
    assert (a["line"]["dash"], a["marker"]["symbol"]) == ("solid", "circle")
    assert (b["line"]["dash"], b["marker"]["symbol"]) == ("6px,4px", "circle-open")
    assert a["marker"]["color"] == theme.INKS["mood"]


def test_no_line_runs_across_a_week_without_a_number(fig: dict[str, Any]) -> None:
    assert list(lines(fig)[0]["y"]) == [4.0, 4.5, None, 5.0, 5.5, None]
    texts = [note["text"] for note in fig["layout"]["annotations"]]
    assert "geen stip: te weinig trajecten, of te dicht bij een kleinere groep" in texts


def test_scales_of_answers_always_run_from_0_to_10(fig: dict[str, Any]) -> None:
    low, high = fig["layout"]["yaxis"]["range"]
    assert low <= 0 and 10 <= high < 11


def test_a_group_that_may_not_be_shown_has_no_mark_and_is_named_with_the_reason() -> None:
    fig = drawn({1: 4.0, 2: 4.0}, {})
    assert len(lines(fig)) == 4
    assert "A: n 19 → 18 · B: geen getallen" in [note["text"] for note in fig["layout"]["annotations"]]


def test_a_hover_says_the_numbers_in_words(fig: dict[str, Any]) -> None:
    assert lines(fig)[0]["text"][0] == "A · week 1 · stemming 4,0 (3,5 tot 4,5) · n = 19"


def test_a_phone_gets_a_lower_figure(fig: dict[str, Any]) -> None:
    assert drawn({1: 4.0}, {}, compact=True)["layout"]["height"] < fig["layout"]["height"]
    assert fig["layout"]["template"]["layout"]["paper_bgcolor"] == theme.CLEAR
