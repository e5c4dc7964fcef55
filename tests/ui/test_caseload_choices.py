"""Which clients a therapist looks at."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from runtherapy_data.measures.signals import SignalGroup, SignalState
from runtherapy_data.ui.caseload_choices import Choice, reasons
from runtherapy_data.views.caseload import Caseload, CaseloadRow
from runtherapy_data.views.caseload_sections import CALM, MEETING
from tests.views.caseload_rows import ROW, signal

TODAY = dt.date(2026, 1, 20)
ROWS = (
    ROW,
    replace(ROW, client_code="C-2", client_name="Zoë", phase=None),
    replace(ROW, client_code="C-3", client_name="Ali", phase="reflection", signals=(signal(SignalGroup.SILENT),)),
    replace(ROW, client_code="D-4", complaint="anxiety_panic", signals=(signal(SignalGroup.OVERLOAD),)),
)
AT_NINE = dt.datetime(2026, 1, 20, 9, tzinfo=dt.UTC)


def codes(rows: tuple[CaseloadRow, ...]) -> list[str]:
    return [row.client_code for row in rows]


@pytest.mark.parametrize(
    "choice, found",
    [
        (Choice(), ["C-1", "C-2", "C-3", "D-4"]),
        (Choice(words=" zo"), ["C-2"]),
        (Choice(words="c-"), ["C-1", "C-2", "C-3"]),
        (Choice(words="nobody"), []),
        (Choice(phase="intake"), ["C-1", "D-4"]),
        (Choice(complaint="anxiety_panic"), ["D-4"]),
        (Choice(phase="reflection", complaint="anxiety_panic"), []),
        (Choice(reason="overload"), ["D-4"]),
        (Choice(whose="own"), ["C-1", "C-2", "C-3", "D-4"]),
        (Choice(whose="Anke"), []),
        (Choice(reason="silent", words="ali"), ["C-3"]),
        (Choice(reason="calm"), ["C-1", "C-2"]),
        (Choice(reason="worse"), []),
    ],
)
def test_who_is_shown(choice: Choice, found: list[str]) -> None:
    assert codes(choice.among(Caseload(TODAY, ROWS)).running) == found
    assert choice.is_made == (choice != Choice())


@pytest.mark.parametrize(
    "choice, found",
    [
        (Choice(words="new"), ([], ["NEW"], [])),
        (Choice(words="done"), ([], [], ["DONE"])),
        (Choice(phase="intake"), (["C-1"], ["NEW"], [])),
        (Choice(phase="reflection"), ([], [], [])),
        (Choice(complaint="depression"), (["C-1"], ["NEW"], ["DONE"])),
        (Choice(reason="calm"), (["C-1"], [], [])),
    ],
)
def test_a_choice_holds_for_every_list_and_an_ended_course_is_in_no_phase(
    choice: Choice, found: tuple[list[str], ...]
) -> None:
    new = replace(ROW, client_code="NEW", has_facts=False)
    done = replace(ROW, client_code="DONE", phase="reflection", ends_on=dt.date(2026, 1, 9), end_reason="completed")
    chosen = choice.among(Caseload(TODAY, (ROW,), (new,), (done,)))
    assert tuple(codes(rows) for rows in (chosen.running, chosen.waiting, chosen.ended)) == found


@pytest.mark.parametrize(
    "row, expected",
    [
        (ROW, (CALM,)),
        (replace(ROW, meets_today=True, next_appointment_at=AT_NINE), (MEETING,)),
        (replace(ROW, meets_today=True, next_appointment_at=AT_NINE, signals=(signal(SignalGroup.RISK),)),
         (SignalGroup.RISK, MEETING)),
        (replace(ROW, signals=(signal(SignalGroup.DATA, state=SignalState.SEEN),)), (SignalGroup.DATA,)),
    ],
)  # fmt: skip
def test_an_appointment_today_is_found_beside_the_reason(row: CaseloadRow, expected: tuple[str, ...]) -> None:
    assert reasons(row) == expected
