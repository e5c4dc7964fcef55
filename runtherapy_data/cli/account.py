"""`account`: the accounts of therapists, supervisors and administrators. Clients get theirs on the page *People*."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

import typer

from runtherapy_data.access import (
    accounts,
    audit,
    grant_maintenance,
    grant_system,
    links,
    practices,
    principal_by_email,
)
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.store import reading, writing

ASKED_BY: Final = "command line"

app = typer.Typer(no_args_is_help=True, help="Accounts: create one, send a link, close one.")


class StaffRole(StrEnum):
    """The roles that the command line hands out."""

    ADMIN = "admin"
    THERAPIST = "therapist"
    SUPERVISOR = "supervisor"


def _grant(practice_code: str) -> Grant:
    maintenance = grant_maintenance(ASKED_BY)
    with reading(maintenance) as connection:
        practice_id = practices.number_of(connection, practice_code)
    return grant_system(practice_id, Permission.PEOPLE_WRITE, ASKED_BY)


def _of(email: str) -> tuple[Grant, UUID, str]:
    """Leave to change somebody's account, its id, and its address as it is kept."""
    owner = principal_by_email(email)
    assert owner.account_id is not None  # noqa: S101 - an account found by its address has an id
    grant = grant_system(owner.practice_id, Permission.PEOPLE_WRITE, ASKED_BY)
    return grant, owner.account_id, owner.email


def _say(email: str, token: str) -> None:
    typer.echo(f"account {email}: hand this one-time link to its owner")
    typer.echo(links.address_of(token))


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
    with writing(grant) as connection:
        account_id = accounts.create(connection, grant.practice_id, email, name, Role(role.value), language)
        token = links.issue(connection, grant.practice_id, account_id, "invite")
        detail = {"account": str(account_id), "role": role.value}
        audit.record(connection, grant.principal, "account.create", detail=detail)
    _say(email, token)


@app.command("link")
def link(email: Annotated[str, typer.Argument(help="The address that they sign in with.")]) -> None:
    """Print a new one-time link to choose a password; earlier links stop working."""
    grant, account_id, email = _of(email)
    with writing(grant) as connection:
        token = links.issue(connection, grant.practice_id, account_id, "reset")
        audit.record(connection, grant.principal, "link.issue", detail={"account": str(account_id)})
    _say(email, token)


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
    with writing(grant) as connection:
        accounts.deactivate(connection, grant.practice_id, account_id)
        audit.record(connection, grant.principal, "account.deactivate", detail={"account": str(account_id)})
    typer.echo(f"account {email}: closed")
