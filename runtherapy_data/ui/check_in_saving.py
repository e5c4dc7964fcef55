"""Saving a check-in and, once it is saved, what stands in the place of the fields: what changed, and a way back."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from runtherapy_data.actions import check_ins as actions
from runtherapy_data.actions.check_ins import Saved
from runtherapy_data.i18n import Translate
from runtherapy_data.queries.check_ins import DayAnswers
from runtherapy_data.store import reading
from runtherapy_data.ui import navigation, panels
from runtherapy_data.ui.check_in_desk import Desk
from runtherapy_data.ui.check_in_form import FIELDS, PLACE, Known
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views.check_in_words import after_saving, answered, named_day


def button(known: Known, answers: DayAnswers, done: frozenset[UUID], busy: Desk, viewer: Viewer) -> None:
    """The button that saves what stands in the fields; below it, for a day that is stored, a way to leave it so."""
    _ = viewer.translate
    mine = None if known.is_filled_in else _mine(known, busy)  # everything was taken away a moment ago
    with st.container(key="check-in-saving", gap="small"):
        _say_what_happened(known, mine, busy, viewer)
        _way_back(known, mine, busy, _)
        if known.draft.found:
            panels.muted(_("What you tapped earlier is still here. It is not saved yet."))
        busy.say_trouble((PLACE, known.stored.day), FIELDS, _)
        busy.say_trouble((PLACE, answers, done), FIELDS, _)  # gone as soon as something else stands in the fields
        if st.button(_("Save"), key=f"check-in-save-{busy.place}", type="primary", width="stretch"):
            _save(known, answers, done, busy)
            st.rerun()
        if known.is_filled_in and st.button(_("Leave it as it was"), key=f"check-in-leave-{busy.place}"):
            known.draft.throw_away(known.grant)
            busy.turn_over()
            st.rerun()


def _save(known: Known, answers: DayAnswers, done: frozenset[UUID], busy: Desk) -> None:
    key = busy.key(actions.SAVE, answers, sorted(done))
    saved = busy.attempt((PLACE, answers, done), lambda: actions.save(known.grant, key, answers, done))
    if saved is not None:
        busy.saved, busy.taken_back = saved, None
        busy.turn_over()
        known.draft.forget()


def saved(known: Known, busy: Desk, viewer: Viewer) -> None:
    """A day that is filled in: what changed (right after saving), what stands there, and what can be done."""
    _, day = viewer.translate, known.stored.day
    mine = _mine(known, busy)
    with st.container(key="check-in-saving", gap="small"):
        _say_what_happened(known, mine, busy, viewer)
        busy.say_trouble((PLACE, known.stored.day), FIELDS, _)
        panels.lines("check-in", _told(known, _))
        if mine is None and known.stored.recorded_at is not None:
            at = known.stored.recorded_at.astimezone(ZoneInfo(viewer.principal.zone))
            panels.muted(_("Saved {when}. You can still change it.", when=_.moment(at)))
        with st.container(key="check-in-next", horizontal=True, gap="small"):
            if st.button(_("Change"), key=f"check-in-change-{busy.turn}", icon=":material/edit:"):
                busy.changing, busy.trouble, busy.taken_back = day, None, None
                st.rerun()
            _way_back(known, mine, busy, _)
            navigation.link("progress", _("See it in your progress"), icon=":material/show_chart:")


def _mine(known: Known, busy: Desk) -> Saved | None:
    """What was saved a moment ago on this screen, as long as it is what stands."""
    now = busy.saved
    return now if now is not None and now.answers == known.stored and now.done == known.done else None


def _say_what_happened(known: Known, mine: Saved | None, busy: Desk, viewer: Viewer) -> None:
    _, day = viewer.translate, known.stored.day
    if mine is not None:
        said = _("Saved for {day}.", day=named_day(day, viewer.today, _).lower())
        st.info(escaped(f"{said} {_sentence(known, mine, _)}"))
    elif busy.elsewhere == day:
        st.info(escaped(_("This day was saved elsewhere in the meantime. That is what stands here now.")))
    elif busy.taken_back == day:
        st.info(escaped(_("Taken back: it stands as it was before.")))


def _way_back(known: Known, mine: Saved | None, busy: Desk, _: Translate) -> None:
    if mine is not None and st.button(_("Undo"), key=f"check-in-undo-{busy.turn}", icon=":material/undo:"):
        _take_back(known, mine, busy)
        st.rerun()


def _told(known: Known, _: Translate) -> list[tuple[str, str]]:
    told = answered(known.stored, _)
    did = [one.exercise.name.said(_.language) for one in known.given if one.is_done]
    return [*told, (_("Exercises"), ", ".join(did))] if did else told


def _take_back(known: Known, saved: Saved, busy: Desk) -> None:
    key = busy.key(actions.TAKE_BACK, saved.answers, saved.before)
    done = busy.attempt((PLACE, known.stored.day), lambda: actions.take_back(known.grant, key, saved))
    busy.saved = None
    if done is not None:
        busy.taken_back = saved.answers.day
    busy.turn_over()
    known.draft.forget()


def _sentence(known: Known, saved: Saved, _: Translate) -> str:
    """What the client reads after saving."""
    ticked = saved.done != saved.done_before
    with reading(known.grant) as connection:
        return after_saving(connection, known.grant, saved.answers, saved.before, _, exercises=ticked)
