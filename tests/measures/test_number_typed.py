"""A number is read with a comma and with a point, and is said as its reader writes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import Language, translator
from runtherapy_data.measures.number_typed import number_typed


@pytest.mark.parametrize(
    ("text", "number"),
    [("7,5", 7.5), ("7.5", 7.5), (" 7 ", 7), ("0", 0), ("-1,5", -1.5), ("− 2", -2), ("12.25", 12.25), (" ", None)],
)
def test_a_comma_and_a_point_are_the_same(text: str, number: float | None) -> None:
    assert number_typed("total", text) == number


@pytest.mark.parametrize("text", ["7,", ",5", "1.000,5", "7 5", "7,5,5", "zeven", "7u", "1e3", "nan", "١٢", "1" * 13])
def test_what_is_no_number_is_named_with_a_remedy(text: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        number_typed("total", text)
    assert refusal.value.field == "total"
    assert f"“{text[:20]}” is geen getal." in refusal.value.text(translator("nl"))
    assert "zoals 7,5" in refusal.value.text(translator("nl"))
    assert "such as 7.5" in str(refusal.value)


@given(some.integers(-99999, 99999).map(lambda number: number / 100), some.sampled_from(["nl", "en"]))
def test_what_is_written_is_read_back(number: float, language: Language) -> None:
    assert number_typed("total", translator(language).plain(number)) == number


def test_a_number_in_a_sentence_is_written_as_the_language_does() -> None:
    error = InvalidInputError("hours_slept", "{given} is not possible here: numbers from {low} to {high} are.",
                              given=24.5, low=0, high=24.0)  # fmt: skip
    assert error.text(translator("nl")) == "24,5 kan hier niet: getallen van 0 tot en met 24 wel."
    assert str(error) == "24.5 is not possible here: numbers from 0 to 24 are."
