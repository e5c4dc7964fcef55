"""*Mijn cliënten*: who do I treat, how are they doing, and who has been silent? One therapist's caseload."""

import streamlit as st

from runtherapy_data.identity import Permission
from runtherapy_data.ui import caseload_choices, caseload_facts, caseload_rows, guard, panels

viewer = guard.require(Permission.CASELOAD_READ)
_ = viewer.translate
caseload = caseload_facts.caseload(viewer)
panels.heading(_("My clients"), caseload.sentence(_))
if caseload.is_empty:
    panels.nothing_yet(
        "caseload",
        _("Here you will see everybody whom you treat: the week of their course, and how the last four weeks went."),
        _("The administrator of the practice puts a client in your care, on the page People."),
    )
    st.stop()
chosen = caseload_choices.choose(caseload, _).among(caseload)
if chosen.is_empty:
    panels.nothing_yet("choice", _("Nobody fits this choice."), _("Take another phase or complaint, or search anew."))
if chosen.running:
    caseload_rows.running(chosen.running, viewer)
caseload_rows.waiting(chosen, viewer)
caseload_rows.ended(chosen, viewer)
