"""A questionnaire as a client is asked it, and which ones are offered."""

from __future__ import annotations

import datetime as dt

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.measures.instruments import instrument
from runtherapy_data.measures.wording import wordings
from runtherapy_data.queries.goals import Goal
from runtherapy_data.queries.questionnaire_asks import Ask
from runtherapy_data.store import now
from runtherapy_data.store.types import new_id
from runtherapy_data.views.questionnaire_form import Form, form_of
from runtherapy_data.views.questionnaires_open import open_of

NL, EN = translator("nl"), translator("en")
TODAY = dt.date(2026, 10, 12)


def form(code: str, *goals: Goal, english: bool = False) -> Form | None:
    known = instrument(code)
    assert known is not None
    return form_of(known, wordings(), goals, EN if english else NL)


def ask(code: str, days: int, moment: str = "mid", state: str = "open") -> Ask:
    day = TODAY + dt.timedelta(days=days)
    return Ask(new_id(), new_id(), code, moment, day, state, False, None, now())


@pytest.mark.parametrize(
    ("english", "first", "answer"),
    [(False, "Weinig interesse of plezier in activiteiten", "Verscheidene dagen"),
     (True, "Little interest or pleasure in doing things", "Several days")],
)  # fmt: skip
def test_the_phq9_is_asked_in_its_own_words(english: bool, first: str, answer: str) -> None:
    made = form("phq9", english=english)
    assert made is not None
    assert [one.item for one in made.questions] == list(range(1, 10))
    assert made.questions[0].words == first
    assert made.questions[0].said(1, EN if english else NL) == answer
    assert made.asks_attention({9: 1})
    assert not made.asks_attention({9: 0, 1: 3})
    assert made.missing({1: 0, 9: 2}) == (2, 3, 4, 5, 6, 7, 8)


@pytest.mark.parametrize("code", ["gad7", "who5", "4dkl", "ors", "bat"])
def test_what_may_not_be_shown_is_not_asked_here(code: str) -> None:
    assert form(code) is None


@pytest.mark.parametrize(("goals", "asked"), [(2, False), (3, True), (5, True), (6, False)])
def test_the_clients_own_activities_are_asked_when_there_are_enough(goals: int, asked: bool) -> None:
    dropped = Goal(7, "Fietsen", TODAY)
    made = form("psk", *(Goal(number, f"Doel {number}") for number in range(1, goals + 1)), dropped)
    assert (made is not None) == asked
    if made is not None:
        assert [one.words for one in made.questions] == [f"Doel {number}" for number in range(1, goals + 1)]
        assert made.questions[0].said(10, NL) == "10 (onmogelijk)"
        assert made.questions[0].said(4, NL) == "4"


def test_what_is_offered_now_later_and_together() -> None:
    phq9 = form("phq9")
    assert phq9 is not None
    missed, due = ask("phq9", -40), ask("phq9", 2, "end")
    later, together, done = ask("phq9", 90, "follow_up"), ask("gad7", -1), ask("phq9", -80, "intake", "done")
    found = open_of([done, missed, due, later, together], {"phq9": phq9}, {due.id: 4}, TODAY)
    assert [(one.ask, one.answered) for one in found.now] == [(due, 4)]
    assert [one.ask for one in found.together] == [together]
    assert [one.ask for one in found.later] == [later]
    assert found.find(due.id.hex) == found.now[0]
    assert found.find(later.id.hex) is None
    assert found.sentence(NL) == "Er staat één vragenlijst voor je klaar."


def test_the_intake_may_be_filled_in_as_soon_as_it_is_asked() -> None:
    asked = Ask(new_id(), new_id(), "phq9", "intake", dt.date(2099, 1, 1), "open", False, None, now())
    assert asked.opens_on == asked.asked_at.date()
