"""`session`: sessions logged, changed and removed by machine, through the same actions as the pages."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Annotated, Any, Final
from uuid import UUID

import typer

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import sessions
from runtherapy_data.actions.openings import note_opening
from runtherapy_data.errors import ChangedMeanwhileError, InvalidInputError
from runtherapy_data.i18n import N_, Translate, translator
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.measures.codes import SessionKind
from runtherapy_data.measures.observations import PICKS
from runtherapy_data.measures.ranges import SESSION_RANGES
from runtherapy_data.measures.session_entry import ENTERED, SessionEntry, moment_at
from runtherapy_data.measures.within import code as known_code
from runtherapy_data.queries import sessions as queries
from runtherapy_data.queries.corrections import of_fact
from runtherapy_data.queries.sessions import HeldSession
from runtherapy_data.store import reading, today
from runtherapy_data.store.types import new_id
from runtherapy_data.views.session_changes import corrected_said
from runtherapy_data.views.session_words import done_said, felt_said, heading_of, less_than_planned, saved_said

app = typer.Typer(no_args_is_help=True, help="Sessions of a course, as their pages keep them.")

_As = Annotated[str, typer.Option("--as", help="The address of the account: a therapist's, or the client's own.")]
_Client = Annotated[str, typer.Option(help="The code of the client; a client needs none.")]
_Json = Annotated[bool, typer.Option("--json", help="Print everything for a program.")]
_Ten = Annotated[int | None, typer.Option(help="0–10.")]
_Minutes = Annotated[int | None, typer.Option(help="0–600.")]
_Text = Annotated[str | None, typer.Option(help="In words.")]
_Revision = Annotated[int, typer.Option(help="The version that was read; a newer one stops the command.")]
_Id = Annotated[str, typer.Argument(metavar="SESSION", help="The id of the session, as `session show` prints it.")]
_TODAY: Final = "today"
_MOMENTS: Final = ("started_at", "next_appointment_at")


@app.command("add")
def add(
    as_: _As,
    client: _Client = "",
    day: Annotated[str, typer.Option(help="The day, as 2026-11-22.")] = _TODAY,
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
    as_json: _Json = False,
) -> None:
    """Log a session; prints what the page says after saving."""
    grant, _ = _leave(as_, client)
    zone = grant.principal.zone
    on = _day(day, zone)
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
    as_: _As,
    revision: _Revision,
    client: _Client = "",
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="A field and its new value, as effort=6 (again for more).")
    ] = None,
    clear: Annotated[list[str] | None, typer.Option(help="A field to empty (again for more).")] = None,
    as_json: _Json = False,
) -> None:
    """Change a session; what is not named stays. A session that was changed meanwhile is printed, and not changed."""
    grant, _ = _leave(as_, client)
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
            _print({"changed_meanwhile": _plain(error.now, _)}, "", as_json=True)
        raise
    assert saved is not None  # noqa: S101 - the key was never used before
    _print_saved(saved, grant, _, as_json=as_json)


@app.command("remove")
def remove(session: _Id, as_: _As, revision: _Revision, client: _Client = "", as_json: _Json = False) -> None:
    """Remove a session; its history keeps what it was."""
    grant, _ = _leave(as_, client)
    gone = sessions.remove(grant, new_id().hex, _id(session), revision=revision)
    assert gone is not None  # noqa: S101 - the key was never used before
    sentence = _("Removed: {what}.", what=heading_of(gone.session.entry, _))
    _print({"client": grant.client_code, "id": str(gone.session.id), "sentence": sentence}, sentence, as_json=as_json)


@app.command("show")
def show(
    as_: _As,
    client: _Client = "",
    session: Annotated[str, typer.Option(help="One session, with its history.")] = "",
    as_json: _Json = False,
) -> None:
    """Print the sessions of a course, the newest first, as the named account may see them."""
    grant, _ = _leave(as_, client)
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
    _print(facts, "\n".join(lines), as_json=as_json)


def _leave(email: str, client: str) -> tuple[Grant, Translate]:
    """Leave to log sessions, and the language of who does."""
    principal = principal_by_email(email)
    return grant_course(principal, client or None, Permission.SESSION_WRITE), translator(principal.language)


def _day(text: str, zone: str) -> dt.date:
    if text == _TODAY:
        return today(zone)
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInputError(
            "day", N_("“{value}” is not a day."), N_("Write it as 2026-11-22."), value=text
        ) from error


def _moment(field: str, text: str, zone: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInputError(
            field, N_("“{value}” is not a day with a time."), N_("Write it as 2026-11-30T10:00."), value=text
        ) from error
    return moment if moment.tzinfo else moment_at(moment.date(), moment.time(), zone)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInputError(
            "session", N_("“{value}” is not the id of a session."), N_("`session show` prints them."), value=text
        ) from error


def _pair(option: str, text: str) -> tuple[str, str]:
    name, is_there, value = text.partition("=")
    if not is_there:
        raise InvalidInputError(
            option, N_("“{value}” has no = in it."), N_("Write it as name=value."), value=text
        )  # fmt: skip
    return name.strip(), value.strip()


def _picks(picked: list[str]) -> dict[str, list[str]] | None:
    found: dict[str, list[str]] = {}
    for one in picked:
        kind, what = _pair("pick", one)
        found.setdefault(known_code("pick", kind, tuple(PICKS)) or "", []).append(what)
    return found or None


def _field(text: str, zone: str) -> tuple[str, Any]:
    """A field with its new value, as its column holds it."""
    name, value = _pair("set", text)
    known_code("set", name, tuple(one for one in ENTERED if one != "picks"))
    if name in SESSION_RANGES:
        try:
            return name, int(value)
        except ValueError as error:
            raise InvalidInputError(
                name, N_("“{value}” is not a whole number."), N_("Write digits, such as 7."), value=value
            ) from error
    if name in _MOMENTS:
        return name, _moment(name, value, zone)
    return name, _day(value, zone) if name == "day" else value


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
    _print({"client": grant.client_code, **_plain(held, _), "sentence": sentence}, sentence, as_json=as_json)


def _print(facts: dict[str, Any], sentence: str, *, as_json: bool) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False, indent=2) if as_json else sentence)
