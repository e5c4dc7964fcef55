"""The end report (*eindverslag*) for the general practitioner: the sheet made of its parts."""

from __future__ import annotations

from runtherapy_data.exports import printable
from runtherapy_data.exports.made import Making, figure_facts, frame, part_facts, whose
from runtherapy_data.exports.paper import Facts, Sheet
from runtherapy_data.exports.report_words import period
from runtherapy_data.measures.papers import MOST_PAGES, PARTS, PaperKind


def sheet(making: Making) -> Sheet:
    """The report, ready to be printed on one or two A4."""
    return Sheet("report.typ", lambda plain: _facts(making, plain=plain), MOST_PAGES[PaperKind.REPORT], making.made_at)


def _facts(making: Making, *, plain: bool) -> Facts:
    _, course = making.translate, making.course
    to = printable.line(making.parts.get("to", ""), plain=plain)
    maker, practice = (printable.line(text, plain=plain) for text in (making.maker, making.practice))
    facts = [
        *([(making.title_of("to"), to)] if to else []),
        (_("Client"), whose(course, plain=plain)),
        (_("Period"), period(course, _)),
        (_("Therapist"), f"{maker}, {practice}"),
    ]
    foot = _(
        "Scores and figures are snapshots of what the client reported. They support the judgement of a professional "
        "and are no diagnosis."
    )
    return {
        **frame(making, [foot], plain=plain),
        "facts": facts,
        "parts": {one.code: part_facts(making, one.code, plain=plain) for one in PARTS[PaperKind.REPORT]},
        "figure": figure_facts(making, to_client=False),
        "signature": [maker, practice, _.day(making.day, year=True)],
    }
