"""*Mijn sessies*: what a client did on their own, to note and to mend, and all their sessions as they may read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import streamlit as st

from runtherapy_data.actions.sessions import OWN_DAYS
from runtherapy_data.measures.codes import SessionKind
from runtherapy_data.measures.session_entry import SessionEntry
from runtherapy_data.queries import sessions as queries
from runtherapy_data.queries.sessions import CourseDays, HeldSession
from runtherapy_data.store import reading
from runtherapy_data.ui import (
    panels,
    session_after,
    session_conflict,
    session_fields,
    session_form,
    session_minutes,
    session_when,
)
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.ui.session_desk import Desk, desk
from runtherapy_data.ui.session_form import Form, leave
from runtherapy_data.ui.session_values import MINUTES, fields_of
from runtherapy_data.views.session_words import done_said, felt_said, heading_of

LISTED: Final = 10
_CHANGING: Final = "own-session"


def show(viewer: Viewer, *, is_opened: bool) -> None:
    """The form for a session without the therapist, and below it every session, the newest first."""
    changing = st.session_state.get(_CHANGING) if not is_opened else None
    busy = desk("", changing)
    if is_opened:
        busy.begin_anew()
    grant = leave(busy, viewer)
    with reading(grant) as connection:
        days = queries.course_days(connection, grant)
        sessions = queries.of_course(connection, grant)
    session_after.just_now(busy, viewer)
    if busy.conflict is not None:
        session_conflict.show(busy.conflict, busy, viewer)
    elif busy.saved is not None:
        _after(busy.saved, busy, viewer)
    elif _first_on(days, viewer) <= days.last(viewer.today):
        _form(busy, sessions, days, viewer)
    _list(sessions, viewer)


def _first_on(days: CourseDays, viewer: Viewer) -> dt.date:
    """The first day that can still be noted."""
    return max(days.starts_on, viewer.today - dt.timedelta(days=OWN_DAYS))


def is_own(held: HeldSession, viewer: Viewer) -> bool:
    """Whether the client filled it in themselves, not too long ago, without their therapist."""
    own = held.entered_by == viewer.principal.account_id and held.entry.kind == SessionKind.INDEPENDENT
    return own and held.entry.day >= viewer.today - dt.timedelta(days=OWN_DAYS)


def _form(busy: Desk, sessions: tuple[HeldSession, ...], days: CourseDays, viewer: Viewer) -> None:
    _ = viewer.translate
    held = next((one for one in sessions if one.id == busy.session_id), None)
    if busy.session_id is not None and held is None:
        _change(None)
        st.rerun()
    if held is not None:
        busy.opened = busy.opened or held
        with st.container(key=f"screen-{held.id.hex}"):  # the page goes to its top: who pressed stands far below it
            panels.section(_("Change your session of {day}", day=_.day(held.entry.day)))
    else:
        panels.section(_("Note a session of your own"))
    new = SessionEntry(days.last(viewer.today), SessionKind.INDEPENDENT)
    start = fields_of(busy.opened.entry if busy.opened else new, viewer.principal.zone)
    own = [one.entry for one in sessions if is_own(one, viewer)]
    if not busy.opened:
        start["way"] = fields_of(own[0], viewer.principal.zone)["way"] if own else MINUTES

    def fields(given: Mapping[str, Any], place: str) -> dict[str, Any]:
        return _fields(given, place, days, own[0].intervals if own and not held else None, viewer)

    session_form.show(Form(fields, start, _("Save the change") if held else _("Save your session")), busy, viewer)
    if busy.opened:
        _other_steps(busy.opened, busy, viewer)


def _fields(given: Mapping[str, Any], place: str, days: CourseDays, last: str | None, viewer: Viewer) -> dict[str, Any]:
    _, today = viewer.translate, viewer.today
    held = dt.date.fromisoformat(given["day"])
    options = session_when.days(_first_on(days, viewer), days.last(today), and_also=held)
    found: dict[str, Any] = {"kind": given.get("kind"), "day": session_when.day(given, place, options, today, _)}
    # A begin time that the therapist noted goes along; on another day it would be wrong.
    if found["day"] == given.get("start_day"):
        found |= {"start_day": given["start_day"], "start_time": given.get("start_time")}
    found |= session_minutes.show(given, place, last, _)
    found |= session_fields.felt_briefly(given, place, _)
    found |= session_fields.reflection(given, place, _("In your own words"))
    panels.muted(_("You need not fill in everything. Your therapist reads this with you."))
    return found


def _other_steps(held: HeldSession, busy: Desk, viewer: Viewer) -> None:
    _ = viewer.translate
    with st.container(key="session-other-steps", horizontal=True, gap="small"):
        if st.button(_("Leave it as it was"), key=f"session-leave-{busy.nonce}"):
            session_form.throw_away(busy, viewer)
            _change(None)
            st.rerun()
        if st.button(_("Remove the session"), key=f"session-remove-{busy.nonce}"):
            if session_after.take_away(held, busy, viewer):
                gone = busy.removed
                _change(None)
                desk("", None).removed = gone
            st.rerun()


def _change(session_id: UUID | None) -> None:
    """Which session the form is about; None for a new one."""
    st.session_state[_CHANGING] = session_id


def _after(held: HeldSession, busy: Desk, viewer: Viewer) -> None:
    _ = viewer.translate
    session_after.saved(held, busy, viewer)
    if st.button(_("Note another session"), key=f"session-another-{busy.nonce}", icon=":material/add:"):
        _change(None)
        busy.begin_anew()
        st.rerun()


def _list(sessions: tuple[HeldSession, ...], viewer: Viewer) -> None:
    _ = viewer.translate
    panels.section(_("Your sessions"))
    if not sessions:
        panels.nothing_yet(
            "sessions", _("No session has been noted yet."),
            _("Your sessions appear here after the first time you walked or ran."),
        )  # fmt: skip
        return
    everything = len(sessions) > LISTED and st.toggle(_("All sessions"), key="session-all")
    for one in sessions if everything else sessions[:LISTED]:
        _line(one, viewer)
    panels.muted(
        _("What you noted yourself you can change for {days} days. The other sessions were noted by your therapist.",
          days=OWN_DAYS)
    )  # fmt: skip


def _line(held: HeldSession, viewer: Viewer) -> None:
    """One session: what was done, how it felt, and one's own words; never what somebody observed."""
    _, entry = viewer.translate, held.entry
    with st.container(key=f"session-line-{held.id.hex}", gap=None):
        st.markdown(f"**{escaped(heading_of(entry, _, to_client=True))}**")
        told = [done_said(entry, _), felt_said(entry, _)]
        st.markdown("  \n".join(escaped(part) for part in told if part))
        if entry.reflection:
            panels.quotes(f"session-{held.id.hex}", [(entry.reflection, "")])
        if is_own(held, viewer) and st.button(
            named(_("Change"), heading_of(entry, _, to_client=True)),
            key=f"session-change-{held.id.hex}",
            type="tertiary",
        ):
            _change(held.id)
            st.rerun()
