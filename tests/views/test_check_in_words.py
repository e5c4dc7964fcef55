"""The one sentence after a check-in: beside one's own last days, without praise, honest where little is known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.queries.check_ins import DayAnswers
from runtherapy_data.views.check_in_words import answered, beside, named_day, what_is_new, what_was_corrected

_ = translator("nl")
DAY = dt.date(2026, 11, 23)


def of(back: int = 0, **answers: Any) -> DayAnswers:
    return DayAnswers(day=DAY - dt.timedelta(days=back), **answers)


def days(*values: int, **constant: Any) -> list[DayAnswers]:
    """One day for each value of the mood, back from yesterday."""
    return [of(back, mood=value, **constant) for back, value in enumerate(values, start=1)]


@pytest.mark.parametrize(
    ("today", "earlier", "said"),
    [
        ({"mood": 3}, days(6, 6, 7, 6), "Van de laatste twee weken zijn te weinig dagen ingevuld"),
        ({"mood": 3}, days(6, 6, 7, 6, 5), "laatste twee weken: stemming 3, meestal rond 6."),
        ({"mood": 5}, days(6, 6, 7, 6, 5), "Dit ligt dicht bij je andere dagen"),
        ({"mood": 8}, days(6, 6, 7, 6, 5), "stemming 8, meestal rond 6."),
        ({"mood": 3, "sleep": 6}, days(6, 6, 7, 6, 5, sleep=6), "weken: stemming 3, meestal rond 6; de rest"),
        ({"mood": 3, "sleep": 1}, days(6, 6, 7, 6, 5, sleep=6), "stemming 3, meestal rond 6 en slaap 1, meestal"),
        ({"mood": 3, "sleep": 1}, days(6, 6, 7, 6, 5), "twee weken: stemming 3, meestal rond 6."),
        ({"mood": 2}, days(4, 5, 4, 5, 4, 5), "stemming 2, meestal rond 4,5."),
        ({"words": "Zon."}, days(6, 6, 6, 6, 6), "Wat je invulde staat bij deze dag."),
        ({"mood": 9}, [], "te weinig dagen"),
    ],
)  # fmt: skip
def test_a_day_lies_beside_the_two_weeks_before_it(today: dict[str, Any], earlier: list[DayAnswers], said: str) -> None:
    assert said in what_is_new(of(**today), earlier, _)


def test_only_the_two_weeks_before_the_day_count() -> None:
    earlier = [*days(6, 6, 6, 6, 6), *(of(back, mood=0) for back in range(15, 40)), of(mood=9)]
    (found,) = beside(of(mood=6), earlier)
    assert found.usual == 6
    assert beside(of(2, mood=6), days(1, 1, 6, 6, 6, 6)) == ()  # of a day further back, the days after it do not


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_praised_or_counted(language: str) -> None:
    said = what_is_new(of(mood=10, sleep=10), days(1, 1, 1, 1, 1, sleep=1), translator(language)).lower()
    assert not any(word in said for word in ("!", "goed", "good", "well done", "knap", "reeks", "streak", "beter"))


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ({"mood": 5}, {"mood": 6}, "Aangepast: stemming van 5 naar 6."),
        ({"mood": 5}, {"mood": 5, "energy": 0}, "Aangepast: energie 0 erbij."),
        ({"mood": 5, "pain": 2}, {"mood": 5}, "Aangepast: pijn 2 weggehaald."),
        ({"hours_slept": 7}, {"hours_slept": 7.5}, "Aangepast: uren geslapen van 7 naar 7,5."),
        ({"mood": 5, "words": "a"}, {"mood": 4, "words": "b"}, "Aangepast: stemming van 5 naar 4 en je woorden."),
        ({"mood": 5}, {"mood": 5}, "Er was niets anders."),
    ],
)
def test_a_correction_says_from_what_into_what(before: dict[str, Any], now: dict[str, Any], said: str) -> None:
    assert what_was_corrected(of(**now), of(**before), _) == said


def test_what_stands_is_read_over_without_what_was_skipped() -> None:
    told = answered(of(mood=6, tension=0, hours_slept=7.5, pain=0, words="Zon."), _)
    assert told == [
        ("Ingevuld", "Stemming 6 · Spanning 0"), ("Uren geslapen", "7,5"), ("Pijn", "0"), ("Een paar woorden", "Zon."),
    ]  # fmt: skip
    assert answered(of(), _) == []


@pytest.mark.parametrize(("back", "said"), [(0, "Vandaag"), (1, "Gisteren"), (2, "Eergisteren"), (3, "vr 20 nov")])
def test_days_have_names(back: int, said: str) -> None:
    assert named_day(DAY - dt.timedelta(days=back), DAY, _) == said
