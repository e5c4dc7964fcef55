"""A client says how a day was, corrects it, and takes that back: today, and until two days back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from runtherapy_data.access import audit
from runtherapy_data.actions import drafts, exercises
from runtherapy_data.actions.answered import put
from runtherapy_data.actions.evaluation import look_again, outdate
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures import within
from runtherapy_data.measures.open_days import DAYS_BACK, open_days
from runtherapy_data.measures.ranges import CHECK_IN_RANGES
from runtherapy_data.queries import exercises as given_exercises
from runtherapy_data.queries.check_ins import ANSWERS, DayAnswers, of_day, span
from runtherapy_data.store import today, writing
from runtherapy_data.store.tables import CheckIn

SAVE: Final = "check_in.save"
TAKE_BACK: Final = "check_in.take_back"
DRAFT: Final = "check_in"  # the kind of its draft; the subject is the day
LONGEST_WORDS: Final = 1_000
_FRACTIONS: Final = ("hours_slept",)

Ticked = frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, and what stood before: the answers, and the exercises that were ticked off on that day."""

    answers: DayAnswers
    done: Ticked
    before: DayAnswers
    done_before: Ticked

    @property
    def changed(self) -> bool:
        """Whether saving changed anything."""
        return self.answers != self.before or self.done != self.done_before


def save(grant: Grant, key: str, answers: DayAnswers, done: Collection[UUID] | None = None) -> Saved | None:
    """Let these answers stand for their day; None when this key was used before.

    What is None is not answered, also where it was before. `done`: the given exercises that were done on that day
    (exactly these); None leaves them as they are.

    Raises:
        InvalidInputError: `field` is day, an answer's name, exercises, or answers (nothing is filled in at all).
    """
    grant.require(Permission.CHECK_IN_WRITE)
    checked = _checked(answers)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, SAVE):
            return None
        _open_day(connection, grant, checked.day)
        saved = _stored(connection, grant, checked, done)
        drafts.drop(connection, grant, DRAFT, checked.day.isoformat())
        _keep_track(connection, grant, SAVE, saved)
    if saved.changed:
        look_again(grant, [grant.course_id])
    return saved


def take_back(grant: Grant, key: str, saved: Saved) -> Saved | None:
    """Let stand again what stood before a check-in was saved; None when this key was used before.

    Raises:
        ConflictError: the day was changed since, on another device.
    """
    grant.require(Permission.CHECK_IN_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, TAKE_BACK):
            return None
        if of_day(connection, grant, saved.answers.day) != saved.answers:
            raise ConflictError(
                N_("This day was changed in the meantime."), N_("What stands here now is what was saved last.")
            )
        restored = _stored(connection, grant, saved.before, saved.done_before)
        _keep_track(connection, grant, TAKE_BACK, restored)
    look_again(grant, [grant.course_id])
    return restored


def _checked(answers: DayAnswers) -> DayAnswers:
    """The answers held against their ranges, the words without what nobody sees."""
    held: dict[str, Any] = {
        name: (within.number if name in _FRACTIONS else within.whole)(name, getattr(answers, name), ends)
        for name, ends in CHECK_IN_RANGES.items()
    }
    return replace(answers, **held, words=within.words("words", answers.words, LONGEST_WORDS), recorded_at=None)


def _open_day(connection: Connection, grant: Grant, day: dt.date) -> None:
    """Refuse a day that cannot be filled in today, by the practice's zone."""
    course, on = span(connection, grant), today(grant.principal.zone)
    if day in open_days(course, on):
        return
    if not course.holds(day):
        raise InvalidInputError(
            "day", N_("{day} lies outside your course."), N_("Choose a day from {first} on, within the course."),
            day=day.isoformat(), first=course.starts_on.isoformat(),
        )  # fmt: skip
    raise InvalidInputError(
        "day", N_("{day} can no longer be filled in, or not yet."),
        N_("Choose {today} or one of the {back} days before it."),
        day=day.isoformat(), today=on.isoformat(), back=DAYS_BACK,
    )  # fmt: skip


def _stored(connection: Connection, grant: Grant, answers: DayAnswers, done: Collection[UUID] | None) -> Saved:
    before = of_day(connection, grant, answers.day)
    held = {one.id: one.is_done for one in given_exercises.given(connection, grant, answers.day)}
    done_before = frozenset(given for given, is_done in held.items() if is_done)
    wanted = done_before if done is None else frozenset(done)
    if answers.is_empty and not wanted and before.is_empty and not done_before:
        raise InvalidInputError(
            "answers", N_("Nothing is filled in yet."), N_("Choose a number for at least one of them.")
        )
    if done is not None:
        exercises.set_done(connection, grant, answers.day, wanted)
    if put(connection, grant, CheckIn, answers.day, {name: getattr(answers, name) for name in ANSWERS}):
        outdate(connection, grant, [grant.course_id])
    return Saved(answers, wanted, before, done_before)


def _keep_track(connection: Connection, grant: Grant, action: str, saved: Saved) -> None:
    """Keep in the trail which day it was and how much was answered, and nothing of what."""
    answered = sum(getattr(saved.answers, name) is not None for name in ANSWERS)
    detail = {"day": saved.answers.day.isoformat(), "answered": answered}
    audit.record(connection, grant.principal, action, course_id=grant.course_id, detail=detail)
