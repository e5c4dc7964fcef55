"""`replay`: what a rule would have said in past and running courses, and what came of what it did say."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Sequence
from typing import Annotated, Any, Final

import typer

from runtherapy_data.access import grant_system
from runtherapy_data.analysis.replay import Tally
from runtherapy_data.analysis.rules import Rule, rules
from runtherapy_data.analysis.signals import history
from runtherapy_data.analysis.spans import Span, batches
from runtherapy_data.cli.language import spoken
from runtherapy_data.cli.practice import ASKED_BY, chosen
from runtherapy_data.demo.plan import planted_in
from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries.practices import PracticeFact
from runtherapy_data.queries.replayed import Raised, client_codes, clients, is_demo, raised
from runtherapy_data.queries.signal_courses import past
from runtherapy_data.queries.signal_facts import block
from runtherapy_data.store import reading, today

ALL: Final = "all"
_NO_TRUTH: Final = "-"


def replay(
    rule: Annotated[str, typer.Option(help="The id of a rule, or all.")] = ALL,
    since: Annotated[str, typer.Option(help="Look at this day and later only: 2026-01-31.")] = "",
    practice: Annotated[str, typer.Option(help="The code of one practice; without it every practice.")] = "",
    truths: Annotated[bool, typer.Option("--truths", help="In the demo practice: by planted truth.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Let the rules look through every past and running course, day by day, and count; nothing is written.

    Each day is looked at with what was filled in up to it: what the rules of today would have said then.
    """
    asked, first = _rules(rule), _day(since)
    made = [_of_practice(one, asked, first, by_truth=truths) for one in chosen(practice)]
    if as_json:
        whole = {"since": first.isoformat() if first else None, "practices": made}
        sys.stdout.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
        return
    for one in made:
        _say(one, spoken())


def _rules(asked: str) -> tuple[Rule, ...]:
    found = rules() if asked == ALL else tuple(one for one in rules() if one.id == asked)
    if not found:
        raise InvalidInputError(
            "rule",
            N_("There is no rule {rule}."),
            N_("Give one of these, or all: {rules}."),
            rule=asked,
            rules=", ".join(one.id for one in rules()),
        )
    return found


def _day(since: str) -> dt.date | None:
    if not since:
        return None
    try:
        return dt.date.fromisoformat(since)
    except ValueError as error:
        raise InvalidInputError(
            "since", N_("{day} is not a day."), N_("Write year, month and day: 2026-01-31."), day=since
        ) from error


def _of_practice(
    practice: PracticeFact, asked: Sequence[Rule], since: dt.date | None, *, by_truth: bool
) -> dict[str, Any]:
    grant = grant_system(practice.practice_id, Permission.SIGNALS, ASKED_BY, practice.zone)
    with reading(grant) as connection:
        if by_truth and not is_demo(connection, grant):
            raise InvalidInputError(
                "truths", N_("The practice {code} has no planted truths: it is not a demo."), code=practice.code
            )
        spans = past(connection, grant, today(practice.zone), since)
        kept = raised(connection, grant, since)
        planted = planted_in(clients(connection, grant)) if by_truth else {}
        codes = client_codes(connection, grant, [span.course_id for span in spans]) if by_truth else {}
    labels = {course: planted.get(code, _NO_TRUTH) for course, code in codes.items()}
    tally = Tally(since)
    for batch in batches(spans):
        _count(tally, grant, batch, [labels.get(span.course_id, _NO_TRUTH) for span in batch])
    return {
        "practice": practice.code,
        "courses": tally.courses.total(),
        "client_months": round(tally.months(), 1),
        "rules": [_of_rule(tally, one, kept.get(one.id, Raised(0, 0)), by_truth=by_truth) for one in asked],
    }


def _count(tally: Tally, grant: Grant, batch: Sequence[Span], labels: Sequence[str]) -> None:
    with reading(grant) as connection:
        facts = block(connection, grant, batch)
    tally.add(facts, history(facts), labels)


def _of_rule(tally: Tally, rule: Rule, kept: Raised, *, by_truth: bool) -> dict[str, Any]:
    times, months = tally.times(rule.id), tally.months()
    found: dict[str, Any] = {
        "rule": rule.id,
        "flagged": times,
        "courses": tally.courses_with(rule.id),
        "per_client_month": round(times / months, 3) if months else None,
        "signals": kept.signals,
        "with_action": kept.acted,
    }
    if by_truth:
        found["truths"] = {
            truth: {
                "courses": number,
                "courses_flagged": tally.in_courses[rule.id, truth],
                "flagged": tally.flagged[rule.id, truth],
            }
            for truth, number in sorted(tally.courses.items())
        }
    return found


def _say(made: dict[str, Any], _: Translate) -> None:
    looked = _.plural("one course", "{n} courses", made["courses"])
    typer.echo(
        _(
            "{practice}: {courses}, {months} client-months looked at",
            practice=made["practice"],
            courses=looked,
            months=_.number(made["client_months"], 1),
        )
    )
    named = {one.id: one.name.said(_.language) for one in rules()}
    for one in made["rules"]:
        often = "–" if one["per_client_month"] is None else _.number(one["per_client_month"], 3)
        typer.echo(
            _(
                "- {name}: {times} in {courses}, {often} per client-month; {signals}, {acted} discussed or done",
                name=named[one["rule"]],
                times=_.plural("once", "{times} times", one["flagged"], times=_.number(one["flagged"])),
                courses=_.plural("one course", "{n} courses", one["courses"]),
                often=often,
                signals=_.plural(
                    "one signal raised", "{signals} signals raised", one["signals"], signals=_.number(one["signals"])
                ),
                acted=_.number(one["with_action"]),
            )
        )
        for truth, of in one.get("truths", {}).items():
            if of["courses_flagged"]:
                typer.echo(f"    {truth}: {of['courses_flagged']} / {of['courses']}")
