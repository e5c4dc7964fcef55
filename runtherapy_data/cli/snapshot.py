"""The nightly command: release the aggregates that supervisors see."""

from __future__ import annotations

from typing import Annotated

import typer

from runtherapy_data.access import grant_maintenance, grant_system
from runtherapy_data.actions import snapshot as release
from runtherapy_data.errors import NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Permission
from runtherapy_data.queries.practices import PracticeFact, every_practice
from runtherapy_data.store import reading

ASKED_BY = "command line"


def snapshot(
    practice: Annotated[str, typer.Option(help="The code of one practice; without it every practice.")] = "",
    if_old: Annotated[
        bool,
        typer.Option("--if-old", help="Only where the last snapshot is older than RUNTHERAPY_SNAPSHOT_MAX_AGE_HOURS."),
    ] = False,
) -> None:
    """Aggregate the consented courses through yesterday for the supervisors, replacing the last release."""
    for one in _practices(practice):
        grant = grant_system(one.practice_id, Permission.SNAPSHOT, ASKED_BY)
        taken = release.refresh(grant) if if_old else release.take(grant)
        if taken is None:
            typer.echo(f"{one.code}: the last snapshot is fresh enough")
        else:
            typer.echo(
                f"{one.code}: {taken.courses} consented courses through {taken.through_on}, "
                f"{taken.groups} groups and {taken.numbers} numbers released"
            )


def _practices(code: str) -> list[PracticeFact]:
    grant = grant_maintenance(ASKED_BY)
    with reading(grant) as connection:
        found = [one for one in every_practice(connection, grant) if code in ("", one.code)]
    if code and not found:
        raise NotFoundError(
            N_("There is no practice {code}."), N_("Give the code that it was created with."), code=code
        )
    return found
