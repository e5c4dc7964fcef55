"""`score`: from the answers to a questionnaire's items to its scores."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from runtherapy_data.cli.language import spoken
from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.fact_words import ends
from runtherapy_data.measures.instruments import Instrument, instrument_named
from runtherapy_data.measures.scales import Scale
from runtherapy_data.measures.scoring import Scored, score
from runtherapy_data.readers.pairs import number as number_of
from runtherapy_data.views.change_words import points


def score_items(
    id: Annotated[str, typer.Argument(metavar="INSTRUMENT", help="The questionnaire: phq9, PHQ-9.")],
    items: Annotated[str, typer.Option(help='The answers in order, "1,2,,0": an empty place is a missing answer.')],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything for a program.")] = False,
) -> None:
    """Score a questionnaire from the answers to its items, by the rules of its file (docs/instruments)."""
    known = instrument_named(id)
    found = score(known, answers_in(items))
    if as_json:
        typer.echo(json.dumps(_as_json(known, found), ensure_ascii=False, indent=2))
    else:
        _say(known, found, spoken())


def answers_in(text: str) -> list[float | None]:
    """The answers between the commas, None for an empty place; InvalidInputError names the item that is no number."""
    return [_answer(number, part.strip()) for number, part in enumerate(text.split(","), 1)]


def _answer(number: int, text: str) -> float | None:
    if not text:
        return None
    try:
        answer = number_of(text)
    except ValueError:
        answer = None
    if answer is None:  # also of words that mean "no answer" in a file: here that is an empty place
        raise InvalidInputError(
            f"item {number}", N_("Item {item}: “{value}” is not a number."),
            N_("Separate answers by commas and decimals by a point."), item=number, value=text,
        )  # fmt: skip
    return answer


def _number(value: float | None) -> float | None:
    return int(value) if value is not None and value.is_integer() else value


def _band(scale: Scale | None, value: float | None) -> dict[str, str] | None:
    band = scale.band_of(value) if scale and value is not None else None
    return band.words.model_dump() if band else None


def _as_json(known: Instrument, found: Scored) -> dict[str, Any]:
    parts = {one.id: found.subscales[one.id] for one in known.subscales}
    return {
        "instrument": known.id,
        "total": _number(found.total),
        "complete": found.complete,
        "subscales": {code: _number(value) for code, value in parts.items()},
        "missing": list(found.missing),
        "prorated": found.prorated,
        "band": _band(known.total, found.total),
        "bands": {code: _band(known.subscale(code), value) for code, value in parts.items()},
        "risk": list(found.risk),
    }


def _say(known: Instrument, found: Scored, _: Translate) -> None:
    typer.echo(known.name.said(_.language))
    if known.total is not None:
        typer.echo(_line(_("Total"), found.total, known.total, _))
    for one in known.subscales:
        typer.echo(_line(one.name.said(_.language), found.subscales[one.id], one, _))
    if found.missing:
        named = ", ".join(map(str, found.missing))
        typer.echo(
            _.plural(
                "Without an answer: item {items}.", "Without an answer: items {items}.", len(found.missing), items=named
            )
        )
    if found.prorated:
        typer.echo(_("The mean of the other answers stands in for what is missing."))
    for item in found.risk:
        typer.echo(_("Item {item} asks for a conversation with the therapist, whatever the total.", item=item))


def _line(name: str, value: float | None, scale: Scale, _: Translate) -> str:
    if value is None:
        return _("- {name}: no score", name=name)
    band = scale.band_of(value)
    said = f"- {name}: {points(value, _)}" + (f" ({ends(scale.range, _)})" if scale.range else "")
    return f"{said}: {band.words.said(_.language)}" if band else said
