"""What every part of the page *Praktijk* has around its fields: the fold, the buttons, the way back, a conflict."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Deed:
    """One change, and the way back.

    `intention` tells it from others; `act` takes its key and what was seen, `back` a key and what `act` gave.
    """

    intention: object
    act: Callable[[str, Any], Any]
    back: Callable[[str, Any], object]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: its title, for who hears the page; what errors call its fields; `now` says what is kept."""

    code: str
    title: str
    names: Mapping[str, str] = field(default_factory=dict)
    now: Callable[[Any], str] | None = None


def deciding(part: str, value: Value, viewer: Viewer) -> Deed:
    """Keep one of the parts that are kept as a whole; None goes back to the default."""
    return Deed(
        json.dumps(value, sort_keys=True),
        lambda key, seen: actions.decide(leave(viewer), key, part, value, seen=seen),
        lambda key, done: actions.decide(leave(viewer), key, part, done.old, seen=done.new),
    )


def fold(part: str, title: str, standing: str, kept: Any, desk: Desk, body: Callable[[], None]) -> None:
    """One part of the page: its title and how it stands, and its fields once it is opened.

    How it stands is no part of the label: as soon as that changed, Streamlit would take it for another fold.
    """
    with st.container(key=f"decided-{part}", gap=None):
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


def do(part: str, deed: Deed, desk: Desk, viewer: Viewer) -> None:
    """Change a part, and show the page anew."""
    _ = viewer.translate
    key, seen = desk.key(part, deed.intention), desk.seen.get(part)
    done = desk.attempt(part, lambda: deed.act(key, seen))
    if done:
        desk.saved(part, _("Saved."), lambda once: deed.back(once, done))
    st.rerun()


def steps(part: Part, deed: Deed, desk: Desk, viewer: Viewer, *, pressed: bool | None = None) -> None:
    """Below the fields of a part: what went wrong, save, back to the default, undo.

    `pressed`: whether a form's own button to save was pressed; None where the part has no form around it.
    """
    _ = viewer.translate
    conflict = troubles(part, deed, desk, viewer)
    with st.container(key=f"decide-steps-{part.code}", horizontal=True, gap="small"):
        if pressed is None:
            pressed = st.button(named(_("Save"), part.title), key=f"save-{part.code}", type="primary")
        undo(part, desk, viewer)
        back = desk.seen.get(part.code) is not None and st.button(
            named(_("Back to the default"), part.title), key=f"default-{part.code}", type="tertiary"
        )
    if pressed and not conflict:
        do(part.code, deed, desk, viewer)
    if back:
        do(part.code, deciding(part.code, None, viewer), desk, viewer)


def undo(part: Part, desk: Desk, viewer: Viewer) -> None:
    """What was just saved here, and the way back."""
    _ = viewer.translate
    if desk.undo is None or desk.undo[0] != part.code:
        return
    _code, said, take_back = desk.undo
    st.markdown(escaped(said))
    if st.button(named(_("Undo"), part.title), key=f"undo-{part.code}", type="tertiary"):
        once = desk.key("undo", part.code)
        desk.undo = None
        if desk.attempt(part.code, lambda: take_back(once)):
            desk.closed(part.code)
        st.rerun()


def troubles(part: Part, deed: Deed, desk: Desk, viewer: Viewer) -> bool:
    """What went wrong here; True where somebody else was quicker and one has to choose first."""
    if desk.trouble and desk.trouble[0] == part.code and isinstance(desk.trouble[1], ChangedMeanwhileError):
        _choose(part, deed, desk.trouble[1], desk, viewer)
        return True
    desk.say_trouble(part.code, part.names, viewer.translate)
    return False


def _choose(part: Part, deed: Deed, conflict: ChangedMeanwhileError, desk: Desk, viewer: Viewer) -> None:
    """Somebody else was quicker: what is kept now, and two ways on."""
    _ = viewer.translate
    with st.container(key=f"conflict-{part.code}", gap="small"):
        st.warning(escaped(conflict.text(_)))
        if part.now:
            panels.lines(f"conflict-{part.code}", [(_("What is kept now"), part.now(conflict.now))])
        with st.container(horizontal=True, gap="small"):
            theirs = st.button(named(_("Take what is kept now"), part.title), key=f"theirs-{part.code}")
            mine = st.button(named(_("Save mine all the same"), part.title), key=f"mine-{part.code}")
    if theirs:
        desk.closed(part.code)
        st.rerun()
    if mine:
        desk.seen[part.code] = conflict.now
        do(part.code, deed, desk, viewer)
