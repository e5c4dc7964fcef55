"""What a page says about one course, as lines of text: the same facts as the figure, in words."""

from __future__ import annotations

import datetime as dt
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
    TALK_TEST_NAMES,
    SessionKind,
)
from runtherapy_data.measures.instruments import Instrument, Scale, instrument
from runtherapy_data.views.course import Course, EventFact, ResultFact, SessionFact

NOT_FILLED_IN: Final = "–"
SESSION_KIND_SHORT: Final[dict[str, str]] = {
    SessionKind.GUIDED: N_("guided"),
    SessionKind.INDEPENDENT: N_("on their own"),
}


def place(course: Course, _: Translate) -> str:
    """Where the course is: "Week 6 of 10 · Guided running", or how and when it ended."""
    if course.ends_on is not None and course.ends_on < course.today:
        reason = _(END_REASON_NAMES[course.end_reason]) if course.end_reason else ""
        return _("Ended {day}: {reason}", day=_.day(course.ends_on, year=True), reason=reason)
    if course.week < 1:
        return _("Begins {day}", day=_.day(course.starts_on, year=True))
    week = _("Week {week} of {weeks}", week=course.week, weeks=max(course.planned_weeks, course.week))
    return f"{week} · {_(PHASE_NAMES[course.phase])}" if course.phase else week


def whose(course: Course) -> str:
    """The client's name with their code, or the code alone."""
    return f"{course.client_name} ({course.client_code})" if course.client_name else course.client_code


def reason_and_mode(course: Course, _: Translate) -> str:
    """Why somebody came, and how their load grows."""
    return f"{_(COMPLAINT_NAMES[course.complaint])} · {_(MODE_NAMES[course.mode])}"


def minutes(session: SessionFact, _: Translate) -> str:
    """Running and walking apart; never a pace or a distance."""
    parts = []
    if session.running_minutes:
        parts.append(_("{minutes} min running", minutes=session.running_minutes))
    if session.walking_minutes:
        parts.append(_("{minutes} min walking", minutes=session.walking_minutes))
    return ", ".join(parts) or _("no minutes noted")


def feeling(session: SessionFact, _: Translate) -> str:
    """How somebody felt before and after, as far as it was filled in; empty when it was not."""
    before, after = session.feeling_before, session.feeling_after
    if before is not None and after is not None:
        return _("felt {before} → {after}", before=before, after=after)
    if after is not None:
        return _("felt {after} afterwards", after=after)
    return _("felt {before} beforehand", before=before) if before is not None else ""


def session_line(session: SessionFact, _: Translate) -> tuple[str, str]:
    """One session in two pieces: its day with who was there, and what it was like."""
    where = f"{_.day(session.day)} · {_(SESSION_KIND_NAMES[session.kind])}"
    felt = feeling(session, _)
    return where, f"{minutes(session, _)} · {felt}" if felt else minutes(session, _)


def _answer(value: int | None) -> str:
    """An answer, or a dash where it was not filled in (never a zero)."""
    return NOT_FILLED_IN if value is None else str(value)


def session_cells(session: SessionFact, _: Translate) -> list[str]:
    """One session as a row of the therapist's table."""
    before, after = _answer(session.feeling_before), _answer(session.feeling_after)
    return [
        _.day(session.day),
        _(SESSION_KIND_SHORT[session.kind]),
        str(session.running_minutes),
        str(session.walking_minutes),
        _answer(session.planned_minutes),
        _answer(session.effort),
        _(TALK_TEST_NAMES[session.talk_test]) if session.talk_test else NOT_FILLED_IN,
        f"{before} → {after}",
        _answer(session.pain),
    ]


def event_line(event: EventFact, _: Translate) -> tuple[str, str]:
    """A life event: its days, and what it was."""
    days = _.day(event.starts_on)
    if event.ends_on and event.ends_on != event.starts_on:
        days = f"{days} – {_.day(event.ends_on)}"
    return days, f"{_(EVENT_NAMES[event.kind])}: {event.note}" if event.note else _(EVENT_NAMES[event.kind])


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


def score_words(score: float, scale: Scale | None, _: Translate) -> str:
    """A score with its range and, where that is sure, its band: "12 (0–27), moderate"."""
    said = number(score, _)
    if scale and scale.range:
        said = f"{said} ({number(scale.range[0], _)}–{number(scale.range[1], _)})"
    band = scale.band_of(score) if scale else None
    return f"{said}, {band.words.said(_.language)}" if band else said


def over_time(course: Course, code: str, _: Translate) -> tuple[str, str, list[str], list[list[str]]]:
    """One questionnaire through the course: its name, what a higher score means, and a table, oldest first.

    A column for the day, one for each score; a score with a verified band carries it in words.
    """
    taken = [one for one in course.results if one.instrument == code]
    columns: dict[str, Scale | None] = {name: scale for one in taken for name, _score, scale in scores(one, _)}
    header = [
        _("Day"),
        *(f"{name} ({_range(scale, _)})" if _range(scale, _) else name for name, scale in columns.items()),
    ]
    rows = []
    for result in sorted(taken, key=lambda one: one.taken_on):
        found = {name: (score, scale) for name, score, scale in scores(result, _)}
        cells = [_banded(*found[name], _) if name in found else NOT_FILLED_IN for name in columns]
        rows.append([f"{_.day(result.taken_on)}, {moment(result, _)}", *cells])
    return instrument_name(code, _), direction(instrument(code), _), header, rows


def _range(scale: Scale | None, _: Translate) -> str:
    return f"{number(scale.range[0], _)}–{number(scale.range[1], _)}" if scale and scale.range else ""


def _banded(score: float, scale: Scale | None, _: Translate) -> str:
    band = scale.band_of(score) if scale else None
    return f"{number(score, _)} · {band.words.said(_.language)}" if band else number(score, _)


def number(value: float, _: Translate) -> str:
    """A score as people write it: whole when it is whole."""
    return _.number(value, 0 if float(value).is_integer() else 1)


def moment(result: ResultFact, _: Translate) -> str:
    """When in the course a questionnaire was filled in."""
    return _(MOMENT_NAMES[result.moment])


DIRECTIONS: Final = {
    "higher_is_worse": N_("a higher score means more complaints"),
    "higher_is_better": N_("a higher score is better"),
}


def direction(known: Instrument | None, _: Translate) -> str:
    """What a higher score means, in words."""
    return _(DIRECTIONS[known.direction]) if known else ""


def newest_first(day: dt.date) -> int:
    """A sort key: the newest day first."""
    return -day.toordinal()
