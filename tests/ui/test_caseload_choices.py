"""Which clients a therapist looks at, and in which order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest

from runtherapy_data.ui.caseload_choices import BY_NAME, BY_SILENCE, BY_WEEK, Choice
from runtherapy_data.views.caseload import CaseloadRow

ROW = CaseloadRow(
    course_id=UUID(int=1), client_code="C-1", client_name=None, complaint="depression", mode="gentle_build_up",
    starts_on=dt.date(2026, 1, 1), week=3, weeks=10, phase="intake", ends_on=None, end_reason=None, days_silent=2,
    last_session=None, next_appointment_at=None, has_facts=True, silent=False,
)  # fmt: skip
ROWS = (
    ROW,
    replace(ROW, client_code="C-2", client_name="Zoë", week=1, phase=None, days_silent=None),
    replace(ROW, client_code="C-3", client_name="Ali", week=7, phase="reflection", days_silent=12),
    replace(ROW, client_code="D-4", week=3, complaint="anxiety_panic", days_silent=0),
)


@pytest.mark.parametrize(
    "choice, codes",
    [
        (Choice(), ["C-2", "C-1", "D-4", "C-3"]),
        (Choice(order=BY_WEEK), ["C-2", "C-1", "D-4", "C-3"]),
        (Choice(order=BY_SILENCE), ["C-2", "C-3", "C-1", "D-4"]),
        (Choice(order=BY_NAME), ["C-3", "C-1", "D-4", "C-2"]),
        (Choice(words=" zo"), ["C-2"]),
        (Choice(words="c-"), ["C-2", "C-1", "C-3"]),
        (Choice(words="nobody"), []),
        (Choice(phase="intake"), ["C-1", "D-4"]),
        (Choice(complaint="anxiety_panic"), ["D-4"]),
        (Choice(phase="reflection", complaint="anxiety_panic"), []),
    ],
)
def test_who_is_shown_in_which_order(choice: Choice, codes: list[str]) -> None:
    assert [row.client_code for row in choice.of(ROWS)] == codes
