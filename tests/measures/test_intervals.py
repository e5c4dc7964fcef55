"""Walking and running that take turns: read as people type them, kept in one notation, counted in minutes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import translator
from runtherapy_data.measures.intervals import MOST_TIMES, Intervals
from runtherapy_data.measures.intervals_typed import parsed
from runtherapy_data.views.session_words import intervals_said, said_of

halves = some.integers(0, 60).map(lambda number: number / 2)
intervals = some.builds(
    Intervals, some.integers(1, MOST_TIMES), halves.filter(bool), halves, warm_up=halves, cool_down=halves
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("5x2/3", "5x(2/3)"),
        ("5 × (2 min run / 3 min walk)", "5x(2/3)"),
        ("5*(2/3)", "5x(2/3)"),
        ("5 X 2-3", "5x(2/3)"),
        ("5 x 2' / 3'", "5x(2/3)"),
        ("5 x 2 min rennen 3 min wandelen", "5x(2/3)"),
        ("5 keer 2 minuten hardlopen en 3 minuten wandelen", "5x(2/3)"),
        ("5 x 3 min wandelen, 2 min rennen", "5x(2/3)"),
        ("5 x rennen 2, wandelen 3", "5x(2/3)"),
        ("5x2min/3min wandelen", "5x(2/3)"),
        ("6 x 1,5/2", "6x(1.5/2)"),
        ("6 x 1½ / ½", "6x(1.5/0.5)"),
        ("6 x 1:30/2:00", "6x(1.5/2)"),
        ("6 x 90 sec / 2 min", "6x(1.5/2)"),
        ('8x30"/30"', "8x(0.5/0.5)"),
        ("5x2/3+5", "5x(2/3)+5"),
        ("5 + 5x(2/3) + 5", "5+5x(2/3)+5"),
        ("5 min inwandelen, 5 x 2/3, 5 min uitwandelen", "5+5x(2/3)+5"),
        ("eerst 5 min wandelen, dan 5 keer 2 min rennen / 3 min wandelen", "5+5x(2/3)"),
        ("10 min warm-up, 5 times 2 min running 3 min walking, 10 min cool-down", "10+5x(2/3)+10"),
        ("1 x 20/0", "1x(20/0)"),
        ("5×2/3", "5x(2/3)"),
        ("5 x 2 − 3", "5x(2/3)"),
        ("5 x 2 min run / 3 min walk", "5x(2/3)"),
        ("5 x 2 min hardlopen / 3 min wandelen", "5x(2/3)"),
        ("5 x 2 min lopen / 3 min wandelen", "5x(2/3)"),
        ("5 x 2 min hardlopen / 3 min lopen", "5x(2/3)"),
        ("5 x 3 min wandelen, 2 min rennen, 5 min uitwandelen", "5x(2/3)+5"),
        ("5 x 2 min hardlopen", "5x(2/0)"),
        ("5 x 2 min lopen", "5x(2/0)"),
        ("5 x rennen 2", "5x(2/0)"),
        ("5 times 2 min running", "5x(2/0)"),
        ("5 min wandelen, 5 x 2 min rennen", "5+5x(2/0)"),
        ("5 x 2 min rennen, 5 min uitwandelen", "5x(2/0)+5"),
    ],
)
def test_intervals_are_read_as_people_type_them(typed: str, kept: str) -> None:
    assert str(parsed(typed)) == kept


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("", "not clear"),
        ("20 min", "not clear"),
        ("x 2/3", "not clear"),
        ("5,5 x 2/3", "not clear"),
        ("5x2/3 5", "not clear"),
        ("5x2/3/4", "not clear"),
        ("5 x 2 min rennen 3 min rennen", "not clear"),
        ("5x2/3, 10 min rennen", "not clear"),
        ("5x2", "not how long to walk"),
        ("5 x 2 min", "not how long to walk"),
        ("5 x 2, 5 min uitwandelen", "not how long to walk"),
        ("5 x 2 min rennen en wandelen", "not how long to walk"),
        ("5 x 2 min wandelen", "walking only"),
        ("5 x 2 lopen 3 lopen", "not clear"),
        ("5 min lopen, 5 x 2/3", "not clear"),
        ("-5x2/3", "“-5”"),
        ("–5x2/3", "“-5”"),
        ("− 5 x 2/3", "“-5”"),
        ("--5x2/3", "“-5”"),
        ("5x-2/3", "“-2”"),
        ("5 × -2/3", "“-2”"),
        ("5X -2/3", "“-2”"),
        ("5x2/-3", "“-3”"),
        ("5x(-1,5/3)", "“-1,5”"),
        ("-5+5x2/3", "“-5”"),
        ("5x2/3+-5", "“-5”"),
        ("3x1/2 + 2x2/2", "more than one row"),
        ("5 x 2 fietsen 3", "“fietsen”"),
        ("5 x 2.3/1", "2.3"),
        ("5 x 0/3", "0 is not possible"),
        ("0 x 2/3", "0 times"),
        ("99 x 2/3", "99 times"),
        ("5 x 200/3", "200"),
        ("5x2/3" * 60, "not clear"),
    ],
)
def test_what_is_not_clear_is_refused_with_a_remedy_and_nothing_is_guessed(typed: str, about: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        parsed(typed)
    assert refusal.value.field == "intervals"
    assert refusal.value.remedy
    assert about in str(refusal.value)


@given(intervals)
def test_the_notation_is_read_back_as_it_was(known: Intervals) -> None:
    assert parsed(str(known)) == known
    assert len(str(known)) <= 80  # the column


@given(intervals, some.sampled_from(["nl", "en"]))
def test_what_the_screen_says_can_be_typed_back(known: Intervals, language: str) -> None:
    assert parsed(said_of(known, translator(language))) == known


@given(intervals, some.sampled_from("-–—−"), some.sampled_from(["", " "]))
def test_a_minus_before_any_of_the_numbers_is_refused(known: Intervals, minus: str, space: str) -> None:
    pieces = re.split(r"(?=\d)(?<![\d.])", str(known))  # each begins with a number
    for place in range(len(pieces)):
        before, after = "".join(pieces[:place]), "".join(pieces[place:])
        if not after[:1].isdigit():
            continue
        with pytest.raises(InvalidInputError) as refusal:
            parsed(f"{before}{minus}{space}{after}")
        assert f"-{after[:1]}" in str(refusal.value)
        assert "Leave out the minus" in str(refusal.value)


@given(intervals, some.sampled_from(["5 x {run} min run / {walk} min walk", "5×{run}/{walk}",
                                     "5 x {run} min hardlopen / {walk} min wandelen"]))  # fmt: skip
def test_the_usual_ways_to_write_it_are_one_and_the_same(known: Intervals, way: str) -> None:
    read = parsed(way.format(run=f"{known.run:g}", walk=f"{known.walk:g}"))
    assert (read.times, read.run, read.walk) == (5, known.run, known.walk)


@given(some.integers(1, MOST_TIMES), halves.filter(bool), some.sampled_from(["rennen", "hardlopen", "run", "lopen"]))
def test_one_piece_is_enough_where_a_word_says_that_it_is_run(times: int, run: float, word: str) -> None:
    assert parsed(f"{times} x {run:g} min {word}") == Intervals(times, run, 0)
    with pytest.raises(InvalidInputError):
        parsed(f"{times} x {run:g} min")


@given(some.text(max_size=130))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        known = parsed(typed)
    except InvalidInputError as refusal:
        assert refusal.field == "intervals"
        assert str(refusal)
    else:
        assert parsed(str(known)) == known


@given(intervals)
def test_walking_and_running_together_are_as_long_as_it_took(known: Intervals) -> None:
    took = known.warm_up + known.times * (known.run + known.walk) + known.cool_down
    together = known.running_minutes + known.walking_minutes
    assert 0 <= together - took < 1
    assert 0 <= known.running_minutes - known.times * known.run < 1
    assert known.walking_minutes >= 0


def test_minutes_of_halves() -> None:
    known = parsed("5x1.5/1.5")
    assert (known.running_minutes, known.walking_minutes) == (8, 7)


def test_intervals_in_words() -> None:
    nl, en = translator("nl"), translator("en")
    assert intervals_said("5x(2/3)", en) == "5 × (2 min running / 3 min walking)"
    assert intervals_said("5+6x(1.5/2)+5", nl) == (
        "5 min wandelen, 6 × (1,5 min hardlopen / 2 min wandelen), 5 min wandelen"
    )
    assert intervals_said("5x(2/0)", nl) == "5 × 2 min hardlopen"
    assert intervals_said(None, nl) == ""
    assert intervals_said("an old note", nl) == ""
