"""*Vragenlijsten van een cliënt*: what was asked, what came back? (?client=C-0421)"""

import streamlit as st

from runtherapy_data.identity import Permission
from runtherapy_data.ui import course_links, guard, pickers, result_asked, result_list, result_words
from runtherapy_data.ui.result_desk import desk
from runtherapy_data.ui.result_facts import facts as facts_of

viewer = guard.require(Permission.RESULT_WRITE)
code = pickers.client(viewer)
if code is None:
    result_words.none_chosen(viewer)
    st.stop()
facts = facts_of(viewer, code)
busy = desk(facts.course.client_code)
result_words.heading(facts, viewer)
course_links.show("results", facts.course.client_code, viewer)
result_asked.show(facts, busy, viewer)
result_list.enter(facts, busy, viewer)
result_list.show(facts, busy, viewer)
