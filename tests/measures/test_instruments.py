"""The questionnaires as data: one walk over all files, and what their certainty lets through."""

from __future__ import annotations

import itertools

import pytest

from runtherapy_data.errors import ConfigurationError
from runtherapy_data.measures.instruments import FOLDER, Instrument, Scale, instrument, instruments, read_instrument


def scales(one: Instrument) -> list[Scale]:
    return [scale for scale in (one.total, *one.subscales) if scale is not None]


@pytest.mark.parametrize("one", instruments(), ids=lambda one: one.id)
def test_an_instrument_file_is_named_after_its_id_and_has_a_score_with_a_range(one: Instrument) -> None:
    assert (FOLDER / f"{one.id}.toml").exists()
    assert len(one.id) <= 30  # the column that keeps it
    assert scales(one)
    for scale in scales(one):
        assert scale.range is not None
        assert scale.range[0] < scale.range[1]


@pytest.mark.parametrize("one", instruments(), ids=lambda one: one.id)
def test_bands_cover_the_range_without_gap_or_overlap(one: Instrument) -> None:
    for scale in scales(one):
        if scale.bands is None or scale.range is None:
            continue
        steps = scale.bands.steps
        assert (steps[0].low, steps[-1].high) == scale.range
        assert all(after.low == before.high + 1 for before, after in itertools.pairwise(steps))


@pytest.mark.parametrize(
    ("id", "total", "band"),
    [
        ("phq9", 0, "minimaal"), ("phq9", 4.5, "minimaal"), ("phq9", 5, "licht"), ("phq9", 15, "matig-ernstig"),
        ("phq9", 27, "ernstig"), ("phq9", 28, None), ("phq9", -1, None), ("gad7", 14, "matig"), ("who5", 40, None),
        ("bdi", 30, None), ("4dkl", 10, None),
    ],
)  # fmt: skip
def test_the_band_of_a_total(id: str, total: float, band: str | None) -> None:
    known = instrument(id)
    assert known is not None
    found = known.band_of(total)
    assert (found.words.said("nl") if found else None) == band


def test_bands_that_were_not_verified_do_not_load_but_their_neighbours_do() -> None:
    known = instrument("4dkl")
    assert known is not None
    assert {one.id: one.bands is not None for one in known.subscales} == {
        "distress": False, "depression": True, "anxiety": True, "somatisation": False,
    }  # fmt: skip


FILE = """
id = "x"
name = {{ nl = "X", en = "X" }}
direction = {{ value = "higher_is_worse", source = "s", certainty = "{direction}" }}
licence = {{ words = {{ nl = "vrij", en = "free" }}, source = "s", certainty = "UNSURE" }}
[total]
range = {{ value = [0, 10], source = "s", certainty = "{range}" }}
cutoff = {{ value = 5, side = "at_or_above", meaning = {{ nl = "m", en = "m" }}, source = "s", certainty = "{cutoff}" }}
"""


def test_a_cut_off_of_general_knowledge_stays_away_and_a_range_of_general_knowledge_does_not() -> None:
    one = read_instrument(FILE.format(direction="verified", range="general knowledge", cutoff="general knowledge"))
    assert (one.range, one.cutoff) == ((0, 10), None)
    sure = read_instrument(FILE.format(direction="verified", range="verified", cutoff="verified"))
    assert sure.cutoff is not None


def test_an_unsure_direction_or_an_unknown_certainty_stops_the_file() -> None:
    with pytest.raises(ConfigurationError, match="direction"):
        read_instrument(FILE.format(direction="UNSURE", range="verified", cutoff="verified"))
    with pytest.raises(ConfigurationError, match="certainty"):
        read_instrument(FILE.format(direction="verified", range="rather sure", cutoff="verified"))


def test_an_unknown_instrument_is_none() -> None:
    assert instrument("nope") is None
