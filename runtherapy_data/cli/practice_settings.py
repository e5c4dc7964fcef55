"""`practice settings|set|wording`: what an administrator decides for the practice, through the page's own actions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from runtherapy_data.access import grant_practice, principal_by_email
from runtherapy_data.actions.practice_settings import decide
from runtherapy_data.actions.practice_wordings import keep_ready, lay_ready, put
from runtherapy_data.cli.given import content
from runtherapy_data.errors import InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.practice_parts import EVERY_PART
from runtherapy_data.queries.practice_parts import kept_parts
from runtherapy_data.queries.practice_wordings import own_wordings
from runtherapy_data.store import reading
from runtherapy_data.store.types import new_id

_As = Annotated[str, typer.Option("--as", help="The address of an administrator's account.")]
_PARTS = ", ".join(EVERY_PART)


def show_parts(
    as_: _As, as_json: Annotated[bool, typer.Option("--json", help="Print everything for a program.")] = False
) -> None:
    """What the practice decided for itself, part by part; a part that says default follows the product."""
    kept = _kept(_leave(as_))
    if as_json:
        typer.echo(json.dumps(kept, ensure_ascii=False, indent=2))
        return
    for part, value in kept.items():
        typer.echo(f"{part}: {'default' if value is None else json.dumps(value, ensure_ascii=False)}")


def set_part(
    part: Annotated[str, typer.Argument(help=f"One of {_PARTS}.")],
    as_: _As,
    value: Annotated[str, typer.Option(help="The part as JSON, as `practice settings` prints it.")] = "",
    file: Annotated[Path | None, typer.Option(help="A JSON file that holds it.")] = None,
    default: Annotated[bool, typer.Option("--default", help="Go back to the default.")] = False,
) -> None:
    """Decide one part of the practice's settings; prints what is kept."""
    if sum((bool(value), file is not None, default)) != 1:
        raise InvalidInputError("value", N_("Give --value, --file or --default, one of them."))
    grant = _leave(as_)
    given = None if default else _mapping(content(file) if file else value.encode(), file.name if file else "--value")
    seen = _kept(grant).get(part)
    done = decide(grant, new_id().hex, part, given, seen=seen)
    typer.echo(json.dumps({part: done.new if done else seen}, ensure_ascii=False))


def take_in(
    as_: _As,
    file: Annotated[Path | None, typer.Option(help="The JSON file with the text of one questionnaire.")] = None,
    remove: Annotated[str, typer.Option(help="Take the text of this questionnaire out, by its id.")] = "",
) -> None:
    """Let clients read the text of a questionnaire that the practice may show; prints what there is of its own."""
    if file is not None and remove:
        raise InvalidInputError("file", N_("Give --file or --remove, one of them."))
    grant = _leave(as_)
    if file is not None:
        instrument = lay_ready(grant, content(file), file.name)
        keep_ready(grant, new_id().hex, seen=_own(grant).get(instrument))
    elif remove:
        held = _own(grant).get(remove)
        if held is None:
            raise NotFoundError(N_("The practice has no text of its own for {instrument}."), instrument=remove[:40])
        put(grant, new_id().hex, remove, None, seen=held)
    for instrument, kept in sorted(_own(grant).items()):
        languages = ", ".join(one for one in ("nl", "en") if kept.get(one))
        typer.echo(f"{instrument}\t{languages}\t{kept.get('permission', '')}")


def _leave(email: str) -> Grant:
    return grant_practice(principal_by_email(email), Permission.SETTINGS_WRITE)


def _kept(grant: Grant) -> dict[str, dict[str, Any] | None]:
    with reading(grant) as connection:
        return kept_parts(connection, grant)


def _own(grant: Grant) -> dict[str, dict[str, Any]]:
    with reading(grant) as connection:
        return {one.instrument: one.content for one in own_wordings(connection, grant)}


def _mapping(written: bytes, name: str) -> dict[str, Any]:
    """The JSON object in a file or an option."""
    try:
        found = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(
            "value", N_("{name} holds no JSON."), N_("Write it as `practice settings` prints it."), name=name
        ) from error
    if not isinstance(found, dict):
        raise InvalidInputError(
            "value", N_("{name} holds no JSON object."), N_("Write it as `practice settings` prints it."), name=name
        )
    return found
