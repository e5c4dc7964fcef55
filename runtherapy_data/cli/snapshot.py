"""The nightly command: release the aggregates that supervisors see."""

from __future__ import annotations

from typing import Annotated

import typer

from runtherapy_data.access import grant_system
from runtherapy_data.actions import snapshot as release
from runtherapy_data.cli.practice import ASKED_BY, chosen
from runtherapy_data.identity import Permission


def snapshot(
    practice: Annotated[str, typer.Option(help="The code of one practice; without it every practice.")] = "",
    if_old: Annotated[
        bool,
        typer.Option("--if-old", help="Only where the last snapshot is older than RUNTHERAPY_SNAPSHOT_MAX_AGE_HOURS."),
    ] = False,
) -> None:
    """Aggregate the consented courses through yesterday for the supervisors, replacing the last release."""
    for one in chosen(practice):
        grant = grant_system(one.practice_id, Permission.SNAPSHOT, ASKED_BY)
        taken = release.refresh(grant) if if_old else release.take(grant)
        if taken is None:
            typer.echo(f"{one.code}: the last snapshot is fresh enough")
        else:
            typer.echo(
                f"{one.code}: {taken.courses} consented courses through {taken.through_on}, "
                f"{taken.groups} groups and {taken.numbers} numbers released"
            )
