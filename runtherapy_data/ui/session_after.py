"""What was done just now with a session, said calmly, with a way back."""

from __future__ import annotations

import streamlit as st

from runtherapy_data.actions import sessions as actions
from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Role
from runtherapy_data.queries.sessions import HeldSession
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.session_desk import FORM, Desk
from runtherapy_data.ui.session_form import leave
from runtherapy_data.views.session_changes import put_back_said
from runtherapy_data.views.session_words import (
    NAMES,
    felt_said,
    heading_of,
    intervals_said,
    less_than_planned,
    minutes_said,
    saved_said,
    value_said,
)


def saved(held: HeldSession, busy: Desk, viewer: Viewer) -> None:
    """What was saved, in words; undoing it."""
    _, to_client = viewer.translate, viewer.principal.role == Role.CLIENT
    with st.container(key="session-saved", gap="small"):
        st.markdown("  \n".join(escaped(line) for line in _lines(held, viewer, to_client=to_client)))
        if st.button(_("Undo"), key=f"session-undo-{held.id.hex}-{held.revision}", icon=":material/undo:"):
            _undo(held, busy, viewer)
            st.rerun()
        busy.say_trouble(FORM, NAMES, _)


def _lines(held: HeldSession, viewer: Viewer, *, to_client: bool) -> list[str]:
    _, entry = viewer.translate, held.entry
    meets = value_said("next_appointment_at", entry.next_appointment_at, _, viewer.principal.zone)
    lines = [
        saved_said(entry, _, to_client=to_client), intervals_said(entry.intervals, _), felt_said(entry, _),
        "" if to_client else less_than_planned(entry, _),
        _("Next appointment: {when}.", when=meets) if entry.next_appointment_at else "",
    ]  # fmt: skip
    return [line[:1].upper() + line[1:] for line in lines if line]


def _undo(held: HeldSession, busy: Desk, viewer: Viewer) -> None:
    """A new session is taken away again; a changed one is what it was."""
    grant, before = leave(busy, viewer), busy.before
    if before is None:
        key = busy.key(actions.REMOVE, held.id)
        removed = busy.attempt(FORM, lambda: actions.remove(grant, key, held.id, revision=held.revision))
        if removed is not None:
            busy.begin_anew()
            busy.removed = removed
        return
    key = busy.key(actions.CHANGE, held.id, held.revision)
    entry = before.entry
    if busy.attempt(FORM, lambda: actions.change(grant, key, held.id, entry, revision=held.revision)) is not None:
        busy.begin_anew()
        busy.put_back = entry, held.entry


def just_now(busy: Desk, viewer: Viewer) -> None:
    """What was undone a moment ago, and the session that was removed a moment ago, to bring back."""
    _, gone = viewer.translate, busy.removed
    if busy.put_back is not None:
        with st.container(key="session-put-back"):
            st.info(escaped(put_back_said(*busy.put_back, _, viewer.principal.zone)))
    if gone is None:
        return
    with st.container(key="session-removed", horizontal=True, gap="small"):
        what = _named(gone.session, _, to_client=viewer.principal.role == Role.CLIENT)
        st.markdown(escaped(_("Removed: {what}.", what=what)))
        if st.button(_("Undo"), key=f"session-back-{gone.session.id.hex}", icon=":material/undo:"):
            key, grant = busy.key(actions.RESTORE, gone.session.id), leave(busy, viewer)
            if busy.attempt(FORM, lambda: actions.restore(grant, key, gone)) is not None:
                busy.begin_anew()
            st.rerun()


def take_away(held: HeldSession, busy: Desk, viewer: Viewer) -> bool:
    """Remove a session; whether it is gone. What does not work is said in the form."""
    key, grant = busy.key(actions.REMOVE, held.id, held.revision), leave(busy, viewer)
    gone = busy.attempt(FORM, lambda: actions.remove(grant, key, held.id, revision=held.revision))
    if gone is not None:
        busy.begin_anew()
        busy.removed = gone
    return gone is not None


def _named(held: HeldSession, _: Translate, *, to_client: bool) -> str:
    return f"{heading_of(held.entry, _, to_client=to_client)}, {minutes_said(held.entry, _)}"
