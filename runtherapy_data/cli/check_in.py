"""`check-in`: how a day or a week was, told by machine through the same actions as the page."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, replace
from typing import Annotated, Any, Final

import typer

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import check_ins, week_reflections
from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_, Translate, translator
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.days import first_day
from runtherapy_data.measures.open_days import open_days, open_week
from runtherapy_data.measures.within import code as known_code
from runtherapy_data.queries import check_ins as days
from runtherapy_data.queries import exercises
from runtherapy_data.queries import week_reflections as weeks
from runtherapy_data.queries.check_ins import DayAnswers
from runtherapy_data.store import reading, today
from runtherapy_data.store.types import new_id
from runtherapy_data.views.check_in_words import after_saving, answered, named_day

app = typer.Typer(
    no_args_is_help=True, help="Check-ins and week reflections of a client, as their own page keeps them."
)

_As = Annotated[str, typer.Option("--as", help="The address of the client's account.")]
_Json = Annotated[bool, typer.Option("--json", help="Print everything for a program.")]
_Ten = Annotated[int | None, typer.Option(help="0–10; left out: as it stands.")]
_Words = Annotated[str | None, typer.Option(help="A few words of the client's own.")]
_NEWEST: Final = "today"


@app.command("add")
def add(
    as_: _As,
    day: Annotated[str, typer.Option(help="The day, as 2026-11-22; today or one of the two days before it.")] = _NEWEST,
    mood: _Ten = None,
    sleep: _Ten = None,
    energy: _Ten = None,
    tension: _Ten = None,
    pain: _Ten = None,
    hours_slept: Annotated[float | None, typer.Option(help="0–24; left out: as it stands.")] = None,
    words: _Words = None,
    skip: Annotated[
        list[str] | None, typer.Option(help="An answer to take away: mood, sleep … (again for more).")
    ] = None,
    did: Annotated[
        list[str] | None, typer.Option(help="The code of an exercise that was done (again for more).")
    ] = None,
    as_json: _Json = False,
) -> None:
    """Fill in a day, or correct it; prints what the page would say."""
    grant, _ = _leave(as_)
    on = _day(day, grant)
    given: dict[str, Any] = {
        "mood": mood, "sleep": sleep, "energy": energy, "tension": tension, "pain": pain, "hours_slept": hours_slept,
        "words": words,
    }  # fmt: skip
    with reading(grant) as connection:
        stored = days.of_day(connection, grant, on)
        offered = {one.exercise.code: one.id for one in exercises.given(connection, grant, on)}
    answers = replace(stored, **_told(given, skip or [], days.ANSWERS))
    done = None if did is None else {offered[known_code("did", one, tuple(offered)) or ""] for one in did}
    saved = check_ins.save(grant, new_id().hex, answers, done)
    assert saved is not None  # noqa: S101 - the key was never used before
    with reading(grant) as connection:
        ticked = saved.done != saved.done_before
        sentence = after_saving(connection, grant, saved.answers, saved.before, _, exercises=ticked)
    ids = {given_id: code for code, given_id in offered.items()}
    facts = {
        "client": grant.client_code, **_plain(saved.answers), "exercises": sorted(ids[one] for one in saved.done),
        "changed": saved.changed, "sentence": sentence,
    }  # fmt: skip
    _print(facts, sentence, as_json=as_json)


@app.command("week")
def week(
    as_: _As,
    resilience: _Ten = None,
    self_confidence: _Ten = None,
    concentration: _Ten = None,
    body_contact: _Ten = None,
    words: _Words = None,
    skip: Annotated[list[str] | None, typer.Option(help="An answer to take away (again for more).")] = None,
    as_json: _Json = False,
) -> None:
    """Look back on the week that is open today, or correct that."""
    grant, _ = _leave(as_)
    on = today(grant.principal.zone)
    with reading(grant) as connection:
        course = days.span(connection, grant)
        number = open_week(course, on)
        week_on = on if number is None else first_day(course.starts_on, number)
        stored = weeks.of_week(connection, grant, week_on)
    given: dict[str, Any] = {
        "resilience": resilience, "self_confidence": self_confidence, "concentration": concentration,
        "body_contact": body_contact, "words": words,
    }  # fmt: skip
    saved = week_reflections.save(grant, new_id().hex, replace(stored, **_told(given, skip or [], weeks.ANSWERS)))
    assert saved is not None  # noqa: S101 - the key was never used before
    sentence = _("Your week is saved. Your therapist can read it too.")
    facts = {"client": grant.client_code, "week": number, **_plain(saved.answers), "sentence": sentence}
    _print(facts, sentence, as_json=as_json)


@app.command("show")
def show(as_: _As, as_json: _Json = False) -> None:
    """Print the days that can be filled in now, with what stands there."""
    grant, _ = _leave(as_)
    on = today(grant.principal.zone)
    with reading(grant) as connection:
        course = days.span(connection, grant)
        stored = [days.of_day(connection, grant, day) for day in open_days(course, on)]
    facts = {"client": grant.client_code, "today": on.isoformat(), "days": [_plain(one) for one in stored],
             "open_week": open_week(course, on)}  # fmt: skip
    _print(facts, "\n".join(_line(one, on, _) for one in stored), as_json=as_json)


def _leave(email: str) -> tuple[Grant, Translate]:
    """Leave to write the client's own check-ins, and their language."""
    principal = principal_by_email(email)
    return grant_course(principal, permission=Permission.CHECK_IN_WRITE), translator(principal.language)


def _day(text: str, grant: Grant) -> dt.date:
    if text == _NEWEST:
        return today(grant.principal.zone)
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInputError(
            "day", N_("“{value}” is not a day."), N_("Write it as 2026-11-22."), value=text
        ) from error


def _told(given: dict[str, Any], skipped: list[str], names: tuple[str, ...]) -> dict[str, Any]:
    """What was said, and None for what was taken away; what was not named stays as it stands."""
    gone = dict.fromkeys(known_code("skip", name, names) for name in skipped)
    return {**{name: value for name, value in given.items() if value is not None}, **{str(name): None for name in gone}}


def _plain(answers: Any) -> dict[str, Any]:
    facts = asdict(answers)
    facts.pop("recorded_at")
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in facts.items()}


def _line(one: DayAnswers, on: dt.date, _: Translate) -> str:
    said = "; ".join(f"{lead}: {fact}" for lead, fact in answered(one, _)) or _("not filled in")
    return f"{named_day(one.day, on, _)} ({_.day(one.day)}): {said}"


def _print(facts: dict[str, Any], sentence: str, *, as_json: bool) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False, indent=2) if as_json else sentence)
