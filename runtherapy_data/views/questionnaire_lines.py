"""What a therapist reads about the questionnaires of a course: what is asked, what came back, what was corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import MOMENT_NAMES
from runtherapy_data.measures.instruments import instrument
from runtherapy_data.queries.corrections import Corrected
from runtherapy_data.queries.questionnaire_asks import Ask
from runtherapy_data.queries.questionnaires import HeldResult
from runtherapy_data.views.change_words import points
from runtherapy_data.views.course_results import scale_name
from runtherapy_data.views.questionnaires_open import short

FIELDS: Final = {"taken_on": N_("Day"), "moment": N_("Moment"), "total": N_("Total"), "instrument": N_("Questionnaire"),
                 "items": N_("Answers"), "due_on": N_("Day")}  # fmt: skip


def sentence(asks: Iterable[Ask], on: dt.date, _: Translate) -> str:
    """The answer to: what was asked, and what is late?"""
    wanted = [one for one in asks if one.is_open]
    if not wanted:
        return _("Nothing is asked at the moment.")
    late = sum(one.is_overdue(on) for one in wanted)
    asked = _.plural("One questionnaire is asked.", "{n} questionnaires are asked.", len(wanted))
    if not late:
        return asked
    return " ".join((asked, _.plural("One of them is past its day.", "{n} of them are past their day.", late)))


def asked(ask: Ask, on: dt.date, _: Translate) -> tuple[str, str]:
    """What is asked, and when: ("PHQ-9, halfway", "for Mon 12 Oct, 3 days ago")."""
    what = _("{name}, {moment}", name=short(ask.instrument, _), moment=_(MOMENT_NAMES[ask.moment]))
    day = _.day(ask.due_on, year=True)
    late = (on - ask.due_on).days
    if late > 0:
        when = _.plural("for {day}, {n} day ago", "for {day}, {n} days ago", late, day=day)
    else:
        when = _("for today, {day}", day=day) if late == 0 else _("for {day}", day=day)
    return what, when


def named_result(held: HeldResult, _: Translate) -> str:
    """Which result it is: "PHQ-9, halfway, Mon 12 Oct 2026"."""
    day = _.day(held.taken_on, year=True)
    return _("{name}, {moment}, {day}", name=short(held.instrument, _), moment=_(MOMENT_NAMES[held.moment]), day=day)


def scores(held: HeldResult, _: Translate) -> str:
    """The scores of a result with their bands: "12 (moderate)"; why there is none where there is none."""
    known = instrument(held.instrument)
    said = []
    if held.total is not None:
        band = known.band_of(held.total) if known else None
        score = points(held.total, _)
        said.append(_("{score} ({band})", score=score, band=band.words.said(_.language)) if band else score)
    for code, value in held.subscales.items():
        part = known.subscale(code) if known else None
        name = part.name.said(_.language).lower() if part else code
        said.append(f"{name} {points(value, _)}")
    return ", ".join(said) or _("no score: too few questions were answered")


def notes(held: HeldResult, _: Translate) -> list[str]:
    """What else there is to know: questions left out, an answer about risk, who wrote it down."""
    known = instrument(held.instrument)
    said = []
    items = known.items if known else None
    if known and items and held.answers and items.fewest == items.most and len(held.answers) > len(known.risk_items):
        missing = [str(item) for item in range(1, items.most + 1) if item not in held.answers]
        if missing:
            said.append(
                _.plural("Left out: question {places}.", "Left out: questions {places}.", len(missing),
                         places=", ".join(missing))
            )  # fmt: skip
    for risk in known.risk_items if known else ():
        answer = held.answers.get(risk.item)
        if answer is not None and answer >= risk.at_or_above:
            said.append(_("Question {item}, about risk, was answered with {answer}.", item=risk.item, answer=answer))
    if held.who:
        said.append(_("Entered by {name}.", name=held.who))
    elif held.recorded_at is None:
        said.append(_("Imported."))
    return said


def corrected(one: Corrected, code: str, when: str, _: Translate) -> tuple[str, str]:
    """One line of the history: who and when, and what became what; `when` is its moment in the practice's time."""
    lead = _("{who}, {when}", who=one.who or "–", when=when)
    if one.new is None:
        return lead, _("taken away")
    if one.old is None:
        return lead, _("brought back")
    changes = [
        _("{field}: {old} → {new}", field=field_name(name, code, _), old=_value(name, one.old.get(name), _),
          new=_value(name, one.new.get(name), _))
        for name in one.new
    ]  # fmt: skip
    return lead, "\n".join(changes)


def field_name(name: str, code: str, _: Translate) -> str:
    """A column of a correction as a person calls it: "question 3", "4DSQ distress"."""
    kind, _dot, part = name.partition(".")
    if kind == "item":
        return _("question {item}", item=part)
    if kind == "subscale":
        return scale_name(instrument(code), part, _) or part
    return _(FIELDS[name]).lower() if name in FIELDS else name


def _value(name: str, value: object, _: Translate) -> str:
    if value is None:
        return _("nothing")
    if name == "taken_on":
        return _.day(dt.date.fromisoformat(str(value)), year=True)
    if name == "moment":
        return _(MOMENT_NAMES[str(value)])
    return points(value, _) if isinstance(value, (int, float)) else str(value)


def differences(theirs: HeldResult, mine: HeldResult, _: Translate) -> list[tuple[str, str, str]]:
    """Field by field what stands and what somebody was about to write over it: (field, what stands, what is new)."""
    there, here = theirs.facts(), mine.facts()
    return [
        (field_name(name, theirs.instrument, _), _shown(name, there.get(name), _), _shown(name, here.get(name), _))
        for name in dict.fromkeys((*there, *here))
        if there.get(name) != here.get(name)
    ]


def _shown(name: str, value: object, _: Translate) -> str:
    return _value(name, value.isoformat() if isinstance(value, dt.date) else value, _)
