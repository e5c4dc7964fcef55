"""`session`: sessions logged, changed and removed by machine, through the same actions as the pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Annotated, Any, Final
from uuid import UUID

import typer

from runtherapy_data.access import grant_course
from runtherapy_data.actions import sessions
from runtherapy_data.actions.openings import note_opening
from runtherapy_data.cli.asking import As, AsJson, ClientCode, Revision, leave, say
from runtherapy_data.cli.given import TODAY, day_in, pair_in, whole_in
from runtherapy_data.errors import ChangedMeanwhileError, InvalidInputError
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.measures.codes import SessionKind
from runtherapy_data.measures.observations import PICKS
from runtherapy_data.measures.ranges import SESSION_RANGES
from runtherapy_data.measures.session_entry import ENTERED, SessionEntry, moment_at
from runtherapy_data.measures.within import code as known_code
from runtherapy_data.queries import sessions as queries
from runtherapy_data.queries.corrections import of_fact
from runtherapy_data.queries.sessions import HeldSession
from runtherapy_data.store import reading
from runtherapy_data.store.types import new_id
from runtherapy_data.views.session_changes import corrected_said
from runtherapy_data.views.session_words import done_said, felt_said, heading_of, less_than_planned, saved_said

app = typer.Typer(no_args_is_help=True, help="Sessions of a course, as their pages keep them.")

_Ten = Annotated[int | None, typer.Option(parser=whole_in, metavar="INTEGER", help="0–10.")]
_Minutes = Annotated[int | None, typer.Option(parser=whole_in, metavar="INTEGER", help="0–600.")]
_Text = Annotated[str | None, typer.Option(help="In words.")]
_Id = Annotated[str, typer.Argument(metavar="SESSION", help="The id of the session, as `session show` prints it.")]
_MOMENTS: Final = ("started_at", "next_appointment_at")


@app.command("add")
def add(
    as_: As,
    client: ClientCode = "",
    day: Annotated[str, typer.Option(help="The day, as 2026-11-22.")] = TODAY,
    kind: Annotated[str, typer.Option(help="guided or independent.")] = SessionKind.GUIDED.value,
    start: Annotated[str, typer.Option(help="The time at which it began, as 10:30.")] = "",
    intervals: Annotated[str | None, typer.Option(help="As 5 x 2/3; the minutes follow from it.")] = None,
    walking: _Minutes = None,
    running: _Minutes = None,
    planned: _Minutes = None,
    effort: _Ten = None,
    talk_test: Annotated[str | None, typer.Option(help="easily, just or no.")] = None,
    before: _Ten = None,
    after: _Ten = None,
    enjoyment: _Ten = None,
    pain: _Ten = None,
    pick: Annotated[
        list[str] | None, typer.Option(help="What was noticed, as breathing=calm (again for more).")
    ] = None,
    reflection: _Text = None,
    exercise: Annotated[list[str] | None, typer.Option(help="The code of an exercise given (again for more).")] = None,
    next_: Annotated[str, typer.Option("--next", help="The next appointment, as 2026-11-30T10:00.")] = "",
    as_json: AsJson = False,
) -> None:
    """Log a session; prints what the page says after saving."""
    grant, _ = leave(as_, client, Permission.SESSION_WRITE)
    zone = grant.principal.zone
    on = day_in(day, zone)
    entry = SessionEntry(
        on, kind, started_at=_moment("started_at", f"{on}T{start}", zone) if start else None,
        planned_minutes=planned, walking_minutes=walking, running_minutes=running, intervals=intervals, effort=effort,
        talk_test=talk_test, feeling_before=before, feeling_after=after, enjoyment=enjoyment, pain=pain,
        picks=_picks(pick or []), reflection=reflection,
        next_appointment_at=_moment("next_appointment_at", next_, zone) if next_ else None,
    )  # fmt: skip
    saved = sessions.add(grant, new_id().hex, entry, given=exercise or ())
    assert saved is not None  # noqa: S101 - the key was never used before
    _print_saved(saved, grant, _, as_json=as_json)


@app.command("change")
def change(
    session: _Id,
    as_: As,
    revision: Revision,
    client: ClientCode = "",
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="A field and its new value, as effort=6 (again for more).")
    ] = None,
    clear: Annotated[list[str] | None, typer.Option(help="A field to empty (again for more).")] = None,
    as_json: AsJson = False,
) -> None:
    """Change a session; what is not named stays. A session that was changed meanwhile is printed, and not changed."""
    grant, _ = leave(as_, client, Permission.SESSION_WRITE)
    with reading(grant) as connection:
        held = queries.one(connection, grant, _id(session))
    told = dict(_field(one, grant.principal.zone) for one in set_ or [])
    told |= dict.fromkeys(known_code("clear", name, ENTERED) or "" for name in clear or [])
    if told.keys() & {"walking_minutes", "running_minutes"}:
        told.setdefault("intervals", None)
    entry = replace(held.entry, **told)
    try:
        saved = sessions.change(grant, new_id().hex, held.id, entry, revision=revision)
    except ChangedMeanwhileError as error:
        if as_json and isinstance(error.now, HeldSession):
            say({"changed_meanwhile": _plain(error.now, _)}, "", as_json=True)
        raise
    assert saved is not None  # noqa: S101 - the key was never used before
    _print_saved(saved, grant, _, as_json=as_json)


@app.command("remove")
def remove(session: _Id, as_: As, revision: Revision, client: ClientCode = "", as_json: AsJson = False) -> None:
    """Remove a session; its history keeps what it was."""
    grant, _ = leave(as_, client, Permission.SESSION_WRITE)
    gone = sessions.remove(grant, new_id().hex, _id(session), revision=revision)
    assert gone is not None  # noqa: S101 - the key was never used before
    sentence = _("Removed: {what}.", what=heading_of(gone.session.entry, _))
    say({"client": grant.client_code, "id": str(gone.session.id), "sentence": sentence}, sentence, as_json=as_json)


@app.command("show")
def show(
    as_: As,
    client: ClientCode = "",
    session: Annotated[str, typer.Option(help="One session, with its history.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print the sessions of a course, the newest first, as the named account may see them."""
    grant, _ = leave(as_, client, Permission.SESSION_WRITE)
    note_opening(grant_course(grant.principal, client or None), "command line")
    with reading(grant) as connection:
        held = (queries.one(connection, grant, _id(session)),) if session else queries.of_course(connection, grant)
        found = of_fact(connection, grant, sessions.FACT, str(held[0].id)) if session else ()
    mine = grant.principal.role == Role.THERAPIST
    history = [
        {"at": one.at.isoformat(), "who": one.who, "what": corrected_said(one, _, grant.principal.zone)}
        for one in found if mine
    ]  # fmt: skip
    facts = {"client": grant.client_code, "sessions": [_plain(one, _) for one in held], "history": history}
    lines = [f"{one.id} ({one.revision}) · {_line(one, _)}" for one in held] + [
        f"- {one['at']} {one['who']}: {one['what']}" for one in history
    ]
    say(facts, "\n".join(lines), as_json=as_json)


def _moment(field: str, text: str, zone: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInputError(
            field, N_("“{value}” is not a day with a time."), N_("Write it as 2026-11-30T10:00."), value=text[:40]
        ) from error
    return moment if moment.tzinfo else moment_at(moment.date(), moment.time(), zone)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInputError(
            "session", N_("“{value}” is not the id of a session."), N_("`session show` prints them."), value=text[:40]
        ) from error


def _picks(picked: list[str]) -> dict[str, list[str]] | None:
    found: dict[str, list[str]] = {}
    for one in picked:
        kind, what = pair_in("pick", one)
        found.setdefault(known_code("pick", kind, tuple(PICKS)) or "", []).append(what)
    return found or None


def _field(text: str, zone: str) -> tuple[str, Any]:
    """A field with its new value, as its column holds it."""
    name, value = pair_in("set", text)
    known_code("set", name, tuple(one for one in ENTERED if one != "picks"))
    if name in SESSION_RANGES:
        return name, whole_in(value)
    if name in _MOMENTS:
        return name, _moment(name, value, zone)
    return name, day_in(value, zone) if name == "day" else value


def _plain(held: HeldSession, _: Translate) -> dict[str, Any]:
    """A session for a program: its id and revision, every field, and the line that the page shows."""
    values = {name: value.isoformat() if isinstance(value, dt.date) else value
              for name, value in held.entry.values().items()}  # fmt: skip
    return {"id": str(held.id), "revision": held.revision, **values, "line": _line(held, _)}


def _line(held: HeldSession, _: Translate) -> str:
    return " · ".join(
        part for part in (heading_of(held.entry, _), done_said(held.entry, _), felt_said(held.entry, _)) if part
    )


def _print_saved(held: HeldSession, grant: Grant, _: Translate, *, as_json: bool) -> None:
    to_client = grant.principal.role == Role.CLIENT
    said = [saved_said(held.entry, _, to_client=to_client), "" if to_client else less_than_planned(held.entry, _)]
    sentence = " ".join(part for part in said if part)
    say({"client": grant.client_code, **_plain(held, _), "sentence": sentence}, sentence, as_json=as_json)
