"""`prepare`: what `make run` does before the app starts."""

from __future__ import annotations

import typer

from runtherapy_data.cli.language import spoken
from runtherapy_data.cli.progress import showing
from runtherapy_data.cli.wording_files import say_troubles, texts_here
from runtherapy_data.demo import start


def prepare() -> None:
    """Bring the database up to date, and load the demo practice when there is no practice yet.

    A file with the text of a questionnaire that cannot be used is named on standard error, and stops nothing.
    """
    with showing("Demo") as progress:
        start.prepare(progress, _waits)
    say_troubles(texts_here())


def _waits() -> None:
    _ = spoken()
    typer.echo(_("Another process is loading the demo practice at this moment; waiting for it."), err=True)
