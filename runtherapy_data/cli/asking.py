"""Who asks on the command line, whose course it is about, and how the answer is printed."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.i18n import Translate, translator
from runtherapy_data.identity import Grant, Permission

As = Annotated[str, typer.Option("--as", help="The address of the account: a therapist's, or the client's own.")]
ClientCode = Annotated[str, typer.Option(help="The code of the client; a client needs none.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print everything for a program.")]
Revision = Annotated[int, typer.Option(help="The version that was read; a newer one stops the command.")]


def leave(email: str, client: str, permission: Permission) -> tuple[Grant, Translate]:
    """Leave for the newest course of a client, or one's own where none is named; and the language of who asks."""
    principal = principal_by_email(email)
    return grant_course(principal, client or None, permission), translator(principal.language)


def say(facts: dict[str, Any], sentence: str, *, as_json: bool) -> None:
    """Print the facts for a program, or the sentence for a person."""
    typer.echo(json.dumps(facts, ensure_ascii=False, indent=2) if as_json else sentence)
