"""Exercises on the two pages about a course: what the client takes along, and what the therapist gives and ends."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.access import grant_course
from runtherapy_data.actions import exercises as actions
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant
from runtherapy_data.queries import exercises as queries
from runtherapy_data.queries.due import written_exercises
from runtherapy_data.store import reading
from runtherapy_data.ui import exercise_picker, panels
from runtherapy_data.ui.course_desk import Desk, desk
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.views import exercises as view
from runtherapy_data.views.exercises import Exercises, Held

_FIELDS: Final = {"exercises": N_("Exercises"), "note": N_("How often or when")}
_FORM: Final = "form"


def to_client(viewer: Viewer) -> None:
    """What the client was given, with how it goes; nothing at all where nothing was given."""
    _, grant = viewer.translate, grant_course(viewer.principal)
    with reading(grant) as connection:
        exercises, written = view.of(connection, grant, viewer.today), written_exercises(connection, grant)
    if not (exercises.held or written):
        return
    panels.section(_("What you took along"))
    with st.container(key="exercises-given", gap="small"):
        if written:
            panels.quotes("exercises", [(_("written by your therapist"), written)])
        for one in exercises.held:
            with st.expander(escaped(one.name(_)), key=f"exercise-{one.given.id.hex}"):
                how(one, _)
    if told := exercises.daily_life(_):
        panels.muted(told)


def how(one: Held, _: Translate) -> None:
    """How an exercise goes, step by step, and what the therapist agreed about it."""
    if one.given.note:
        st.markdown(f"**{escaped(one.given.note)}**")
    st.markdown(exercise_picker.steps(one.given.exercise, _))


def to_therapist(code: str, viewer: Viewer) -> None:
    """What the client of this code has to practise, on which days they did, and a folded form to give more."""
    _, busy = viewer.translate, desk("exercises", code)
    exercises = _facts(busy.leave(viewer), viewer)
    panels.section(_("Exercises given"))
    if not exercises.held:
        panels.muted(_("None at the moment."))
    for one in exercises.held:
        _held(one, busy, viewer)
    _way_back(exercises, busy, viewer)
    busy.say_trouble("end", {}, _)
    if exercises.held and st.toggle(_("On which days"), key="exercise-days"):
        _days(exercises, _)
    folded = st.expander(_("Give an exercise"), key="exercise-panel", on_change="rerun")
    if folded.open:
        with folded:
            _form(busy, viewer)


def _facts(grant: Grant, viewer: Viewer) -> Exercises:
    with reading(grant) as connection:
        return view.of(connection, grant, viewer.today)


def _held(one: Held, busy: Desk, viewer: Viewer) -> None:
    """One exercise that holds, and the way to end it."""
    _, given = viewer.translate, one.given
    with st.container(key=f"exercise-row-{given.id.hex}", horizontal=True, vertical_alignment="center", gap="small"):
        since = _("since {day}", day=_.day(given.given_on))
        told = " · ".join(part for part in (since, given.note) if part)
        st.markdown(f"**{escaped(one.name(_))}**  \n{escaped(told)}")
        if st.button(named(_("End"), given.exercise.name.said(_.language)), key=f"exercise-end-{given.id.hex}"):
            key = busy.key(actions.END, given.id)
            busy.removed = busy.attempt("end", lambda: actions.end(busy.leave(viewer), key, given.id))
            st.rerun()


def _way_back(exercises: Exercises, busy: Desk, viewer: Viewer) -> None:
    """The exercise that was ended a moment ago, to take up again."""
    _ = viewer.translate
    ended = next((one for one in exercises.ended if one.given.id == busy.removed), None)
    if ended is None:
        return
    with st.container(key="exercise-ended", horizontal=True, gap="small"):
        st.markdown(escaped(_("Ended: {what}.", what=ended.given.exercise.name.said(_.language))))
        if st.button(_("Undo"), key="exercise-undo", icon=":material/undo:"):
            key = busy.key(actions.RESUME, ended.given.id)
            busy.attempt("end", lambda: actions.resume(busy.leave(viewer), key, ended.given.id))
            st.rerun()


def _days(exercises: Exercises, _: Translate) -> None:
    header = [_("Exercise"), _("4 weeks ago"), _("3 weeks ago"), _("2 weeks ago"), _("last 7 days")]
    rows = [
        [one.given.exercise.name.said(_.language), *view.by_week(one, exercises.today, _)] for one in exercises.held
    ]
    panels.table("exercise-days", header, rows)


def _form(busy: Desk, viewer: Viewer) -> None:
    _ = viewer.translate
    grant = busy.leave(viewer)
    with reading(grant) as connection:
        library = queries.library(connection, grant)
        standing = {one.exercise.code for one in queries.given(connection, grant, viewer.today)}
    offered = [one for one in library if one.code not in standing]
    if st.toggle(_("Read how they go"), key="exercise-texts"):
        exercise_picker.texts(offered, _)
    with st.form(f"exercise-form-{busy.nonce}", border=False):
        chosen = exercise_picker.choose(offered, busy.nonce, _)
        note = st.text_input(
            _("How often or when"), key=f"exercise-note-{busy.nonce}", max_chars=actions.LONGEST_NOTE,
            autocomplete="off",
        )  # fmt: skip
        panels.muted(_("The client reads this with the exercise."))
        busy.say_trouble(_FORM, _FIELDS, _)
        pressed = st.form_submit_button(_("Give to the client"), key="exercise-give", type="primary")
    if pressed:
        key = busy.key(actions.GIVE, *chosen, note)
        busy.attempt(_FORM, lambda: actions.give(busy.leave(viewer), key, chosen, note=note))
        st.rerun()
