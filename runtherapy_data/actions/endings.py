"""How a course ends: with a last day, a reason and a note; the follow-up after it; and opening it again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from runtherapy_data.actions import drafts
from runtherapy_data.actions.changed import Changed
from runtherapy_data.actions.course_terms import ChangedTerms, as_seen, write
from runtherapy_data.actions.evaluation import look_again
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures import within
from runtherapy_data.measures.codes import EndReason
from runtherapy_data.queries.course_terms import Terms
from runtherapy_data.store import today, writing

END: Final = "course.end"
REOPEN: Final = "course.reopen"
FOLLOW_UP: Final = "course.follow_up"
DRAFT: Final = "course_end"  # kind of the draft; its subject is the course
# A course of therapy ends for one of these; that none was begun is an outcome of the intake, and decided there.
REASONS: Final = (EndReason.COMPLETED.value, EndReason.STOPPED_EARLY.value, EndReason.REFERRED.value)
LONGEST_NOTE: Final = 2000
FARTHEST: Final = dt.timedelta(days=366)
FARTHEST_FOLLOW_UP: Final = dt.timedelta(days=366 * 2)


def end(
    grant: Grant,
    key: str,
    *,
    last_on: dt.date,
    reason: str,
    note: str = "",
    follow_up_on: dt.date | None = None,
    seen: Terms,
) -> ChangedTerms | None:
    """End the course of the grant, or correct how it ended; what changed, or None when this key was used before.

    What is asked of the client at the end and at the follow-up moves along; what was planned after the last day is
    asked no more, as long as the course stays ended.

    Args:
        grant: leave to work on the course.
        key: names this one intention; see `once`.
        last_on: its last day, not before its first; a year from today at most.
        reason: code: completed, stopped_early or referred.
        note: what is good to know about the end, up to 2,000 characters; for therapists.
        follow_up_on: when they meet again, after the last day; None for no such day.
        seen: what the form showed when it was filled in.

    Raises:
        InvalidInputError: `field` is ends_on, end_reason, end_note or follow_up_on.
        ChangedMeanwhileError: a colleague changed it since; nothing was written.
        ConflictError: the intake decided that no course would begin.
    """
    grant.require(Permission.COURSE_WRITE)
    _check_last(last_on, seen.starts_on, today(grant.principal.zone))
    wanted = replace(
        seen,
        ends_on=last_on,
        end_reason=_reason(reason),
        end_note=within.words("end_note", note, LONGEST_NOTE),
        follow_up_on=_checked_follow_up(follow_up_on, last_on),
    )
    return _write(grant, key, END, seen, wanted)


def reopen(grant: Grant, key: str, seen: Terms) -> ChangedTerms | None:
    """The course goes on after all: no last day, no reason, no follow-up. None when this key was used before.

    What its questionnaires had lost by the end is asked again. Errors as of `end`.
    """
    grant.require(Permission.COURSE_WRITE)
    wanted = replace(seen, ends_on=None, end_reason=None, end_note=None, follow_up_on=None)
    return _write(grant, key, REOPEN, seen, wanted)


def set_follow_up(grant: Grant, key: str, on: dt.date | None, seen: Terms) -> ChangedTerms | None:
    """Agree on the day of the follow-up of a course that ends; None for no such day (any more).

    Also when it took place: the day then stands in the history of the course, and nobody waits for it any longer.
    Errors as of `end`.
    """
    grant.require(Permission.COURSE_WRITE)
    if seen.ends_on is None:
        raise ConflictError(N_("There is no end to follow up on yet."), N_("End the course first."))
    return _write(grant, key, FOLLOW_UP, seen, replace(seen, follow_up_on=_checked_follow_up(on, seen.ends_on)))


def _write(grant: Grant, key: str, action: str, seen: Terms, wanted: Terms) -> ChangedTerms | None:
    with writing(grant) as connection:
        if not first_time(connection, grant, key, action):
            return None
        stands = as_seen(connection, grant, seen)
        _check_begun(stands)
        changed = Changed(stands, wanted)
        write(connection, grant, changed, action)
        if action == END:
            drafts.drop(connection, grant, DRAFT, str(grant.course_id))
    look_again(grant, [grant.course_id])
    return changed


def _check_begun(stands: Terms) -> None:
    if stands.end_reason == EndReason.NOT_BEGUN:
        raise ConflictError(
            N_("The intake decided that this course would not begin."), N_("Change the outcome of the intake first.")
        )


def _reason(reason: str) -> str:
    known = within.code("end_reason", reason or None, REASONS)
    if known is None:
        raise InvalidInputError("end_reason", N_("The reason is missing."), N_("Choose how the course ended."))
    return known


def _check_last(last_on: dt.date, starts_on: dt.date, on: dt.date) -> None:
    if last_on < starts_on:
        raise InvalidInputError(
            "ends_on", N_("The last day lies before the first day of the course."), N_("Choose a later day.")
        )
    if last_on - on > FARTHEST:
        raise InvalidInputError(
            "ends_on", N_("This day is more than a year away."), N_("Check the year: {day}."), day=last_on.isoformat()
        )


def _checked_follow_up(day: dt.date | None, last_on: dt.date) -> dt.date | None:
    if day is not None and not dt.timedelta(0) < day - last_on <= FARTHEST_FOLLOW_UP:
        raise InvalidInputError(
            "follow_up_on",
            N_("A follow-up comes after the last day, within two years."),
            N_("Choose another day, or none."),
        )
    return day
