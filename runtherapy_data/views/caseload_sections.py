"""Where a client stands in the list: under the most urgent reason to look at them, or among those who are calm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from runtherapy_data.i18n import N_
from runtherapy_data.measures.overdue import Waiting
from runtherapy_data.measures.signals import GROUP_NAMES, SignalGroup, SignalState

if TYPE_CHECKING:
    from runtherapy_data.views.caseload import CaseloadRow

OVERDUE, MEETING, SNOOZED, CALM = "overdue", "meeting", "snoozed", "calm"
# The order of the list: what is left waiting never stands above a signal. Whoever meets their therapist today is never
# folded away, however calm it is.
SECTIONS: Final[tuple[str, ...]] = (*(group.value for group in SignalGroup), OVERDUE, MEETING, SNOOZED, CALM)
ASKING: Final = frozenset({SignalGroup.RISK, SignalGroup.OVERLOAD, SignalGroup.WORSE, SignalGroup.STAGNATING})
SECTION_NAMES: Final[dict[str, str]] = {
    **GROUP_NAMES,
    OVERDUE: N_("Still open"),
    MEETING: N_("Calm, with an appointment today"),
    SNOOZED: N_("Put off for a while"),
    CALM: N_("Everything calm"),
}
_NEWEST_FIRST: Final = (SignalState.NEW, SignalState.SEEN, SignalState.DISCUSSED)


@dataclass(frozen=True, slots=True)
class Place:
    """A section of the list (one of SECTIONS), and where in it: what sorts lower stands higher."""

    section: str
    order: tuple[object, ...] = ()


def place(row: CaseloadRow) -> Place:
    """Under the most urgent of the signals that are in sight; what is new before what was seen or discussed.

    Without one, under what is left waiting: the kind that comes first, and what has waited longest.
    """
    if row.signals:
        top = row.signals[0]
        life = min(_NEWEST_FIRST.index(SignalState(one.state)) for one in row.signals)
        return Place(top.group, (life, top.urgency, top.since_on, row.client_code))
    if row.overdue:
        first = row.overdue[0]
        return Place(OVERDUE, (list(Waiting).index(first.kind), first.on, row.client_code))
    if row.meets_today and row.next_appointment_at:
        return Place(MEETING, (row.next_appointment_at, row.client_code))
    if row.snoozed:
        return Place(SNOOZED, (min(one.snoozed_until or one.since_on for one in row.snoozed), row.client_code))
    return Place(CALM, (row.week, row.client_code))


def sections(
    rows: Sequence[CaseloadRow], held: Mapping[UUID, Place] | None = None
) -> dict[str, tuple[CaseloadRow, ...]]:
    """Section → its rows, in the order of the list; a section that nobody is in is absent.

    `held`: courses (by id) that stay where they stood, so that a row does not jump away under the finger that pressed
    something in it.
    """
    placed = [(held.get(row.course_id) if held else None) or place(row) for row in rows]
    found: dict[str, list[tuple[tuple[object, ...], CaseloadRow]]] = {}
    for row, where in zip(rows, placed, strict=True):
        found.setdefault(where.section, []).append((where.order, row))
    return {
        section: tuple(row for _, row in sorted(found[section], key=lambda pair: pair[0]))
        for section in SECTIONS
        if section in found
    }
