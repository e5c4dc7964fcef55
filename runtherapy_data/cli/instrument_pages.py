"""The pages of docs/instruments: what stands in the files of the questionnaires, in English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtherapy_data.i18n import translator
from runtherapy_data.measures.change import yardstick_of
from runtherapy_data.measures.fact_list import listed_facts
from runtherapy_data.measures.fact_words import bound, certainty, ends, fact_name, in_words
from runtherapy_data.measures.instruments import FOLDER, Instrument, instruments
from runtherapy_data.measures.scales import Scale, Subscale
from runtherapy_data.measures.wording import wordings
from runtherapy_data.settings import ROOT

COMMAND: Final = "python -m runtherapy_data instruments --docs docs/instruments"
_: Final = translator("en")

INDEX: Final = """# Questionnaires

Rendered from the files in `{folder}` by
`{command}`; a test keeps the two alike.

Each fact stands there with its source and how sure it is: *read in its source*, *known in the field; not checked in
its source for this app* (cited) or *unsure*. An unsure fact counts as not known. Bands and cut-offs, which say
something of somebody, are used only when they were read in their source.

| id | questionnaire | score | items | cut-off | a change is reliable from more than | text of the items |
|---|---|---|---|---|---|---|
{rows}

## Adding one

Add a file to that folder, named after its id. What contradicts itself in it is refused with the name of the file and
of the fact.

The EORTC QLQ-C30 is not among them: it is for people with cancer, and no range or scoring of it was read.

## Own text of the items

What has no text here is kept as scores only, until a practice supplies a text that it may use: a JSON file for each
questionnaire, brought on the page *Praktijk* ([practice-settings.md](../practice-settings.md)) or lying in the folder
that [`RUNTHERAPY_WORDING_DIR`](../settings.md) names, in the form of `runtherapy_data/measures/wordings/phq9.json`.

| field | meaning |
|---|---|
| `instrument` | the id |
| `licence` | under which terms the text may be used |
| `permission` | who gave leave to show it, and when; needed unless the licence lets everybody |
| `certainty` | where each part was read, for whoever checks it |
| `nl`, `en` | the text, in one language or both: `intro`, `answers` (lowest first), `items` |

Where each item has answers of its own, `answers` is a list of lists. Of a line that is drawn on, or a long row of
numbers, `answers` may be the words at its two ends.

A file in the folder that cannot be used stops nothing: its text is left out. Its name and the field or line are on
the page *Praktijk*, by `python -m runtherapy_data instruments` (exit code 2) and `prepare`, and in the log when the app
starts. Once it is put right, it is read at the next click.
"""


def pages() -> dict[str, str]:
    """File name → its text: one for each instrument, and the index (README.md)."""
    found = {f"{one.id}.md": "\n".join(_page(one)) + "\n" for one in instruments()}
    rows = "\n".join(_row(one, scale) for one in instruments() for scale in _scales(one))
    return found | {"README.md": INDEX.format(folder=_folder(), command=COMMAND, rows=rows)}


def _folder() -> str:
    return f"{FOLDER.relative_to(ROOT)}/"


def _scales(one: Instrument) -> tuple[Scale, ...]:
    return (*((one.total,) if one.total else ()), *one.subscales)


def _row(one: Instrument, scale: Scale) -> str:
    """A line of the index for each score; the instrument itself is named at its first."""
    first = scale is _scales(one)[0]
    part = f"{scale.name.en} " if isinstance(scale, Subscale) else ""
    cutoff = bound(scale.cutoff, _) if scale.cutoff else ""
    count = one.items.count if one.items else "not scored from items"
    reach = part + (ends(scale.range, _) if scale.range else "")
    if first:
        cells = (f"[{one.id}]({one.id}.md)", one.name.en, reach, count, cutoff, _needed(one, scale), _text(one))
    else:
        cells = ("", "", reach, "", cutoff, _needed(one, scale), "")
    return "| " + " | ".join(cells) + " |"


def _text(one: Instrument) -> str:
    shipped = wordings().get(one.id)
    return ", ".join(shipped.languages) if shipped else "scores only"


def _needed(one: Instrument, scale: Scale) -> str:
    yardstick = yardstick_of(one, scale.id if isinstance(scale, Subscale) else "")
    return "not known" if yardstick is None or yardstick.needed is None else f"{yardstick.needed:.2f}"


def _page(one: Instrument) -> Iterator[str]:
    shipped = wordings().get(one.id)
    yield f"# {one.name.en}"
    yield ""
    yield f"Dutch: {one.name.nl}. Rendered from `{_folder()}{one.id}.toml` by `{COMMAND}`."
    yield ""
    if shipped:
        yield f"- The text of its items is given along: {', '.join(shipped.languages)}."
        yield from (f"  - {part}: {how}." for part, how in shipped.certainty.items())
    else:
        yield "- Scores only, until a practice supplies [the text of the items](README.md#own-text-of-the-items)."
    yield "- " + (
        "Scored from its items: `python -m runtherapy_data score`."
        if one.items
        else "Not scored from its items: how they make a score is not known here."
    )
    yield from _changes(one)
    yield from ("", "| fact | what it says | source | how sure |", "|---|---|---|---|")
    for listed in listed_facts(one.file):
        cells = (fact_name(listed, one, _), in_words(listed, _), listed.fact.source, certainty(listed, _))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _changes(one: Instrument) -> Iterator[str]:
    """From how many points on a change of each score is reliable."""
    for scale in _scales(one):
        needed = _needed(one, scale)
        if needed != "not known":
            of = f"{scale.name.en}: a" if isinstance(scale, Subscale) else "A"
            yield f"- {of} change is reliable from more than {needed} points: 1.96 × SD × √(2 × (1 − reliability))."
    if all(_needed(one, scale) == "not known" for scale in _scales(one)):
        yield "- Whether a change is reliable is not known: no SD with a reliability was read that it could rest on."
