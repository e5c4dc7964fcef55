"""Painting a figure without a browser: everything of our figures, in its place, nothing left out silently."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from runtherapy_data.charts import cohorts, questionnaires, theme, trajectory
from runtherapy_data.charts.svg import UnpaintedError, paint
from runtherapy_data.i18n import translator
from runtherapy_data.measures.daily import DAILY
from runtherapy_data.views.cohorts import Comparison
from runtherapy_data.views.course import Course, EventFact, PhaseSpan, ResultFact
from tests.charts.test_cohorts import group
from tests.views.courses import answers, course, day, session

NL = translator("nl")
INK = "#1E2A2B"
SVG = "{http://www.w3.org/2000/svg}"


def full() -> Course:
    """A course with something of everything that the figure draws."""
    numbers = range(35)
    return course(
        *(answers(one.code, {number: (number * 7 + place) % 11 for number in numbers if number not in range(20, 26)})
          for place, one in enumerate(DAILY)),
        sessions=(session(2, planned_minutes=25), session(4, kind="independent", running_minutes=0), session(30)),
        results=(ResultFact("phq9", day(0), "intake", 16.0), ResultFact("phq9", day(28), "mid", 9.0),
                 ResultFact("4dkl", day(0), "intake", None, (("distress", 20.0),))),
        events=(EventFact("illness", day(20), day(25)), EventFact("holiday", day(33), None)),
        phases=(PhaseSpan("intake", day(0), day(6)), PhaseSpan("guided_running", day(7), day(69))),
    )  # fmt: skip


def every_figure() -> Iterator[tuple[str, go.Figure]]:
    """All figures of the product, in the ways that they are drawn."""
    one = full()
    yield "trajectory", trajectory.figure(one, NL)
    yield "trajectory with tension", trajectory.figure(one, NL, with_tension=True)
    yield "trajectory on a phone", trajectory.figure(one, NL, compact=True)
    yield "trajectory of some weeks", trajectory.figure(one, NL, weeks=(4, 5))
    yield "trajectory of a long course", trajectory.figure(replace(one, last_on=day(200), weeks=29), NL)
    yield "trajectory of an ended course", trajectory.figure(replace(one, ends_on=day(30), today=day(30)), NL)
    yield "trajectory of nothing", trajectory.figure(course(), NL)
    drawn = questionnaires.figure(one, NL)
    assert drawn is not None
    yield "questionnaires", drawn
    pair = group("depression", {1: 4.0, 2: 4.5, 4: 5.0}, 5), group("anxiety_panic", {1: 5.0, 2: 5.0}, 5)
    yield "cohorts", cohorts.figure(Comparison(*pair, 5, None, True, {"one": "One"}), NL)


FIGURES = dict(every_figure())


def painted(fig: go.Figure, width: float = 680) -> ElementTree.Element:
    return ElementTree.fromstring(paint(fig, width=width, ink=INK))


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(node.itertext()).strip() for node in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_of_the_product_is_painted_with_all_its_words(name: str) -> None:
    root = painted(FIGURES[name])
    said = "\n".join(texts(root))
    for note in FIGURES[name].to_dict()["layout"]["annotations"]:
        for line in re.split(r"<br>", note["text"]):
            plain = re.sub(r"<[^>]*>", "", line).strip()
            assert plain in said
    assert float(root.attrib["height"]) == FIGURES[name].to_dict()["layout"]["height"]


def test_the_figure_with_what_a_signal_rests_on_is_painted_too() -> None:
    evidence = pytest.importorskip("runtherapy_data.views.signal_evidence")
    pointed = evidence.Evidence(days=(day(3), day(4), day(8)), measures=("mood", "energy"), levels=(("mood", 5.5),))
    root = painted(trajectory.figure(full(), NL, evidence=pointed))
    assert any("5,5" in text for text in texts(root))


def marks_of(fig: go.Figure) -> int:
    shown = 0
    for trace in fig.to_dict()["data"]:
        if trace["type"] == "scatter" and "markers" in trace["mode"] and trace.get("marker", {}).get("opacity") != 0:
            shown += sum(x is not None and y is not None for x, y in zip(trace["x"], trace["y"], strict=True))
    return shown


@pytest.mark.parametrize("name", FIGURES)
def test_each_point_has_its_mark(name: str) -> None:
    root = painted(FIGURES[name])
    assert sum(1 for node in root.iter() if node.tag in (f"{SVG}circle", f"{SVG}polygon")) == marks_of(FIGURES[name])


LAYOUT: dict[str, Any] = {
    "height": 200, "margin": {"l": 10, "r": 20, "t": 30, "b": 40, "pad": 0},
    "xaxis": {"type": "date", "range": ["2026-03-01", "2026-03-11"], "showgrid": False, "tickvals": [],
              "zeroline": False},
    "yaxis": {"range": [0, 10], "tickmode": "array", "tickvals": [0, 5], "zeroline": False},
}  # fmt: skip


def small(*traces: dict[str, Any], **layout: Any) -> go.Figure:
    return theme.drawn(list(traces), {**LAYOUT, **layout})


def test_a_value_lies_where_its_axes_say() -> None:
    mark = {"type": "scatter", "mode": "markers", "x": ["2026-03-06"], "y": [7.5], "marker": {"size": 8}}
    (circle,) = painted(small(mark), 230).iter(f"{SVG}circle")
    # The plot is 200 wide from 10 on and 130 high from 30 on: half of the one, a quarter down the other.
    assert [float(circle.attrib[key]) for key in ("cx", "cy", "r")] == [110, 62.5, 4]


def test_a_bar_stands_on_its_base_and_is_as_wide_as_it_says() -> None:
    a_day = 86_400_000
    bar = {"type": "bar", "x": ["2026-03-06"], "y": [4], "base": [2], "width": a_day, "marker": {"color": "#123456"}}
    (box,) = (node for node in painted(small(bar), 230).iter(f"{SVG}rect") if node.attrib.get("fill") == "#123456")
    assert [float(box.attrib[key]) for key in ("x", "y", "width", "height")] == [100, 82, 20, 52]


def test_a_line_breaks_where_a_value_is_missing() -> None:
    days = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"]
    line = {"type": "scatter", "mode": "lines", "x": days, "y": [1, 2, None, 3], "line": {"color": "#123456"}}
    (path,) = (node for node in painted(small(line)).iter(f"{SVG}path") if node.attrib.get("stroke") == "#123456")
    assert path.attrib["d"].count("M") == 2


def test_marks_may_differ_from_point_to_point() -> None:
    marker = {"symbol": ["circle", "square"], "size": [4, 8], "color": ["#123456", "#654321"]}
    trace = {"type": "scatter", "mode": "markers", "x": ["2026-03-02", "2026-03-03"], "y": [1, 2], "marker": marker}
    root = painted(small(trace))
    found = [(node.tag.removeprefix(SVG), node.attrib["fill"]) for node in root.iter() if "fill" in node.attrib]
    assert [one for one in found if one[0] != "text"] == [("circle", "#123456"), ("polygon", "#654321")]


def test_what_is_only_there_to_be_pointed_at_is_not_painted() -> None:
    unseen = {"type": "scatter", "mode": "markers", "x": ["2026-03-06"], "y": [5], "marker": {"opacity": 0},
              "text": ["the words of a client"]}  # fmt: skip
    assert "the words" not in paint(small(unseen), width=230, ink=INK)


def test_the_text_colour_of_the_screen_becomes_the_ink_of_the_paper() -> None:
    svg = paint(FIGURES["trajectory"], width=680, ink=INK)
    assert theme.TEXT not in svg and INK in svg


def test_days_and_moments_are_read_in_every_spelling() -> None:
    noon = dt.datetime(2026, 3, 6, 12, tzinfo=dt.UTC)
    line = {"type": "line", "x0": "2026-03-06_12:00", "x1": noon, "y0": 0, "y1": 1,
            "yref": "y domain", "xref": "x", "line": {"color": "#123456", "width": 1}}  # fmt: skip
    (drawn,) = (node for node in painted(small(shapes=[line]), 230).iter(f"{SVG}line")
                if node.attrib["stroke"] == "#123456")  # fmt: skip
    assert drawn.attrib["x1"] == drawn.attrib["x2"] == "120"


def test_letters_that_mean_something_in_xml_are_only_letters() -> None:
    note = {"text": "<b>a &lt; b &amp; c</b>\x00", "x": 0, "y": 0, "xref": "paper", "yref": "paper", "showarrow": False}
    assert texts(painted(small(annotations=[note]))) == ["0", "5", "a < b & c"]


DOT = {"type": "scatter", "mode": "markers", "x": ["2026-03-06"], "y": [5]}
NOTE = {"text": "x", "x": 0, "y": 0, "xref": "paper", "yref": "paper", "showarrow": False}


@pytest.mark.parametrize(
    ("fig", "named"),
    [
        (small({"type": "pie", "values": [1]}), "trace.type = 'pie'"),
        (small({**DOT, "error_y": {"array": [1]}}), "scatter.error_y"),
        (small({**DOT, "marker": {"gradient": {"type": "radial"}}}), "scatter.marker.gradient"),
        (small({**DOT, "marker": {"line": {"width": [4, 5]}}}), "scatter.marker.line.width"),
        (small({**DOT, "marker": {"symbol": "star"}}), "scatter.marker.symbol = 'star'"),
        (small({**DOT, "mode": "lines", "line": {"dash": "5%"}}), "line.dash"),
        (small({**DOT, "mode": "lines", "line": {"shape": "spline"}}), "scatter.line.shape"),
        (small({**DOT, "fill": "tozeroy"}), "scatter.fill"),
        (small({**DOT, "stackgroup": "one"}), "scatter.stackgroup"),
        (small(DOT, title={"text": "x"}), "layout.title"),
        (small(DOT, barmode="stack"), "layout.barmode"),
        (small(DOT, xaxis={**LAYOUT["xaxis"], "tickformat": "%d"}), "xaxis.tickformat"),
        (small(DOT, yaxis={**LAYOUT["yaxis"], "type": "log"}), "axis.type"),
        (small(DOT, yaxis={"tickvals": []}), "without a range"),
        (small(DOT, annotations=[{**NOTE, "showarrow": True}]), "annotation.showarrow"),
        (small(DOT, annotations=[{**NOTE, "text": "<i>x</i>"}]), "<i>"),
        (small(DOT, annotations=[{**NOTE, "textangle": 90}]), "annotation.textangle"),
        (small(DOT, shapes=[{"type": "circle", "x0": 0, "x1": 1, "y0": 0, "y1": 1}]), "shape.type"),
        (small(DOT, shapes=[{"type": "path", "path": "M 0,0 Q 1,1 2,2"}]), "shape.path"),
        (small({**DOT, "x": [object()]}), "on an axis"),
        (small({"type": "bar", "x": [], "y": [], "width": 1, "marker": {"pattern": {"shape": "x", "fgcolor": "#000"}}}),
         "pattern.shape"),
    ],
)  # fmt: skip
def test_what_is_not_painted_is_refused_by_name(fig: go.Figure, named: str) -> None:
    with pytest.raises(UnpaintedError, match=re.escape(named)):
        paint(fig, width=230, ink=INK)
