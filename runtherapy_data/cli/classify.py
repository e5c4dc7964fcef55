"""`classify`: how many people in a file recovered, improved, stayed the same or deteriorated."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from runtherapy_data.cli.given import content, number_in
from runtherapy_data.cli.language import spoken
from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.change import Verdict, Yardstick, judge
from runtherapy_data.measures.facts import Direction
from runtherapy_data.readers.files import Limits, read_table
from runtherapy_data.readers.maps import FileOptions
from runtherapy_data.readers.pairs import Pairs, read_pairs
from runtherapy_data.settings import settings

COUNTED: Final = (Verdict.RECOVERED, Verdict.IMPROVED, Verdict.UNCHANGED, Verdict.DETERIORATED)
_BETTER: Final[dict[str, Direction]] = {"lower": "higher_is_worse", "higher": "higher_is_better"}


def classify(
    file: Annotated[Path, typer.Argument(help="A .csv, .tsv, .txt or .xlsx file with one row a person.")],
    pre: Annotated[str, typer.Option(help="The column with the first score.")],
    post: Annotated[str, typer.Option(help="The column with the last score.")],
    sd: Annotated[str, typer.Option(help="The published standard deviation of the scale.")],
    reliability: Annotated[str, typer.Option(help="Its published reliability, from 0 up to 1.")],
    direction: Annotated[str, typer.Option(help="Which score is better: lower or higher.")],
    cutoff: Annotated[
        str | None, typer.Option(help="The score where the clinical range begins, itself included; none: no recovery.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts for a program.")] = False,
) -> None:
    """Count reliable and clinically significant change in a wide file of any questionnaire (docs/change.md)."""
    yardstick = _yardstick(sd, reliability, direction, cutoff)
    chosen = settings()
    limits = Limits(chosen.import_max_mb * 2**20, chosen.import_max_unpacked_mb * 2**20)
    # A file may hold the two scores and nothing else: a line of one separator is then somebody who lacks both.
    table = read_table(file.name, content(file), FileOptions(), limits, empty_rows=True)
    pairs = read_pairs(table, pre, post)
    found = counted(pairs, yardstick)
    typer.echo(json.dumps(found, indent=2) if as_json else "\n".join(_lines(found, spoken())))


def counted(pairs: Pairs, yardstick: Yardstick) -> dict[str, Any]:
    """The counts, each person in one of them, with what they rest on: plain JSON values."""
    changes = [judge(first, last, yardstick) for first, last in pairs.scores]
    verdicts = Counter(change.verdict for change in changes)
    asked = yardstick.cutoff is not None
    return {
        "counts": {verdict.value: verdicts[verdict] for verdict in COUNTED},
        "missing": pairs.missing,
        "n": len(changes),
        "needed": yardstick.needed,
        "cutoff": yardstick.cutoff,
        "clinical_at_start": sum(change.clinical_before is True for change in changes) if asked else None,
        "clinical_at_end": sum(change.clinical_after is True for change in changes) if asked else None,
    }


def _yardstick(sd: str, reliability: str, direction: str, cutoff: str | None) -> Yardstick:
    spread, reliable = number_in("--sd", sd), number_in("--reliability", reliability)
    if spread <= 0:
        raise InvalidInputError("--sd", N_("--sd is {value}, and has to be above 0."), value=sd)
    if not 0 <= reliable < 1:
        raise InvalidInputError(
            "--reliability", N_("--reliability is {value}, and has to be at least 0 and below 1."), value=reliability
        )
    better = direction.strip().casefold()
    if better not in _BETTER:
        raise InvalidInputError(
            "--direction", N_("--direction is {value}, and has to be lower or higher: which score is better."),
            value=direction,
        )  # fmt: skip
    return Yardstick(spread, reliable, _BETTER[better], None if cutoff is None else number_in("--cutoff", cutoff))


def _lines(found: dict[str, Any], _: Translate) -> list[str]:
    counts = found["counts"]
    told = [
        (_("Recovered"), counts["recovered"]),
        (_("Improved"), counts["improved"]),
        (_("Unchanged"), counts["unchanged"]),
        (_("Deteriorated"), counts["deteriorated"]),
        (_("Persons judged"), found["n"]),
        (_("Without one of the scores"), found["missing"]),
    ]
    if found["clinical_at_start"] is not None:
        told.append((_("Clinical at the start (only they can recover)"), found["clinical_at_start"]))
    width = max(len(name) for name, _number in told)
    lines = [f"{name:<{width}}  {count:>6}" for name, count in told]
    return [*lines, _("Reliable: more than {needed} points.", needed=_.number(found["needed"], 2))]
