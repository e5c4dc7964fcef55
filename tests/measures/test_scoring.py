"""Scores from items: each instrument's own rules, against values worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import translator
from runtherapy_data.measures.instruments import Instrument, instrument, instruments
from runtherapy_data.measures.scoring import Scored, score

Given = Sequence[float | None]


def known(id: str) -> Instrument:
    found = instrument(id)
    assert found is not None
    return found


def scored(id: str, answers: Given) -> Scored:
    return score(known(id), answers)


@pytest.mark.parametrize(
    ("id", "answers", "total"),
    [
        ("phq9", [1, 2, 3, 0, 1, 2, 3, 0, 0], 12),
        ("gad7", [3, 3, 3, 3, 3, 3, 3], 21),
        ("who5", [3, 2, 4, 1, 5], 60),  # 15 × 4
        ("who5", [0, 0, 0, 0, 1], 4),
        ("pss10", [0] * 10, 16),  # four positive items of 0 count 4 each
        ("pss10", [4] * 10, 24),
        ("pss10", [1, 2, 3, 4, 0, 1, 2, 3, 4, 0], 1 + 2 + 3 + 0 + 4 + 1 + 2 + 1 + 4 + 0),  # 4, 5, 7 and 8 turned
        ("isi", [4, 3, 2, 1, 0, 1, 2], 13),
        ("bat", [1] * 22 + [5], 27 / 23),
        ("nprs", [7], 7),
        ("psk", [7, 5, 8], 20 / 3),
        ("psk", [7, 5, 8, 2], 5.5),
        ("psk", [7, 5, 8, 2, 3], 5),
        ("ors", [6.3, 4.2, 10, 0], 20.5),
        ("ors", [0.1, 0.2, 0.3, 0.4], 1),  # exactly, though 0.1 + 0.2 is not 0.3 in binary
        ("srs", [9.5, 9.25, 10, 9.9], 38.65),
        ("cis20", [1] * 20, 11 * 1 + 9 * 7),
        ("cis20", [7] * 20, 11 * 7 + 9 * 1),
    ],
)
def test_a_total(id: str, answers: Given, total: float) -> None:
    found = scored(id, answers)
    assert found.total == round(total, 2)
    assert (found.complete, found.missing, found.prorated) == (True, (), False)


def filled(count: int, low: int, items: dict[int, int]) -> list[float | None]:
    """A form on which everything is the lowest answer, but for these items."""
    return [items.get(number, low) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("items", "part", "expected"),
    [
        ({17: 1, 48: 2}, "distress", 3), ({17: 3, 48: 4}, "distress", 4), ({28: 4, 46: 1}, "depression", 3),
        ({18: 2, 50: 3, 49: 1}, "anxiety", 5), ({1: 4, 16: 2, 8: 1}, "somatisation", 5),
    ],
)  # fmt: skip
def test_the_4dkl_counts_often_and_very_often_as_regularly(items: dict[int, int], part: str, expected: int) -> None:
    found = scored("4dkl", filled(50, 0, items))
    assert found.total is None
    assert found.subscales == {
        code: expected if code == part else 0 for code in ("distress", "depression", "anxiety", "somatisation")
    }


def test_the_4dkl_reaches_its_ranges() -> None:
    assert scored("4dkl", [4] * 50).subscales == {"distress": 32, "depression": 12, "anxiety": 24, "somatisation": 32}


def test_the_dass_doubles_its_subscales() -> None:
    found = scored("dass21", filled(21, 0, {3: 3, 21: 1, 2: 2, 1: 1, 18: 3}))
    assert (found.total, found.subscales) == (None, {"depression": 8, "anxiety": 4, "stress": 8})


def test_the_hads_has_anxiety_at_the_odd_items_and_no_total() -> None:
    found = scored("hads", [3, 0] * 7)
    assert (found.total, found.subscales) == (None, {"anxiety": 21, "depression": 0})


def test_the_cis_mirrors_its_positively_worded_items_in_the_subscales_too() -> None:
    found = scored("cis20", [7] * 20)
    assert found.subscales == {
        "fatigue_severity": 5 * 7 + 3, "concentration": 3 * 7 + 2, "motivation": 7 + 3, "physical_activity": 2 * 7 + 1,
    }  # fmt: skip


def test_subscales_whose_items_are_not_known_have_no_score() -> None:
    assert set(scored("bat", [3] * 23).subscales.values()) == {None}


@pytest.mark.parametrize(
    ("answers", "total", "missing"),
    [
        ([1, 1, 1, 1, 1, 1, 1, 1, None], 9, (9,)),
        ([3, 3, 3, 3, 3, 3, 3, None, None], 27, (8, 9)),
        ([1, 0, 0, 0, 0, 0, 0, None, None], 1.29, (8, 9)),  # 1/7 × 9 = 1.2857
        ([None, 1, 0, 0, 0, 0, 0, 0, 0], 1.13, (1,)),  # 1/8 × 9 = 1.125, half up
        ([1, 1, 1, 1, 1, 1, None, None, None], None, (7, 8, 9)),
        ([None] * 9, None, tuple(range(1, 10))),
    ],
)
def test_the_phq9_is_prorated_up_to_two_missing_items(answers: Given, total: float | None, missing: tuple) -> None:
    found = scored("phq9", answers)
    assert (found.total, found.complete, found.missing) == (total, False, missing)
    assert found.prorated == (total is not None)


@pytest.mark.parametrize(
    ("gone", "subscales"),
    [
        ((21,), {"depression": 14, "anxiety": 14, "stress": 14}),
        ((21, 20, 18), {"depression": 14, "anxiety": 14, "stress": 14}),  # one in each
        ((21, 17), {"depression": None, "anxiety": 14, "stress": 14}),
    ],
)
def test_the_dass_may_miss_one_item_in_each_subscale(gone: tuple[int, ...], subscales: dict) -> None:
    found = scored("dass21", [None if number in gone else 1 for number in range(1, 22)])
    assert (found.subscales, found.complete) == (subscales, False)
    assert found.prorated == (subscales["depression"] is not None)


def test_a_missing_item_of_the_dass_is_the_mean_of_its_own_subscale() -> None:
    found = scored("dass21", [*filled(21, 0, {3: 3, 5: 3, 10: 3, 13: 2, 16: 1, 17: 1})[:-1], None])
    assert found.subscales["depression"] == 30.33  # 13/6 × 7 × 2


@pytest.mark.parametrize("id", ["gad7", "who5", "pss10", "isi", "cis20", "bat", "nprs", "psk", "ors", "srs"])
def test_without_a_sure_rule_one_missing_item_leaves_no_total(id: str) -> None:
    items = known(id).items
    assert items is not None
    found = scored(id, [None, *[items.answers[0]] * (items.most - 1)])
    assert (found.total, found.complete, found.missing, found.prorated) == (None, False, (1,), False)


def test_a_missing_item_takes_only_its_own_subscale_away() -> None:
    found = scored("4dkl", [None, *[1] * 49])
    assert found.subscales == {"distress": 16, "depression": 6, "anxiety": 12, "somatisation": None}
    assert not found.prorated


@pytest.mark.parametrize(("ninth", "risk"), [(0, ()), (1, (9,)), (3, (9,)), (None, ())])
def test_the_ninth_item_of_the_phq9_asks_for_attention_whatever_the_total(ninth: int | None, risk: tuple) -> None:
    assert scored("phq9", [0] * 8 + [ninth]).risk == risk


def test_a_risk_item_counts_also_when_too_much_is_missing_for_a_score() -> None:
    found = scored("phq9", [None] * 8 + [2])
    assert (found.total, found.risk) == (None, (9,))


@pytest.mark.parametrize(
    ("id", "answers", "says"),
    [
        ("phq9", [0, 0, 0, 4, 0, 0, 0, 0, 0], "Item 4: 4 .* from 0 to 3"),
        ("phq9", [0, -1, 0, 0, 0, 0, 0, 0, 0], "Item 2: -1"),
        ("phq9", [0, 0.5, 0, 0, 0, 0, 0, 0, 0], "Item 2: 0.5 .* whole number"),
        ("phq9", [float("nan"), *[0] * 8], "Item 1: nan"),
        ("phq9", [float("inf"), *[0] * 8], "Item 1: inf"),
        ("4dkl", [0] * 49 + [5], "Item 50: 5 .* from 0 to 4"),
        ("cis20", [0, *[1] * 19], "Item 1: 0 .* from 1 to 7"),
        ("ors", [5, 5, 5, 10.1], r"Item 4: 10\.1 .* a number from 0 to 10"),
        ("phq9", [0] * 8, "phq9: 8, expected: 9"),
        ("phq9", [0] * 10, "phq9: 10, expected: 9"),
        ("phq9", [], "phq9: 0, expected: 9"),
        ("psk", [5, 5], "psk: 2, expected: 3–5"),
        ("psk", [5] * 6, "psk: 6, expected: 3–5"),
        ("eq5d5l", [1] * 5, "eq5d5l cannot be scored from its items"),
        ("bdi", [1] * 21, "bdi cannot be scored from its items"),
    ],
)
def test_what_cannot_be_is_refused_by_name(id: str, answers: Given, says: str) -> None:
    with pytest.raises(InvalidInputError, match=says) as refused:
        scored(id, answers)
    assert "{" not in refused.value.text(translator("nl"))


@pytest.mark.parametrize("one", [one for one in instruments() if one.items], ids=lambda one: one.id)
def test_all_the_same_answer_gives_the_same_score_however_many_are_in_a_scale(one: Instrument) -> None:
    """The slow, obvious way: turn, recode, add by hand."""
    assert one.items is not None
    for answer in range(int(one.items.answers[0]), int(one.items.answers[1]) + 1):
        counts = []
        for number in range(1, one.items.most + 1):
            value = min(answer, 2) if one.id == "4dkl" else answer
            counts.append(sum(one.items.answers) - value if number in one.items.reverse else value)
        found = score(one, [answer] * one.items.most)
        for part in one.subscales:
            if part.items:
                assert found.subscales[part.id] == sum(counts[number - 1] for number in part.items) * one.items.factor
        if one.total:
            whole = sum(counts) * one.items.factor
            assert found.total == round(whole if one.items.method == "sum" else whole / len(counts), 2)
