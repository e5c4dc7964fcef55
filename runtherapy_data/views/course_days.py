"""The days of a course in words: what the hover of the figure says, and the table behind the figure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import EVENT_NAMES, MOMENT_NAMES, SESSION_KIND_NAMES
from runtherapy_data.measures.daily import DAILY
from runtherapy_data.measures.days import week_of
from runtherapy_data.measures.instruments import instrument
from runtherapy_data.measures.observations import picked_words
from runtherapy_data.views.course import Course, EventFact, ResultFact, SessionFact
from runtherapy_data.views.session_words import intervals_said

Cell = str | int | dt.date | None


@dataclass(slots=True)
class Day:
    """Everything that was reported about one day; a measure that was not answered has no entry."""

    answers: dict[str, int] = field(default_factory=dict)
    sessions: list[SessionFact] = field(default_factory=list)
    results: list[ResultFact] = field(default_factory=list)
    events: list[EventFact] = field(default_factory=list)
    words: str = ""


def by_day(course: Course) -> dict[dt.date, Day]:
    """The days on which anything was reported (an event: on its first day)."""
    days: dict[dt.date, Day] = defaultdict(Day)
    for series in course.series:
        for day, value in zip(series.days, series.values, strict=True):
            days[day].answers[series.measure] = value
    for session in course.sessions:
        days[session.day].sessions.append(session)
    for result in course.results:
        days[result.taken_on].results.append(result)
    for event in course.events:
        days[event.starts_on].events.append(event)
    for said in course.words:
        days[said.day].words = said.words
    return dict(days)


def instrument_name(code: str, _: Translate) -> str:
    """The short name of a questionnaire (PHQ-9), or its code where it is not known."""
    known = instrument(code)
    return known.name.said(_.language).split(" – ")[0] if known else code


def minutes(session: SessionFact, _: Translate) -> str:
    """What was done, running and walking apart; no pace and no distance."""
    parts = []
    if session.running_minutes:
        parts.append(_("ran {minutes} min", minutes=session.running_minutes))
    if session.walking_minutes:
        parts.append(_("walked {minutes} min", minutes=session.walking_minutes))
    return ", ".join(parts) or _("no minutes noted")


def feeling(session: SessionFact, _: Translate) -> str:
    """How somebody felt before and after, as far as it was filled in."""
    before, after = session.feeling_before, session.feeling_after
    if before is not None and after is not None:
        return _("felt {before} → {after}", before=before, after=after)
    if after is not None:
        return _("felt {after} afterwards", after=after)
    return _("felt {before} beforehand", before=before) if before is not None else ""


def session_lines(session: SessionFact, _: Translate) -> list[str]:
    """One session: with whom and what was planned, what was done and in which turns, how it felt, as far as known."""
    kind = _(SESSION_KIND_NAMES[session.kind])
    if session.planned_minutes:
        kind = _("{kind}, {minutes} min planned", kind=kind, minutes=session.planned_minutes)
    told = (kind, minutes(session, _), intervals_said(session.intervals, _), feeling(session, _))
    return [line for line in told if line]


def answers_words(day: Day, _: Translate) -> str:
    """The answers of one day: "mood 6, sleep 7", in the fixed order; empty when there are none."""
    said = [f"{_(one.name_in_sentence)} {day.answers[one.code]}" for one in DAILY if one.code in day.answers]
    return ", ".join(said)


def result_words(result: ResultFact, _: Translate) -> str:
    """One questionnaire result: its name, its total where it has one, and its moment."""
    total = "" if result.total is None else f" {_.number(result.total, 0 if result.total.is_integer() else 1)}"
    return f"{instrument_name(result.instrument, _)}{total} ({_(MOMENT_NAMES[result.moment])})"


def event_words(event: EventFact, _: Translate) -> str:
    """One life event: what it was, until when, and the note."""
    name = _(EVENT_NAMES[event.kind])
    if event.ends_on and event.ends_on != event.starts_on:
        name = _("{event} until {day}", event=name, day=_.day(event.ends_on))
    return f"{name}: {event.note}" if event.note else name


def moment(when: dt.datetime, today: dt.date, _: Translate) -> str:
    """A day and a time, as people say it: "Tue 12 May 10:30", "today 10:30"."""
    day = _("today") if when.date() == today else _.day(when.date())
    return f"{day} {when:%H:%M}"


def coming(course: Course, _: Translate) -> list[tuple[str, str]]:
    """What comes next, for the client: the appointment, and what to practise at home; only what is known."""
    said = []
    if course.next_appointment:
        said.append((_("Next appointment"), moment(course.next_appointment, course.today, _)))
    if course.home_exercises and course.home_exercises.home_exercises and not course.has_ended:
        said.append((_("To practise at home"), course.home_exercises.home_exercises))
    return said


NOTED: Final = {
    "breathing": N_("Breathing"),
    "posture": N_("Posture"),
    "muscle_tension": N_("Muscle tension"),
    "mental_signals": N_("Mental signals"),
    "home_exercises": N_("To practise at home"),
}


def noted_lines(session: SessionFact, _: Translate) -> list[str]:
    """What was written down with a session, a line for each thing that was; a client's session holds exercises only.

    What was picked stands before what was written beside it.
    """
    told = [(name, noted(session, field, _)) for field, name in NOTED.items()]
    return [f"{_(name)}: {text}" for name, text in told if text]


def noted(session: SessionFact, field: str, _: Translate) -> str:
    """What was noted about one thing: picks in the reader's language, and the words that were written."""
    picked = picked_words(field, session.picks, _.language)
    return "; ".join(part for part in (picked, getattr(session, field)) if part)


def day_lines(course: Course, on: dt.date, day: Day | None, _: Translate) -> tuple[str, ...]:
    """What is known of a day, a line for each kind of fact; a day without a check-in says so."""
    day = day or Day()
    lines = [_("{day} · week {week}", day=_.day(on), week=week_of(course.starts_on, on))]
    lines.append(answers_words(day, _) or _("no check-in"))
    lines += [line for session in day.sessions for line in session_lines(session, _)]
    lines += [result_words(result, _) for result in day.results]
    lines += [event_words(event, _) for event in day.events]
    return tuple(lines)


def sentence(course: Course, on: dt.date, _: Translate) -> str:
    """One day as one sentence: di 12 mei · week 6 · stemming 6, slaap 7 · …"""
    return " · ".join(day_lines(course, on, by_day(course).get(on), _))


DAY, WEEK = N_("Day"), N_("Week")
RAN, WALKED, PLANNED = N_("Running (min)"), N_("Walking (min)"), N_("Planned (min)")
SESSIONS, WORDS, OTHER = N_("Sessions"), N_("Own words"), N_("Questionnaires and events")


def _row(course: Course, on: dt.date, day: Day, _: Translate) -> dict[str, Cell]:
    planned = [session.planned_minutes for session in day.sessions if session.planned_minutes is not None]
    others = [result_words(one, _) for one in day.results] + [event_words(one, _) for one in day.events]
    return {
        _(DAY): on,
        _(WEEK): week_of(course.starts_on, on),
        **{_(measure.name): day.answers.get(measure.code) for measure in DAILY},
        _(RAN): sum(session.running_minutes for session in day.sessions),
        _(WALKED): sum(session.walking_minutes for session in day.sessions),
        _(PLANNED): sum(planned) if planned else None,
        _(SESSIONS): "; ".join(", ".join(session_lines(session, _)) for session in day.sessions),
        _(WORDS): day.words,
        _(OTHER): "; ".join(others),
    }


def table(course: Course, _: Translate) -> list[dict[str, Cell]]:
    """The rows behind the figure, a calendar day each, from the first through the last day that there is something of.

    Keys are the translated headers. A day without a check-in has None (missing, never 0); a day without a session has
    0 minutes.
    """
    days = by_day(course)
    if not days:
        return []
    first = max(min(days), course.first_on)
    last = min(max(max(days), min(course.today, course.last_on)), course.last_on)
    outside = [day for day in sorted(days) if not first <= day <= last]
    inside = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    return [_row(course, day, days.get(day, Day()), _) for day in sorted({*outside, *inside})]
