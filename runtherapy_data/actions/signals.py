"""What a therapist does with a signal: seen, discussed, done, put off for a while; and taking the last step back.

Who did what and when is kept with the signal; the audit trail holds which signal and which step, and nothing that says
what it was about. The program's own steps (raised, expired) are those of `evaluation`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, and_, insert, select, update

from runtherapy_data.access import audit
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.signals import (
    LONGEST_SNOOZE_DAYS,
    OPEN,
    PERSONAL,
    RISK_ITEM,
    SignalState,
    SignalStep,
    standing,
)
from runtherapy_data.measures.typed import typed
from runtherapy_data.store import now, today, writing
from runtherapy_data.store.tables import Account, Signal, SignalEvent
from runtherapy_data.store.types import new_id

STEP: Final = "signal.step"
UNDO: Final = "signal.undo"
LONGEST_REASON: Final = 500
_FAR: Final = {SignalState.NEW: 0, SignalState.SEEN: 1, SignalState.DISCUSSED: 2, SignalState.DONE: 3}


@dataclass(frozen=True, slots=True)
class _Held:
    """A signal as these actions need it."""

    id: UUID
    rule: str
    state: SignalState
    holds: bool
    snoozed_until: dt.date | None
    snooze_reason: str | None


class _Event(NamedTuple):
    step: str
    account_id: UUID | None
    name: str | None
    previous_state: str | None
    previous_snoozed_until: dt.date | None
    previous_snooze_reason: str | None


def take_step(
    grant: Grant, key: str, signal_id: UUID, step: SignalStep, *, reason: str = "", until: dt.date | None = None
) -> SignalState | None:
    """Take one step with a signal; the state it is in then, or None when this key was used before.

    `seen`, `discussed` and `done` go forward only: a step that a colleague took already, or passed, changes nothing and
    is no error. `discussed` and `done` end a snooze. `snoozed` keeps the state and puts the signal out of sight through
    `until`. A signal about risk cannot be put off: a question about somebody's safety waits for no day, and what is
    arranged is kept by `discussed` and `done`.

    Args:
        grant: leave to work on the course.
        key: names this one intention; see `once`.
        signal_id: a signal of this course.
        step: seen, discussed, done or snoozed.
        reason: up to 500 characters; needed for a snooze.
        until: the last day of a snooze, 1 to 14 days from today; for no other step.

    Raises:
        InvalidInputError: `field` is step, reason or until.
        ConflictError: a colleague closed it or put it off, or it closed by itself, since it was shown.
        NotFoundError: there is no such signal in this course.
    """
    grant.require(Permission.COURSE_WRITE)
    said, on = typed(reason), today(grant.principal.zone)
    _check_input(step, said, until, on)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, STEP):
            return None
        held = _held(connection, grant, signal_id)
        life = _life(connection, grant, signal_id)
        _check_open(held, life)
        if step == SignalStep.SNOOZED:
            _check_snooze(grant, held, life, on)
        elif _FAR[held.state] >= _FAR[SignalState(step)]:
            return held.state
        after = _after(held, step, said, until)
        _keep(connection, grant, held, after, step, said)
        audit.record(connection, grant.principal, STEP, course_id=grant.course_id, detail=_detail(signal_id, step))
    return after.state


def undo(grant: Grant, key: str, signal_id: UUID) -> SignalState | None:
    """Take back one's own last step: state and snooze are as before it; None when this key was used before.

    The step and its undoing both stay in the life of the signal. Clicked on, it goes back through one's own steps.

    Raises:
        ConflictError: there is nothing to undo, a colleague took a step since, or the ground is gone since.
        NotFoundError: there is no such signal in this course.
    """
    grant.require(Permission.COURSE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, UNDO):
            return None
        held = _held(connection, grant, signal_id)
        last = _to_undo(grant, held, _life(connection, grant, signal_id))
        after = replace(
            held,
            state=SignalState(last.previous_state or SignalState.NEW),
            snoozed_until=last.previous_snoozed_until,
            snooze_reason=last.previous_snooze_reason,
        )
        _keep(connection, grant, held, after, SignalStep.UNDONE, "")
        detail = _detail(signal_id, last.step)
        audit.record(connection, grant.principal, UNDO, course_id=grant.course_id, detail=detail)
    return after.state


def _detail(signal_id: UUID, step: str) -> dict[str, Any]:
    return {"signal": str(signal_id), "step": str(step)}


def _check_input(step: SignalStep, reason: str, until: dt.date | None, on: dt.date) -> None:
    if step not in PERSONAL:
        raise InvalidInputError(
            "step", N_("This step is not a therapist's to take."), N_("Choose seen, discussed, done or put off.")
        )
    if len(reason) > LONGEST_REASON:
        raise InvalidInputError(
            "reason", N_("The reason is too long."), N_("Keep it under {most} characters."), most=LONGEST_REASON
        )
    if step != SignalStep.SNOOZED:
        if until is not None:
            raise InvalidInputError("until", N_("Only putting off has a last day."), N_("Leave the day empty."))
        return
    if not reason:
        raise InvalidInputError(
            "reason", N_("The reason is missing."), N_("Say in a few words why this signal can wait.")
        )
    if until is None or not 1 <= (until - on).days <= LONGEST_SNOOZE_DAYS:
        raise InvalidInputError(
            "until",
            N_("A signal can be put off for 1 to {most} days."),
            N_("Choose one of the next {most} days."),
            most=LONGEST_SNOOZE_DAYS,
        )


def _held(connection: Connection, grant: Grant, signal_id: UUID) -> _Held:
    query = select(Signal.rule, Signal.state, Signal.holds, Signal.snoozed_until, Signal.snooze_reason).where(
        Signal.practice_id == grant.practice_id, Signal.course_id == grant.course_id, Signal.id == signal_id
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(N_("There is no such signal in this course."), N_("Open the course again."))
    return _Held(signal_id, row.rule, SignalState(row.state), row.holds, row.snoozed_until, row.snooze_reason)


def _life(connection: Connection, grant: Grant, signal_id: UUID) -> list[_Event]:
    """What happened to the signal, oldest first."""
    event = SignalEvent
    query = (
        select(
            event.step,
            event.account_id,
            Account.name,
            event.previous_state,
            event.previous_snoozed_until,
            event.previous_snooze_reason,
        )
        .outerjoin(Account, and_(Account.id == event.account_id, Account.practice_id == grant.practice_id))
        .where(event.practice_id == grant.practice_id, event.course_id == grant.course_id, event.signal_id == signal_id)
        .order_by(event.at, event.id)
    )
    return [_Event(*row) for row in connection.execute(query)]


def _last_standing(life: Sequence[_Event]) -> _Event | None:
    places = standing([event.step for event in life])
    return life[places[-1]] if places else None


def _check_open(held: _Held, life: Sequence[_Event]) -> None:
    if held.state in OPEN:
        return
    last = _last_standing(life)
    if held.state == SignalState.DONE and last is not None:
        raise ConflictError(
            N_("This signal was closed already, by {name}."), N_("Open the course again."), name=last.name or "–"
        )
    raise ConflictError(
        N_("This signal closed by itself: what it was about is no longer so."), N_("Open the course again.")
    )


def _check_snooze(grant: Grant, held: _Held, life: Sequence[_Event], on: dt.date) -> None:
    if held.rule == RISK_ITEM:
        raise InvalidInputError(
            "step",
            N_("A signal about risk cannot be put off."),
            N_("Talk with the client, then mark it as discussed or done."),
        )
    last = _last_standing(life)
    snoozed = held.snoozed_until is not None and held.snoozed_until >= on
    if snoozed and last is not None and last.account_id != grant.principal.account_id:
        raise ConflictError(
            N_("{name} put this signal off already."), N_("Read their reason first."), name=last.name or "–"
        )


def _after(held: _Held, step: SignalStep, reason: str, until: dt.date | None) -> _Held:
    if step == SignalStep.SNOOZED:
        return replace(held, snoozed_until=until, snooze_reason=reason)
    if step == SignalStep.SEEN:  # looking at it does not end the agreement to let it rest
        return replace(held, state=SignalState.SEEN)
    return replace(held, state=SignalState(step), snoozed_until=None, snooze_reason=None)


def _to_undo(grant: Grant, held: _Held, life: Sequence[_Event]) -> _Event:
    last = _last_standing(life)
    if last is None:
        raise ConflictError(N_("There is nothing to undo: no step was taken with this signal."))
    if last.account_id != grant.principal.account_id:
        raise ConflictError(
            N_("The last step with this signal was {name}'s."), N_("Only they can undo it."), name=last.name or "–"
        )
    if held.state == SignalState.EXPIRED or not held.holds:
        raise ConflictError(N_("This cannot be undone: what the signal was about is no longer so."))
    return last


def _keep(connection: Connection, grant: Grant, held: _Held, after: _Held, step: SignalStep, reason: str) -> None:
    """Change the signal, and keep in its life what it was before."""
    here = {"practice_id": grant.practice_id, "course_id": grant.course_id}
    connection.execute(
        update(Signal)
        .where(Signal.practice_id == grant.practice_id, Signal.course_id == grant.course_id, Signal.id == held.id)
        .values(state=after.state.value, snoozed_until=after.snoozed_until, snooze_reason=after.snooze_reason)
    )
    connection.execute(
        insert(SignalEvent).values(
            **here,
            signal_id=held.id,
            id=new_id(),
            at=now(),
            account_id=grant.principal.account_id,
            step=step.value,
            reason=reason or None,
            previous_state=held.state.value,
            previous_snoozed_until=held.snoozed_until,
            previous_snooze_reason=held.snooze_reason,
        )
    )
