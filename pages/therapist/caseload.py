"""*Mijn cliënten*: who needs me this Monday morning, and why? One therapist's caseload, reason by reason."""

import streamlit as st

from runtherapy_data.identity import Permission
from runtherapy_data.ui import (
    caseload_choices,
    caseload_desk,
    caseload_facts,
    caseload_lists,
    caseload_standing_in,
    guard,
    panels,
    pickers,
)

viewer = guard.require(Permission.CASELOAD_READ)
_ = viewer.translate
caseload = caseload_facts.caseload(viewer)
panels.heading(_("My clients"), caseload.sentence(_))
caseload_standing_in.show(viewer)
if caseload.is_empty:
    panels.nothing_yet(
        "caseload",
        _("Here you will see everybody whom you treat: who needs you, why, and how the last four weeks went."),
        _("Register somebody at the intake, or let the administrator put a colleague's client in your care."),
    )
    pickers.first_intake(_)
    st.stop()
choice = caseload_choices.choose(caseload, _)
chosen = choice.among(caseload)
if chosen.is_empty:
    panels.nothing_yet(
        "choice", _("Nobody fits this choice."), _("Take another reason, phase or complaint, or search anew.")
    )
if chosen.running:
    caseload_lists.reasons(chosen, caseload_desk.desk(), viewer, found=choice.is_made)
caseload_lists.waiting(chosen, viewer)
caseload_lists.ended(chosen, viewer)
