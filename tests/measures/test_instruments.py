"""The questionnaires as data: one walk over all files, what their certainty lets through, and what is refused."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import BaseModel

from runtherapy_data.errors import ConfigurationError, NotFoundError
from runtherapy_data.i18n import translator
from runtherapy_data.measures.fact_list import listed_facts
from runtherapy_data.measures.fact_words import certainty, fact_name, in_words
from runtherapy_data.measures.facts import Cutoff, Number, PublishedChange
from runtherapy_data.measures.instruments import (
    FOLDER,
    Instrument,
    Items,
    instrument,
    instrument_named,
    instruments,
    read_instrument,
)  # fmt: skip
from runtherapy_data.measures.scales import Scale
from runtherapy_data.measures.scoring import score
from runtherapy_data.measures.words import Words

NL, EN = translator("nl"), translator("en")
ENGLISH = {"the", "that", "which", "after", "abstract", "manual", "page", "above", "for", "a", "not", "sensitivity"}


def known(id: str) -> Instrument:
    found = instrument(id)
    assert found is not None
    return found


def scales(one: Instrument) -> list[Scale]:
    return [scale for scale in (one.total, *one.subscales) if scale is not None]


def words_in(part: Any) -> list[Words]:
    if isinstance(part, Words):
        return [part]
    if isinstance(part, BaseModel):
        return [words for name in type(part).model_fields for words in words_in(getattr(part, name))]
    values = part.values() if isinstance(part, dict) else part if isinstance(part, tuple) else ()
    return [words for value in values for words in words_in(value)]


def extreme(items: Items, *, best: bool) -> list[float]:
    """Answers that give the lowest score (best) or the highest."""
    low, high = items.answers if best else items.answers[::-1]
    return [high if number in items.reverse else low for number in range(1, items.most + 1)]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_an_instrument_file_is_whole_and_agrees_with_itself(path: Any) -> None:
    one = read_instrument(path.read_text(encoding="utf-8"), path.name)  # refuses what contradicts itself
    assert one.id == path.stem
    assert len(one.id) <= 30  # the column that keeps it
    for scale in scales(one):
        assert scale.range is not None
        assert scale.range[0] < scale.range[1]
        assert (scale.sd is None) or scale.reliability is not None, "an SD is of no use alone"
    for words in words_in(one.file):
        assert words.nl.strip() == words.nl != ""
        assert words.en.strip() == words.en != ""
    if one.items is not None:
        for best in (True, False):
            found = score(one, extreme(one.items, best=best))
            expected = 0 if best else 1
            assert found.total == (one.range[expected] if one.range else None)
            for part in one.subscales:
                assert part.range is not None
                assert found.subscales[part.id] == (part.range[expected] if part.items else None)


@pytest.mark.parametrize("one", instruments(), ids=lambda one: one.id)
def test_every_fact_is_listed_with_its_source_and_said_in_both_languages(one: Instrument) -> None:
    listed = listed_facts(one.file)
    assert {"direction", "licence", "item_wording"} <= {fact.path for fact in listed}
    for fact in listed:
        assert len(fact.fact.source) > 3
        for language in (NL, EN):
            assert fact_name(fact, one, language)
            assert certainty(fact, language)
            assert in_words(fact, language)
        if fact.fact.certainty == "UNSURE":
            assert (fact.value, in_words(fact, EN), fact.is_used) == (None, "–", False)
        else:
            assert fact.value is not None
            assert "source_nl" not in str(fact.value)


@pytest.mark.parametrize("one", instruments(), ids=lambda one: one.id)
def test_a_source_that_is_read_beside_a_change_has_its_dutch(one: Instrument) -> None:
    """Those of a cut-off, an SD, a reliability and a threshold for change stand on the therapist's page."""
    for listed in listed_facts(one.file):
        if isinstance(listed.fact, Cutoff | Number | PublishedChange) and listed.is_used:
            assert not ENGLISH & set(re.findall(r"\w+", listed.fact.cited("nl"))), listed.path
            assert listed.fact.cited("en") == listed.fact.source


@pytest.mark.parametrize(
    ("id", "total", "band"),
    [
        ("phq9", 0, "minimaal"), ("phq9", 4.5, "minimaal"), ("phq9", 5, "licht"), ("phq9", 15, "matig-ernstig"),
        ("phq9", 27, "ernstig"), ("phq9", 28, None), ("phq9", -1, None), ("gad7", 14, "matig"), ("who5", 40, None),
        ("isi", 7, "geen"), ("isi", 22, "ernstig"), ("bdi", 30, None), ("4dkl", 10, None), ("pss10", 27, None),
    ],
)  # fmt: skip
def test_the_band_of_a_total(id: str, total: float, band: str | None) -> None:
    found = known(id).band_of(total)
    assert (found.words.said("nl") if found else None) == band


def test_bands_that_were_not_verified_do_not_load_but_their_neighbours_do() -> None:
    assert {one.id: one.bands is not None for one in known("4dkl").subscales} == {
        "distress": False, "depression": True, "anxiety": True, "somatisation": False,
    }  # fmt: skip
    assert not any(one.bands for one in known("dass21").subscales)


@pytest.mark.parametrize(
    ("id", "part", "sd", "reliability"),
    [
        ("phq9", "", 6.1, 0.89), ("gad7", "", 4.7, 0.92), ("pss10", "", 6.35, 0.78), ("isi", "", 7.969, 0.9),
        ("dass21", "depression", 7.74, 0.88), ("dass21", "anxiety", 5.9, 0.82), ("dass21", "stress", 8.4, 0.9),
        ("hads", "anxiety", None, 0.83), ("who5", "", None, None), ("cis20", "", None, None),
        ("4dkl", "distress", None, None), ("bat", "", None, None), ("ors", "", None, None), ("psk", "", None, None),
    ],
)  # fmt: skip
def test_what_a_change_is_measured_with(id: str, part: str, sd: float | None, reliability: float | None) -> None:
    scale = known(id).scale(part)
    assert scale is not None
    assert (scale.sd and scale.sd.value, scale.reliability and scale.reliability.value) == (sd, reliability)


def test_the_spread_of_the_isi_gives_the_published_smallest_detectable_change() -> None:
    """Dieperink 2020: SEM 2.52 → 1.96 × √2 × 2.52 = 6.985, published as 6.99."""
    total = known("isi").total
    assert total is not None
    assert total.sd is not None
    assert total.reliability is not None
    sem = total.sd.value * (1 - total.reliability.value) ** 0.5
    assert sem == pytest.approx(2.52, abs=0.0005)
    assert 1.96 * 2**0.5 * sem == pytest.approx(6.99, abs=0.005)


@pytest.mark.parametrize(
    ("id", "points", "caseness"), [("phq9", 6, 10), ("gad7", 4, 8), ("ors", 5, None), ("who5", None, None)]
)
def test_published_thresholds_stand_apart_from_the_cut_off(id: str, points: int | None, caseness: int | None) -> None:
    total = known(id).total
    published = total.published_change if total else None
    assert (published.points if published else None) == points
    assert (published.caseness.value if published and published.caseness else None) == caseness


def test_only_a_risk_item_that_is_sure_loads() -> None:
    found = {one.id: [(risk.item, risk.at_or_above) for risk in one.risk_items] for one in instruments()}
    assert {id: risks for id, risks in found.items() if risks} == {"phq9": [(9, 1)]}
    assert [one.path for one in listed_facts(known("4dkl").file)].count("risk_items") == 2


@pytest.mark.parametrize(
    ("id", "rule"), [("phq9", (2, "total")), ("dass21", (1, "each_subscale")), ("gad7", None), ("who5", None)]
)
def test_a_missing_item_rule_that_is_unsure_is_none(id: str, rule: tuple[int, str] | None) -> None:
    missing = known(id).missing
    assert ((missing.at_most, missing.of) if missing else None) == rule


@pytest.mark.parametrize(
    ("written", "id"),
    [("phq9", "phq9"), ("PHQ-9", "phq9"), (" Phq 9 ", "phq9"), ("4DSQ", "4dkl"), ("dass-21", "dass21"), ("PSK", "psk")],
)
def test_an_instrument_is_found_by_its_id_or_short_name_in_any_case(written: str, id: str) -> None:
    assert instrument_named(written).id == id


@pytest.mark.parametrize("written", ["phq", "", "phq99", "-"])
def test_an_unknown_instrument_is_refused_with_the_known_ones(written: str) -> None:
    assert instrument(written) is None
    with pytest.raises(NotFoundError, match=r"4dkl, bat, .* who5"):
        instrument_named(written)


FILE = """
id = "x"
name = { nl = "X", en = "X" }
direction = { value = "higher_is_worse", source = "s", certainty = "verified" }
licence = { words = { nl = "vrij", en = "free" }, source = "s", certainty = "UNSURE" }
missing = { at_most = 1, of = "total", source = "s", certainty = "general knowledge" }
[[risk_items]]
item = 2
at_or_above = 1
source = "s"
certainty = "general knowledge"
[items]
count = { value = 4, source = "s", certainty = "verified" }
answers = { value = [0, 3], source = "s", certainty = "verified" }
method = { value = "sum", source = "s", certainty = "verified" }
reverse = { value = [4], source = "s", certainty = "general knowledge" }
[total]
range = { value = [0, 12], source = "s", certainty = "general knowledge" }
cutoff = { value = 5, side = "at_or_above", meaning = { nl = "m", en = "m" }, source = "s", certainty = "verified" }
sd = { value = 3, kind = { nl = "sd", en = "sd" }, source = "s", certainty = "general knowledge" }
reliability = { value = 0.8, kind = { nl = "alfa", en = "alpha" }, source = "s", certainty = "verified" }
[total.bands]
source = "s"
certainty = "verified"
steps = [{ low = 0, high = 4, words = { nl = "l", en = "l" } }, { low = 5, high = 12, words = { nl = "h", en = "h" } }]
[subscales.a]
name = { nl = "A", en = "A" }
items = { value = [1, 2], source = "s", certainty = "verified" }
range = { value = [0, 6], source = "s", certainty = "verified" }
[subscales.b]
name = { nl = "B", en = "B" }
items = { value = [3, 4], source = "s", certainty = "verified" }
range = { value = [0, 6], source = "s", certainty = "verified" }
[[remarks]]
about = "a"
words = { nl = "o", en = "r" }
source = "s"
certainty = "UNSURE"
"""


def with_certainty(fact: str, certainty: str) -> Instrument:
    """The file above with another certainty of one fact."""
    text, changed = re.subn(rf'(?m)^({fact} = .*certainty = )"[^"]*"', rf'\1"{certainty}"', FILE)
    assert changed == 1
    return read_instrument(text)


def test_what_means_something_loads_only_when_verified_and_what_counts_also_when_cited() -> None:
    whole = read_instrument(FILE)
    assert (whole.range, whole.licence, whole.remarks) == ((0, 12), None, ())
    assert whole.cutoff is not None
    assert whole.total is not None
    assert whole.total.sd is not None
    assert (whole.total.sd.value, whole.total.sd.certainty) == (3, "general knowledge")
    assert with_certainty("cutoff", "general knowledge").cutoff is None
    assert with_certainty("cutoff", "UNSURE").cutoff is None


@pytest.mark.parametrize("fact", ["count", "answers", "method", "reverse"])
def test_items_with_an_unsure_part_are_not_scored_at_all(fact: str) -> None:
    assert with_certainty(fact, "UNSURE").items is None


def test_an_unsure_fact_is_as_if_it_were_not_there() -> None:
    without = with_certainty("sd", "UNSURE").total
    assert without is not None
    assert without.sd is None
    assert with_certainty("missing", "UNSURE").missing is None


WRONG = {
    "direction unsure": ('"higher_is_worse", source = "s", certainty = "verified"',
                         '"higher_is_worse", source = "s", certainty = "UNSURE"', "direction"),
    "direction unknown": ('"higher_is_worse"', '"sideways"', "direction"),
    "a fact without a source": ('value = 4, source = "s"', 'value = 4, source = ""', "items.count.source"),
    "an unknown certainty": ('at_most = 1, of = "total", source = "s", certainty = "general knowledge"',
                             'at_most = 1, of = "total", source = "s", certainty = "rather sure"', "missing.certainty"),
    "one language only": ('name = { nl = "A", en = "A" }', 'name = { nl = "A" }', "subscales.a.name.en"),
    "an empty text": ('name = { nl = "A", en = "A" }', 'name = { nl = "A", en = "" }', "subscales.a.name.en"),
    "a fact that there is not": ("[items]\n", "[items]\nlength = 3\n", "items.length"),
    "range upside down": ("value = [0, 12]", "value = [12, 0]", "total.range"),
    "range that items do not give": ("count = { value = 4", "count = { value = 5", "total.range"),
    "subscale range that its items do not give": ("range = { value = [0, 6]", "range = { value = [0, 9]",
                                                  "subscales.a.range"),
    "bands with a hole": ("low = 5, high = 12", "low = 6, high = 12", "total.bands"),
    "bands that overlap": ("low = 5, high = 12", "low = 4, high = 12", "total.bands"),
    "bands that stop early": ("low = 5, high = 12", "low = 5, high = 11", "total.bands"),
    "a band that ends before it begins": ("low = 0, high = 4", "low = 0, high = -1", "total.bands"),
    "cut-off outside the range": ("cutoff = { value = 5", "cutoff = { value = 13", "total.cutoff"),
    "reliability of 1": ("value = 0.8", "value = 1.0", "total.reliability"),
    "an SD larger than the range": ("sd = { value = 3", "sd = { value = 30", "total.sd"),
    "an SD of 0": ("sd = { value = 3", "sd = { value = 0", "total.sd.value"),
    "no range at all": ('range = { value = [0, 12], source = "s", certainty = "general knowledge" }\n', "",
                        "total.range"),
    "reversed item that there is not": ("reverse = { value = [4]", "reverse = { value = [5]", "items.reverse"),
    "reversed item twice": ("reverse = { value = [4]", "reverse = { value = [4, 4]", "items.reverse"),
    "subscale item that there is not": ("value = [3, 4], source", "value = [3, 5], source", "subscales.b.items"),
    "an item in two subscales": ("value = [3, 4], source", "value = [2, 4], source", "subscales"),
    "risk item that there is not": ("item = 2", "item = 7", "risk_items.1.item"),
    "risk answer that there is not": ("at_or_above = 1\n", "at_or_above = 4\n", "risk_items.1.at_or_above"),
    "every item may be missing": ("at_most = 1", "at_most = 4", "missing.at_most"),
    "answers upside down": ("value = [0, 3]", "value = [3, 0]", "items.answers"),
    "no items": ("count = { value = 4", "count = { value = 0", "items.count"),
    "recode of an answer that there is not": ("[items]\n", '[items]\nrecode = { value = { 9 = 1 }, source = "s", '
                                              'certainty = "verified" }\n', "items.recode"),
    "a remark about a score that there is not": ('about = "a"', 'about = "c"', "remarks.1.about"),
    "no TOML": ("[items]", "[items", "TOML"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "fact"), WRONG.values(), ids=WRONG)
def test_a_file_that_contradicts_itself_is_refused_by_name_and_fact(old: str, new: str, fact: str) -> None:
    assert old in FILE
    with pytest.raises(ConfigurationError, match=rf"instrument file mine\.toml .*: {re.escape(fact)}\b"):
        read_instrument(FILE.replace(old, new, 1), "mine.toml")
