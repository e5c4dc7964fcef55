"""`result`: questionnaires filled in, typed over and corrected by machine, through the same actions as the pages."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import typer

from runtherapy_data.access import grant_course
from runtherapy_data.actions import questionnaires as actions
from runtherapy_data.cli.asking import As, AsJson, ClientCode, Revision, leave, say
from runtherapy_data.cli.given import TODAY, day_in, number_in, pair_in, whole_in
from runtherapy_data.errors import ChangedMeanwhileError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.measures.answers_typed import answers_typed
from runtherapy_data.measures.codes import Moment
from runtherapy_data.measures.instruments import Instrument, instrument, instrument_named
from runtherapy_data.measures.protocol import OWN_GOALS
from runtherapy_data.measures.questionnaire_entry import Entry, Measured, items_of
from runtherapy_data.queries.goals import goals
from runtherapy_data.queries.questionnaire_asks import asks
from runtherapy_data.queries.questionnaires import HeldResult, result, results
from runtherapy_data.store import reading, today
from runtherapy_data.store.types import new_id
from runtherapy_data.views import course as course_view
from runtherapy_data.views import questionnaire_lines as said
from runtherapy_data.views.course_results import results as scales_of
from runtherapy_data.views.questionnaires_open import open_of

app = typer.Typer(no_args_is_help=True, help="Questionnaire results of a course, as their pages keep them.")

_Items = Annotated[
    str, typer.Option(help='The answers in order, "1,2,,0": an empty place or a dash is a missing answer.')
]
_Total = Annotated[str | None, typer.Option(help="The total, where the answers are not at hand.")]
_Subscale = Annotated[list[str] | None, typer.Option(help="The score of a subscale, as distress=20 (again for more).")]
_Risk = Annotated[list[str] | None, typer.Option(help="Beside scores: the answer to a question about risk, as 9=1.")]
_Id = Annotated[str, typer.Argument(metavar="RESULT", help="The id of the result, as `result show` prints it.")]


@app.command("add")
def add(
    as_: As,
    code: Annotated[str, typer.Option("--instrument", help="The questionnaire: phq9, PHQ-9.")],
    client: ClientCode = "",
    items: _Items = "",
    total: _Total = None,
    subscale: _Subscale = None,
    risk: _Risk = None,
    moment: Annotated[str, typer.Option(help="intake, mid, end, follow_up or extra.")] = Moment.EXTRA.value,
    day: Annotated[str, typer.Option(help="The day it was filled in, as 2026-11-22.")] = TODAY,
    as_json: AsJson = False,
) -> None:
    """Keep a result; prints what the page says then. A client sends what they are asked, as of today."""
    grant, _ = leave(as_, client, Permission.RESULT_WRITE)
    known = instrument_named(code)
    entry = _entry(grant, known, items, total, subscale or [], risk or [])
    if grant.principal.role == Role.CLIENT:
        written = actions.send(grant, new_id().hex, _asked(grant, known), entry.answers)
    else:
        on = day_in(day, grant.principal.zone)
        written = actions.add(grant, new_id().hex, known.id, on, moment, entry)
    assert written is not None  # noqa: S101 - the key was never used before
    _print_kept(grant, written.id, written.scores, _, as_json=as_json)


@app.command("change")
def change(
    result_id: _Id,
    as_: As,
    revision: Revision,
    client: ClientCode = "",
    items: _Items = "",
    total: _Total = None,
    subscale: _Subscale = None,
    risk: _Risk = None,
    moment: Annotated[str, typer.Option(help="Left out: as it stands.")] = "",
    day: Annotated[str, typer.Option(help="Left out: as it stands.")] = "",
    as_json: AsJson = False,
) -> None:
    """Correct a result: its answers or scores anew, its day, its moment. What it was stays in its history."""
    grant, _ = leave(as_, client, Permission.RESULT_WRITE)
    held = _held(grant, result_id)
    known = instrument_named(held.instrument)
    given = items or total is not None or subscale
    entry = _entry(grant, known, items, total, subscale or [], risk or [], held) if given else _as_it_stands(held)
    on = day_in(day, grant.principal.zone) if day else held.taken_on
    try:
        written = actions.change(grant, new_id().hex, held.id, revision, on, moment or held.moment, entry)
    except ChangedMeanwhileError as error:
        if as_json and isinstance(error.now, HeldResult):
            say({"changed_meanwhile": _plain(error.now, _)}, "", as_json=True)
        raise
    assert written is not None  # noqa: S101 - the key was never used before
    _print_kept(grant, written.id, written.scores, _, as_json=as_json)


@app.command("remove")
def remove(result_id: _Id, as_: As, revision: Revision, client: ClientCode = "", as_json: AsJson = False) -> None:
    """Take a result away; its history keeps what it was."""
    grant, _ = leave(as_, client, Permission.RESULT_WRITE)
    gone = actions.remove(grant, new_id().hex, _held(grant, result_id).id, revision)
    assert gone is not None  # noqa: S101 - the key was never used before
    sentence = _("Taken away: {what}.", what=_line(gone, _))
    say({"client": grant.client_code, "id": str(gone.id), "sentence": sentence}, sentence, as_json=as_json)


@app.command("show")
def show(as_: As, client: ClientCode = "", as_json: AsJson = False) -> None:
    """Print what is asked and every result, the newest first, as the named account may see them."""
    grant, _ = leave(as_, client, Permission.RESULT_WRITE)
    on = today(grant.principal.zone)
    with reading(grant) as connection:
        held, wanted = results(connection, grant), [one for one in asks(connection, grant) if one.is_open]
    asked = [
        {"id": str(one.id), "instrument": one.instrument, "moment": one.moment, "due_on": one.due_on.isoformat(),
         "opens_on": one.opens_on.isoformat()} for one in wanted
    ]  # fmt: skip
    lines = [", ".join(said.asked(one, on, _)) for one in wanted] + [_line(one, _) for one in held]
    facts = {"client": grant.client_code, "asked": asked, "results": [_plain(one, _) for one in held]}
    say(facts, "\n".join(lines), as_json=as_json)


def _held(grant: Grant, text: str) -> HeldResult:
    try:
        result_id = UUID(text)
    except ValueError as error:
        raise InvalidInputError(
            "result", N_("“{value}” is not the id of a result."), N_("`result show` prints them."), value=text[:40]
        ) from error
    with reading(grant) as connection:
        held = result(connection, grant, result_id)
    if held is None:
        raise NotFoundError(N_("There is no such result in this course."), N_("`result show` prints them."))
    return held


def _asked(grant: Grant, known: Instrument) -> UUID:
    """What a client is asked now of this questionnaire."""
    with reading(grant) as connection:
        wanted = open_of(asks(connection, grant), {}, {}, today(grant.principal.zone))
    for one in wanted.together:  # without texts, everything is here
        if one.ask.instrument == known.id:
            return one.ask.id
    raise NotFoundError(N_("This questionnaire is not asked of you."), N_("`result show` prints what is."))


def _entry(
    grant: Grant, known: Instrument, items: str, total: str | None, subscales: list[str], risk: list[str],
    held: HeldResult | None = None,
) -> Entry:  # fmt: skip
    scores = {name: number_in(name, value) for name, value in (pair_in("subscale", one) for one in subscales)}
    answers = {_item(item): number_in("risk", value)
               for item, value in (pair_in("risk", one) for one in risk)}  # fmt: skip
    if items and known.items is not None:
        answers = answers | answers_typed(items, known.items, _numbers(grant, known, held))
    return Entry(answers, None if total is None else number_in("total", total), scores)


def _item(text: str) -> int:
    item = whole_in(text)
    if isinstance(item, int):
        return item
    raise InvalidInputError("risk", N_("“{value}” is not a whole number."), N_("Write digits, such as 7."), value=item)


def _as_it_stands(held: HeldResult) -> Entry:
    known = instrument(held.instrument)
    is_form = known is not None and len(held.answers) > len(known.risk_items)
    return Entry(held.answers) if is_form else Entry(held.answers, held.total, held.subscales)


def _numbers(grant: Grant, known: Instrument, held: HeldResult | None) -> tuple[int, ...]:
    if known.id != OWN_GOALS:
        return items_of(known)
    if held is not None and held.answers:
        return tuple(sorted(held.answers))
    with reading(grant) as connection:
        return tuple(one.position for one in goals(connection, grant) if one.dropped_on is None)


def _plain(held: HeldResult, _: Translate) -> dict[str, Any]:
    return {
        "id": str(held.id), "revision": held.revision, "instrument": held.instrument,
        "taken_on": held.taken_on.isoformat(), "moment": held.moment, "total": held.total,
        "subscales": held.subscales, "answers": {str(item): value for item, value in held.answers.items()},
        "line": _line(held, _),
    }  # fmt: skip


def _line(held: HeldResult, _: Translate) -> str:
    return " · ".join((said.named_result(held, _), said.scores(held, _)))


def _print_kept(grant: Grant, result_id: UUID, made: Measured, _: Translate, *, as_json: bool) -> None:
    """The result as the page shows it after saving: its scores, and what may be said of the change."""
    reads = grant_course(grant.principal, grant.client_code, Permission.COURSE_READ)
    with reading(reads) as connection:
        held = result(connection, reads, result_id)
        shown = course_view.of(connection, reads, today(grant.principal.zone))
    assert held is not None  # noqa: S101 - it was written a moment ago
    to_client = grant.principal.role == Role.CLIENT
    told = [one.sentence(_, to_client=to_client) for one in scales_of(shown) if one.instrument == held.instrument]
    facts = {
        "client": grant.client_code, **_plain(held, _), "missing": list(made.missing), "prorated": made.prorated,
        "risk": list(made.risk), "sentence": " ".join(told),
    }  # fmt: skip
    say(facts, "\n".join([_line(held, _), *told]), as_json=as_json)
