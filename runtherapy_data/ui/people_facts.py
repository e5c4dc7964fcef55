"""The facts of the page *Mensen*, and leave to change them: asked for anew on every rerun and every click."""

from __future__ import annotations

from uuid import UUID

from runtherapy_data.access import grant_practice
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries import people as queries
from runtherapy_data.queries.people import Treatment
from runtherapy_data.queries.substitutions import Standing, from_then_on
from runtherapy_data.store import reading
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views import people as people_view
from runtherapy_data.views.people import People


def people(viewer: Viewer) -> People:
    """Everybody with an account in the viewer's practice."""
    grant = grant_practice(viewer.principal, Permission.PEOPLE_READ)
    with reading(grant) as connection:
        return people_view.of(connection, grant, viewer.today, is_demo=viewer.is_demo)


def caseload_of(viewer: Viewer, account_id: UUID) -> tuple[Treatment, ...]:
    """The running courses of one therapist, now or from a later day."""
    grant = grant_practice(viewer.principal, Permission.PEOPLE_READ)
    with reading(grant) as connection:
        return queries.treated_by(connection, grant, account_id, viewer.today)


def history_of(viewer: Viewer, client_code: str) -> tuple[Treatment, ...]:
    """Everybody who treats, treated or will treat one client; empty for a code that nobody has."""
    grant = grant_practice(viewer.principal, Permission.PEOPLE_READ)
    with reading(grant) as connection:
        return queries.treating(connection, grant, client_code.strip())


def standing_in(viewer: Viewer) -> tuple[Standing, ...]:
    """Who stands in for whom today, or will."""
    grant = grant_practice(viewer.principal, Permission.PEOPLE_READ)
    with reading(grant) as connection:
        return from_then_on(connection, grant, viewer.today)


def leave_to_write(viewer: Viewer) -> Grant:
    """Leave for one change."""
    return grant_practice(viewer.principal, Permission.PEOPLE_WRITE)
