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


def lines(report: Report, _: Translate) -> Iterator[str]:
    """Numbers, notes, and the first refusals; --json has them all."""
    numbers = (
        (_("Rows in the source"), report.rows),
        (_(KIND_NAMES[report.kind]), report.read),
        (_("· new"), report.new),
        (_("· unchanged"), report.unchanged),
        (_("· changed"), report.changed),
        (_("· refused"), report.refused),
    )
    width = max(len(name) for name, _ in numbers)
    for name, number in numbers:
        yield f"{name:<{width}}  {number:>7}"
    for note in report.all_notes():
        yield "– " + _(note.message, **note.values)
    for one in report.refusals[:_SHOWN]:
        yield _refusal(one, _)
    more = len(report.refusals) - _SHOWN
    if more > 0:
        yield _.plural("… and {n} more refusal; --json lists all.", "… and {n} more refusals; --json lists all.", more)


def _refusal(one: Refusal, _: Translate) -> str:
    where = _("Row {row}", row=one.row)
    if one.column:
        where += ", " + one.column
    if one.value:
        where += f" “{one.value}”"
    return f"{where}: {_(one.reason, **one.values)} {_(one.remedy, **one.values)}".rstrip()
