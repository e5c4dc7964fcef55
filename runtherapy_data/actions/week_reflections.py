"""A client looks back on a week of their course, corrects that, and takes it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection

from runtherapy_data.access import audit
from runtherapy_data.actions import drafts
from runtherapy_data.actions.answered import put
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures import within
from runtherapy_data.measures.days import first_day
from runtherapy_data.measures.open_days import WEEK_FROM_DAY, WEEK_THROUGH_DAY, open_week
from runtherapy_data.measures.ranges import WEEK_RANGES
from runtherapy_data.queries.check_ins import span
from runtherapy_data.queries.week_reflections import ANSWERS, WeekAnswers, of_week
from runtherapy_data.store import today, writing
from runtherapy_data.store.tables import WeekReflection

SAVE: Final = "week_reflection.save"
TAKE_BACK: Final = "week_reflection.take_back"
DRAFT: Final = "week_reflection"  # the kind of its draft; the subject is the first day of the week
LONGEST_WORDS: Final = 300


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, and what stood before."""

    answers: WeekAnswers
    before: WeekAnswers


def save(grant: Grant, key: str, answers: WeekAnswers) -> Saved | None:
    """Let these answers stand for their week; None when this key was used before.

    Raises:
        InvalidInputError: `field` is week_on, an answer's name, or answers (nothing is filled in at all).
    """
    grant.require(Permission.CHECK_IN_WRITE)
    checked = _checked(answers)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, SAVE):
            return None
        _open(connection, grant, checked.week_on)
        saved = Saved(checked, of_week(connection, grant, checked.week_on))
        if checked.is_empty and saved.before.is_empty:
            raise InvalidInputError(
                "answers", N_("Nothing is filled in yet."), N_("Choose a number for at least one of them.")
            )
        _put(connection, grant, SAVE, checked)
        drafts.drop(connection, grant, DRAFT, checked.week_on.isoformat())
    return saved


def take_back(grant: Grant, key: str, saved: Saved) -> Saved | None:
    """Let stand again what stood before a week was looked back on; None when this key was used before.

    Raises:
        ConflictError: it was changed since, on another device.
    """
    grant.require(Permission.CHECK_IN_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, TAKE_BACK):
            return None
        if of_week(connection, grant, saved.answers.week_on) != saved.answers:
            raise ConflictError(
                N_("This week was changed in the meantime."), N_("What stands here now is what was saved last.")
            )
        _put(connection, grant, TAKE_BACK, saved.before)
    return Saved(saved.before, saved.answers)


def _checked(answers: WeekAnswers) -> WeekAnswers:
    held: dict[str, Any] = {
        name: within.whole(name, getattr(answers, name), ends) for name, ends in WEEK_RANGES.items()
    }
    return replace(answers, **held, words=within.words("words", answers.words, LONGEST_WORDS), recorded_at=None)


def _open(connection: Connection, grant: Grant, week_on: dt.date) -> None:
    course = span(connection, grant)
    week = open_week(course, today(grant.principal.zone))
    if week is None or first_day(course.starts_on, week) != week_on:
        raise InvalidInputError(
            "week_on", N_("The week from {day} on cannot be looked back on today."),
            N_("That can be done from its day {first} through day {last} of the week after it."),
            day=week_on.isoformat(), first=WEEK_FROM_DAY, last=WEEK_THROUGH_DAY,
        )  # fmt: skip


def _put(connection: Connection, grant: Grant, action: str, answers: WeekAnswers) -> None:
    values = {name: getattr(answers, name) for name in ANSWERS}
    put(connection, grant, WeekReflection, answers.week_on, values)
    detail = {"week_on": answers.week_on.isoformat(), "answered": sum(one is not None for one in values.values())}
    audit.record(connection, grant.principal, action, course_id=grant.course_id, detail=detail)
