"""`change`: what may be said of two scores on a questionnaire, and why."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from runtherapy_data.cli.given import number_in
from runtherapy_data.cli.language import spoken
from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.change import judge, yardstick_of
from runtherapy_data.measures.instruments import Instrument, Scale, Subscale, instrument_named
from runtherapy_data.measures.published import by_published
from runtherapy_data.views.change_reasons import Ground, nhs, reasons
from runtherapy_data.views.change_words import points, sentence
from runtherapy_data.views.course_results import scale_name


def change(
    id: Annotated[str, typer.Argument(metavar="INSTRUMENT", help="The questionnaire: phq9, PHQ-9.")],
    from_: Annotated[str, typer.Option("--from", help="The first score.")],
    to: Annotated[str, typer.Option("--to", help="The last score.")],
    subscale: Annotated[str, typer.Option(help="The subscale; needed where the questionnaire has no total.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print everything for a program.")] = False,
) -> None:
    """Judge the change between two scores by the questionnaire's published spread and reliability (docs/change.md)."""
    _ = spoken()
    known = instrument_named(id)
    scale = _scale(known, subscale)
    first, last = _score("--from", from_, known, scale, _), _score("--to", to, known, scale, _)
    ground = _ground(known, scale, first, last, _)
    if as_json:
        typer.echo(json.dumps(_as_json(ground, known, scale, _), ensure_ascii=False, indent=2))
        return
    typer.echo(sentence(ground.name, ground.change, ground.yardstick, _))
    for reason in reasons(ground, _):
        typer.echo(f"- {reason}")


def _scale(known: Instrument, subscale: str) -> Scale:
    """The total, or the subscale by its id or its name in either language."""
    wanted = subscale.strip().casefold()
    if not wanted and known.total is not None:
        return known.total
    for one in known.subscales:
        if wanted in (one.id.casefold(), one.name.nl.casefold(), one.name.en.casefold()):
            return one
    ids = ", ".join(one.id for one in known.subscales)
    if not wanted:
        raise InvalidInputError(
            "--subscale", N_("{id} has no total: name a subscale with --subscale."), N_("Its subscales: {ids}."),
            id=known.id, ids=ids,
        )  # fmt: skip
    raise InvalidInputError(
        "--subscale", N_("{id} has no subscale {subscale}."), N_("Its subscales: {ids}."),
        id=known.id, subscale=subscale.strip(), ids=ids or "–",
    )  # fmt: skip


def _score(option: str, text: str, known: Instrument, scale: Scale, _: Translate) -> float:
    score = number_in(option, text)
    if scale.range is not None and not scale.holds(score):
        low, high = (points(end, _) for end in scale.range)
        raise InvalidInputError(
            option, N_("{option} is {value}, and this score of {id} runs from {low} to {high}."),
            option=option, value=points(score, _), id=known.id, low=low, high=high,
        )  # fmt: skip
    return score


def _ground(known: Instrument, scale: Scale, first: float, last: float, _: Translate) -> Ground:
    part = scale.id if isinstance(scale, Subscale) else ""
    yardstick = yardstick_of(known, part)
    return Ground(judge(first, last, yardstick), scale_name(known, part, _), known, scale, yardstick)


def _as_json(ground: Ground, known: Instrument, scale: Scale, _: Translate) -> dict[str, Any]:
    found = ground.change
    told: dict[str, Any] = {
        "instrument": known.id,
        "subscale": scale.id if isinstance(scale, Subscale) else None,
        "from": found.first,
        "to": found.last,
        "verdict": found.verdict.value,
        "difference": found.difference,
        "needed": found.needed,
        "index": found.index,
        "clinical_before": found.clinical_before,
        "clinical_after": found.clinical_after,
        "sentence": sentence(ground.name, found, ground.yardstick, _),
        "reasons": list(reasons(ground, _)),
    }
    published = scale.published_change
    if (beside := nhs(ground, _)) and published is not None and published.caseness is not None:
        by = by_published(found.first, found.last, published, known.direction)
        told["nhs"] = {
            "label": published.label.said(_.language),
            "points": published.points,
            "caseness": published.caseness.value,
            "reliable": by.reliable.value,
            "recovered": by.recovered,
            "sentence": beside,
        }
    return told
