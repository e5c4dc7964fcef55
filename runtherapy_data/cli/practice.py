"""`practice`: found a practice, list them."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from runtherapy_data.access import audit, grant_maintenance, practices
from runtherapy_data.queries.practices import every_practice
from runtherapy_data.store import reading, writing

ASKED_BY: Final = "command line"

app = typer.Typer(no_args_is_help=True, help="Practices: found one, list them.")


@app.command("create")
def create(
    code: Annotated[str, typer.Argument(help="Short name for commands: small letters, digits, hyphens.")],
    name: Annotated[str, typer.Option(help="The name that people see.")],
    zone: Annotated[str, typer.Option(help="The time zone in which its days begin.")] = "Europe/Amsterdam",
) -> None:
    """Found a practice, without accounts or clients."""
    grant = grant_maintenance(ASKED_BY)
    with writing(grant) as connection:
        practice_id = practices.found(connection, code, name, zone)
        audit.record(connection, grant.principal, "practice.create", practice_id=practice_id)
    typer.echo(f"practice {code}: created")


@app.command("list")
def list_all() -> None:
    """One line for each practice: its code and its name."""
    grant = grant_maintenance(ASKED_BY)
    with reading(grant) as connection:
        for one in every_practice(connection, grant):
            typer.echo(f"{one.code}\t{one.name}")
