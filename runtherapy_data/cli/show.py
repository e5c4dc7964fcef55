"""Commands that print what a page shows, under the grant of a named account."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions.openings import note_opening
from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Role
from runtherapy_data.queries.practice_settings import speaking
from runtherapy_data.store import reading, today
from runtherapy_data.views import course as view
from runtherapy_data.views.course_days import by_day, coming, day_lines, noted_lines
from runtherapy_data.views.course_json import to_json
from runtherapy_data.views.course_results import results
from runtherapy_data.views.course_summary import summary

show = typer.Typer(no_args_is_help=True, help="Print what a page shows, as the named account may see it.")


@show.command()
def course(
    code: Annotated[str, typer.Argument(help="The code of the client.")],
    as_: Annotated[str, typer.Option("--as", help="The address of the account that asks.")],
    as_json: Annotated[bool, typer.Option("--json", help="All facts as JSON; without it a few sentences.")] = False,
) -> None:
    """Print one client's course: the same facts as its page. The reading is noted in the audit trail."""
    principal = principal_by_email(as_)
    grant = grant_course(principal, code)
    note_opening(grant, "command line")
    with reading(grant) as connection:
        shown = view.of(connection, grant, today(principal.zone))
        _ = speaking(connection, grant, principal.language)
    if as_json:
        sys.stdout.write(json.dumps(to_json(shown), ensure_ascii=False, indent=2) + "\n")
    else:
        _say(shown, _, to_client=principal.role == Role.CLIENT)


def _say(shown: view.Course, _: Translate, *, to_client: bool) -> None:
    """The opening sentence, what comes next, what questionnaires say, then a line for each day that has something."""
    typer.echo(f"{shown.client_code}: {summary(shown, _, to_client=to_client)}")
    for lead, fact in coming(shown, _):
        typer.echo(f"{lead}: {fact}")
    for one in results(shown):
        typer.echo(one.sentence(_, to_client=to_client))
    reported = by_day(shown)
    for day in sorted(reported):
        noted = [line for session in reported[day].sessions for line in noted_lines(session, _)]
        typer.echo("- " + " · ".join((*day_lines(shown, day, reported[day], _), *noted)))
