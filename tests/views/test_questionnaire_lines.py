"""What a therapist reads about the questionnaires of a course."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.queries.corrections import Corrected
from runtherapy_data.queries.questionnaire_asks import Ask
from runtherapy_data.queries.questionnaires import HeldResult
from runtherapy_data.store import now
from runtherapy_data.store.types import new_id
from runtherapy_data.views import questionnaire_lines as said

NL = translator("nl")
DAY = dt.date(2026, 10, 12)


def ask(days: int) -> Ask:
    return Ask(new_id(), new_id(), "phq9", "mid", DAY + dt.timedelta(days=days), "open", False, None, now())


def held(**values: Any) -> HeldResult:
    return HeldResult(new_id(), **{"instrument": "phq9", "taken_on": DAY, "moment": "mid", "total": 12.0, **values})


@pytest.mark.parametrize(
    ("days", "expected"),
    [((), "Er wordt op dit moment niets gevraagd."), ((0,), "Er wordt één vragenlijst gevraagd."),
     ((-1, 5), "Er worden 2 vragenlijsten gevraagd. Van één is de dag voorbij.")],
)  # fmt: skip
def test_the_sentence_says_what_is_asked_and_late(days: tuple[int, ...], expected: str) -> None:
    assert said.sentence([ask(day) for day in days], DAY, NL) == expected


@pytest.mark.parametrize(
    ("days", "when"),
    [(-2, "voor za 10 okt 2026, 2 dagen geleden"), (0, "voor vandaag, ma 12 okt 2026"), (3, "voor do 15 okt 2026")],
)
def test_a_line_says_for_which_day(days: int, when: str) -> None:
    assert said.asked(ask(days), DAY, NL) == ("PHQ-9, halverwege", when)


@pytest.mark.parametrize(
    ("values", "scores"),
    [
        ({}, "12 (matig)"),
        ({"total": 7.88}, "7,88 (licht)"),
        ({"total": None}, "geen score: er zijn te weinig vragen beantwoord"),
        ({"instrument": "4dkl", "total": None, "subscales": {"distress": 20.0}}, "distress 20"),
        ({"instrument": "unknown"}, "12"),
    ],
)
def test_scores_are_said_with_their_band(values: dict[str, Any], scores: str) -> None:
    assert said.scores(held(**values), NL) == scores


def test_what_else_there_is_to_know() -> None:
    answers = {item: 1 for item in range(1, 10) if item not in (3, 5)}
    told = said.notes(held(answers=answers, who="Anke", recorded_at=now()), NL)
    assert told == [
        "Overgeslagen: vragen 3, 5.", "Vraag 9, over risico, is beantwoord met 1.", "Ingevuld door Anke.",
    ]  # fmt: skip
    assert said.notes(held(answers={9: 0}), NL) == ["Geïmporteerd."]  # typed over as a score: nothing was left out


def test_a_correction_says_what_became_what() -> None:
    old = {"item.9": 0, "taken_on": "2026-10-11", "moment": "mid", "subscale.distress": None, "total": 8.0}
    new = {"item.9": None, "taken_on": "2026-10-12", "moment": "end", "subscale.distress": 3.5, "total": 9.0}
    lead, told = said.corrected(Corrected(now(), "Anke", old, new), "4dkl", "vandaag", NL)
    assert lead == "Anke, vandaag"
    assert told.splitlines() == [
        "vraag 9: 0 → niets", "dag: zo 11 okt 2026 → ma 12 okt 2026", "moment: halverwege → aan het eind",
        "4DKL distress: niets → 3,5", "totaal: 8 → 9",
    ]  # fmt: skip
    assert said.corrected(Corrected(now(), "", old, None), "4dkl", "vandaag", NL) == ("–, vandaag", "weggehaald")


def test_two_versions_differ_field_by_field() -> None:
    theirs, mine = held(answers={1: 1}), held(taken_on=DAY + dt.timedelta(days=1), answers={1: 1, 2: 3})
    assert said.differences(theirs, mine, NL) == [
        ("dag", "ma 12 okt 2026", "di 13 okt 2026"), ("vraag 2", "niets", "3"),
    ]  # fmt: skip
