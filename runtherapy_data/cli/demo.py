"""`demo`: load the demo practice."""

from __future__ import annotations

from typing import Annotated

import typer

from runtherapy_data import store
from runtherapy_data.cli.progress import showing
from runtherapy_data.demo.load import SEED, load
from runtherapy_data.demo.plan import NAMED
from runtherapy_data.demo.start import move_along


def demo(
    clients: Annotated[
        int, typer.Option(min=NAMED, help="How many clients; the first 300 are always the same.")
    ] = NAMED,
    seed: Annotated[int, typer.Option(min=0, help="Another seed gives other days to the same plan.")] = SEED,
) -> None:
    """Load a practice of invented clients with planted truths, dated back from today."""
    store.migrate()
    with showing("Demo") as progress:
        load(clients, seed, progress, asked_by="command line")
    move_along()
