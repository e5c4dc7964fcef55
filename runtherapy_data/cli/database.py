"""Commands on the database as a whole."""

from __future__ import annotations

from typing import Annotated

import typer

from runtherapy_data import store


def migrate(
    revision: Annotated[str, typer.Argument(help="A schema number such as 0001, `head` or `base`.")] = "head",
) -> None:
    """Bring the schema of the database to a revision (the newest, if none is named)."""
    store.migrate(revision)
    typer.echo(f"schema: {revision}")
