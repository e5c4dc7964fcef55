"""Telling clients who asked for it that something is ready for them: at most one message a day, each thing once.

Who is told is kept before the message goes: a program that stops in between leaves one message unsent, and none twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from runtherapy_data.access import audit
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.queries.reminders import Recipient, recipients
from runtherapy_data.store import now, reading, writing
from runtherapy_data.store.tables import Account, ReminderSent

ASK: Final = "account.reminders"
SENT: Final = "reminder.send"
FAILED: Final = "reminder.fail"


class NotSentError(Exception):
    """One message could not be sent; `why` names no address, since whoever runs the machine reads it.

    `for_all`: none can be now, such as when nobody answers at the mail server. `unsure`: it may have been sent after
    all, and is not sent again: rather none than two.
    """

    def __init__(self, why: str, *, for_all: bool = False, unsure: bool = False) -> None:
        super().__init__(why)
        self.for_all, self.unsure = for_all, unsure


Send = Callable[[Recipient], None]


@dataclass(frozen=True, slots=True)
class Told:
    """What a run did: clients who asked to be told, those to tell today, messages sent, and messages that failed.

    `why`: the reasons of those that failed, each once, in the order in which they came up.
    """

    asked: int
    ready: int
    sent: int = 0
    failed: int = 0
    why: tuple[str, ...] = field(default=(), compare=False)


def ask_for(grant: Grant, wanted: bool) -> None:
    """Be told from now on that something is ready, or no more. For clients, about their own account."""
    grant.require(Permission.ACCOUNT_OWN)
    if grant.principal.role != Role.CLIENT:
        raise NotAllowedError(N_("You have no access to this."))
    with writing(grant) as connection:
        connection.execute(
            update(Account)
            .where(Account.practice_id == grant.practice_id, Account.id == grant.principal.account_id)
            .values(reminders=wanted)
        )
        audit.record(connection, grant.principal, ASK, detail={"wanted": wanted})


def count(grant: Grant, on: dt.date, after_days: int) -> Told:
    """What a run on that day would do; sends and writes nothing."""
    with reading(grant) as connection:
        listed = recipients(connection, grant, on, after_days)
    return Told(listed.asked, len(listed.recipients))


def remind(grant: Grant, on: dt.date, after_days: int, send: Send) -> Told:
    """Tell everybody for whom something is ready on a day (today, in the practice's zone).

    Args:
        grant: leave of the program itself to remind.
        on: the day.
        after_days: how many days something waits before it is told of.
        send: sends one message; raises NotSentError when it cannot.
    """
    with reading(grant) as connection:
        listed = recipients(connection, grant, on, after_days)
    sent, failed, why = 0, 0, dict[str, None]()
    for place, recipient in enumerate(listed.recipients):
        if not _claim(grant, recipient.account_id, on):
            continue  # another run was first
        try:
            send(recipient)
        except NotSentError as error:
            why[str(error)] = None
            if not error.unsure:
                _release(grant, recipient.account_id, on)
            if error.for_all:
                failed += len(listed.recipients) - place
                break
            failed += 1
        else:
            sent += 1
    return Told(listed.asked, len(listed.recipients), sent, failed, tuple(why))


def _claim(grant: Grant, account_id: UUID, on: dt.date) -> bool:
    """Keep that this account is told on this day; False where that was kept before."""
    with writing(grant) as connection:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        kept = insert(ReminderSent).values(practice_id=grant.practice_id, account_id=account_id, day=on, sent_at=now())
        if connection.scalar(kept.on_conflict_do_nothing().returning(ReminderSent.account_id)) is None:
            return False
        audit.record(connection, grant.principal, SENT, detail={"account": str(account_id)})
    return True


def _release(grant: Grant, account_id: UUID, on: dt.date) -> None:
    """It was not sent after all: the next run may try again."""
    row = ReminderSent
    with writing(grant) as connection:
        connection.execute(
            delete(row).where(row.practice_id == grant.practice_id, row.account_id == account_id, row.day == on)
        )
        audit.record(connection, grant.principal, FAILED, detail={"account": str(account_id)})
