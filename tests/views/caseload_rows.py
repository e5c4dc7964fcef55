"""Rows of a caseload and their signals, made by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from runtherapy_data.analysis.rules import rules
from runtherapy_data.measures.signals import SignalGroup, SignalState
from runtherapy_data.store.types import new_id
from runtherapy_data.views.caseload import CaseloadRow
from runtherapy_data.views.signals import Signal

DAY = dt.date(2026, 1, 12)
ROW = CaseloadRow(
    course_id=UUID(int=1), client_code="C-1", client_name=None, complaint="depression", mode="gentle_build_up",
    starts_on=dt.date(2026, 1, 1), week=3, weeks=10, phase="intake", ends_on=None, end_reason=None, days_silent=2,
    last_session=None, next_appointment_at=None, has_facts=True, silent=False,
)  # fmt: skip


def signal(group: SignalGroup = SignalGroup.SILENT, **values: Any) -> Signal:
    """A new signal of the first rule of a group, since 12 January."""
    rule = next(one for one in rules() if one.group == group)
    told = {
        "id": new_id(), "course_id": UUID(int=1), "client_code": "C-1", "rule": rule.id, "group": rule.group,
        "urgency": rule.urgency, "subject": "", "state": SignalState.NEW, "holds": True, "since_on": DAY,
        "raised_at": dt.datetime(2026, 1, 12, 4, tzinfo=dt.UTC),
    }  # fmt: skip
    return Signal(**{**told, **values})
