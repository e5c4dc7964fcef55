"""The weeks that were looked back on, in words and as a table; too few of them is said."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.queries.week_reflections import WeekAnswers
from runtherapy_data.views.week_reflections import Reflections, sentence, table, told

_ = translator("nl")
START = dt.date(2026, 3, 23)


def weeks(*answers: dict[str, Any], open_week: int | None = None) -> Reflections:
    """Weeks 1, 2 … with these answers; an empty one was not looked back on."""
    found = [
        WeekAnswers(week_on=START + dt.timedelta(days=7 * place), **one) for place, one in enumerate(answers) if one
    ]
    return Reflections(START, tuple(found), open_week)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (weeks({"resilience": 3}), "Er is tot nu toe op 1 week teruggekeken: te weinig"),
        (weeks({"resilience": 3}, {}, {"resilience": 9}), "op 2 weken teruggekeken: te weinig"),
        (weeks({"resilience": 3}, {}, {"resilience": 4}, {"resilience": 6}),
         "Veerkracht ging van 3 in week 1 naar 6 in week 4."),
        (weeks({"resilience": 3, "concentration": 5}, {"resilience": 4, "concentration": 9},
               {"resilience": 5, "concentration": 6}),
         "Veerkracht ging van 3 in week 1 naar 5 in week 3; de rest bleef dicht bij hoe het was."),
        (weeks({"resilience": 3}, {"resilience": 9}, {"resilience": 4}), "bleven de antwoorden dicht bij elkaar"),
        (weeks({"resilience": 3}, {"words": "a"}, {"body_contact": 4}), "Niets is in genoeg weken ingevuld"),
    ],
)  # fmt: skip
def test_the_sentence_compares_the_first_and_the_last_time(found: Reflections, said: str) -> None:
    assert said in sentence(found, _)


def test_the_table_has_the_newest_week_first_and_leaves_what_was_skipped_open() -> None:
    found = weeks({"resilience": 0, "words": "Druk."}, {"concentration": 10}, {"words": "Rust."})
    header, rows = table(found, _, to_client=True)
    assert header == ["Week", "Veerkracht", "Zelfvertrouwen", "Concentratie", "Contact met mijn lijf"]
    assert rows == [["3", "–", "–", "–", "–"], ["2", "–", "–", "10", "–"], ["1", "0", "–", "–", "–"]]
    assert told(found, _) == [("Week 3", "Rust."), ("Week 1", "Druk.")]
    assert table(found, _, to_client=False)[0][-1] == "Contact met het lijf"
