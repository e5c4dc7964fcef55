"""A therapist's private notes on the page of a course: write, read, change, erase with a way back."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from runtherapy_data.actions import notes as actions
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.queries.notes import OwnNote, own
from runtherapy_data.store import reading
from runtherapy_data.ui import panels
from runtherapy_data.ui.course_desk import Desk, desk
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views.course import Course

SHOWN: Final = 5
_FIELDS: Final = {"words": N_("Your note")}
_WRITE: Final = "write"


def show(course: Course, viewer: Viewer) -> None:
    """The reader's own notes about this course, the newest first."""
    _, busy = viewer.translate, desk("notes", course.client_code)
    panels.section(_("Your notes"))
    panels.muted(_("Only you read this. It is no part of the file."))
    _new(busy, viewer)
    _way_back(busy, viewer)
    grant = busy.leave(viewer)
    with reading(grant) as connection:
        found = own(connection, grant)
    everything = len(found) > SHOWN and st.toggle(
        _.plural("All {n} note", "All {n} notes", len(found)), key="all-notes"
    )
    for note in found if everything else found[:SHOWN]:
        _note(note, busy, viewer)


def _new(busy: Desk, viewer: Viewer) -> None:
    _ = viewer.translate
    with st.form("note-form", border=False):
        words = _field(f"note-new-{busy.nonce}", "", _)
        busy.say_trouble(_WRITE, _FIELDS, _)
        pressed = st.form_submit_button(_("Save the note"), key="note-keep")
    if pressed:
        key = busy.key(actions.WRITE, words)
        busy.attempt(_WRITE, lambda: actions.write(busy.leave(viewer), key, words))
        st.rerun()


def _field(key: str, words: str, _: Translate) -> str:
    return st.text_area(_("Your note"), words, key=key, max_chars=actions.LONGEST, height=96) or ""


def _way_back(busy: Desk, viewer: Viewer) -> None:
    """The note that was erased a moment ago, to bring back."""
    _, removed = viewer.translate, busy.removed
    if not isinstance(removed, OwnNote):
        return
    with st.container(key="note-erased", horizontal=True, gap="small"):
        st.markdown(escaped(_("The note is erased.")))
        if st.button(_("Undo"), key="note-undo", icon=":material/undo:"):
            key = busy.key(actions.RESTORE, removed.id)
            busy.attempt(_WRITE, lambda: actions.restore(busy.leave(viewer), key, removed))
            st.rerun()


def _note(note: OwnNote, busy: Desk, viewer: Viewer) -> None:
    """One note, or the form to write it anew."""
    _, place = viewer.translate, note.id.hex
    with st.container(key=f"note-{place}", gap="small"):
        if busy.changing == note.id:
            _rewrite(note, busy, viewer)
            return
        lines = [escaped(line) for line in note.words.splitlines()]
        st.markdown("  \n".join(line for line in lines if line))
        st.caption(escaped(_when(note, viewer)))
        with st.container(key=f"note-steps-{place}", horizontal=True, gap="small"):
            if st.button(_("Edit"), key=f"note-change-{place}"):
                busy.changing, busy.trouble = note.id, None
                st.rerun()
            if st.button(_("Erase"), key=f"note-erase-{place}"):
                key = busy.key(actions.REMOVE, note.id)
                busy.removed = busy.attempt(place, lambda: actions.remove(busy.leave(viewer), key, note.id))
                st.rerun()
        busy.say_trouble(place, _FIELDS, _)


def _rewrite(note: OwnNote, busy: Desk, viewer: Viewer) -> None:
    _, place = viewer.translate, note.id.hex
    with st.form(f"note-form-{place}", border=False):
        words = _field(f"note-words-{place}-{busy.nonce}", note.words, _)
        busy.say_trouble(place, _FIELDS, _)
        with st.container(horizontal=True, gap="small"):
            pressed = st.form_submit_button(_("Save the note"), key=f"note-keep-{place}")
            stopped = st.form_submit_button(_("Leave it as it was"), key=f"note-leave-{place}")
    if pressed:
        key = busy.key(actions.CHANGE, note.id, words)
        busy.attempt(place, lambda: actions.change(busy.leave(viewer), key, note.id, words))
        st.rerun()
    if stopped:
        busy.changing, busy.trouble = None, None
        st.rerun()


def _when(note: OwnNote, viewer: Viewer) -> str:
    """When it was written and, where that happened, changed: days of the practice."""
    _, zone = viewer.translate, ZoneInfo(viewer.principal.zone)
    written = _.day(note.written_at.astimezone(zone).date(), year=True)
    if note.changed_at is None:
        return written
    return _("{day}, changed {later}", day=written, later=_.day(note.changed_at.astimezone(zone).date(), year=True))
