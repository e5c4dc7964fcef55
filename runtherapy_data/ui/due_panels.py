"""What is ready for a client today, on their own page; what is left waiting in a course, on its therapist's page."""

from __future__ import annotations

import streamlit as st

from runtherapy_data.access import grant_course
from runtherapy_data.identity import Permission
from runtherapy_data.store import reading
from runtherapy_data.ui import due_words as said
from runtherapy_data.ui import navigation, overdue_links, panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.questionnaire_desk import ADDRESS
from runtherapy_data.views import due as view
from runtherapy_data.views import overdue
from runtherapy_data.views.due import ClientDue


def to_client(viewer: Viewer) -> None:
    """The client's day: what is asked for, each with the way to it; what was done stands below it, quietly."""
    _, grant = viewer.translate, grant_course(viewer.principal)
    with reading(grant) as connection:
        due = view.of(connection, grant, viewer.today, _)
    quiet = [text for text in (said.together(due, _), said.practise(due, _), said.done(due, _)) if text]
    with st.container(key="today", gap="small"):
        panels.section(_("Today"))
        if opening := said.opening(due, _):
            st.markdown(escaped(opening))
        _asked(due, viewer)
        if told := said.appointment(due, _):
            st.markdown(escaped(told))
        for text in quiet:
            panels.muted(text)


def _asked(due: ClientDue, viewer: Viewer) -> None:
    _ = viewer.translate
    with st.container(key="today-asked", gap="small"):
        if due.checked_in is False:
            navigation.link("check-in", _("Check-in: how are you today?"), icon=":material/edit_note:")
        if due.week is not None and not due.week_done:
            label = _("Look back on week {week}", week=due.week)
            navigation.link("check-in", label, icon=":material/history:")
        for one in due.asks:
            label, address = escaped(said.ask(one.ask, due.today, _)), {ADDRESS: one.ask.id.hex}
            navigation.link("questionnaires", label, icon=":material/checklist:", **address)


def to_therapist(code: str, viewer: Viewer) -> None:
    """What is left waiting in the course of this client, each with the way to take it up; nothing where nothing is."""
    _ = viewer.translate
    grant = grant_course(viewer.principal, code, Permission.COURSE_WRITE)
    with reading(grant) as connection:
        waiting = overdue.of(connection, grant, viewer.today).get(grant.course_id, ())
    if not waiting:
        return
    with st.container(key="waiting", gap="small"):
        panels.section(_("Still open"))
        overdue_links.show(waiting, code, _)
