"""What lies on the therapist's desk between two reruns of the list: what was just done, and what is being filled in.

One plain object in the session. A row in which something was done stays where it stood until the page is opened anew:
what happened and the way back stand in its place, and nothing moves under the finger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

import streamlit as st

from runtherapy_data.access import grant_course
from runtherapy_data.actions import signals as actions
from runtherapy_data.errors import NotAllowedError, RuntherapyError
from runtherapy_data.identity import Permission
from runtherapy_data.measures.signals import SignalStep
from runtherapy_data.ui import desk as desks
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.caseload import CaseloadRow
from runtherapy_data.views.caseload_sections import Place, place
from runtherapy_data.views.signals import Signal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done with which signals of a course, as they were before it; `until` is the last day of a snooze."""

    step: SignalStep
    signals: tuple[Signal, ...]
    until: dt.date | None


@dataclass
class CaseloadDesk(desks.Desk):
    """`opened` is the course whose choices are open; the others are by course."""

    opened: UUID | None = None
    held: dict[UUID, Place] = field(default_factory=dict)
    outcomes: dict[UUID, Outcome] = field(default_factory=dict)
    troubles: dict[UUID, RuntherapyError] = field(default_factory=dict)

    def take(
        self,
        viewer: Viewer,
        row: CaseloadRow,
        step: SignalStep,
        signals: Iterable[Signal],
        *,
        reason: str = "",
        until: dt.date | None = None,
    ) -> None:
        """Take a step with signals of this client; what did not work is kept, to be said in the row.

        Raises:
            NotAllowedError: the client is not theirs (any more); audited.
        """
        stood, done = self.held.get(row.course_id) or place(row), list[Signal]()
        self.troubles.pop(row.course_id, None)
        try:
            for one in signals:
                grant = grant_course(viewer.principal, row.client_code, Permission.COURSE_WRITE)
                actions.take_step(grant, self.key(step, one.id), one.id, step, reason=reason, until=until)
                done.append(one)
        except NotAllowedError:
            raise
        except RuntherapyError as error:
            self.troubles[row.course_id] = error
        if done:
            self.held[row.course_id] = stood
            self.renew()
            self.outcomes[row.course_id] = Outcome(step, tuple(done), until)
            self.opened = self.opened if row.course_id in self.troubles else None

    def undo(self, viewer: Viewer, row: CaseloadRow, signals: Iterable[Signal]) -> None:
        """Take back one's own last step with these signals.

        Raises:
            NotAllowedError: the client is not theirs (any more); audited.
        """
        self.troubles.pop(row.course_id, None)
        try:
            for one in signals:
                grant = grant_course(viewer.principal, row.client_code, Permission.COURSE_WRITE)
                actions.undo(grant, self.key("undo", one.id), one.id)
        except NotAllowedError:
            raise
        except RuntherapyError as error:
            self.troubles[row.course_id] = error
        self.outcomes.pop(row.course_id, None)
        self.renew()


def desk() -> CaseloadDesk:
    """The desk of this session."""
    if "caseload-desk" not in st.session_state:
        st.session_state["caseload-desk"] = CaseloadDesk()
    found: CaseloadDesk = st.session_state["caseload-desk"]
    return found


def cleared() -> None:
    """An empty desk: the page was opened anew."""
    st.session_state.pop("caseload-desk", None)
