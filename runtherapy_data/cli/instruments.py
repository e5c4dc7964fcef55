"""`instruments`: every questionnaire that the product knows, with its facts and where they come from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from runtherapy_data.cli.instrument_pages import pages
from runtherapy_data.cli.language import spoken
from runtherapy_data.cli.wording_files import say_troubles, texts_here
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.fact_list import listed_facts
from runtherapy_data.measures.fact_words import bound, certainty, ends, fact_name, in_words
from runtherapy_data.measures.instruments import Instrument, instrument_named, instruments
from runtherapy_data.measures.wording import Wording


def list_instruments(
    id: Annotated[str, typer.Argument(metavar="[INSTRUMENT]", help="Only this one, with all its facts: phq9.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print every fact, its source and how sure it is.")] = False,
    docs: Annotated[Path | None, typer.Option(help="Write a page for each into this folder instead.")] = None,
) -> None:
    """List the questionnaires: their facts, each with its source and how sure it is (docs/instruments).

    Exit code 2 where a file with a text of one cannot be used; the list is whole but for that text.
    """
    if docs is not None:
        docs.mkdir(parents=True, exist_ok=True)
        for name, text in pages().items():
            (docs / name).write_text(text, encoding="utf-8")
        return
    shown = (instrument_named(id),) if id else instruments()
    found, _ = texts_here(), spoken()
    texts = found.by_instrument
    if as_json:
        typer.echo(json.dumps([_as_json(one, texts.get(one.id)) for one in shown], ensure_ascii=False, indent=2))
    elif id:
        _say_one(shown[0], _)
    else:
        _say_all(shown, texts, _)
    if say_troubles(found):
        raise typer.Exit(2)


def _as_json(one: Instrument, text: Wording | None) -> dict[str, Any]:
    """`value` is null where a fact is unsure: it counts as not known. `used` says whether the product uses it."""
    return {
        "id": one.id,
        "name": one.name.model_dump(),
        "direction": one.direction,
        "range": one.range,
        "items": one.items.most if one.items else None,
        "subscales": [
            {"id": scale.id, "name": scale.name.model_dump(), "range": scale.range} for scale in one.subscales
        ],
        "wording": list(text.languages) if text else [],
        "facts": [
            {"fact": listed.path, "value": listed.value, "source": listed.fact.source,
             "certainty": listed.fact.certainty, "used": listed.is_used}
            for listed in listed_facts(one.file)
        ],
    }  # fmt: skip


def _say_one(one: Instrument, _: Translate) -> None:
    typer.echo(f"{one.id}: {one.name.said(_.language)}")
    for listed in listed_facts(one.file):
        typer.echo(f"- {fact_name(listed, one, _)}: {in_words(listed, _)}")
        typer.echo(f"  ({certainty(listed, _)}: {listed.fact.cited(_.language)})")


def _say_all(shown: Sequence[Instrument], texts: dict[str, Wording], _: Translate) -> None:
    head = ("id", _("Questionnaire"), _("Score"), _("Items"), _("Cut-off"), _("Text"))
    rows = [head, *(_row(one, texts.get(one.id), _) for one in shown)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _row(one: Instrument, text: Wording | None, _: Translate) -> tuple[str, ...]:
    parts = _.plural("one subscale", "{n} subscales", len(one.subscales))
    return (
        one.id,
        one.name.said(_.language),
        ends(one.range, _) if one.range else parts,
        one.items.count if one.items else "–",
        bound(one.cutoff, _) if one.cutoff else "–",
        ", ".join(text.languages) if text else _("scores only"),
    )
