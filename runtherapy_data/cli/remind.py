"""The daily command: tell clients who asked for it that something is ready for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final

import typer

from runtherapy_data.access import grant_system
from runtherapy_data.actions import reminders
from runtherapy_data.cli.practice import ASKED_BY, chosen
from runtherapy_data.cli.reminder_sending import mail_server, write
from runtherapy_data.exports.reminder_message import Message, message
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.practice_settings import Reminders
from runtherapy_data.queries.practice_settings import practice_settings
from runtherapy_data.queries.practices import PracticeFact
from runtherapy_data.queries.reminders import Recipient
from runtherapy_data.settings import settings
from runtherapy_data.store import reading, today

SOME_FAILED: Final = 1


def remind(
    practice: Annotated[str, typer.Option(help="The code of one practice; without it every practice.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count, and neither send nor keep anything.")] = False,
) -> None:
    """Tell clients who asked for it that something is ready: one message a day at most, and for each thing once.

    Exit code 1 when a message could not be sent; the next run tries those again.
    """
    failed = 0
    for one in chosen(practice):
        grant = grant_system(one.practice_id, Permission.REMIND, ASKED_BY, one.zone)
        with reading(grant) as connection:
            decided = practice_settings(connection, grant).reminders
        told = None if decided.way == "off" else _run(one, grant, decided, dry_run=dry_run)
        typer.echo(f"{one.code}: {_said(decided, told, dry_run=dry_run)}")
        for reason in told.why if told else ():
            typer.echo(f"{one.code}: not sent: {reason}", err=True)
        failed += told.failed if told else 0
    if failed:
        raise typer.Exit(SOME_FAILED)


def _run(practice: PracticeFact, grant: Grant, decided: Reminders, *, dry_run: bool) -> reminders.Told:
    on = today(practice.zone)
    if dry_run:
        return reminders.count(grant, on, decided.after_days)
    with _way_out(practice, decided) as send:
        return reminders.remind(grant, on, decided.after_days, send)


def _said(decided: Reminders, told: reminders.Told | None, *, dry_run: bool) -> str:
    if told is None:
        return "reminders are off"
    ready = f"clients who asked for reminders: {told.asked}; something is ready for: {told.ready}"
    return ready if dry_run else f"{ready}; sent ({decided.way}): {told.sent}; failed: {told.failed}"


@contextmanager
def _way_out(practice: PracticeFact, decided: Reminders) -> Iterator[reminders.Send]:
    """How messages leave, as the practice chose."""
    found = settings()

    def written(recipient: Recipient) -> Message:
        return message(recipient.email, recipient.language, practice.name, found.public_url)

    if decided.way == "file":
        folder, day = found.var_dir / "reminders" / practice.code, today(practice.zone)
        yield lambda one: write(folder, f"{day.isoformat()}-{one.account_id}", written(one))
        return
    with mail_server(found) as server:
        yield lambda one: server.send(written(one))
