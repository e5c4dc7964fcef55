"""The form for one session: opened with what is known, kept as a draft at every change, saved with one press."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from runtherapy_data.access import grant_course
from runtherapy_data.actions import sessions as actions
from runtherapy_data.errors import ConflictError
from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.session_entry import SessionEntry
from runtherapy_data.queries.sessions import HeldSession
from runtherapy_data.ui import drafts, panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.session_desk import FORM, Desk
from runtherapy_data.ui.session_values import begun, differing, entry_of
from runtherapy_data.views.session_words import NAMES

REVISION: Final = "revision"  # in a draft: which version of the session it was begun on
Fields = Callable[[Mapping[str, Any], str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Form:
    """One form on the page: its fields, what they hold to begin with, and the words on its button."""

    fields: Fields
    start: Mapping[str, Any]
    button: str


def leave(busy: Desk, viewer: Viewer) -> Grant:
    """Leave to log sessions in this course, asked for anew each time; a client's own needs no code."""
    return grant_course(viewer.principal, busy.client_code or None, Permission.SESSION_WRITE)


def subject_of(busy: Desk, grant: Grant) -> str:
    """Which draft: of a session that stands, or of a new one in this course."""
    return str(busy.session_id) if busy.session_id else f"new-{grant.course_id.hex}"


def show(form: Form, busy: Desk, viewer: Viewer) -> None:
    """The form, its draft, and what happens when its button is pressed."""
    _, grant = viewer.translate, leave(busy, viewer)
    draft = drafts.drafting(grant, actions.DRAFTS, subject_of(busy, grant))
    if not busy.start:
        busy.start = dict(form.start)
    held = {name: value for name, value in draft.content.items() if name != REVISION}
    place = busy.nonce
    if draft.found and held:
        _begin_anew(draft, busy, grant, _)
    with st.container(key="session-form"):
        given = form.fields(begun(busy.start, held), place)
        _keep(draft, busy, grant, differing(busy.start, given), _)
        busy.say_trouble(FORM, NAMES, _)
        pressed = st.button(form.button, key=f"session-save-{place}", type="primary")
    if pressed:
        _save(draft, busy, viewer, given)
        st.rerun()


def _begin_anew(draft: drafts.Drafting, busy: Desk, grant: Grant, _: Translate) -> None:
    """What was found from before is said, with a way to be rid of it."""
    with st.container(key="session-draft", horizontal=True, gap="small"):
        panels.muted(_("Here is what you had filled in before. It is not saved yet."))
        if st.button(_("Begin anew"), key="session-draft-away"):
            draft.throw_away(grant)
            busy.begin_anew()
            st.rerun()


def _keep(draft: drafts.Drafting, busy: Desk, grant: Grant, changed: dict[str, Any], _: Translate) -> None:
    """Keep what differs from the beginning; a store that is busy is said, and takes nothing off the page."""
    if changed and busy.opened:
        changed = {**changed, REVISION: draft.content.get(REVISION, busy.opened.revision)}
    try:
        draft.keep(grant, changed)
    except ConflictError:
        panels.muted(_("Your draft is not kept yet. It is tried again at your next change."))


def _save(draft: drafts.Drafting, busy: Desk, viewer: Viewer, given: Mapping[str, Any]) -> None:
    if busy.opened:
        busy.revision = int(draft.content.get(REVISION, busy.opened.revision))
    if write(busy, viewer, entry_of(given, viewer.principal.zone), given.get("exercises") or ()) is not None:
        draft.forget()


def write(busy: Desk, viewer: Viewer, entry: SessionEntry, exercises: Sequence[str]) -> HeldSession | None:
    """Save the session, new or changed (from the desk's revision on); what stood before is kept for a way back."""
    grant, session_id, before = leave(busy, viewer), busy.session_id, busy.opened
    draft = subject_of(busy, grant)
    if session_id is None:
        key = busy.key(actions.ADD, entry, *exercises)
        saved = busy.attempt(FORM, lambda: actions.add(grant, key, entry, given=exercises, draft=draft))
    else:
        key, revision = busy.key(actions.CHANGE, session_id, busy.revision, entry, *exercises), busy.revision
        saved = busy.attempt(
            FORM,
            lambda: actions.change(grant, key, session_id, entry, revision=revision, given=exercises, draft=draft),
        )
        busy.met(entry, exercises)
    if saved is not None:
        busy.begin_anew()
        busy.saved, busy.before = saved, before
    return saved


def throw_away(busy: Desk, viewer: Viewer) -> None:
    """What was filled in is not wanted any more."""
    grant = leave(busy, viewer)
    drafts.drafting(grant, actions.DRAFTS, subject_of(busy, grant)).throw_away(grant)
    busy.begin_anew()
