"""The small lines of the caseload."""

from __future__ import annotations

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.ui import caseload_sparkline
from runtherapy_data.ui.caseload_sparkline import HEIGHT, WIDTH, svg
from runtherapy_data.views.caseload_moved import Line

NS = "{http://www.w3.org/2000/svg}"
Values = list[int | None]


def drawn(values: Values) -> tuple[str, str]:
    """(the line between neighbours, the dots of days alone) as they stand in the picture."""
    group = ElementTree.fromstring(svg(values, "#B9770E")).find(f"{NS}g")
    assert group is not None
    line, alone = group.findall(f"{NS}path")
    return line.get("d") or "", alone.get("d") or ""


@pytest.mark.parametrize(
    "values, pieces, dots",
    [
        ([5, 5, 5, 5], 1, 0),
        ([5, None, 5, 5], 2, 1),
        ([5, 5, None, 5, 5], 2, 0),
        ([None, 5, None, 5, None], 2, 2),
        ([None, None], 0, 0),
        ([0, 0], 1, 0),
    ],
)
def test_a_gap_stays_a_gap(values: Values, pieces: int, dots: int) -> None:
    line, alone = drawn(values)
    assert (line.count("M"), alone.count("M")) == (pieces, dots)


@pytest.mark.parametrize("values", [[0, 10, 0, 10], [None] * 27 + [10], [3] * 28])
def test_everything_lies_within_the_picture(values: Values) -> None:
    for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", "".join(drawn(values))):
        assert 0 < float(x) < WIDTH and 0 < float(y) < HEIGHT


def test_a_higher_answer_lies_higher_whatever_the_others_were() -> None:
    def height(values: Values) -> float:
        return float(re.findall(r"[ML][\d.]+ ([\d.]+)", drawn(values)[0])[0])

    assert height([10, 10]) < height([5, 5]) < height([0, 0])
    assert height([5, 10]) == height([5, 0])


def test_a_questionnaire_lies_between_its_own_ends() -> None:
    points = re.search(r"M[\d.]+ ([\d.]+)L[\d.]+ ([\d.]+)", svg([0, 27], "#000", (0, 27)))
    assert points is not None
    assert [float(y) for y in points.groups()] == [HEIGHT - 3, 3]


@pytest.mark.parametrize(
    "line, dutch",
    [
        (Line("mood", (None, 4, None, 0), by_day=True), "op 2 van 4 dagen ingevuld, laagste 0, hoogste 4, laatste 0"),
        (Line("mood", (None, None), by_day=True), "geen antwoord in 2 dagen"),
        (Line("effort", (None,)), "niets ingevuld"),
        (Line("phq9", (14.5,), (0, 27)), "1 waarde: 14,5"),
        (Line("phq9", (15, 9, 8), (0, 27)), "3 waarden, eerste 15, laatste 8"),
    ],
)
def test_it_says_in_words_what_it_shows(line: Line, dutch: str) -> None:
    assert caseload_sparkline.alt(line, translator("nl")) == dutch


@pytest.mark.parametrize(
    "line, joins", [(Line("mood", (3, None, 4), by_day=True), 0), (Line("effort", (3, None, 4)), 1)]
)
def test_days_keep_their_gap_and_sessions_are_joined(line: Line, joins: int) -> None:
    markdown = caseload_sparkline.image(line, translator("en"), 92, 30)
    found = re.fullmatch(r"!\[([^\]]+)\]\(data:image/svg\+xml,([^)\s]+)\)", markdown)
    assert found is not None
    picture = ElementTree.fromstring(unquote(found[2]))
    assert (picture.get("width"), picture.get("height")) == ("92", "30")
    joined = picture.find(f"{NS}g/{NS}path")
    assert joined is not None and (joined.get("d") or "").count("L") == joins


def test_every_sign_is_a_picture_without_words() -> None:
    for sign in (caseload_sparkline.pause, caseload_sparkline.clock, caseload_sparkline.fresh, caseload_sparkline.tick):
        assert sign().startswith("![](data:image/svg+xml,")
