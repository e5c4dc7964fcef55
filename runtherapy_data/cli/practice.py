"""`practice`: found a practice, list them, keep what its therapists do when a risk question was answered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from runtherapy_data.access import audit, grant_maintenance, practices
from runtherapy_data.actions.risk_protocol import set_risk_protocol
from runtherapy_data.cli.language import spoken
from runtherapy_data.errors import InvalidInputError, NotFoundError
from runtherapy_data.i18n import LANGUAGES, N_
from runtherapy_data.queries.practices import PracticeFact, every_practice, risk_protocol
from runtherapy_data.store import reading, writing

ASKED_BY: Final = "command line"

app = typer.Typer(no_args_is_help=True, help="Practices: found one, list them, their own words.")


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


@app.command("protocol")
def protocol(
    code: Annotated[str, typer.Argument(help="The code of the practice.")],
    language: Annotated[str, typer.Option(help="The language of the text: nl or en.")] = "nl",
    text: Annotated[str, typer.Option(help="The text itself.")] = "",
    file: Annotated[Path | None, typer.Option(help="A text file (UTF-8) that holds it.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Go back to the general text.")] = False,
) -> None:
    """What a therapist does first when a risk question was answered, in the practice's own words; prints what is kept.

    Therapists read it beside the signal, and nobody else does.

    A practice without a text of its own shows a general one, which says that it is general.
    """
    grant = grant_maintenance(ASKED_BY)
    if language not in LANGUAGES:
        raise InvalidInputError("language", N_("The language is nl or en."))
    given = sum((bool(text), file is not None, remove))
    if given > 1:
        raise InvalidInputError("text", N_("Give --text, --file or --remove, one of them."))
    chosen(code)
    if given:
        set_risk_protocol(grant, code, language, _read(file) if file else text)
    with reading(grant) as connection:
        kept = risk_protocol(connection, grant, code, language)
    _ = spoken()
    typer.echo(kept or _("This practice has no text of its own; its therapists read the general one."))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInputError(
            "file", N_("{file} cannot be read as text."), N_("Give a text file in UTF-8."), file=file.name
        ) from error


def chosen(code: str) -> list[PracticeFact]:
    """The practice with this code, or every practice where none is given.

    Raises:
        NotFoundError: there is none with this code.
    """
    grant = grant_maintenance(ASKED_BY)
    with reading(grant) as connection:
        found = [one for one in every_practice(connection, grant) if code in ("", one.code)]
    if code and not found:
        raise NotFoundError(
            N_("There is no practice {code}."), N_("Give the code that it was created with."), code=code
        )
    return found
