"""One intake, part by part: each folds open by itself, says how it stands, and is kept by itself."""

from __future__ import annotations

import streamlit as st

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import COMPLAINT_NAMES
from runtherapy_data.ui import (
    consents,
    folding,
    goal_editor,
    intake_facts,
    intake_form,
    intake_history,
    intake_notes,
    intake_outcome,
    intake_registered,
    intake_undo,
    invitation,
    medical_points,
    navigation,
    panels,
    plan_editor,
)
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views.intake import PART_NAMES, IntakeView, Part, State


def show(code: str, viewer: Viewer) -> None:
    """The intake of this client's newest course; where that is over, how it ended and the form for a new one."""
    _, view = viewer.translate, intake_facts.intake(viewer, code)
    navigation.link("intake", _("All intakes"), icon=":material/arrow_back:")
    if view.is_over:
        _over(view, viewer)
        return
    panels.heading(_("Intake"), view.sentence(_), above=_facts(view, _))
    with st.container(key="intake-parts", gap="small"):
        for one in view.states(_):
            _part(one, view, viewer)
        intake_history.show(code, viewer)
    intake_undo.show(code, viewer)
    navigation.link("course", _("To the course"), icon=":material/show_chart:", client=view.terms.client_code)


def _facts(view: IntakeView, _: Translate) -> str:
    terms = view.terms
    complaints = ", ".join(_(COMPLAINT_NAMES[one]) for one in terms.complaints)
    weeks = _.plural("{n} week", "{n} weeks", terms.planned_weeks)
    begins = _("from {day}", day=_.day(terms.starts_on, year=True))
    return " · ".join((_who(view), complaints, begins, weeks))


def _who(view: IntakeView) -> str:
    terms = view.terms
    return f"{terms.client_code} · {terms.client_name}" if terms.client_name else terms.client_code


def _part(one: State, view: IntakeView, viewer: Viewer) -> None:
    _ = viewer.translate
    icon = ":material/check_circle:" if one.is_done else ":material/radio_button_unchecked:"
    label = f"**{escaped(_(PART_NAMES[one.part]))}** · {escaped(one.told)}"
    # The key names the client too: of another one every part begins closed.
    folded = folding.part(f"intake-part-{one.part}-{view.terms.client_code}", label, icon=icon)
    if folded is not None:
        with folded:
            _body(one.part, view, viewer)


def _body(part: Part, view: IntakeView, viewer: Viewer) -> None:
    code = view.terms.client_code
    if part == Part.NOTES:
        intake_notes.show(code, view.intake, viewer)
    elif part == Part.OUTCOME:
        intake_outcome.show(code, view, viewer)
    else:
        shown = {
            Part.REGISTERED: intake_registered.show,
            Part.MEDICAL: medical_points.show,
            Part.GOALS: goal_editor.show,
            Part.PLAN: plan_editor.show,
            Part.CONSENTS: consents.show,
            Part.INVITATION: invitation.show,
        }
        shown[part](code, viewer)


def _over(view: IntakeView, viewer: Viewer) -> None:
    """The newest course is over: how it ended, and the form for a new one."""
    _, terms = viewer.translate, view.terms
    if view.is_unbegun:
        panels.heading(_("Intake"), _("This intake led to no therapy."), above=_facts(view, _))
        intake_outcome.show(terms.client_code, view, viewer)
        folded = st.expander(_("Begin a new course"), key="intake-anew", on_change="rerun")
        if folded.open:
            with folded:
                intake_form.show(viewer, terms.client_code)
        intake_history.show(terms.client_code, viewer)
    else:
        ended = _.day(terms.ends_on, year=True) if terms.ends_on else ""
        begun = _.day(terms.starts_on, year=True)
        told = _("The last course began {begun} and ended {ended}.", begun=begun, ended=ended)
        panels.heading(_("A new course"), told, above=_who(view))
        intake_form.show(viewer, terms.client_code)
    navigation.link("course", _("To the last course"), icon=":material/show_chart:", client=terms.client_code)
