"""The nightly command: look through the courses for signals."""

from __future__ import annotations

from typing import Annotated

import typer

from runtherapy_data.access import grant_system
from runtherapy_data.actions.evaluation import evaluate, refresh
from runtherapy_data.cli.practice import ASKED_BY, chosen
from runtherapy_data.cli.progress import showing
from runtherapy_data.identity import Permission
from runtherapy_data.store import today


def signals(
    practice: Annotated[str, typer.Option(help="The code of one practice; without it every practice.")] = "",
    if_old: Annotated[
        bool, typer.Option("--if-old", help="Only courses that were not looked through today, or changed since.")
    ] = False,
) -> None:
    """Look through the running courses for signals: raise what is new, renew what holds, end what is gone."""
    for one in chosen(practice):
        grant = grant_system(one.practice_id, Permission.SIGNALS, ASKED_BY, one.zone)
        on = today(one.zone)
        with showing(one.code) as progress:
            looked = (refresh if if_old else evaluate)(grant, on, progress=progress)
        typer.echo(
            f"{one.code}: courses looked through up to {on}: {looked.courses}; "
            f"signals raised: {looked.raised}, renewed: {looked.renewed}, ended: {looked.expired}"
        )
