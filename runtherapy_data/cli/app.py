"""The command line: collects the commands and says expected errors in one line, with exit code 2."""

from __future__ import annotations

import io
import sys

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from runtherapy_data.cli import (
    account,
    check_in,
    database,
    imports,
    practice,
    practice_settings,
    result,
    session,
    show,
    show_cohort,
    signals,
    snapshot,
)
from runtherapy_data.cli.change import change
from runtherapy_data.cli.classify import classify
from runtherapy_data.cli.demo import demo
from runtherapy_data.cli.instruments import list_instruments
from runtherapy_data.cli.language import spoken
from runtherapy_data.cli.prepare import prepare
from runtherapy_data.cli.remind import remind
from runtherapy_data.cli.replay import replay
from runtherapy_data.cli.score import score_items
from runtherapy_data.errors import ConfigurationError, InvalidInputError, RuntherapyError
from runtherapy_data.i18n import N_
from runtherapy_data.store.schema import schema_is_current

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("migrate")(database.migrate)
app.command("import")(imports.import_)
app.command("snapshot")(snapshot.snapshot)
app.command("signals")(signals.signals)
app.command("remind")(remind)
app.command("replay")(replay)
app.command("demo")(demo)
app.command("prepare")(prepare)
app.command("instruments")(list_instruments)
app.command("score")(score_items)
app.command("change")(change)
app.command("classify")(classify)
practice.app.command("settings")(practice_settings.show_parts)
practice.app.command("set")(practice_settings.set_part)
practice.app.command("wording")(practice_settings.take_in)
app.add_typer(practice.app, name="practice")
app.add_typer(account.app, name="account")
app.add_typer(check_in.app, name="check-in")
app.add_typer(session.app, name="session")
app.add_typer(result.app, name="result")
show.show.command("cohort")(show_cohort.cohort)
app.add_typer(show.show, name="show")


@app.callback()
def about() -> None:
    """Progress monitor for running therapy: the commands for the one who runs the machine."""


def main() -> None:
    """Run a command; an expected error is one line on standard error in the language of LANG, exit code 2."""
    _escape_what_cannot_be_written()
    try:
        _refuse_what_is_no_text(sys.argv[1:])
        _run()
    except RuntherapyError as error:
        said, field = error.text(spoken()), getattr(error, "field", "")
        sys.stderr.write((said if field.casefold() in said.casefold() else f"{field}: {said}") + "\n")
        sys.exit(2)
    except ValidationError as error:  # a setting, the only thing that is read this way
        for wrong in error.errors():
            name = "_".join(str(part) for part in wrong["loc"]).upper()
            sys.stderr.write(f"RUNTHERAPY_{name}: {wrong['msg']} (docs/settings.md)\n")
        sys.exit(2)


def _refuse_what_is_no_text(arguments: list[str]) -> None:
    """Bytes that are no UTF-8 are no address, no word and no name: nothing could be done with them further on."""
    for one in arguments:
        if any("\ud800" <= letter <= "\udfff" for letter in one):
            raise InvalidInputError(
                "argument",
                N_("The argument “{value}” is not text in UTF-8."),
                N_("Type it anew; give a file that is named so another name."),
                value=one[:40].encode("ascii", "backslashreplace").decode(),
            )


def _run() -> None:
    """Run a command; what the database refuses because its tables are missing or of another version is said so."""
    try:
        app()
    except DBAPIError as error:
        if schema_is_current():
            raise
        raise ConfigurationError(
            N_("This database has not the tables of this version of the program."),
            N_("Run `python -m runtherapy_data migrate` first."),
        ) from error


def _escape_what_cannot_be_written() -> None:
    """A √ or a real minus becomes an escape where the terminal's encoding lacks it; in JSON that means the same."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
