"""`account`: the accounts of therapists, supervisors and administrators. Clients get theirs on the page *People*."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

import typer

from runtherapy_data.access import accounts, audit, grant_maintenance, grant_system, practices, principal_by_email
from runtherapy_data.actions import people
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.store import reading, writing
from runtherapy_data.store.types import new_id

ASKED_BY: Final = "command line"

app = typer.Typer(no_args_is_help=True, help="Accounts: create one, send a link, close one, open it again.")


class StaffRole(StrEnum):
    """The roles that the command line hands out."""

    ADMIN = "admin"
    THERAPIST = "therapist"
    SUPERVISOR = "supervisor"


def _grant(practice_code: str) -> Grant:
    maintenance = grant_maintenance(ASKED_BY)
    with reading(maintenance) as connection:
        practice_id = practices.number_of(connection, practice_code)
    return _people_of(practice_id)


def _people_of(practice_id: int) -> Grant:
    return grant_system(practice_id, Permission.PEOPLE_WRITE, ASKED_BY)


def _of(email: str) -> tuple[Grant, UUID, str]:
    """Leave to change somebody's open account, its id, and its address as it is kept."""
    owner = principal_by_email(email)
    assert owner.account_id is not None  # noqa: S101 - an account found by its address has an id
    return _people_of(owner.practice_id), owner.account_id, owner.email


def _once() -> str:
    """A command is one intention: its own key."""
    return new_id().hex


def _say(made: people.Invitation | None) -> None:
    assert made is not None  # noqa: S101 - the key was never used before
    typer.echo(f"account {made.email}: hand this one-time link to its owner")
    typer.echo(made.address)


@app.command("create")
def create(
    email: Annotated[str, typer.Argument(help="The address that they sign in with.")],
    name: Annotated[str, typer.Option(help="Their name.")],
    role: Annotated[StaffRole, typer.Option(help="What they are to the practice.")],
    practice: Annotated[str, typer.Option(help="The code of their practice.")],
    language: Annotated[str, typer.Option(help="nl or en.")] = "nl",
) -> None:
    """Create an account and print the one-time link with which its owner chooses a password."""
    grant = _grant(practice)
    role_of_staff = Role(role.value)
    _say(people.create_account(grant, _once(), name=name, email=email, role=role_of_staff, language=language))


@app.command("link")
def link(email: Annotated[str, typer.Argument(help="The address that they sign in with.")]) -> None:
    """Print a new one-time link to choose a password; earlier links stop working."""
    grant, account_id, _ = _of(email)
    _say(people.send_link(grant, _once(), account_id))


@app.command("supervise")
def supervise(
    email: Annotated[str, typer.Argument(help="The address of a supervisor.")],
    practice: Annotated[str, typer.Option(help="The code of the practice to oversee as well.")],
) -> None:
    """Let a supervisor oversee a practice besides their own."""
    _, account_id, email = _of(email)
    grant = _grant(practice)
    with writing(grant) as connection:
        accounts.supervise(connection, grant.practice_id, account_id)
        detail = {"account": str(account_id)}
        audit.record(connection, grant.principal, "account.supervise", detail=detail)
    typer.echo(f"account {email}: oversees {practice}")


@app.command("deactivate")
def deactivate(email: Annotated[str, typer.Argument(help="The address that they sign in with.")]) -> None:
    """Close an account: every sign-in of it ends at once, links stop working, what they wrote stays."""
    grant, account_id, email = _of(email)
    people.deactivate(grant, _once(), account_id)
    typer.echo(f"account {email}: closed")


@app.command("reactivate")
def reactivate(email: Annotated[str, typer.Argument(help="The address that they signed in with.")]) -> None:
    """Open a closed account again, with the password that it had; its old links stay closed."""
    maintenance = grant_maintenance(ASKED_BY)
    with reading(maintenance) as connection:
        found = accounts.named(connection, email)
    people.reactivate(_people_of(found.practice_id), _once(), found.account_id)
    typer.echo(f"account {found.email}: open")
