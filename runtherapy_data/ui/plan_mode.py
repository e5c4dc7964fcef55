"""How the load grows in a course: by a gentle build-up or with no fixed increments, with the reason for what fits."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.actions import course_terms as actions
from runtherapy_data.i18n import N_
from runtherapy_data.measures.build_up import suggested_mode
from runtherapy_data.measures.codes import MODE_NAMES, Mode
from runtherapy_data.queries.course_terms import terms as agreed_terms
from runtherapy_data.queries.plan import Terms
from runtherapy_data.store import reading
from runtherapy_data.ui import panels
from runtherapy_data.ui.course_desk import Desk
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views import plan as view

_MODE: Final = "mode"
_FIELDS: Final = {"mode": N_("Build-up")}


def show(terms: Terms, busy: Desk, viewer: Viewer) -> None:
    """The mode of the course, to read and to change; what it means, and why another one may be suggested."""
    _ = viewer.translate
    with st.container(key="plan-mode"):
        chosen = st.segmented_control(
            _("Build-up"), list(MODE_NAMES), default=terms.mode, required=True,
            format_func=lambda one: _(MODE_NAMES[one]), key=f"plan-mode-{terms.mode}-{busy.nonce}",
        ) or terms.mode  # fmt: skip
    fatigued = suggested_mode(terms.complaints) == Mode.NO_FIXED_INCREMENTS
    panels.muted(_(view.MODE_WORDS[Mode(chosen)]) + (f" {_(view.FATIGUE_WORDS)}" if fatigued else ""))
    busy.say_trouble(_MODE, _FIELDS, _)
    if chosen != terms.mode and st.button(_("Save this build-up"), key=f"plan-mode-keep-{busy.nonce}"):
        _keep(str(chosen), busy, viewer)


def _keep(mode: str, busy: Desk, viewer: Viewer) -> None:
    """Length and pace stay; the weeks that are planned stay too, until somebody makes a new proposal."""
    grant = busy.leave(viewer)
    with reading(grant) as connection:
        seen = agreed_terms(connection, grant)
    key = busy.key(actions.CHANGE, mode)
    busy.attempt(
        _MODE,
        lambda: actions.change(
            busy.leave(viewer), key, planned_weeks=seen.planned_weeks, sessions_per_week=seen.sessions_per_week,
            mode=mode, seen=seen,
        ),
    )  # fmt: skip
    st.rerun()
