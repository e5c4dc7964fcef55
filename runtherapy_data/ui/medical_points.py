"""Medical points of attention: noted with the client, confirmed before the first run, and said while any is open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from runtherapy_data.actions import medical_points as actions
from runtherapy_data.i18n import N_
from runtherapy_data.queries.medical_points import HeldPoint, points
from runtherapy_data.store import reading
from runtherapy_data.ui import course_desk, panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named

_FIELDS: Final = {"words": N_("Point of attention")}
_NEW: Final = "new"
_ALL: Final = "all"
NOTHING_TO_NOTE: Final = N_("Asked: nothing medical to keep in mind.")


@dataclass
class Desk(course_desk.Desk):
    """`shown`: the points with their words as they stood on the page the last time that it was drawn to its end.

    What a press of a button means is what its reader saw, not what a colleague made of it since.
    """

    shown: dict[UUID, str] = field(default_factory=dict)


def before_run(code: str, viewer: Viewer) -> None:
    """What was not confirmed yet, with a button to confirm it: shows nothing when everything is.

    To stand at the top of the form for a session.
    """
    _, busy = viewer.translate, course_desk.kept(Desk, "before-run", code)
    grant = busy.leave(viewer)
    with reading(grant) as connection:
        still_open = [one for one in points(connection, grant) if one.is_open]
    if isinstance(busy.removed, tuple):
        _confirmed_just_now(busy, viewer)
    if not still_open:
        return
    with st.container(key="before-run", gap="small"):
        asked = _("Before the first run: have you taken these points into account?")
        st.markdown(f"**{escaped(asked)}**")
        st.markdown("\n".join(f"- {escaped(one.words)}" for one in still_open))
        busy.say_trouble(_ALL, _FIELDS, _)
        label = _.plural("I know this point", "I know these {n} points", len(still_open))
        if st.button(label, key=f"before-run-confirm-{busy.nonce}", type="primary"):
            _confirm(still_open, busy, viewer)
    busy.shown = {one.id: one.words for one in still_open}


def show(code: str, viewer: Viewer) -> None:
    """The medical points of this client's newest course, to note, confirm and change; the caller gives the heading."""
    _, busy = viewer.translate, course_desk.kept(Desk, "medical", code)
    panels.muted(
        _(
            "What you need to know before somebody runs: the heart, the lungs, joints, medicines, what a doctor said. "
            "Only therapists read this. Confirm each point before the first run."
        )
    )
    grant = busy.leave(viewer)
    with reading(grant) as connection:
        found = points(connection, grant)
    for one in found:
        _point(one, busy, viewer)
    _way_back(busy, viewer)
    still_open = [one for one in found if one.is_open]
    if len(still_open) > 1 and st.button(_("Confirm all points"), key=f"points-confirm-{busy.nonce}"):
        _confirm(still_open, busy, viewer)
    busy.say_trouble(_ALL, _FIELDS, _)
    _new(busy, viewer, nothing_yet=not found)
    busy.shown = {one.id: one.words for one in found}


def _confirm(still_open: list[HeldPoint], busy: Desk, viewer: Viewer) -> None:
    """Confirm of these what was on the page; what a colleague added since stays open, and is asked next."""
    seen = {one.id: busy.shown[one.id] for one in still_open if one.id in busy.shown}
    key = busy.key(actions.CONFIRM, *seen.items())
    done = busy.attempt(_ALL, lambda: actions.confirm(busy.leave(viewer), key, seen))
    if done:
        busy.removed = done
    st.rerun()


def _confirmed_just_now(busy: Desk, viewer: Viewer) -> None:
    """What was confirmed a moment ago can be taken back."""
    _, done = viewer.translate, busy.removed
    with st.container(key="points-confirmed", horizontal=True, gap="small"):
        st.markdown(escaped(_.plural("{n} point is confirmed.", "{n} points are confirmed.", len(done))))
        if st.button(_("Undo"), key=f"points-undo-{busy.nonce}", icon=":material/undo:"):
            key = busy.key(actions.REOPEN, *done)
            busy.attempt(_ALL, lambda: actions.reopen(busy.leave(viewer), key, done))
            st.rerun()


def _point(one: HeldPoint, busy: Desk, viewer: Viewer) -> None:
    _, place = viewer.translate, one.id.hex
    with st.container(key=f"own-point-{place}", gap="small"):
        if busy.changing == one.id:
            _rewrite(one, busy, viewer)
            return
        st.markdown("  \n".join(escaped(line) for line in one.words.splitlines() if line.strip()))
        st.caption(escaped(_state(one, viewer)))
        with st.container(key=f"own-steps-point-{place}", horizontal=True, gap="small"):
            if one.is_open and st.button(named(_("Confirm"), one.words), key=f"point-confirm-{place}"):
                _confirm([one], busy, viewer)
            if st.button(named(_("Edit"), one.words), key=f"point-edit-{place}", type="tertiary"):
                busy.changing, busy.opened = one.id, one.words
                busy.trouble, busy.removed = None, None
                st.rerun()
            if st.button(named(_("Remove"), one.words), key=f"point-remove-{place}", type="tertiary"):
                was = busy.shown.get(one.id, one.words)
                key = busy.key(actions.REMOVE, one.id, was)
                busy.removed = busy.attempt(place, lambda: actions.remove(busy.leave(viewer), key, one.id, was=was))
                st.rerun()
        busy.say_trouble(place, _FIELDS, _)


def _state(one: HeldPoint, viewer: Viewer) -> str:
    _ = viewer.translate
    if one.confirmed_at is None:
        return _("not confirmed yet")
    day = _.day(one.confirmed_at.astimezone(ZoneInfo(viewer.principal.zone)).date(), year=True)
    return _("confirmed by {who}, {day}", who=one.by, day=day) if one.by else _("confirmed {day}", day=day)


def _rewrite(one: HeldPoint, busy: Desk, viewer: Viewer) -> None:
    _, place = viewer.translate, one.id.hex
    field = f"point-words-{place}-{busy.nonce}"
    st.session_state.setdefault(field, one.words)
    with st.form(f"point-form-{place}", border=False):
        words = st.text_area(_("Point of attention"), key=field, max_chars=actions.LONGEST, height=80)
        panels.muted(_("Changed words are to be confirmed again."))
        busy.say_trouble(place, _FIELDS, _)
        with st.container(horizontal=True, gap="small"):
            pressed = st.form_submit_button(_("Save the point"), key=f"point-keep-{place}-{busy.nonce}", type="primary")
            stopped = st.form_submit_button(_("Leave it as it was"), key=f"point-leave-{place}-{busy.nonce}")
    if pressed:
        key = busy.key(actions.CHANGE, one.id, words)
        busy.attempt(place, lambda: actions.change(busy.leave(viewer), key, one.id, words or "", was=busy.opened))
        busy.take_notice(lambda now: now.words)
        st.rerun()
    if stopped:
        busy.changing, busy.trouble = None, None
        st.rerun()


def _way_back(busy: Desk, viewer: Viewer) -> None:
    """What was removed or confirmed a moment ago, to undo."""
    _, removed = viewer.translate, busy.removed
    if isinstance(removed, tuple):
        _confirmed_just_now(busy, viewer)
    if not isinstance(removed, HeldPoint):
        return
    with st.container(key="point-removed", horizontal=True, gap="small"):
        st.markdown(escaped(_("Removed: {what}.", what=removed.words)))
        if st.button(_("Undo"), key=f"point-undo-{busy.nonce}", icon=":material/undo:"):
            key = busy.key(actions.RESTORE, removed.id)
            busy.attempt(_NEW, lambda: actions.restore(busy.leave(viewer), key, removed))
            st.rerun()


def _new(busy: Desk, viewer: Viewer, *, nothing_yet: bool) -> None:
    _ = viewer.translate
    with st.form(f"point-form-new-{busy.nonce}", border=False):
        words = st.text_area(
            _("Point of attention"), key=f"point-new-{busy.nonce}", max_chars=actions.LONGEST, height=80
        )
        busy.say_trouble(_NEW, _FIELDS, _)
        pressed = st.form_submit_button(_("Add the point"), key=f"point-add-{busy.nonce}")
    if pressed:
        key = busy.key(actions.ADD, words)
        busy.attempt(_NEW, lambda: actions.add(busy.leave(viewer), key, words or ""))
        st.rerun()
    if nothing_yet and st.button(_("There is nothing to keep in mind"), key=f"point-none-{busy.nonce}"):
        key = busy.key(actions.ADD, NOTHING_TO_NOTE)
        busy.attempt(_NEW, lambda: actions.add(busy.leave(viewer), key, _(NOTHING_TO_NOTE), confirmed=True))
        st.rerun()
