"""The figure of questionnaire scores: a panel for each scale, bands only where their source is sure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from runtherapy_data.charts import questionnaires
from runtherapy_data.i18n import translator
from runtherapy_data.views.course import Course, ResultFact

EN, NL = translator("en"), translator("nl")
START = dt.date(2026, 3, 2)
COURSE = Course(
    client_code="C-1", client_name=None, complaint="stress_burnout", mode="gentle_build_up", starts_on=START,
    planned_weeks=10, ends_on=None, end_reason=None, today=START + dt.timedelta(days=20), week=3, weeks=10,
    first_on=START, last_on=START + dt.timedelta(days=69),
)  # fmt: skip


def drawn(*results: ResultFact) -> dict:
    fig = questionnaires.figure(replace(COURSE, results=results), EN)
    assert fig is not None
    return fig.to_dict()


def texts(spec: dict) -> list[str]:
    return [note["text"] for note in spec["layout"]["annotations"]]


def test_no_result_no_figure() -> None:
    assert questionnaires.figure(COURSE, EN) is None


def test_an_instrument_of_unknown_range_is_left_to_the_table() -> None:
    assert (
        questionnaires.figure(replace(COURSE, results=(ResultFact("of_their_own", START, "extra", 4.0),)), EN) is None
    )


def test_bands_are_named_where_they_are_sure_and_nowhere_else() -> None:
    with_bands = texts(drawn(ResultFact("phq9", START, "intake", 16.0)))
    assert {"minimal", "mild", "moderate", "moderately severe", "severe"} <= set(with_bands)
    without = texts(drawn(ResultFact("who5", START, "intake", 40.0)))
    assert without == ["week", "<b>WHO-5 – well-being</b>", "╌ cut-off 50"]  # its meaning is too long for a phone


def test_each_scale_runs_over_its_own_range() -> None:
    spec = drawn(ResultFact("phq9", START, "intake", 16.0), ResultFact("who5", START, "intake", 40.0))
    ranges = sorted(tuple(axis["range"]) for name, axis in spec["layout"].items() if name.startswith("yaxis"))
    assert ranges == [(0.0, 27.0), (0.0, 100.0)]


def test_the_hover_says_day_moment_score_and_band() -> None:
    (trace,) = drawn(ResultFact("phq9", START, "intake", 16.0))["data"]
    assert trace["hovertext"] == ["Mon 2 Mar 2026, at intake<br>PHQ-9: 16, moderately severe"]


def phq9(*totals: float) -> tuple[ResultFact, ...]:
    days = [START + dt.timedelta(days=7 * number) for number in range(len(totals))]
    return tuple(ResultFact("phq9", day, "mid", total) for day, total in zip(days, totals, strict=True))


@pytest.mark.parametrize(
    ("totals", "symbols", "labels", "key"),
    [
        ((16,), ["diamond-open"], ["16"], None),
        ((16, 14), ["diamond-open"] * 2, ["16", "14"], "◇ no reliable difference from the first"),
        (
            (16, 14, 9, 8),
            ["diamond-open", "diamond-open", "diamond", "diamond"],
            ["16", "14", "9 better", "8"],
            "◇ no reliable difference from the first<br>◆ reliably better than the first",
        ),
        (
            (8, 16),
            ["diamond-open", "square"],
            ["8", "16 worse"],
            "◇ no reliable difference from the first<br>■ reliably worse than the first",
        ),
        # many scores: only the first, the last, and where something begins carry their number
        (
            (16, 15, 15, 14, 9, 9, 8),
            ["diamond-open"] * 4 + ["diamond"] * 3,
            ["16", "", "", "", "9 better", "", "8"],
            "◇ no reliable difference from the first<br>◆ reliably better than the first",
        ),
    ],
)
def test_shapes_and_words_say_what_differs_reliably_from_the_first(
    totals: tuple[float, ...], symbols: list[str], labels: list[str], key: str | None
) -> None:
    spec = drawn(*phq9(*totals))
    (trace,) = spec["data"]
    assert list(trace["marker"]["symbol"]) == symbols
    assert list(trace["text"]) == labels
    assert [text for text in texts(spec) if text.startswith("◇")] == ([key] if key else [])


def test_a_scale_without_reliability_claims_nothing() -> None:
    later = START + dt.timedelta(days=30)
    spec = drawn(ResultFact("who5", START, "intake", 20.0), ResultFact("who5", later, "mid", 80.0))
    assert list(spec["data"][0]["marker"]["symbol"]) == ["diamond-open", "diamond-open"]
    assert (
        "not known whether that is reliable: no reliability published that is sure enough"
        in spec["data"][0]["hovertext"][1]
    )


def test_the_hover_says_how_a_later_score_differs() -> None:
    hover = drawn(*phq9(16, 15, 9))["data"][0]["hovertext"]
    assert hover[1].split("<br>")[2:] == ["1 point lower than the first", "no reliable difference"]
    assert hover[2].split("<br>")[2:] == ["7 points lower than the first", "reliably improved"]


def test_the_cut_off_is_a_line_with_its_name_where_it_is_sure() -> None:
    spec = drawn(*phq9(16), ResultFact("pss10", START, "intake", 20.0))
    lines = [(shape["y0"], shape["y1"]) for shape in spec["layout"]["shapes"] if shape["type"] == "line"]
    assert lines == [(10, 10)]
    assert [text for text in texts(spec) if "cut-off" in text] == ["╌ 10: cut-off for possible depression"]


def test_a_follow_up_after_the_course_still_fits_on_the_axis() -> None:
    late = START + dt.timedelta(days=160)
    axis = drawn(ResultFact("phq9", late, "follow_up", 6.0))["layout"]["xaxis"]
    assert axis["range"][0] <= str(START) and axis["range"][1] > str(late)


def test_subscales_stand_below_totals() -> None:
    both = (
        ResultFact("4dkl", START, "intake", None, subscales=(("distress", 20.0),)),
        ResultFact("phq9", START, "intake", 16.0),
    )
    names = [panel.name for panel in questionnaires.panels(replace(COURSE, results=both), NL)]
    assert names == ["PHQ-9 – depressieve klachten", "4DKL distress"]


@pytest.mark.parametrize(
    ("first", "last", "positions"),
    [
        (20, 10, ["top right", "bottom left"]),  # the line falls between them: the words stand on its other sides
        (10, 20, ["bottom right", "top left"]),
        (20, 1, ["top right", "top center"]),  # no room below
        (1, 20, ["top center", "top left"]),
        (12, 12, ["top right", "top left"]),
    ],
)
def test_words_stand_off_the_line_and_inside_the_panel(first: float, last: float, positions: list[str]) -> None:
    assert list(drawn(*phq9(first, last))["data"][0]["textposition"]) == positions


def test_no_line_runs_through_a_number() -> None:
    """The dashed line of the cut-off would strike it out."""
    assert (
        list(drawn(*phq9(20, 14))["data"][0]["textposition"])[1] == "top center"
    )  # 10 lies where it would stand below


def test_a_number_high_in_its_panel_lifts_the_title_out_of_its_way() -> None:
    low, high = drawn(*phq9(12))["layout"]["height"], drawn(*phq9(27))["layout"]["height"]
    assert high > low
