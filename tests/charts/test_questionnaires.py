"""The figure of questionnaire scores: a panel for each scale, bands only where their source is sure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

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
    assert len(without) == 2  # its title, and the word "week"


def test_each_scale_runs_over_its_own_range() -> None:
    spec = drawn(ResultFact("phq9", START, "intake", 16.0), ResultFact("who5", START, "intake", 40.0))
    ranges = sorted(tuple(axis["range"]) for name, axis in spec["layout"].items() if name.startswith("yaxis"))
    assert ranges == [(0.0, 27.0), (0.0, 100.0)]


def test_the_hover_says_day_moment_score_and_band() -> None:
    (trace,) = drawn(ResultFact("phq9", START, "intake", 16.0))["data"]
    assert trace["hovertext"] == ["Mon 2 Mar 2026 · at intake · PHQ-9 – depressive symptoms 16 · moderately severe"]


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
