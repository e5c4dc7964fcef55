"""The small lines of the caseload."""

from __future__ import annotations

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.measures.daily import MOOD
from runtherapy_data.ui import caseload_sparkline
from runtherapy_data.ui.caseload_sparkline import HEIGHT, WIDTH, svg

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


@pytest.mark.parametrize(
    "values, dutch",
    [
        ([None, 4, None, 0], "op 2 van 4 dagen ingevuld, laagste 0, hoogste 4, laatste 0"),
        ([None, None], "geen antwoord in 2 dagen"),
    ],
)
def test_it_says_in_words_what_it_shows(values: Values, dutch: str) -> None:
    assert caseload_sparkline.alt(values, translator("nl")) == dutch


def test_the_picture_survives_being_an_address() -> None:
    markdown = caseload_sparkline.image(MOOD, [3, None, 4], translator("en"))
    found = re.fullmatch(r"!\[([^\]]+)\]\(data:image/svg\+xml,([^)\s]+)\)", markdown)
    assert found is not None
    assert ElementTree.fromstring(unquote(found[2])).tag == f"{NS}svg"
