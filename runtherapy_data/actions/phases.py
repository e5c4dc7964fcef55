"""The phases of a course: set from a day on, corrected, removed; each with its history and a way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Final

from sqlalchemy import Connection, delete, insert

from runtherapy_data.access import audit
from runtherapy_data.actions import corrections
from runtherapy_data.actions.changed import Changed
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures import within
from runtherapy_data.measures.codes import PHASE_NAMES
from runtherapy_data.queries.course_terms import terms
from runtherapy_data.queries.phases import HeldPhase, of_course
from runtherapy_data.store import today, writing
from runtherapy_data.store.tables import PhaseStart

SET: Final = "phase.set"
REMOVE: Final = "phase.remove"
UNDO: Final = "phase.undo"
FACT: Final = "phase"  # its name in the history of corrections
AHEAD: Final = dt.timedelta(days=366)  # farther is a wrong year


@dataclass(frozen=True, slots=True)
class ChangedPhase(Changed[HeldPhase]):
    """What was done to a phase; `joined` by it: phases that went on from the same one, now next to them."""

    joined: tuple[HeldPhase, ...] = ()

    @property
    def reversed(self) -> ChangedPhase:
        """The way back; what was joined is parted again by `undo`."""
        return ChangedPhase(self.after, self.before)


def set_phase(
    grant: Grant, key: str, *, phase: str, on: dt.date, instead_of: HeldPhase | None = None
) -> ChangedPhase | None:
    """Let the course be in a phase from a day on; what changed, or None when this key was used before.

    Phases may come back later.

    Args:
        grant: leave to work on the course.
        key: names this one intention; see `once`.
        phase: code of the phase.
        on: its first day, from the first day of the course to its last (a year ahead at most).
        instead_of: the phase to correct, as it was shown: it gets the phase and the day given here.

    Raises:
        InvalidInputError: `field` is phase or starts_on.
        ConflictError: the phase before or after it is the same, or another phase begins on that day.
        ChangedMeanwhileError: a colleague corrected that phase since; nothing was written.
        NotFoundError: the phase to correct is no longer there.
    """
    grant.require(Permission.COURSE_WRITE)
    wanted = HeldPhase(on, str(within.code("phase", phase, PHASE_NAMES)))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, SET):
            return None
        held = {one.starts_on: one for one in of_course(connection, grant)}
        _check_day(connection, grant, wanted, held)
        before = _as_seen(held, instead_of) if instead_of else None
        if held.get(on) not in (None, before):
            raise ConflictError(
                N_("Another phase begins on that day."), N_("Choose another day, or correct that phase.")
            )
        _check_neighbours(wanted, [one for one in held.values() if one != before])
        return _write(connection, grant, ChangedPhase(before, wanted), SET)


def remove(grant: Grant, key: str, seen: HeldPhase) -> ChangedPhase | None:
    """Take a phase away, as it was shown: the one before it goes on. None when this key was used before.

    Where the one after it is the same as the one before, the two become one.

    Raises:
        ChangedMeanwhileError: a colleague corrected it since; nothing was written.
        NotFoundError: it is no longer there.
    """
    grant.require(Permission.COURSE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, REMOVE):
            return None
        held = {one.starts_on: one for one in of_course(connection, grant)}
        return _write(connection, grant, ChangedPhase(_as_seen(held, seen), None), REMOVE)


def undo(grant: Grant, key: str, done: ChangedPhase) -> ChangedPhase | None:
    """Take back what `set_phase` or `remove` did; None when this key was used before.

    Raises:
        ConflictError: the phases were changed again since.
    """
    grant.require(Permission.COURSE_WRITE)
    back = done.reversed
    with writing(grant) as connection:
        if not first_time(connection, grant, key, UNDO):
            return None
        held = {one.starts_on: one for one in of_course(connection, grant)}
        stands = back.before is None or held.get(back.before.starts_on) == back.before
        returning = (*done.joined, *([back.after] if back.after else []))
        blocked = any(held.get(one.starts_on) not in (None, back.before) for one in returning)
        if not stands or blocked:
            raise ConflictError(N_("The phases were changed again since."), N_("Open the course again."))
        for one in done.joined:
            _insert(connection, grant, one)
            corrections.keep(connection, grant, FACT, one.starts_on.isoformat(), None, asdict(one))
        return _write(connection, grant, back, UNDO)


def _check_day(connection: Connection, grant: Grant, wanted: HeldPhase, held: dict[dt.date, HeldPhase]) -> None:
    agreed = terms(connection, grant)
    first = min([agreed.starts_on, *held])
    last = agreed.ends_on or max(today(grant.principal.zone), agreed.starts_on) + AHEAD
    if not first <= wanted.starts_on <= last:
        raise InvalidInputError(
            "starts_on",
            N_("A phase begins on a day of the course: {first} to {last}."),
            N_("Choose one of these days."),
            first=first.isoformat(), last=last.isoformat(),
        )  # fmt: skip


def _check_neighbours(wanted: HeldPhase, others: Sequence[HeldPhase]) -> None:
    """The same phase twice in a row says nothing; what was meant is another first day of the one that is there."""
    before = max((one for one in others if one.starts_on < wanted.starts_on), key=_day, default=None)
    after = min((one for one in others if one.starts_on > wanted.starts_on), key=_day, default=None)
    if before is not None and before.phase == wanted.phase:
        raise ConflictError(N_("The course is in this phase already on that day."), N_("Choose another phase or day."))
    if after is not None and after.phase == wanted.phase:
        raise ConflictError(
            N_("The phase after it is the same one."), N_("Correct the first day of that phase instead.")
        )


def _day(one: HeldPhase) -> dt.date:
    return one.starts_on


def _as_seen(held: dict[dt.date, HeldPhase], seen: HeldPhase) -> HeldPhase:
    stands = held.get(seen.starts_on)
    if stands is None:
        raise NotFoundError(N_("No phase begins on that day any more."), N_("Open the course again."))
    return within.unchanged(stands, seen)


def _write(connection: Connection, grant: Grant, changed: ChangedPhase, action: str) -> ChangedPhase:
    """Write it, with its history and its event; what was done, with the phases that it joined."""
    before, after = changed.before, changed.after
    for one in (before, after):
        if one is not None:
            _delete(connection, grant, one)
    if after is not None:
        _insert(connection, grant, after)
    old, new = (asdict(one) if one else None for one in (before, after))
    about = next(one.starts_on.isoformat() for one in (before, after) if one is not None)
    corrections.keep(connection, grant, FACT, about, old, new)
    detail = {"from": before and before.starts_on.isoformat(), "to": after and after.starts_on.isoformat()}
    audit.record(connection, grant.principal, action, course_id=grant.course_id, detail=detail)
    return replace(changed, joined=_join(connection, grant))


def _join(connection: Connection, grant: Grant) -> tuple[HeldPhase, ...]:
    """Let the same phase twice in a row be one, from the first day of the earlier one; which begin no more."""
    joined = tuple(one for last, one in pairwise(of_course(connection, grant)) if last.phase == one.phase)
    for one in joined:
        _delete(connection, grant, one)
        corrections.keep(connection, grant, FACT, one.starts_on.isoformat(), asdict(one), None)
    return joined


def _delete(connection: Connection, grant: Grant, one: HeldPhase) -> None:
    connection.execute(
        delete(PhaseStart).where(
            PhaseStart.practice_id == grant.practice_id,
            PhaseStart.course_id == grant.course_id,
            PhaseStart.starts_on == one.starts_on,
        )
    )


def _insert(connection: Connection, grant: Grant, one: HeldPhase) -> None:
    here = {"practice_id": grant.practice_id, "course_id": grant.course_id}
    connection.execute(insert(PhaseStart).values(**here, starts_on=one.starts_on, phase=one.phase))
