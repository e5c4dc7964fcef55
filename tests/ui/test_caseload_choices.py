"""Which clients a therapist looks at, and in which order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest

from runtherapy_data.ui.caseload_choices import BY_NAME, BY_NEED, BY_SILENCE, BY_WEEK, Choice
from runtherapy_data.views.caseload import Caseload, CaseloadRow

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
        (Choice(order=BY_NEED), ["C-2", "C-1", "D-4", "C-3"]),
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


def at(hour: int) -> dt.datetime:
    return dt.datetime(2026, 1, 20, hour, tzinfo=dt.UTC)


NEEDS = (
    replace(ROW, client_code="WEEK-2", week=2),
    replace(ROW, client_code="AT-15", week=1, next_appointment_at=at(15), meets_today=True),
    replace(ROW, client_code="AT-9", week=8, next_appointment_at=at(9), meets_today=True),
    replace(ROW, client_code="SILENT-12", week=5, days_silent=12, silent=True),
    replace(ROW, client_code="SILENT-23", week=6, days_silent=23, silent=True, next_appointment_at=at(9)),
    replace(ROW, client_code="NEVER", week=4, days_silent=None, silent=True),
    replace(ROW, client_code="LATER", week=1, next_appointment_at=at(9)),
)


def test_who_needs_somebody_comes_first_then_who_comes_today_then_the_others_by_week() -> None:
    codes = [row.client_code for row in Choice().of(NEEDS)]
    assert codes == ["NEVER", "SILENT-23", "SILENT-12", "AT-9", "AT-15", "LATER", "WEEK-2"]


@pytest.mark.parametrize(
    "choice, found",
    [
        (Choice(words="new"), ([], ["NEW"], [])),
        (Choice(words="done"), ([], [], ["DONE"])),
        (Choice(phase="intake"), (["C-1"], ["NEW"], [])),
        (Choice(phase="reflection"), ([], [], [])),
        (Choice(complaint="depression"), (["C-1"], ["NEW"], ["DONE"])),
    ],
)
def test_a_choice_holds_for_every_list_and_an_ended_course_is_in_no_phase(
    choice: Choice, found: tuple[list[str], ...]
) -> None:
    new = replace(ROW, client_code="NEW", has_facts=False)
    done = replace(ROW, client_code="DONE", phase="reflection", ends_on=dt.date(2026, 1, 9), end_reason="completed")
    chosen = choice.among(Caseload(dt.date(2026, 1, 20), (ROW,), (new,), (done,)))
    lists = (chosen.running, chosen.waiting, chosen.ended)
    assert tuple([row.client_code for row in rows] for rows in lists) == found
