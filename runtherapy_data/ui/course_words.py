"""What a page says about one course, as lines of text: the same facts as the figure, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import (
    COMPLAINT_NAMES,
    END_REASON_NAMES,
    EVENT_NAMES,
    MODE_NAMES,
    MOMENT_NAMES,
    PHASE_NAMES,
    SESSION_KIND_NAMES,
    EventKind,
    SessionKind,
    TalkTest,
)
from runtherapy_data.measures.instruments import Scale, instrument
from runtherapy_data.views.change_words import points
from runtherapy_data.views.course import Course, EventFact, ResultFact, SessionFact
from runtherapy_data.views.course_days import WEEK, moment, noted_lines, table
from runtherapy_data.views.questionnaires_open import headed
from runtherapy_data.views.session_words import minutes_said

NOT_FILLED_IN: Final = "–"
TALK_TEST_SHORT: Final[dict[str, str]] = {
    TalkTest.EASILY: N_("easily"),
    TalkTest.JUST: N_("only just"),
    TalkTest.NO: N_("not"),
}
SESSION_KIND_SHORT: Final[dict[str, str]] = {
    SessionKind.GUIDED: N_("guided"),
    SessionKind.INDEPENDENT: N_("on their own"),
}


def phase(course: Course, _: Translate) -> str:
    """The phase that the therapist set, with a pause that goes on; or how the course ended."""
    if course.has_ended and course.ends_on and course.end_reason:
        return _(
            "Ended {day}: {reason}", day=_.day(course.ends_on, year=True), reason=_(END_REASON_NAMES[course.end_reason])
        )
    pause = next((one for one in course.events if one.kind == EventKind.PAUSE and _goes_on(one, course)), None)
    parts = (
        _("Paused since {day}", day=_.day(pause.starts_on)) if pause else "",
        _(PHASE_NAMES[course.phase]) if course.phase else "",
    )
    return " · ".join(part for part in parts if part)


def _goes_on(event: EventFact, course: Course) -> bool:
    return event.starts_on <= course.today <= event.last_on


def whose(course: Course) -> str:
    """The client's name with their code, or the code alone."""
    return f"{course.client_name} ({course.client_code})" if course.client_name else course.client_code


def facts(course: Course, _: Translate) -> str:
    """The phase, why somebody came, how their load grows, and the next appointment."""
    meets = ""
    if course.next_appointment:
        meets = _("Appointment {when}", when=moment(course.next_appointment, course.today, _))
    parts = (phase(course, _), _(COMPLAINT_NAMES[course.complaint]), _(MODE_NAMES[course.mode]), meets)
    return " · ".join(part for part in parts if part)


def own_feeling(session: SessionFact, _: Translate) -> str:
    """How it felt before and after, said to the client; empty where neither was filled in."""
    before, after = session.feeling_before, session.feeling_after
    if before is not None and after is not None:
        return _("you felt {before} at first, {after} afterwards", before=before, after=after)
    if after is not None:
        return _("you felt {after} afterwards", after=after)
    return _("you felt {before} beforehand", before=before) if before is not None else ""


def noted(session: SessionFact, _: Translate) -> tuple[str, str] | None:
    """What the therapist wrote about a session: its day, and a line for each thing noted. None where nothing was."""
    lines = noted_lines(session, _)
    return (_.day(session.day), "\n".join(lines)) if lines else None


def session_line(session: SessionFact, _: Translate) -> tuple[str, str]:
    """One session as its client reads it, in two pieces: its day with who was there, and what it was like."""
    where = f"{_.day(session.day)} · {_(SESSION_KIND_NAMES[session.kind])}"
    felt = own_feeling(session, _)
    done = minutes_said(session, _)
    return where, f"{done} · {felt}" if felt else done


def _answer(value: int | None) -> str:
    """An answer, or a dash where it was not filled in (never a zero)."""
    return NOT_FILLED_IN if value is None else str(value)


def session_cells(session: SessionFact, _: Translate) -> list[str]:
    """One session as a row of the therapist's table."""
    before, after = _answer(session.feeling_before), _answer(session.feeling_after)
    return [
        _.day(session.day),
        _(SESSION_KIND_SHORT[session.kind]),
        f"{session.running_minutes} min",
        f"{session.walking_minutes} min",
        NOT_FILLED_IN if session.planned_minutes is None else f"{session.planned_minutes} min",
        _answer(session.effort),
        _(TALK_TEST_SHORT[session.talk_test]) if session.talk_test else NOT_FILLED_IN,
        f"{before} → {after}",
        _answer(session.pain),
    ]


def event_line(event: EventFact, _: Translate) -> tuple[str, str]:
    """A life event: its days, and what it was."""
    days = _.day(event.starts_on)
    if event.ends_on and event.ends_on != event.starts_on:
        days = f"{days} – {_.day(event.ends_on)}"
    elif event.open_through:
        days = _("since {day}, not over yet", day=days)
    return days, f"{_(EVENT_NAMES[event.kind])}: {event.note}" if event.note else _(EVENT_NAMES[event.kind])


def events_listed(events: Sequence[EventFact], _: Translate) -> str:
    """Life events with their days, in one line, without their notes: holiday (Tue 3 Mar – Sun 8 Mar)."""
    found = [(_(EVENT_NAMES[one.kind]), event_line(one, _)[0]) for one in events]
    return ", ".join(f"{name.lower()} ({days})" for name, days in found)


def instrument_name(code: str, _: Translate) -> str:
    """The name of a questionnaire, or its code where the product does not know it."""
    known = instrument(code)
    return known.name.said(_.language) if known else code


def scores(result: ResultFact, _: Translate) -> list[tuple[str, float, Scale | None]]:
    """The scores of a result: (name, score, its scale where known); the total is called "total"."""
    known = instrument(result.instrument)
    found: list[tuple[str, float, Scale | None]] = []
    if result.total is not None:
        found.append((_("total"), result.total, known.total if known else None))
    for code, score in result.subscales:
        part = known.subscale(code) if known else None
        found.append((part.name.said(_.language) if part else code, score, part))
    return found


def told_to_client(course: Course, code: str, _: Translate) -> tuple[str, str]:
    """One questionnaire as its client reads it: its name, and a line for each time, newest first.

    A score with its range, and its band only where the instrument's source is sure of it; no judgement beyond that.
    """
    lines = []
    for result in sorted(course.results, key=lambda one: newest_first(one.taken_on)):
        if result.instrument == code:
            told = [_score_in_words(name, score, scale, _) for name, score, scale in scores(result, _)]
            unscored = _("too few answers for a score")
            lines.append(f"{_.day(result.taken_on)}: {' · '.join(told) or unscored}")
    return headed(code, _), "\n".join(lines)


def _score_in_words(name: str, score: float, scale: Scale | None, _: Translate) -> str:
    band = scale.band_of(score) if scale else None
    meaning = f" ({band.words.said(_.language)})" if band else ""
    if name != _("total"):  # one of several: short, since they stand on one line
        return (
            f"{name} {number(score, _)} [{_range(scale, _)}]{meaning}"
            if _range(scale, _)
            else f"{name} {number(score, _)}"
        )
    if scale is None or scale.range is None:
        return number(score, _)
    low, high = (number(end, _) for end in scale.range)
    return _("{score} on a scale of {low} to {high}", score=number(score, _), low=low, high=high) + meaning


def results_sentence(course: Course, _: Translate) -> str:
    """What a higher score means, for each questionnaire of the course."""
    by_meaning: dict[str, list[str]] = {}
    for code in dict.fromkeys(one.instrument for one in course.results):
        known = instrument(code)
        if known:
            by_meaning.setdefault(_(DIRECTIONS[known.direction]), []).append(instrument_name(code, _).split(" – ")[0])
    return " ".join(f"{', '.join(names)}: {meaning}." for meaning, names in by_meaning.items())


def results_table(course: Course, _: Translate) -> tuple[list[str], list[list[str]]]:
    """Every score, oldest first: day, questionnaire, score with its range and (where its source is sure) its band."""
    rows = []
    for result in sorted(course.results, key=lambda one: (one.taken_on, one.instrument)):
        short = instrument_name(result.instrument, _).split(" – ")[0]
        for name, score, scale in scores(result, _):
            band = scale.band_of(score) if scale else None
            measured = short if name == _("total") else f"{short} {name}"
            value = f"{number(score, _)} ({_range(scale, _)})" if _range(scale, _) else number(score, _)
            said = f"{value}, {band.words.said(_.language)}" if band else value
            rows.append([f"{_.day(result.taken_on)}, {_(MOMENT_NAMES[result.moment])}", measured, said])
    return [_("Day"), _("Questionnaire"), _("Score")], rows


def _range(scale: Scale | None, _: Translate) -> str:
    return f"{number(scale.range[0], _)}–{number(scale.range[1], _)}" if scale and scale.range else ""


def number(value: float, _: Translate) -> str:
    """A score as people write it: whole when it is whole."""
    if float(value).is_integer() and abs(value) < 1000:
        return str(int(value))  # no separators to place: the catalogue of number formats is not asked
    return points(value, _)


DIRECTIONS: Final = {
    "higher_is_worse": N_("a higher score means more complaints"),
    "higher_is_better": N_("a higher score is better"),
}


def days(
    course: Course, _: Translate, *, weeks: tuple[int, int] | None = None
) -> tuple[list[str], list[list[str]], list[int]]:
    """The table behind the figure as it is shown, newest day first: header, rows, and which columns hold numbers.

    `weeks` keeps to these weeks (both included), as the figure does; a column in which nothing stands is left out.
    """
    rows = table(course, _)[::-1]
    if weeks:
        rows = [row for row in rows if min(weeks) <= int(str(row[_(WEEK)])) <= max(weeks)]
    names = [name for name in (rows[0] if rows else ()) if any(row[name] not in (None, "") for row in rows)]
    numbers = [place for place, name in enumerate(names) if any(isinstance(row[name], int) for row in rows)]
    return names, [[_cell(row[name], _) for name in names] for row in rows], numbers


def _cell(value: str | int | dt.date | None, _: Translate) -> str:
    if isinstance(value, dt.date):
        return _.day(value)
    return NOT_FILLED_IN if value is None else str(value)


def newest_first(day: dt.date) -> int:
    """A sort key: the newest day first."""
    return -day.toordinal()
