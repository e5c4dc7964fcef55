"""What every part of the page *Praktijk* has around its fields: the fold, the buttons, the way back, a conflict."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from runtherapy_data.actions import practice_settings as actions
from runtherapy_data.errors import ChangedMeanwhileError
from runtherapy_data.ui import panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.ui.practice_desk import Desk
from runtherapy_data.ui.practice_facts import leave

Value = Mapping[str, Any] | None


def fold(part: str, title: str, standing: str, kept: Any, desk: Desk, body: Callable[[], None]) -> None:
    """One part of the page: its title and how it stands, and its fields once it is opened.

    How it stands is no part of the label: as soon as that changed, Streamlit would take it for another fold.
    """
    with st.container(key=f"part-{part}", gap=None):
        folded = st.expander(f"**{escaped(title)}**", key=f"decide-{part}", on_change="rerun")
        if not folded.open:
            desk.closed(part)
            panels.muted(standing)
            return
        desk.opened(part, kept)
        with folded:
            panels.muted(standing)
            body()


def preview(part: str, title: str, draw: Callable[[], None]) -> None:
    """How it will look to those whom it is for."""
    with st.container(key=f"preview-{part}", gap="small"):
        panels.muted(title)
        draw()


def save(part: str, value: Value, desk: Desk, viewer: Viewer) -> None:
    """Keep a part as its form says, and show the page anew."""
    _ = viewer.translate
    key = desk.key(part, json.dumps(value, sort_keys=True))
    seen = desk.seen.get(part)
    done = desk.attempt(part, lambda: actions.decide(leave(viewer), key, part, value, seen=seen))
    if done:
        old, new = done.old, done.new
        desk.saved(
            part, _("Saved."),
            lambda once: actions.decide(leave(viewer), once, part, old, seen=new),
        )  # fmt: skip
    st.rerun()


def steps(
    part: str, value: Value, desk: Desk, viewer: Viewer, *, title: str, names: Mapping[str, str] | None = None,
    now: Callable[[Any], str] | None = None, pressed: bool | None = None,
) -> None:  # fmt: skip
    """Below the fields of a part: what went wrong, save, back to the default, undo.

    Args:
        part: which part.
        value: what its fields say now.
        desk: of the session.
        viewer: who looks.
        title: of the part, for who hears the page: whose buttons these are.
        names: what errors call the fields, as message ids or already in the reader's language.
        now: says in words what is kept, for who did not know of it.
        pressed: whether a form's own button to save was pressed; None where the part has no form around it.
    """
    _ = viewer.translate
    conflict = conflicting(part, desk)
    if conflict:
        _choose(part, value, conflict, desk, viewer, now)
    else:
        desk.say_trouble(part, names or {}, _)
    with st.container(key=f"decide-steps-{part}", horizontal=True, gap="small"):
        if pressed is None:
            pressed = st.button(named(_("Save"), title), key=f"save-{part}", type="primary")
        back = desk.seen.get(part) is not None and st.button(
            named(_("Back to the default"), title), key=f"default-{part}", type="tertiary"
        )
        undo(part, desk, viewer, title=title)
    if pressed and not conflict:
        save(part, value, desk, viewer)
    if back:
        save(part, None, desk, viewer)


def undo(part: str, desk: Desk, viewer: Viewer, *, title: str) -> None:
    """What was just saved here, and the way back."""
    _ = viewer.translate
    if desk.undo is None or desk.undo[0] != part:
        return
    _part, said, take_back = desk.undo
    st.markdown(escaped(said))
    if st.button(named(_("Undo"), title), key=f"undo-{part}", type="tertiary"):
        once = desk.key("undo", part)
        desk.undo = None
        if desk.attempt(part, lambda: take_back(once)):
            desk.closed(part)
        st.rerun()


def conflicting(part: str, desk: Desk) -> ChangedMeanwhileError | None:
    """What somebody else decided while this part was open, if they did."""
    if desk.trouble and desk.trouble[0] == part and isinstance(desk.trouble[1], ChangedMeanwhileError):
        return desk.trouble[1]
    return None


def _choose(
    part: str, value: Value, conflict: ChangedMeanwhileError, desk: Desk, viewer: Viewer,
    now: Callable[[Any], str] | None,
) -> None:  # fmt: skip
    """Somebody else was quicker: what is kept now, and two ways on."""
    _ = viewer.translate
    with st.container(key=f"conflict-{part}", gap="small"):
        st.warning(escaped(conflict.text(_)))
        if now:
            panels.lines(f"conflict-{part}", [(_("What is kept now"), now(conflict.now))])
        with st.container(horizontal=True, gap="small"):
            theirs = st.button(_("Take what is kept now"), key=f"theirs-{part}")
            mine = st.button(_("Save mine all the same"), key=f"mine-{part}")
    if theirs:
        desk.closed(part)
        st.rerun()
    if mine:
        desk.seen[part] = conflict.now
        save(part, value, desk, viewer)
