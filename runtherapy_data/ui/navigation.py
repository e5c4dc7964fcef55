"""The one table of pages: who has which, at which address. docs/pages.md is checked against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Permission, Role
from runtherapy_data.settings import ROOT

PAGES_DIR: Final = ROOT / "pages"


@dataclass(frozen=True, slots=True)
class Item:
    """One page of one role: its file below `pages/`, its address, its title (a message id), and what it asks for.

    `in_menu`: it stands in the bar at the top; a page that is reached from another one does not.
    """

    role: Role
    file: str
    url_path: str
    title: str
    icon: str
    permission: Permission
    in_menu: bool = True

    @property
    def path(self) -> Path:
        """The script, absolute: a relative one breaks when the server was started elsewhere."""
        return PAGES_DIR / self.file


# fmt: off
PAGES: Final[tuple[Item, ...]] = (
    Item(Role.CLIENT, "client/progress.py", "progress", N_("My progress"),
         ":material/show_chart:", Permission.COURSE_READ),
    Item(Role.CLIENT, "client/check_in.py", "check-in", N_("Check-in"),
         ":material/edit_note:", Permission.CHECK_IN_WRITE),
    Item(Role.CLIENT, "client/questionnaires.py", "questionnaires", N_("Questionnaires"),
         ":material/checklist:", Permission.RESULT_WRITE),
    Item(Role.CLIENT, "client/sessions.py", "my-sessions", N_("My sessions"),
         ":material/directions_walk:", Permission.SESSION_WRITE),
    Item(Role.THERAPIST, "therapist/caseload.py", "caseload", N_("My clients"),
         ":material/group:", Permission.CASELOAD_READ),
    Item(Role.THERAPIST, "therapist/course.py", "course", N_("Course"),
         ":material/show_chart:", Permission.COURSE_READ),
    Item(Role.THERAPIST, "therapist/log_session.py", "log-session", N_("Log a session"),
         ":material/directions_walk:", Permission.SESSION_WRITE),
    Item(Role.THERAPIST, "therapist/intake.py", "intake", N_("Intake"),
         ":material/person_add:", Permission.COURSE_BEGIN),
    Item(Role.THERAPIST, "therapist/manage.py", "manage", N_("Plan and phases"),
         ":material/event:", Permission.COURSE_WRITE, in_menu=False),
    Item(Role.THERAPIST, "therapist/results.py", "results", N_("Questionnaires of a client"),
         ":material/checklist:", Permission.RESULT_WRITE, in_menu=False),
    Item(Role.THERAPIST, "therapist/documents.py", "documents", N_("Conversation card and end report"),
         ":material/description:", Permission.COURSE_WRITE, in_menu=False),
    Item(Role.SUPERVISOR, "supervisor/cohorts.py", "cohorts", N_("Compare cohorts"),
         ":material/compare_arrows:", Permission.COHORT_READ),
    Item(Role.ADMIN, "admin/people.py", "people", N_("People"),
         ":material/manage_accounts:", Permission.PEOPLE_READ),
    Item(Role.ADMIN, "admin/practice.py", "practice", N_("Practice"),
         ":material/tune:", Permission.SETTINGS_WRITE),
)
# fmt: on


def pages_of(role: Role) -> tuple[Item, ...]:
    """The pages of a role; the first one is where they arrive."""
    return tuple(item for item in PAGES if item.role == role)


def item(url_path: str) -> Item:
    """The page with this address."""
    return next(one for one in PAGES if one.url_path == url_path)


def link(url_path: str, label: str, *, icon: str | None = None, **query: str) -> None:
    """A link to another page of one's own, by its address; `query` fills in its query parameters (client="C-0421")."""
    st.page_link(item(url_path).path, label=label, icon=icon, query_params=query or None)


def go_to(url_path: str, **query: str) -> None:
    """Open another page of one's own now."""
    st.switch_page(item(url_path).path, query_params=query or None)


def registered(role: Role, translate: Translate, refuse: Callable[[], None]) -> dict[str, st.Page]:
    """What `st.navigation` gets for a role: address → page, with "" for the front door (their first page).

    Only the role's own scripts are in it. The addresses of other roles lead to `refuse`: asking for them ends in
    a calm page and in the audit trail, not in Streamlit's own English dialog.
    """
    own = pages_of(role)
    pages = {one.url_path: st.Page(one.path, title=translate(one.title), url_path=one.url_path) for one in own}
    for other in PAGES:
        if other.role != role:
            pages[other.url_path] = st.Page(
                refuse, title=translate(N_("Not for you")), url_path=other.url_path, visibility="hidden"
            )
    # Last, so that a link to the file finds the page's own address first.
    pages[""] = st.Page(own[0].path, title=translate(own[0].title), url_path="", default=True, visibility="hidden")
    return pages
