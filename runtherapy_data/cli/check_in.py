"""`check-in`: how a day or a week was, told by machine through the same actions as the page."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, replace
from typing import Annotated, Any

import typer

from runtherapy_data.actions import check_ins, week_reflections
from runtherapy_data.cli.asking import As, AsJson, leave, say
from runtherapy_data.cli.given import TODAY, day_in, decimal_in, whole_in
from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Permission
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

_Ten = Annotated[int | None, typer.Option(parser=whole_in, metavar="INTEGER", help="0–10; left out: as it stands.")]
_Hours = Annotated[float | None, typer.Option(parser=decimal_in, metavar="FLOAT", help="0–24; left out: as it stands.")]
_Words = Annotated[str | None, typer.Option(help="A few words of the client's own.")]


@app.command("add")
def add(
    as_: As,
    day: Annotated[str, typer.Option(help="The day, as 2026-11-22; today or one of the two days before it.")] = TODAY,
    mood: _Ten = None,
    sleep: _Ten = None,
    energy: _Ten = None,
    tension: _Ten = None,
    pain: _Ten = None,
    hours_slept: _Hours = None,
    words: _Words = None,
    skip: Annotated[
        list[str] | None, typer.Option(help="An answer to take away: mood, sleep … (again for more).")
    ] = None,
    did: Annotated[
        list[str] | None, typer.Option(help="The code of an exercise that was done (again for more).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Fill in a day, or correct it; prints what the page would say."""
    grant, _ = leave(as_, "", Permission.CHECK_IN_WRITE)
    on = day_in(day, grant.principal.zone)
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
    say(facts, sentence, as_json=as_json)


@app.command("week")
def week(
    as_: As,
    resilience: _Ten = None,
    self_confidence: _Ten = None,
    concentration: _Ten = None,
    body_contact: _Ten = None,
    words: _Words = None,
    skip: Annotated[list[str] | None, typer.Option(help="An answer to take away (again for more).")] = None,
    as_json: AsJson = False,
) -> None:
    """Look back on the week that is open today, or correct that."""
    grant, _ = leave(as_, "", Permission.CHECK_IN_WRITE)
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
    say(facts, sentence, as_json=as_json)


@app.command("show")
def show(as_: As, as_json: AsJson = False) -> None:
    """Print the days that can be filled in now, with what stands there."""
    grant, _ = leave(as_, "", Permission.CHECK_IN_WRITE)
    on = today(grant.principal.zone)
    with reading(grant) as connection:
        course = days.span(connection, grant)
        stored = [days.of_day(connection, grant, day) for day in open_days(course, on)]
    facts = {"client": grant.client_code, "today": on.isoformat(), "days": [_plain(one) for one in stored],
             "open_week": open_week(course, on)}  # fmt: skip
    say(facts, "\n".join(_line(one, on, _) for one in stored), as_json=as_json)


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
