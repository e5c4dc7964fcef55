"""Who treats whom: therapists with their running courses, one caseload or one client looked up, and who has nobody.

A course is named by its client's code and its first day: an administrator sees nothing of what happens in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from runtherapy_data.i18n import Translate
from runtherapy_data.queries.people import TREATMENTS_LIMIT, Treatment
from runtherapy_data.ui import panels, people_facts
from runtherapy_data.ui import people_words as said
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.people import People


def show(people: People, viewer: Viewer) -> None:
    """The part of the page that answers who treats whom."""
    _ = viewer.translate
    panels.section(_("Who treats whom"))
    if not people.therapists:
        panels.nothing_yet(
            "therapists", _("There is no therapist yet."), _("Give one access above; then you can assign clients.")
        )
        return
    _untreated(people.untreated, _)
    names = {one.account_id: f"{one.name} ({one.courses})" for one in people.therapists}
    with st.container(key="choices-caseloads", horizontal=True, vertical_alignment="bottom", gap="small"):
        therapist = st.selectbox(
            _("Therapist (running courses)"), list(names), index=None, placeholder=_("Choose a therapist"),
            format_func=lambda one: names[one], key="caseload-of", filter_mode=None, width=320,
        )  # fmt: skip
        code = st.text_input(
            _("Or search by client code"),
            key="history-of",
            type="search",
            autocomplete="off",
            placeholder="C-0421",
            width=280,
        )
    if code and code.strip():
        _history(code.strip(), viewer)
    elif therapist:
        _caseload(therapist, viewer)


def _untreated(untreated: Sequence[Treatment], _: Translate) -> None:
    """Running courses that nobody treats: the one thing here that asks for something to be done."""
    if not untreated:
        return
    many = len(untreated)
    if many < TREATMENTS_LIMIT:
        what = _.plural("{n} running course has no therapist.", "{n} running courses have no therapist.", many)
    else:
        what = _("At least {n} running courses have no therapist.", n=many)
    shown = ", ".join(one.client_code for one in untreated[:20])
    more = _(" and {n} more", n=many - 20) if many > 20 else ""
    panels.nothing_yet("untreated", f"{what} {shown}{more}.", _("Assign them below."))


def _caseload(account_id: UUID, viewer: Viewer) -> None:
    _ = viewer.translate
    found = people_facts.caseload_of(viewer, account_id)
    if not found:
        panels.nothing_yet("caseload-of", _("No running course."), _("Assign a client below."))
        return
    header = [_("Client"), _("Course began"), _("Treats from"), _("Up to and including")]
    rows = [[one.client_code, _.day(one.starts_on, year=True), _begun(one, _), said.last_day(one, _)] for one in found]
    panels.table("caseload-of", header, rows)
    if len(found) == TREATMENTS_LIMIT:
        panels.muted(_("Only the first {n} are shown: search by client code for the others.", n=TREATMENTS_LIMIT))


def _history(code: str, viewer: Viewer) -> None:
    _ = viewer.translate
    found = people_facts.history_of(viewer, code)
    if not found:
        panels.nothing_yet(
            "history-of", _("Nobody treats a client with the code {code}.", code=code), _("Check the code.")
        )
        return
    header = [_("Therapist"), _("Course began"), _("Treats from"), _("Up to and including")]
    rows = [
        [one.therapist or "", _.day(one.starts_on, year=True), _begun(one, _), said.last_day(one, _)] for one in found
    ]
    panels.table("history-of", header, rows)


def _begun(treatment: Treatment, _: Translate) -> str:
    return _.day(treatment.from_on, year=True) if treatment.from_on else said.NO_END
