"""The trajectory figure, read as the data that the browser gets."""

from __future__ import annotations

import datetime as dt
import json
from html import unescape
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtherapy_data.charts import trajectory
from runtherapy_data.charts.trajectory_phases import LETTER_PX, NARROW_PX, labels
from runtherapy_data.charts.trajectory_weeks import MOST_NUMBERS, numbered
from runtherapy_data.i18n import translator
from runtherapy_data.measures.codes import PHASE_SHORT_NAMES, Phase
from runtherapy_data.views.course import Course, EventFact, PhaseSpan, ResultFact, Series
from tests.views.courses import answers, course, day, session

nl, en = translator("nl"), translator("en")
DAILY = {"mood": "y", "sleep": "y2", "energy": "y3"}


def drawn(shown: Course, **choices: Any) -> dict[str, Any]:
    """The figure as the browser gets it, after plotly's own check of every property."""
    figure = trajectory.figure(shown, nl, **choices)
    go.Figure(figure.to_dict())
    return json.loads(figure.to_json())


def texts(figure: dict[str, Any]) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def on_axis(figure: dict[str, Any], axis: str, *, mode: str) -> list[dict[str, Any]]:
    """The seen traces of one panel drawn in one mode."""
    found = (one for one in figure["data"] if one.get("yaxis", "y") == axis and one.get("mode") == mode)
    return [one for one in found if one["hoverinfo"] == "skip"]


def rich(**values: Any) -> Course:
    series = [answers(name, {number: 3 + number % 5 for number in range(0, 60, 2)}) for name in (*DAILY, "tension")]
    facts = {
        "sessions": tuple(session(number, planned_minutes=25) for number in range(1, 60, 3)),
        "results": (ResultFact("phq9", day(0), "intake", 12.0),),
        "events": (EventFact("holiday", day(20), day(30), "zee"), EventFact("illness", day(40), None)),
        "phases": (PhaseSpan("intake", day(0), day(6)), PhaseSpan("guided_running", day(7), day(83))),
    }
    return course(*series, today=60, weeks=12, **{**facts, **values})


def test_every_panel_keeps_the_range_0_to_10_whatever_was_answered() -> None:
    narrow = course(*(answers(name, dict.fromkeys(range(10), 5)) for name in DAILY))
    for shown in (narrow, rich(), course()):
        layout = drawn(shown)["layout"]
        assert all(layout[axis]["range"] == [-0.6, 10.6] for axis in ("yaxis", "yaxis2", "yaxis3"))


def test_dots_are_the_answers_and_gaps_stay_gaps() -> None:
    values = {0: 4, 1: 5, 2: 0, 3: 6, 4: 5, 5: 6, 15: 7, 16: 6, 40: 5, 41: 6}
    figure = drawn(course(answers("mood", values), today=45))
    (dots,) = on_axis(figure, "y", mode="markers")
    assert dots["x"] == [day(number).isoformat() for number in values]
    assert dots["y"] == list(values.values())
    band, line = on_axis(figure, "y", mode="lines")
    said = {one for one in line["x"] if one}
    assert day(10).isoformat() not in said  # the line breaks off in a gap of nine days
    assert day(10).isoformat() in band["x"]  # where the band goes on
    assert day(30).isoformat() not in band["x"]  # and in a gap of more than two weeks both break off


def test_too_few_days_give_dots_without_a_line() -> None:
    figure = drawn(course(answers("mood", {0: 4, 1: 5, 2: 6})))
    assert on_axis(figure, "y", mode="lines") == []
    assert len(on_axis(figure, "y", mode="markers")) == 1


def test_days_with_several_sessions_add_up_and_days_without_are_not_drawn() -> None:
    two = (session(2, planned_minutes=15), session(2, walking_minutes=5, running_minutes=0), session(4))
    bars = [one for one in drawn(course(sessions=two))["data"] if one["type"] == "bar"]
    ran, walked, planned = bars
    assert ran["x"] == walked["x"] == [day(2).isoformat(), day(4).isoformat()]
    assert (ran["y"], walked["y"], walked["base"]) == ([10, 10], [15, 10], [10, 10])
    assert planned["y"] == [15, 0]
    assert walked["marker"]["pattern"]["shape"] == "/"
    assert "pattern" not in ran["marker"]


@pytest.mark.parametrize("translate", [nl, en], ids=["nl", "en"])
def test_a_panel_that_was_never_asked_about_stays_and_says_so(translate: Any) -> None:
    shown = course(answers("mood", dict.fromkeys(range(10), 5)))
    notes = [note.text for note in trajectory.figure(shown, translate).layout.annotations]
    assert notes.count(translate("This was not asked about.")) == 2
    assert notes.count(translate("No sessions yet.")) == 1
    assert any(translate("Sleep") in note for note in notes)


def test_an_empty_course_is_drawn_as_empty_panels() -> None:
    said = texts(drawn(course(today=0)))
    assert said.count("Nog geen check-ins.") == 3
    assert "Nog geen sessies." in said
    said = texts(drawn(course(today=7, ends_on=day(7), end_reason="stopped_early")))
    assert said.count("Geen check-ins.") == 3
    assert "Geen sessies." in said


def test_the_ends_of_each_scale_are_named_in_words() -> None:
    said = texts(drawn(rich()))
    assert said.count("0 heel slecht · 10 heel goed") == 2
    assert "0 helemaal geen · 10 heel veel" in said


def test_tension_is_drawn_dashed_and_only_when_asked_for() -> None:
    assert not any("Spanning" in one for one in texts(drawn(rich())))
    figure = drawn(rich(), with_tension=True)
    assert any("Spanning" in one for one in texts(figure))
    dashes = [one["line"].get("dash") for one in on_axis(figure, "y", mode="lines") if "dash" in one["line"]]
    assert sorted(dashes) == ["6px,4px", "solid"]


def test_the_hover_says_the_day_in_short_lines_in_every_panel() -> None:
    walk = session(64, planned_minutes=25, walking_minutes=8, running_minutes=12, feeling_before=5, feeling_after=7)
    shown = course(answers("mood", {64: 6}), answers("sleep", {64: 7}), today=66, sessions=(walk,))
    hovers = [one for one in drawn(shown)["data"] if one["hoverinfo"] == "text"]
    assert {one["yaxis"] for one in hovers} == {"y", "y2", "y3", "y4", "y5"}
    for one in hovers:
        assert one["x0"] == day(0).isoformat()
        assert one["text"][64].split("<br>") == [
            "di 12 mei · week 10",
            "stemming 6, slaap 7",
            "met de therapeut, 25 min gepland",
            "12 min hardgelopen, 8 min gewandeld",
            "gevoel 5 → 7",
        ]
        assert one["text"][1] == "di 10 mrt · week 1<br>geen check-in"
        assert len(one["text"]) == 67  # up to today, no further


def test_the_hover_says_intervals_on_one_line() -> None:
    turns = session(2, walking_minutes=15, running_minutes=10, intervals="5x(2/3)")
    said = [one["text"][2] for one in drawn(course(today=3, sessions=(turns,)))["data"] if one["hoverinfo"] == "text"]
    assert said
    for text in said:
        assert text.split("<br>")[-1] == "5 × (2 min hardlopen / 3 min wandelen)"


def test_the_hover_shows_a_note_as_it_was_written() -> None:
    note = '<a href="https://x.example">a</a> & <b>'
    shown = course(answers("mood", {0: 5}), events=(EventFact("holiday", day(0), None, note),))
    said = [one["text"][0] for one in drawn(shown)["data"] if one["hoverinfo"] == "text"]
    assert said
    for text in said:
        pieces = text.split("<br>")
        assert not any("<" in piece or ">" in piece for piece in pieces)
        assert note in unescape(" ".join(pieces))


def test_one_crosshair_runs_through_all_panels_and_nothing_zooms_by_dragging() -> None:
    layout = drawn(rich())["layout"]
    assert (layout["xaxis"]["showspikes"], layout["xaxis"]["spikemode"]) == (True, "across")
    theme = layout["template"]["layout"]
    assert theme["dragmode"] is False
    assert theme["showlegend"] is False
    assert theme["xaxis"]["fixedrange"] is True


def test_chosen_weeks_bound_the_axis() -> None:
    layout = drawn(rich(), weeks=(4, 7))["layout"]
    assert layout["xaxis"]["range"] == ["2026-03-29T12:00", "2026-04-26T12:00"]
    assert layout["xaxis"]["ticktext"] == ["4", "5", "6", "7"]


def test_today_is_marked_and_an_ended_course_says_end() -> None:
    assert "vandaag" in texts(drawn(rich()))
    assert "einde" in texts(drawn(rich(ends_on=day(60), end_reason="completed")))
    assert "vandaag" not in texts(drawn(rich(), weeks=(1, 2)))


@pytest.mark.parametrize(("first", "last"), [(1, 8), (1, 12), (-1, 10), (1, 20), (1, 34), (1, 52), (-10, 156)])
def test_week_numbers_find_room_on_a_phone(first: int, last: int) -> None:
    said = numbered(first, last)
    assert 1 < len(said) <= MOST_NUMBERS + 1
    assert said == sorted(set(said))
    assert last - first >= MOST_NUMBERS or said == list(range(first, last + 1))


@given(starts=st.lists(st.integers(0, 150), min_size=1, max_size=9, unique=True), weeks=st.integers(4, 34))
@settings(max_examples=60, deadline=None)
def test_phase_names_never_run_into_each_other(starts: list[int], weeks: int) -> None:
    codes, last = list(Phase), weeks * 7 - 1
    begins = sorted(number for number in starts if number <= last)
    ends = [*(number - 1 for number in begins[1:]), last]
    spans = [PhaseSpan(codes[at % 6], day(a), day(z)) for at, (a, z) in enumerate(zip(begins, ends, strict=False))]
    placed = labels(spans, day(0), day(last), nl)
    px = NARROW_PX / (last + 1)
    for row in {one.row for one in placed}:
        edges = [((one.day - day(0)).days * px, len(one.text) * LETTER_PX) for one in placed if one.row == row]
        assert all(at + width <= following for (at, width), (following, _) in pairwise(edges))


def test_every_phase_has_a_short_name() -> None:
    assert set(PHASE_SHORT_NAMES) == set(Phase)


SERIES = st.dictionaries(st.integers(-20, 120), st.integers(0, 10), max_size=60)


@given(
    mood=SERIES,
    sleep=SERIES,
    tension=SERIES,
    sessions=st.lists(st.tuples(st.integers(-20, 120), st.integers(0, 600), st.none() | st.integers(0, 600))),
    today=st.integers(-30, 200),
    weeks=st.integers(1, 52),
    chosen=st.none() | st.tuples(st.integers(-2, 20), st.integers(-2, 20)),
    with_tension=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_no_course_is_too_gappy_to_be_drawn(
    mood: dict[int, int],
    sleep: dict[int, int],
    tension: dict[int, int],
    sessions: list[tuple[int, int, int | None]],
    today: int,
    weeks: int,
    chosen: tuple[int, int] | None,
    with_tension: bool,
) -> None:
    series = [answers("mood", mood), answers("sleep", sleep), answers("tension", tension)]
    facts = tuple(session(at, running_minutes=ran, planned_minutes=planned) for at, ran, planned in sessions)
    shown = course(*series, today=today, weeks=weeks, sessions=facts)
    drawn(shown, weeks=chosen, with_tension=with_tension)


def test_a_series_of_one_day_and_a_course_of_one_day_are_drawn() -> None:
    one = Series("mood", (day(0),), (5,))
    drawn(course(one, today=0, weeks=1, results=(ResultFact("phq9", day(0), "intake", 3.0),)))


def test_the_reader_can_only_look_and_keep_a_picture() -> None:
    config = trajectory.config(nl)
    assert config["modeBarButtons"] == [["toImage"]]
    assert config["scrollZoom"] is False
    assert config["locales"]["nl"]["dictionary"]["Download plot as a PNG"] == "Bewaar als afbeelding"


def test_the_same_course_gives_the_same_figure() -> None:
    assert trajectory.figure(rich(), nl).to_json() == trajectory.figure(rich(), nl).to_json()
    assert dt.date.today().isoformat() not in trajectory.figure(rich(), nl).to_json()  # noqa: DTZ011 - no clock
