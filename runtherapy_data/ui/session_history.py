"""What was corrected of a session: who, when, from what into what."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import streamlit as st

from runtherapy_data.actions.sessions import FACT
from runtherapy_data.identity import Grant
from runtherapy_data.queries.corrections import Corrected, of_fact
from runtherapy_data.queries.sessions import HeldSession
from runtherapy_data.store import reading
from runtherapy_data.ui import panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.session_changes import corrected_said


def show(session: HeldSession, grant: Grant, viewer: Viewer) -> None:
    """Who filled the session in, and every correction since, the newest first; folded."""
    _ = viewer.translate
    with reading(grant) as connection:
        found = of_fact(connection, grant, FACT, str(session.id))
    told = [(when_and_who(one, viewer), corrected_said(one, _, viewer.principal.zone)) for one in found]
    if session.recorded_at:
        told.append((moment_and_name(session.recorded_at, session.by_whom, viewer), _("filled in")))
    if not told:
        return
    with st.expander(_("History of this session"), key="session-history"):
        panels.lines("session-history-lines", told)


def when_and_who(one: Corrected, viewer: Viewer) -> str:
    """ "Mon 23 Nov 2026 10:12, Bas" by the practice's clock."""
    return moment_and_name(one.at, one.who, viewer)


def moment_and_name(at: dt.datetime, name: str, viewer: Viewer) -> str:
    """A moment (UTC) by the practice's clock, and who it was; the moment alone where their account is gone."""
    _ = viewer.translate
    when = _.moment(at.astimezone(ZoneInfo(viewer.principal.zone)))
    return f"{when}, {name}" if name else when
