"""The facts of a page: asks `access` for leave, and `views` for the facts. What is refused ends the page calmly."""

from __future__ import annotations

import streamlit as st

from runtherapy_data.access import grant_caseload, grant_course
from runtherapy_data.actions.openings import note_opening
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries.invitations import account_of
from runtherapy_data.queries.own_clients import OwnClient, own_clients
from runtherapy_data.store import reading
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views import course as course_view
from runtherapy_data.views.course import Course


def course(viewer: Viewer, client_code: str | None = None) -> Course:
    """The newest course of the client with this code, or (for a client) one's own.

    Raises:
        NotAllowedError: it is not theirs to see, or there is none; audited. The shell turns it into a calm page.
    """
    grant = grant_course(viewer.principal, client_code)
    _note_opening(grant)
    with reading(grant) as connection:
        return course_view.of(connection, grant, viewer.today)


def own_course(viewer: Viewer) -> Course | None:
    """A client's own newest course, or None when no course was begun for them yet."""
    try:
        return course(viewer)
    except NotAllowedError:
        return None


def is_let_in(viewer: Viewer, client_code: str) -> bool:
    """Whether the client has an open account, so that they can check in themselves once they used their link."""
    grant = grant_course(viewer.principal, client_code, Permission.CLIENT_INVITE)
    with reading(grant) as connection:
        account = account_of(connection, grant)
    return account is not None and account.active


def clients(viewer: Viewer) -> tuple[OwnClient, ...]:
    """The clients that a therapist treats today, for a picker."""
    grant = grant_caseload(viewer.principal)
    with reading(grant) as connection:
        return own_clients(connection, grant)


def _note_opening(grant: Grant) -> None:
    """Audit the opening once: again only for another course, or after another page (the shell then forgets it)."""
    if st.session_state.get("opened") != grant.course_id:
        note_opening(grant, st.session_state.get("page") or "front")
        st.session_state["opened"] = grant.course_id
