"""Signals as their therapist reads them, and nobody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from runtherapy_data.access import grant_caseload, grant_course, principal_by_email
from runtherapy_data.actions.signals import take_step, undo
from runtherapy_data.analysis.rules import rules
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import translator
from runtherapy_data.identity import Permission, Principal
from runtherapy_data.measures.signals import RISK_ITEM, SignalGroup, SignalState, SignalStep
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from runtherapy_data.views import signals
from runtherapy_data.views.signal_words import filled, listed
from runtherapy_data.views.signals import Signal
from tests.factories import ZONE, World

NL, EN = translator("nl"), translator("en")
MONDAY = dt.date(2026, 11, 2)
RISK = {
    "days": ["2026-11-02"],
    "numbers": {"instrument": "phq9", "item": 9.0, "answer": 1.0},
    "threshold": {"at_least": 1.0},
}


def of_course(reader: Principal, code: str) -> tuple[Signal, ...]:
    grant = grant_course(reader, code)
    with reading(grant) as connection:
        return signals.of_course(connection, grant)


def test_a_signal_says_what_when_why_and_what_to_ask_in_both_languages(world: World) -> None:
    therapist, _, course, code = world.pair()
    days = tuple(MONDAY + dt.timedelta(days=back) for back in range(10))
    world.signal(course, days=days)
    (one,) = of_course(therapist, code)
    assert (one.course_id, one.client_code, one.rule, one.group) == (course, code, "silence", SignalGroup.SILENT)
    assert (one.since_on, one.days, one.is_open, one.is_risk) == (MONDAY, days, True, False)
    assert one.sentence(NL) == "Al 10 dagen geen check-in en geen sessie."
    assert one.sentence(EN) == "No check-in and no session for 10 days."
    assert one.days_text(NL) == "10 dagen van ma 2 nov tot en met wo 11 nov"
    assert "10" in one.ground(NL)
    assert "10" in one.threshold_text(NL)
    assert one.name(NL) == "Stil"
    assert one.why(NL)
    assert one.questions(NL)
    assert one.protocol(NL) == ""


def test_the_days_are_said_part_by_part_where_there_are_several() -> None:
    days = tuple(MONDAY + dt.timedelta(days=at) for at in range(6))
    parts = {"sessions": days[:2], "sleep": days}
    one = Signal(
        new_id(), new_id(), "T-1", "overload", SignalGroup.OVERLOAD, 20, "", SignalState.NEW, True, MONDAY,
        dt.datetime(2026, 11, 9, tzinfo=dt.UTC), days=days, parts=parts,
    )  # fmt: skip
    assert one.days_text(NL) == "sessies: ma 2 nov en di 3 nov; slaap: 6 dagen van ma 2 nov tot en met za 7 nov"
    assert one.days_text(EN).startswith("sessions: Mon 2 Nov and Tue 3 Nov; sleep: 6 days from ")


def test_an_answer_to_one_question_says_of_how_many_and_of_an_unknown_questionnaire_it_stands_alone() -> None:
    template = "{instrument}: {answer}"
    said = {code: filled(template, {"instrument": code, "answer": 2.0}, MONDAY, 1, EN) for code in ("phq9", "unknown")}
    assert said == {"phq9": "PHQ-9: 2 (on a scale from 0 to 3)", "unknown": "Unknown: 2"}


def test_every_rule_is_said_without_a_gap(world: World) -> None:
    """A placeholder that is not offered is refused when a rule loads; here every form is filled in once."""
    for rule in rules():
        for form in rule.forms:
            values: dict[str, Any] = dict.fromkeys((*form.numbers, *form.limits), 1.25)
            values |= {name: code for name, code in (("measure", "sleep"), ("instrument", "phq9")) if name in values}
            if "subscale" in values:
                values["subscale"] = ""
            for _ in (NL, EN):
                for words in (form.sentence, form.ground, form.threshold):
                    said = filled(words.said(_.language), values, MONDAY, 5, _)
                    assert "–" not in said.replace(" – ", "")
                    assert "{" not in said
                    assert said[0].isupper() or said[0].isdigit()


@pytest.mark.parametrize(
    ("template", "values", "nl", "en"),
    [
        ("{a} / {b}", {"a": 4.0, "b": 1.25}, "4 / 1,2", "4 / 1.2"),
        ("{measure} {a}", {"measure": "sleep", "a": 6.04}, "Slaap 6", "Sleep 6"),
        ("{instrument}", {"instrument": "phq9"}, "PHQ-9", "PHQ-9"),
        ("{instrument}", {"instrument": "4dkl", "subscale": "distress"}, "4DKL distress", "4DSQ distress"),
        ("{instrument}", {"instrument": "of an older file"}, "Of an older file", "Of an older file"),
        ("sinds {since}, {days}", {}, "Sinds ma 2 nov, 5", "Sinds Mon 2 Nov, 5"),
        ("{gone}", {}, "–", "–"),
    ],
)
def test_numbers_days_and_codes_are_said_in_the_readers_language(
    template: str, values: dict[str, Any], nl: str, en: str
) -> None:
    assert (filled(template, values, MONDAY, 5, NL), filled(template, values, MONDAY, 5, EN)) == (nl, en)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], "–"),
        ([0], "ma 2 nov"),
        ([0, 1, 3], "ma 2 nov, di 3 nov en do 5 nov"),
        ([0, 1, 2, 3, 8], "5 dagen van ma 2 nov tot en met di 10 nov"),
    ],
)
def test_a_few_days_are_named_and_many_are_counted(days: list[int], said: str) -> None:
    assert listed([MONDAY + dt.timedelta(days=number) for number in days], NL) == said


def test_a_caseload_has_its_open_signals_the_most_urgent_first(world: World) -> None:
    therapist, _, course, _code = world.pair()
    _, _, elsewhere, _ = world.pair("2")
    on = today(ZONE)
    for rule in ("too_little_data", "silence", "overload", RISK_ITEM):
        world.signal(course, rule)
    world.signal(course, "falling_sleep", state="done")
    world.signal(course, "falling_energy", state="expired", holds=False)
    world.signal(course, "deterioration", snoozed_until=on, snooze_reason="Vakantie")
    world.signal(elsewhere)
    grant = grant_caseload(therapist)
    with reading(grant) as connection:
        found = signals.of_caseload(connection, grant)
    assert list(found) == [course]
    assert [one.rule for one in found[course]] == [RISK_ITEM, "overload", "deterioration", "silence", "too_little_data"]
    aside = found[course][2]
    assert (aside.is_snoozed(on), aside.is_snoozed(on + dt.timedelta(days=1))) == (True, False)


def test_a_course_has_its_whole_past_the_newest_first_after_what_is_open(world: World) -> None:
    therapist, _, course, code = world.pair()
    for rule, state in (("silence", "expired"), ("overload", "done"), ("too_little_data", "seen"), (RISK_ITEM, "new")):
        world.signal(course, rule, state=state, holds=state != "expired")
    assert [one.rule for one in of_course(therapist, code)] == [RISK_ITEM, "too_little_data", "overload", "silence"]


def test_its_life_says_who_and_when_and_what_can_be_taken_back(world: World) -> None:
    therapist, _, course, code = world.pair()
    world.change(tables.Account, name="Anna")
    id = world.signal(course)
    write = grant_course(therapist, code, Permission.COURSE_WRITE)
    take_step(write, new_id().hex, id, SignalStep.SEEN)
    take_step(write, new_id().hex, id, SignalStep.DONE, reason="Gebeld")
    (one,) = of_course(therapist, code)
    assert [(event.who, event.step, event.reason) for event in one.events] == [
        (None, SignalStep.RAISED, None), ("Anna", SignalStep.SEEN, None), ("Anna", SignalStep.DONE, "Gebeld"),
    ]  # fmt: skip
    assert one.last_step is not None
    assert one.last_step.step == SignalStep.DONE
    assert (one.may_undo(therapist.account_id), one.may_undo(new_id())) == (True, False)
    undo(write, new_id().hex, id)
    undo(write, new_id().hex, id)
    (one,) = of_course(therapist, code)
    assert (one.state, one.last_step, one.may_undo(therapist.account_id)) == ("new", None, False)


def test_beside_a_risk_answer_stands_what_the_practice_does(world: World) -> None:
    therapist, _, course, code = world.pair()
    world.signal(course, RISK_ITEM, evidence=RISK, since_on=MONDAY)

    def shown() -> Signal:
        return of_course(therapist, code)[0]

    assert "vraag 9" in shown().sentence(NL)
    assert "113" in shown().protocol(NL)
    assert "door de praktijk na te kijken" in shown().protocol(NL)
    world.change_practice(risk_protocol_nl="Bel Anna.")
    assert (shown().protocol(NL), shown().protocol(EN)) == ("Bel Anna.", "Bel Anna.")
    world.change_practice(risk_protocol_en="Call Anna.")
    assert (shown().protocol(NL), shown().protocol(EN)) == ("Bel Anna.", "Call Anna.")


def test_a_rule_that_was_taken_out_leaves_a_readable_past(world: World) -> None:
    therapist, _, course, code = world.pair()
    world.signal(course, "of_old", state="expired", holds=False)
    (one,) = of_course(therapist, code)
    assert one.sentence(NL) == one.name(NL) == "Een signaal van een regel die niet meer wordt gebruikt"
    assert (one.ground(NL), one.threshold_text(NL), one.questions(NL)) == ("", "", ())


def test_nobody_but_the_therapist_reads_a_signal(world: World) -> None:
    therapist, client, course, code = world.pair()
    world.signal(course)
    own = grant_course(client)
    with reading(own) as connection, pytest.raises(NotAllowedError):
        signals.of_course(connection, own)
    for role in ("supervisor", "admin"):
        world.account(role, f"{role}@test.example")
        with pytest.raises(NotAllowedError):
            grant_course(principal_by_email(f"{role}@test.example"), code)
    with reading(world.everything()) as connection, pytest.raises(NotAllowedError):
        signals.of_caseload(connection, world.everything())
    write = grant_course(therapist, code, Permission.COURSE_WRITE)
    with reading(write) as connection, pytest.raises(NotAllowedError):
        signals.of_course(connection, write)
