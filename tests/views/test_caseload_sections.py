"""Where a client stands in the list."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest

from runtherapy_data.measures.signals import SignalGroup, SignalState
from runtherapy_data.views.caseload import CaseloadRow
from runtherapy_data.views.caseload_sections import CALM, SECTION_NAMES, SECTIONS, Place, place, sections
from tests.views.caseload_rows import DAY, ROW, signal

EARLIER = DAY - dt.timedelta(days=3)


def row(code: str, *states: SignalState, group: SignalGroup = SignalGroup.WORSE, since: dt.date = DAY) -> CaseloadRow:
    signals = tuple(signal(group, state=state, since_on=since) for state in states)
    return replace(ROW, client_code=code, course_id=UUID(int=len(code)), signals=signals)


def codes(found: dict[str, tuple[CaseloadRow, ...]]) -> dict[str, list[str]]:
    return {section: [one.client_code for one in rows] for section, rows in found.items()}


def test_the_order_of_the_reasons_is_that_of_their_urgency() -> None:
    assert SECTIONS[: len(SignalGroup)] == tuple(SignalGroup)
    assert list(SECTION_NAMES) == list(SECTIONS)
    rows = [row(group, SignalState.NEW, group=group) for group in reversed(SignalGroup)]
    assert list(sections([ROW, *rows])) == [*SignalGroup, CALM]


def test_new_comes_before_seen_and_seen_before_discussed_then_what_is_there_the_longest() -> None:
    new, seen, discussed = SignalState.NEW, SignalState.SEEN, SignalState.DISCUSSED
    rows = [
        row("DISCUSSED", discussed, since=EARLIER),
        row("SEEN", seen, since=EARLIER),
        row("NEW", new),
        row("LONG", new, since=EARLIER),
        row("NEW-TOO", seen, new),
    ]
    assert codes(sections(rows)) == {"worse": ["LONG", "NEW", "NEW-TOO", "SEEN", "DISCUSSED"]}


@pytest.mark.parametrize("state", [SignalState.SEEN, SignalState.DISCUSSED])
def test_a_row_that_is_held_stays_where_it_stood(state: SignalState) -> None:
    first, second = row("A", SignalState.NEW), row("BB", SignalState.NEW)
    held = {first.course_id: place(first)}
    after = replace(first, signals=(replace(first.signals[0], state=state),))
    assert codes(sections([after, second])) == {"worse": ["BB", "A"]}
    assert codes(sections([after, second], held)) == {"worse": ["A", "BB"]}
    assert codes(sections([replace(first, signals=()), second], held)) == {"worse": ["A", "BB"]}


def test_who_is_put_off_stands_by_the_first_day_on_which_they_are_back() -> None:
    later = replace(ROW, client_code="L", snoozed=(signal(snoozed_until=DAY + dt.timedelta(days=9)),))
    sooner = replace(ROW, client_code="S", snoozed=(signal(snoozed_until=DAY + dt.timedelta(days=2)),))
    assert codes(sections([later, sooner])) == {"snoozed": ["S", "L"]}
    assert place(ROW) == Place(CALM, (3, "C-1"))
