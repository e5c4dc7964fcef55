"""*Gesprekskaart en eindverslag*: what do I put on paper about this course? (?client=C-0421)"""

import streamlit as st

from runtherapy_data.identity import Permission
from runtherapy_data.ui import (
    document_desk,
    document_facts,
    document_paper,
    document_parts,
    document_words,
    guard,
    panels,
    pickers,
)

viewer = guard.require(Permission.COURSE_WRITE)
_ = viewer.translate
code = pickers.client(viewer)
if code is None:
    document_words.none_chosen(viewer)
    st.stop()
facts = document_facts.facts(viewer, code)
document_words.heading(facts.course, viewer)
kind, language = document_parts.choose(viewer)
desk = document_desk.desk(facts, kind, language, viewer)
left, right = st.columns([3, 2], gap="medium")
with left:
    panels.section(document_words.about(kind, _))
    texts = document_parts.edit(facts, desk, viewer)
    desk.keep(viewer, texts)
with right:
    document_paper.make(desk, texts, viewer)
    document_paper.copy(facts, desk, texts, viewer)
    document_paper.earlier(facts, desk, viewer)
document_paper.look(desk, viewer)
