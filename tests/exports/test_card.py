"""What the conversation card says by itself: the client's own, in words for the client, and no signal about risk."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from runtherapy_data.exports import card, paper, plain_text
from runtherapy_data.exports.documents import sheet
from runtherapy_data.i18n import translator
from runtherapy_data.measures.papers import PARTS, WORDS, WORDS_FROM, PaperKind, part
from runtherapy_data.measures.signals import RISK_ITEM, SignalGroup, SignalState
from runtherapy_data.views.course import DayWords, ResultFact
from runtherapy_data.views.signals import Signal
from tests.exports.papers import making, said, told
from tests.views.courses import course, day, session

NL, EN = translator("nl"), translator("en")


def signal(rule: str, state: SignalState = SignalState.NEW, **numbers: Any) -> Signal:
    moment = dt.datetime(2026, 4, 12, tzinfo=dt.UTC)
    return Signal(
        id=UUID(int=1), course_id=UUID(int=2), client_code="T-1", rule=rule, group=SignalGroup.RISK, urgency=1,
        subject="", state=state, holds=True, since_on=day(30), raised_at=moment, numbers=numbers,
    )  # fmt: skip


SECRETS = {
    "breathing": "hoog en gejaagd", "posture": "ingezakt", "muscle_tension": "kaken vast", "mental_signals": "afwezig",
}  # fmt: skip
COURSE = told(
    sessions=(
        session(3, reflection="Na het lopen was ik rustig", **SECRETS),
        session(20, home_exercises="Twee keer per dag uitademen", **SECRETS),
    ),
    words=(DayWords(day(1), "Slecht geslapen"), DayWords(day(30), "Vandaag ging het beter")),
    results=(ResultFact("phq9", day(0), "intake", 16.0), ResultFact("phq9", day(28), "mid", 8.0)),
)


def test_it_quotes_the_newest_thing_that_the_client_wrote() -> None:
    parts = card.generated(COURSE, (), NL)
    assert (parts[WORDS], parts[WORDS_FROM]) == ("Vandaag ging het beter", "wo 8 apr 2026, bij de check-in")
    every = [(one.where, one.words) for one in card.quotes(COURSE, NL)]
    assert every[1:] == [("na de sessie", "Na het lopen was ik rustig"), ("bij de check-in", "Slecht geslapen")]


def test_a_long_quote_ends_at_a_word_and_says_where_the_rest_is() -> None:
    long = replace(COURSE, words=(DayWords(day(30), "woord " * 800),))
    words = card.generated(long, (), NL)[WORDS]
    assert words.endswith("woord… (lees verder in het dossier)") and len(words) <= part(PaperKind.CARD, WORDS).longest


def test_who_wrote_nothing_is_not_quoted() -> None:
    parts = card.generated(told(), (), NL)
    assert parts[WORDS] == parts[WORDS_FROM] == ""
    assert "In je eigen woorden" not in said(paper.pdf(sheet(making(**parts))).content)


def test_it_speaks_to_the_client_without_verdict_or_cut_off() -> None:
    change = card.generated(COURSE, (), NL)["change"]
    assert change.startswith("Je stemming is") and "PHQ-9" in change and "van 16 naar 8" in change
    assert "betrouwbaar" not in change and "grens" not in change
    assert "your mood" in card.generated(COURSE, (), EN)["change"].lower()


def test_the_next_step_is_what_was_agreed_with_a_date_and_no_today() -> None:
    met = replace(COURSE, next_appointment=dt.datetime(2026, 4, 12, 18, 45, tzinfo=dt.UTC))
    assert card.generated(met, (), NL)["next_step"] == (
        "Thuis: Twee keer per dag uitademen\nVolgende afspraak: zo 12 apr 18:45"
    )


def test_the_question_comes_from_an_open_signal_and_never_from_one_about_risk() -> None:
    risk, quiet = signal(RISK_ITEM, instrument="phq9"), signal("silence", n=12.0)
    asked = quiet.questions(NL)
    assert asked and risk.questions(NL)
    assert card.questions((risk, quiet), NL) == asked
    assert card.generated(COURSE, (risk, quiet), NL)["question"] == asked[0]
    closed = signal("silence", SignalState.DONE)
    plain = "Wat ging de afgelopen weken een beetje beter, en wat hielp daarbij?"
    assert card.generated(COURSE, (risk, closed), NL)["question"] == plain


def test_before_anything_was_told_the_question_looks_ahead() -> None:
    assert card.generated(course(), (), NL)["question"] == "Wat hoop je dat hardlooptherapie je brengt?"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_the_therapist_saw_or_was_warned_of_is_not_on_it(language: str) -> None:
    _ = translator(language)
    risk = signal(RISK_ITEM, instrument="phq9")
    parts = card.generated(COURSE, (risk,), _)
    printed = said(paper.pdf(sheet(making(PaperKind.CARD, language, COURSE, **parts))).content)
    copied = plain_text.text(PaperKind.CARD, COURSE, parts, day(34), _)
    for text in (printed, copied):
        for secret in (*SECRETS.values(), risk.name(_), *risk.questions(_)):
            assert secret not in text


def test_every_part_that_is_suggested_fits_its_limit() -> None:
    busy = replace(
        COURSE,
        sessions=(session(20, home_exercises="oefening " * 400, reflection="w" * 4000),),
        results=tuple(ResultFact(code, day(at), "extra", float(at)) for code in ("phq9", "gad7", "who5", "x" * 200)
                      for at in (0, 10, 20)),
    )  # fmt: skip
    parts = card.generated(busy, (), NL)
    assert set(parts) == {one.code for one in PARTS[PaperKind.CARD]}
    assert all(len(parts[one.code]) <= one.longest for one in PARTS[PaperKind.CARD])


def test_the_text_to_copy_says_the_same_as_the_paper() -> None:
    parts = card.generated(COURSE, (), NL)
    copied = plain_text.text(PaperKind.CARD, COURSE, parts, day(34), NL)
    printed = said(paper.pdf(sheet(making(PaperKind.CARD, "nl", COURSE, **parts))).content).replace(" ", "")
    assert copied.startswith("Gesprekskaart · T-1 · zo 12 apr 2026\nWeek 5 van 10.")
    for line in copied.splitlines()[1:]:
        assert line.strip("()").replace(" ", "") in printed
