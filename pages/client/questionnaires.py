"""*Vragenlijsten*: what is asked of me now? One questionnaire at a time with `&fill=…`, else the list."""

import streamlit as st

from runtherapy_data.identity import Permission
from runtherapy_data.ui import (
    address,
    guard,
    questionnaire_desk,
    questionnaire_facts,
    questionnaire_fill,
    questionnaire_list,
)

viewer = guard.require(Permission.RESULT_WRITE)
facts = questionnaire_facts.own(viewer)
if facts is None:
    questionnaire_list.not_begun(viewer)
    st.stop()
desk = questionnaire_desk.desk()
offered = facts.open.find(address.asked(questionnaire_desk.ADDRESS) or "")
if offered is None:
    questionnaire_list.show(facts, desk, viewer)
else:
    questionnaire_fill.show(offered, facts, desk, viewer)
