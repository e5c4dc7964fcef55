"""That somebody looked: the audit trail answers "who read this course, and when"."""

from __future__ import annotations

from runtherapy_data.access import audit
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store import writing


def note_opening(grant: Grant, page: str) -> None:
    """Record that the course of this grant was opened on a page (its address, such as `course`).

    Once for each opening, not for each rerun: the caller knows when a page was opened.
    """
    grant.require(Permission.COURSE_READ)
    with writing(grant) as connection:
        audit.record(connection, grant.principal, "course.open", course_id=grant.course_id, detail={"page": page})


def note_caseload_opening(grant: Grant) -> None:
    """Record that the list of this caseload was opened, with how many courses it reached. Once for each opening."""
    grant.require(Permission.CASELOAD_READ)
    with writing(grant) as connection:
        audit.record(connection, grant.principal, "caseload.open", detail={"courses": len(grant.courses or ())})
