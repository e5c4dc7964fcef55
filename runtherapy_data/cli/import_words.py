"""The report of an import as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtherapy_data.actions.import_report import Report
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.readers.refusals import Refusal
from runtherapy_data.readers.vocabulary import Kind

KIND_NAMES: Final = {
    Kind.CHECK_INS: N_("Check-ins"),
    Kind.SESSIONS: N_("Sessions"),
    Kind.QUESTIONNAIRES: N_("Questionnaire results"),
}
_SHOWN: Final = 20


def lines(report: Report, translate: Translate) -> Iterator[str]:
    """Numbers, notes, and the first refusals; --json has them all."""
    numbers = (
        (translate("Rows in the source"), report.rows),
        (translate(KIND_NAMES[report.kind]), report.read),
        (translate("· new"), report.new),
        (translate("· unchanged"), report.unchanged),
        (translate("· changed"), report.changed),
        (translate("· refused"), report.refused),
    )
    width = max(len(name) for name, _ in numbers)
    for name, number in numbers:
        yield f"{name:<{width}}  {number:>7}"
    for note in report.all_notes():
        yield "– " + translate(note.message, **note.values)
    for one in report.refusals[:_SHOWN]:
        yield _refusal(one, translate)
    more = len(report.refusals) - _SHOWN
    if more > 0:
        yield translate.plural(
            "… and {n} more refusal; --json lists all.", "… and {n} more refusals; --json lists all.", more
        )


def _refusal(one: Refusal, translate: Translate) -> str:
    where = translate("Row {row}", row=one.row)
    if one.column:
        where += ", " + one.column
    if one.value:
        where += f" “{one.value}”"
    return f"{where}: {translate(one.reason, **one.values)} {translate(one.remedy, **one.values)}".rstrip()
