"""*Plan en fasen*: where is this course going, and what was agreed? (?client=C-0421)"""

import streamlit as st

from runtherapy_data.identity import Permission
from runtherapy_data.ui import (
    guard,
    manage_end,
    manage_facts,
    manage_parts,
    manage_pauses,
    manage_phases,
    manage_plan,
    manage_words,
    pickers,
)

viewer = guard.require(Permission.COURSE_WRITE)
code = pickers.client(viewer)
if code is None:
    manage_words.none_chosen(viewer)
    st.stop()
facts = manage_facts.facts(viewer, code)
manage_words.heading(facts, viewer)
# On a laptop two columns, on a telephone below each other: what is done most comes first.
left, right = st.columns(2, gap="large")
with left:
    manage_phases.show(facts, viewer)
    manage_plan.show(facts, viewer)
with right:
    manage_pauses.show(facts, viewer)
    manage_end.show(facts, viewer)
manage_parts.show(facts, viewer)
manage_words.history(facts, viewer)
