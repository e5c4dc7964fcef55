"""Answers typed in one go, read as they were meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.measures.answers_typed import answers_typed, as_typed
from runtherapy_data.measures.instruments import instrument
from runtherapy_data.measures.scales import Items

NINE = tuple(range(1, 10))


def items(code: str) -> Items:
    known = instrument(code)
    assert known is not None
    assert known.items is not None
    return known.items


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 0 2 3 0 1 2 0 1", {1: 1, 2: 0, 3: 2, 4: 3, 5: 0, 6: 1, 7: 2, 8: 0, 9: 1}),
        ("102301201", {1: 1, 2: 0, 3: 2, 4: 3, 5: 0, 6: 1, 7: 2, 8: 0, 9: 1}),
        ("1,0,2,,0,1,2,0,1", {1: 1, 2: 0, 3: 2, 5: 0, 6: 1, 7: 2, 8: 0, 9: 1}),
        (" 1 0; 2 - 0 x 2 0 1 ", {1: 1, 2: 0, 3: 2, 5: 0, 7: 2, 8: 0, 9: 1}),
        ("10-3012x1", {1: 1, 2: 0, 4: 3, 5: 0, 6: 1, 7: 2, 9: 1}),
    ],
)
def test_spaces_commas_or_nothing_part_answers(text: str, expected: dict[int, float]) -> None:
    assert answers_typed(text, items("phq9"), NINE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("6,3 5 7,1 6", {1: 6.3, 2: 5, 3: 7.1, 4: 6}), ("6.3,5,7.1,6", {1: 6.3, 2: 5, 3: 7.1, 4: 6})],
)
def test_answers_on_a_line_have_decimals(text: str, expected: dict[int, float]) -> None:
    assert answers_typed(text, items("ors"), (1, 2, 3, 4)) == expected


@pytest.mark.parametrize(
    ("text", "field"),
    [("", "items"), ("1 0", "items"), ("1 0 2 3 0 1 2 0 1 1", "items"), ("1 0 2 b 0 1 2 0 1", "item 4"),
     ("1 0 2 3 0 1 2 0 ²", "item 9"), ("1 0 2 3 0 1 2 0 -1", "item 9")],
)  # fmt: skip
def test_what_cannot_be_read_names_its_item(text: str, field: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        answers_typed(text, items("phq9"), NINE)
    assert refusal.value.field == field


@given(st.dictionaries(st.sampled_from(NINE), st.integers(0, 3)))
def test_what_is_shown_to_type_on_is_read_back_as_it_was(answers: dict[int, int]) -> None:
    assert answers_typed(as_typed(answers, NINE), items("phq9"), NINE) == answers
