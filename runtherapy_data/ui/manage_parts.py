"""What else was agreed with a client, on *Plan en fasen*: each part folded, and not read before somebody opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from runtherapy_data.i18n import N_
from runtherapy_data.ui import consents, goal_editor, invitation, medical_points, panels, plan_editor
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.manage_facts import Facts

_PARTS: Final[tuple[tuple[str, str, Callable[[str, Viewer], None]], ...]] = (
    ("weeks", N_("Sessions and minutes week by week"), plan_editor.show),
    ("goals", N_("Goals in the client's words"), goal_editor.show),
    ("medical", N_("Medical points of attention"), medical_points.show),
    ("consents", N_("Consents"), consents.show),
    ("invitation", N_("The client's own access"), invitation.show),
)


def show(facts: Facts, viewer: Viewer) -> None:
    """The parts of the intake that go on through the course, in the order in which they are needed."""
    _ = viewer.translate
    panels.section(_("What was agreed"))
    for key, title, part in _PARTS:
        folded = st.expander(_(title), key=f"part-{key}", on_change="rerun")
        if folded.open:
            with folded:
                part(facts.code, viewer)
