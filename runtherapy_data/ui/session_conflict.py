"""Somebody else changed the session first: both versions beside each other, and a choice for each difference."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.actions import sessions as actions
from runtherapy_data.i18n import N_
from runtherapy_data.queries.corrections import Corrected, of_fact
from runtherapy_data.store import reading
from runtherapy_data.ui import drafts, session_form
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.session_desk import FORM, Conflict, Desk
from runtherapy_data.ui.session_history import when_and_who
from runtherapy_data.views.session_changes import PIECE_NAMES, Difference, differences, merged, piece_said
from runtherapy_data.views.session_words import NAMES

_THEIRS, _MINE = "theirs", "mine"
_WHOSE: Final = {_THEIRS: N_("stands now: {value}"), _MINE: N_("yours: {value}")}


def show(conflict: Conflict, busy: Desk, viewer: Viewer) -> None:
    """What differs, to choose from; nothing is saved before the reader chose."""
    _ = viewer.translate
    with st.container(key="session-conflict", gap="small"):
        st.header(escaped(_("This session was changed while you were busy with it")), anchor=False)
        st.markdown(escaped(_("{who}. Nothing of yours is lost and nothing is overwritten: choose what stands.",
                              who=_last(busy, viewer))))  # fmt: skip
        found = differences(conflict.base, conflict.theirs.entry, conflict.mine)
        taken = {one.piece: _choice(one, conflict, busy.nonce, viewer) for one in found}
        busy.say_trouble(FORM, NAMES, _)
        with st.container(key="session-conflict-steps", horizontal=True, gap="small"):
            kept = st.button(_("Save what I chose"), key=f"session-choose-{busy.nonce}", type="primary")
            mine = st.button(_("Take all of mine"), key=f"session-mine-{busy.nonce}")
            theirs = st.button(_("Leave what stands now"), key=f"session-theirs-{busy.nonce}")
        still_open = [_(PIECE_NAMES[piece]).lower() for piece, is_mine in taken.items() if is_mine is None]
        if kept and still_open:
            st.warning(escaped(_("Choose what stands for: {what}.", what=", ".join(still_open))))
    if mine or (kept and not still_open):
        _settle(conflict, {piece: mine or bool(is_mine) for piece, is_mine in taken.items()}, busy, viewer)
        st.rerun()
    if theirs:
        session_form.throw_away(busy, viewer)
        st.rerun()


def _choice(one: Difference, conflict: Conflict, nonce: str, viewer: Viewer) -> bool | None:
    """Theirs or mine; what only one of the two changed is chosen already, and can be chosen otherwise."""
    _, zone = viewer.translate, viewer.principal.zone
    said = {
        _THEIRS: piece_said(conflict.theirs.entry, one.piece, _, zone),
        _MINE: piece_said(conflict.mine, one.piece, _, zone),
    }
    chosen = st.radio(
        _(PIECE_NAMES[one.piece]), list(said), index=None if one.both else int(one.is_mine),
        format_func=lambda whose: escaped(_(_WHOSE[whose], value=said[whose])), key=f"session-{one.piece}-of-{nonce}",
    )  # fmt: skip
    return None if chosen is None else chosen == _MINE


def _last(busy: Desk, viewer: Viewer) -> str:
    """Who changed it last, and when."""
    _, found = viewer.translate, tuple[Corrected, ...]()
    if busy.session_id:
        grant = session_form.leave(busy, viewer)
        with reading(grant) as connection:
            found = of_fact(connection, grant, actions.FACT, str(busy.session_id))
    return when_and_who(found[0], viewer) if found else _("Somebody else saved it")


def _settle(conflict: Conflict, taken: dict[str, bool], busy: Desk, viewer: Viewer) -> None:
    """Save the choice over what stands now; when that was changed once more, the choice is asked again."""
    busy.opened, busy.revision = conflict.theirs, conflict.theirs.revision
    entry = merged(conflict.theirs.entry, conflict.mine, taken)
    if session_form.write(busy, viewer, entry, conflict.exercises) is not None:
        grant = session_form.leave(busy, viewer)
        drafts.drafting(grant, actions.DRAFTS, session_form.subject_of(busy, grant)).forget()
    elif busy.conflict is None:
        busy.conflict = conflict
