"""`show cohort`: two groups of courses, as a supervisor's page shows them."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from runtherapy_data.access import grant_cohorts, principal_by_email
from runtherapy_data.actions.snapshot import refresh_overseen
from runtherapy_data.i18n import Translate, translator
from runtherapy_data.store import reading
from runtherapy_data.views import cohort_choices, cohorts
from runtherapy_data.views.cohort_json import to_json
from runtherapy_data.views.cohort_words import group_name, outcome, share, summary
from runtherapy_data.views.cohorts import Comparison

GROUP = "complaint[:period[:practice]], such as depression, all:2026 or anxiety_panic:2026-Q2."


def cohort(
    as_: Annotated[str, typer.Option("--as", help="The address of the supervisor's account that asks.")],
    a: Annotated[str, typer.Argument(help=f"Group A: {GROUP} Without it: as the page begins.")] = "",
    b: Annotated[str, typer.Argument(help="Group B, written the same way.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="All numbers as JSON; without it a few sentences.")] = False,
) -> None:
    """Print the comparison of two groups of courses: the same facts as the page."""
    principal = principal_by_email(as_)
    grant = grant_cohorts(principal)
    refresh_overseen(grant)
    with reading(grant) as connection:
        choices = cohort_choices.of(connection, grant)
        default_a, default_b = choices.default_pair()
        chosen = choices.parse(a) if a else default_a, choices.parse(b) if b else default_b
        comparison = cohorts.of(connection, grant, choices, *chosen)
    if as_json:
        sys.stdout.write(json.dumps(to_json(comparison), ensure_ascii=False, indent=2) + "\n")
    else:
        _say(comparison, translator(principal.language))


def _say(comparison: Comparison, _: Translate) -> None:
    typer.echo(summary(comparison, _))
    for letter, group in (("A", comparison.a), ("B", comparison.b)):
        ends = ", ".join(f"{outcome(one.outcome, _)} {share(one, _)}" for one in group.outcomes)
        name = group_name(group.choice, comparison.practices, _)
        typer.echo(f"{letter} · {name} · n = {group.courses or '–'}" + (f" · {ends}" if ends else ""))
