"""What the page *Plan en fasen* needs to know of one course, read anew at each rerun."""

from __future__ import annotations

from dataclasses import dataclass

from runtherapy_data.access import grant_course
from runtherapy_data.identity import Permission
from runtherapy_data.measures.codes import EventKind
from runtherapy_data.measures.practice_settings import PracticeSettings
from runtherapy_data.queries import course_history, course_terms, life_events, phases
from runtherapy_data.queries.course_history import Change
from runtherapy_data.queries.course_terms import Terms
from runtherapy_data.queries.life_events import HeldEvent
from runtherapy_data.queries.phases import HeldPhase
from runtherapy_data.queries.practice_settings import practice_settings
from runtherapy_data.store import reading
from runtherapy_data.ui import shown
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.course import Course


@dataclass(frozen=True, slots=True)
class Facts:
    """A course, and what can be changed of it: pauses newest first, phases oldest first, changes newest first."""

    course: Course
    terms: Terms
    phases: tuple[HeldPhase, ...]
    pauses: tuple[HeldEvent, ...]
    changes: tuple[Change, ...]
    settings: PracticeSettings

    @property
    def code(self) -> str:
        """Whose course it is."""
        return self.course.client_code


def facts(viewer: Viewer, client_code: str) -> Facts:
    """Everything of one client's newest course; what is refused ends the page calmly."""
    course = shown.course(viewer, client_code)
    grant = grant_course(viewer.principal, course.client_code, Permission.COURSE_WRITE)
    with reading(grant) as connection:
        events = life_events.of_course(connection, grant)
        return Facts(
            course,
            course_terms.terms(connection, grant),
            phases.of_course(connection, grant),
            tuple(one for one in events if one.kind == EventKind.PAUSE),
            course_history.changes(connection, grant),
            practice_settings(connection, grant),
        )
