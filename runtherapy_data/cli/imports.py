"""`import`: bring in facts from a file, or from another database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from runtherapy_data.access import grant_maintenance, grant_practice, grant_system, principal_by_email
from runtherapy_data.actions.import_report import Report
from runtherapy_data.actions.import_sql import import_from_sql
from runtherapy_data.actions.imports import Order, import_file
from runtherapy_data.cli.given import content
from runtherapy_data.cli.import_words import lines
from runtherapy_data.cli.language import spoken
from runtherapy_data.errors import ConfigurationError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries.practices import every_practice
from runtherapy_data.readers.maps import NO_MAP, Map, read_map
from runtherapy_data.readers.vocabulary import Kind
from runtherapy_data.store import reading, schema_is_current

ASKED_BY = "command line"


def import_(
    file: Annotated[Path | None, typer.Argument(help="A .csv, .tsv, .txt or .xlsx file; none with --from-sql.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What the file holds; may stand in the map file.")] = None,
    map_file: Annotated[Path | None, typer.Option("--map", help="A map file (docs/imports.md).")] = None,
    client: Annotated[str | None, typer.Option(help="Whose facts these are, where the file does not say.")] = None,
    practice: Annotated[str | None, typer.Option(help="The code of a practice; the only one by default.")] = None,
    email: Annotated[str | None, typer.Option("--as", help="Import under the grant of this account.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report what would happen, write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report for a program.")] = False,
    skip_bad_rows: Annotated[
        bool, typer.Option("--skip-bad-rows", help="Write the good rows even when others are refused.")
    ] = False,
    from_sql: Annotated[
        bool, typer.Option("--from-sql", help="Read from the database that the map file names.")
    ] = False,
) -> None:
    """Import check-ins, sessions or questionnaire results; exit code 2 when something was refused."""
    if (file is None) != from_sql:
        raise InvalidInputError("file", N_("Name either a file to read or --from-sql."))
    if not schema_is_current():
        raise ConfigurationError(
            N_("This database does not have the schema of this program yet."),
            N_("Run `python -m runtherapy_data migrate` first."),
        )
    mapping = read_map(content(map_file), kind) if map_file else NO_MAP
    order = Order(_kind(kind, mapping), mapping, client, dry_run, skip_bad_rows)
    grant = _grant(practice, email)
    report = import_from_sql(grant, order) if file is None else import_file(grant, order, file.name, content(file))
    _say(report, order, as_json=as_json)


def _kind(named: Kind | None, mapping: Map) -> Kind:
    kind = named or mapping.facts
    if kind is None:
        raise InvalidInputError(
            "kind", N_("It is not said what the file holds."), N_("Add --kind check-ins, sessions or questionnaires.")
        )
    return kind


def _grant(practice: str | None, email: str | None) -> Grant:
    """Under an account, or as the system for one practice."""
    maintenance = grant_maintenance(ASKED_BY)
    with reading(maintenance) as connection:
        practices = every_practice(connection, maintenance)
    if practice is not None and practice not in {one.code for one in practices}:
        raise NotFoundError(
            N_("There is no practice {code}."), N_("Give the code that it was created with."), code=practice
        )
    if email is not None:
        principal = principal_by_email(email)
        if practice is not None and principal.practice_id not in {
            p.practice_id for p in practices if p.code == practice
        }:
            raise InvalidInputError("practice", N_("{email} is an account of another practice."), email=email)
        return grant_practice(principal, Permission.IMPORT)
    chosen = [one for one in practices if practice in (None, one.code)]
    if len(chosen) != 1:
        codes = ", ".join(one.code for one in practices)
        raise InvalidInputError(
            "practice", N_("There are {n} practices."), N_("Name one with --practice ({codes})."),
            n=len(practices), codes=codes or "–",
        )  # fmt: skip
    return grant_system(chosen[0].practice_id, Permission.IMPORT, ASKED_BY, chosen[0].zone)


def _say(report: Report, order: Order, *, as_json: bool) -> None:
    """The report, and on standard error what came of it; leaves with exit code 2 when something was refused."""
    _ = spoken()
    if as_json:
        typer.echo(json.dumps(report.as_json(_), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(lines(report, _)))
    held_back = report.refused > 0 and not order.skip_bad_rows
    if held_back:
        typer.echo(
            _("Nothing was written, because facts were refused. Correct them, or pass over them with --skip-bad-rows."),
            err=True,
        )
    elif order.dry_run:
        typer.echo(_("Dry run: nothing was written."), err=True)
    if held_back:
        raise typer.Exit(2)
