"""What the page of a client's questionnaires shows to the therapist, read anew at each rerun."""

from __future__ import annotations

from dataclasses import dataclass

from runtherapy_data.access import grant_course
from runtherapy_data.identity import Permission
from runtherapy_data.measures.wording import Wording
from runtherapy_data.queries.goals import Goal, goals
from runtherapy_data.queries.practice_wordings import wordings_of
from runtherapy_data.queries.questionnaire_asks import Ask, asks
from runtherapy_data.queries.questionnaires import HeldResult, results
from runtherapy_data.store import reading
from runtherapy_data.ui import shown
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.course import Course


@dataclass(frozen=True, slots=True)
class Facts:
    """One course with what was asked in it (in the order of the days) and what came back (the newest first)."""

    course: Course
    asks: tuple[Ask, ...]
    results: tuple[HeldResult, ...]
    wordings: dict[str, Wording]
    goals: tuple[Goal, ...]


def facts(viewer: Viewer, client_code: str) -> Facts:
    """Everything of the course of this client; the opening is audited."""
    course = shown.course(viewer, client_code)
    grant = grant_course(viewer.principal, client_code, Permission.RESULT_WRITE)
    with reading(grant) as connection:
        return Facts(
            course,
            asks(connection, grant),
            results(connection, grant),
            wordings_of(connection, grant),
            goals(connection, grant),
        )
