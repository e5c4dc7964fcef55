"""Let somebody stand in for a colleague: their whole caseload for a period, and no day longer.

One course alone is handed over by `treating.assign`. Who stood in for whom on a day that is past is never changed: it
says who could see what.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from runtherapy_data.access import audit
from runtherapy_data.actions.changed import Changed
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.queries.substitutions import Standing, from_then_on
from runtherapy_data.store import today, writing
from runtherapy_data.store.tables import Account, Substitution
from runtherapy_data.store.types import new_id

BEGIN: Final = "substitution.begin"
END: Final = "substitution.end"
UNDO: Final = "substitution.undo"
LONGEST: Final = dt.timedelta(days=183)

ChangedStanding = Changed[Standing]


def begin(
    grant: Grant,
    key: str,
    *,
    therapist_id: UUID | None,
    substitute_id: UUID | None,
    from_on: dt.date,
    until_on: dt.date,
) -> ChangedStanding | None:
    """Put a therapist's caseload in a colleague's hands as well; what changed, or None when this key was used before.

    The therapist keeps it too. What joins the caseload in that time is the substitute's as well.

    Args:
        grant: leave to manage people.
        key: names this one intention; see `once`.
        therapist_id: who is away; also one whose account was closed. None: nobody was chosen yet, which is refused.
        substitute_id: an active therapist of the practice; None as above.
        from_on: the first day, today or later.
        until_on: the day after the last one, within half a year from the first.

    Raises:
        InvalidInputError: `field` is therapist, substitute, from_on or until_on.
        ConflictError: they stand in already on some of these days, or somebody stands in for the substitute then.
    """
    grant.require(Permission.PEOPLE_WRITE)
    on = today(grant.principal.zone)
    _check_days(from_on, until_on, on)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, BEGIN):
            return None
        away = _therapist(connection, grant, "therapist", therapist_id)
        stands_in = _therapist(connection, grant, "substitute", substitute_id, active=True)
        if away[0] == stands_in[0]:
            raise InvalidInputError(
                "substitute", N_("Nobody stands in for themselves."), N_("Choose another therapist.")
            )
        wanted = Standing(new_id(), *away, *stands_in, from_on, until_on)
        _check_free(wanted, from_then_on(connection, grant, on))
        changed = Changed(None, wanted)
        _write(connection, grant, changed, BEGIN)
    return changed


def end(grant: Grant, key: str, substitution_id: UUID) -> ChangedStanding | None:
    """End it now: yesterday was the last day, and what would begin later, or began today, is taken away whole.

    None when this key was used before.

    Raises:
        NotFoundError: it ended already, or there is none.
    """
    grant.require(Permission.PEOPLE_WRITE)
    on = today(grant.principal.zone)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, END):
            return None
        held = {one.id: one for one in from_then_on(connection, grant, on)}
        if substitution_id not in held:
            raise NotFoundError(N_("This substitution is over already."), N_("Open the page again."))
        before = held[substitution_id]
        changed = Changed(before, _until(before, on) if before.from_on < on else None)
        _write(connection, grant, changed, END)
    return changed


def undo(grant: Grant, key: str, done: ChangedStanding) -> ChangedStanding | None:
    """Take back what `begin` or `end` did; None when this key was used before.

    Raises:
        ConflictError: it was changed since, or others stand in on these days now.
    """
    grant.require(Permission.PEOPLE_WRITE)
    on, back = today(grant.principal.zone), done.reversed
    with writing(grant) as connection:
        if not first_time(connection, grant, key, UNDO):
            return None
        if not _stands(connection, grant, done):
            raise ConflictError(N_("This was changed again since."), N_("Open the page again."))
        _check_no_past(back, on)
        if back.after is not None:
            _therapist(connection, grant, "substitute", back.after.substitute_id, active=True)
            _check_free(back.after, from_then_on(connection, grant, on))
        _write(connection, grant, back, UNDO)
    return back


def _check_no_past(back: ChangedStanding, on: dt.date) -> None:
    """On another day than it was done, the days in between would become others than they were."""
    whole = back.before is None or back.after is None
    first = min(one.from_on if whole else one.until_on for one in (back.before, back.after) if one is not None)
    if first < on:
        raise ConflictError(
            N_("A caseload cannot be changed in the past: it says who could see what, and when."),
            N_("Choose today or a later day."),
        )


def _until(standing: Standing, until_on: dt.date) -> Standing:
    who = (standing.therapist_id, standing.therapist, standing.substitute_id, standing.substitute)
    return Standing(standing.id, *who, standing.from_on, until_on)


def _check_days(from_on: dt.date, until_on: dt.date, on: dt.date) -> None:
    if from_on < on:
        raise InvalidInputError(
            "from_on",
            N_("A caseload cannot be changed in the past: it says who could see what, and when."),
            N_("Choose today or a later day."),
        )
    if until_on <= from_on:
        raise InvalidInputError("until_on", N_("The last day lies before the first."), N_("Choose a later last day."))
    if until_on - from_on > LONGEST:
        raise InvalidInputError(
            "until_on", N_("Somebody stands in for half a year at most."), N_("Hand the clients over instead.")
        )


def _therapist(
    connection: Connection, grant: Grant, field: str, account_id: UUID | None, *, active: bool = False
) -> tuple[UUID, str]:
    """A therapist of this practice, with their name."""
    if account_id is None:
        raise InvalidInputError(field, N_("Nobody was chosen yet."), N_("Choose one from the list."))
    query = select(Account.name, Account.active).where(
        Account.practice_id == grant.practice_id, Account.id == account_id, Account.role == Role.THERAPIST
    )
    found = connection.execute(query).one_or_none()
    if found is None or (active and not found.active):
        raise InvalidInputError(
            field, N_("Only an active therapist of this practice can treat."), N_("Choose one from the list.")
        )
    return account_id, found.name


def _check_free(wanted: Standing, others: tuple[Standing, ...]) -> None:
    """Nobody twice at once; and who is away stands in for nobody: the caseload would be in no hands."""
    for one in others:
        if one.id == wanted.id or not (one.from_on < wanted.until_on and wanted.from_on < one.until_on):
            continue
        same = (one.therapist_id, one.substitute_id) == (wanted.therapist_id, wanted.substitute_id)
        if same or one.therapist_id == wanted.substitute_id or one.substitute_id == wanted.therapist_id:
            raise ConflictError(
                N_("{name} stands in for {away} on some of these days."),
                N_("End that first, or choose other days."),
                name=one.substitute, away=one.therapist,
            )  # fmt: skip


def _stands(connection: Connection, grant: Grant, done: ChangedStanding) -> bool:
    """Whether what was done still is as it was left."""
    about = next(one.id for one in (done.before, done.after) if one is not None)
    query = select(Substitution.from_on, Substitution.until_on).where(
        Substitution.practice_id == grant.practice_id, Substitution.id == about
    )
    row = connection.execute(query).one_or_none()
    expected = done.after and (done.after.from_on, done.after.until_on)
    return (tuple(row) if row else None) == expected


def _write(connection: Connection, grant: Grant, changed: ChangedStanding, action: str) -> None:
    before, after = changed.before, changed.after
    about = next(one for one in (after, before) if one is not None)
    here = (Substitution.practice_id == grant.practice_id, Substitution.id == about.id)
    if before is None and after is not None:
        connection.execute(
            insert(Substitution).values(
                practice_id=grant.practice_id, id=after.id, account_id=after.therapist_id,
                substitute_id=after.substitute_id, from_on=after.from_on, until_on=after.until_on,
            )
        )  # fmt: skip
    elif after is None:
        connection.execute(delete(Substitution).where(*here))
    else:
        connection.execute(update(Substitution).where(*here).values(until_on=after.until_on))
    audit.record(connection, grant.principal, action, detail=_detail(about, taken_away=after is None))


def _detail(about: Standing, *, taken_away: bool) -> dict[str, Any]:
    return {
        "account": str(about.therapist_id), "substitute": str(about.substitute_id), "from": about.from_on.isoformat(),
        "until": about.until_on.isoformat(), **({"taken_away": True} if taken_away else {}),
    }  # fmt: skip
