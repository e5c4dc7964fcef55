"""The library of exercises in the practice's own hands: change, add, put aside, bring back; as a client reads it."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from runtherapy_data.actions import practice_exercises as actions
from runtherapy_data.i18n import LANGUAGES, N_, Translate
from runtherapy_data.measures.codes import EXERCISE_KIND_NAMES, ExerciseKind
from runtherapy_data.measures.exercises import LONGEST_NAME, LONGEST_WORDS, SHIPPED, Exercise, in_order
from runtherapy_data.queries.practice_library import OwnExercise
from runtherapy_data.ui import panels, practice_frame
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.ui.practice_desk import Desk
from runtherapy_data.ui.practice_facts import Facts, leave
from runtherapy_data.ui.practice_frame import Deed, Part

EXERCISES: Final = "exercises"
NEW: Final = "new"
_MINUTES: Final = (None, 1, 2, 3, 5, 10, 15, 20, 30, 45, 60)
_SHIPPED: Final = {one.code: one for one in SHIPPED}
_FIELDS: Final = {
    "kind": N_("Kind"),
    "name_nl": N_("Name in Dutch"),
    "name_en": N_("Name in English"),
    "words_nl": N_("How it goes, in Dutch"),
    "words_en": N_("How it goes, in English"),
    "minutes": N_("About how many minutes"),
}


def show(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """The part of the page about exercises."""
    _ = viewer.translate
    title = _("Exercises")
    given = sum(1 for one in facts.every_exercise.values() if _is_given(one.code, facts))
    standing = _.plural("{n} exercise in the library", "{n} exercises in the library", given)
    practice_frame.fold(EXERCISES, title, standing, None, desk, lambda: _body(facts, desk, viewer, title))


def _is_given(code: str, facts: Facts) -> bool:
    return code not in facts.exercises or facts.exercises[code].active


def _body(facts: Facts, desk: Desk, viewer: Viewer, title: str) -> None:
    _ = viewer.translate
    st.markdown(
        _(
            "What therapists can give along after a session. Whoever has an exercise already keeps it, also when it is"
            " put aside here."
        )
    )
    part = Part(EXERCISES, title, _FIELDS, now=lambda kept: _said(kept, _))
    with st.container(key=f"decide-steps-{EXERCISES}", horizontal=True, gap="small"):
        practice_frame.undo(part, desk, viewer)
    if EXERCISES in desk.chosen:
        _form(facts, desk, viewer, part)
        return
    if desk.trouble and desk.trouble[0] == EXERCISES:
        desk.say_trouble(EXERCISES, _FIELDS, _)
    _list(facts, desk, viewer)
    if st.button(_("Add an exercise"), key="exercise-add", icon=":material/add:"):
        _open(NEW, facts, desk)
        st.rerun()


def _open(code: str | None, facts: Facts, desk: Desk) -> None:
    desk.closed(EXERCISES)
    desk.trouble = None
    if code:
        desk.chosen[EXERCISES] = code
        desk.opened(EXERCISES, facts.exercises.get(code))


def _list(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    _ = viewer.translate
    for kind in ExerciseKind:
        st.markdown(f"**{escaped(_(EXERCISE_KIND_NAMES[kind]))}**")
        with st.container(key=f"exercises-{kind}", gap=None):
            for one in in_order(facts.every_exercise):
                if one.kind == kind:
                    _row(one, facts, desk, viewer)


def _row(one: Exercise, facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """One exercise: its name and how it stands, and what can be done with it."""
    _, own = viewer.translate, facts.exercises.get(one.code)
    name = one.name.said(_.language)
    with st.container(key=f"decide-exercise-{one.code}", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None):
            st.markdown(escaped(name))
            panels.muted(_standing(one, own, _))
        if st.button(named(_("Change"), name), key=f"exercise-change-{one.code}", type="tertiary"):
            _open(one.code, facts, desk)
            st.rerun()
        active = _is_given(one.code, facts)
        label = _("Put aside") if active else _("Bring back")
        if st.button(named(label, name), key=f"exercise-give-{one.code}", type="tertiary"):
            _do(one.code, own, OwnExercise(own.exercise if own else one, active=not active), desk, viewer)
        if (
            own
            and one.code in _SHIPPED
            and own.exercise != _SHIPPED[one.code]
            and st.button(named(_("Back to the default"), name), key=f"exercise-default-{one.code}", type="tertiary")
        ):
            _do(one.code, own, None, desk, viewer)


def _standing(one: Exercise, own: OwnExercise | None, _: Translate) -> str:
    parts = [_.plural("about {n} minute", "about {n} minutes", one.minutes)] if one.minutes else []
    if one.code not in _SHIPPED:
        parts.append(_("of the practice"))
    elif own and own.exercise != _SHIPPED[one.code]:
        parts.append(_("in your own words"))
    if own and not own.active:
        parts.append(_("put aside"))
    return " · ".join(parts)


def _do(code: str, seen: OwnExercise | None, own: OwnExercise | None, desk: Desk, viewer: Viewer) -> None:
    """One step from the list: what is kept under the code becomes this."""
    desk.seen[EXERCISES] = seen
    deed = Deed(
        (code, own), lambda key, held: actions.put(leave(viewer), key, code, own, seen=held),
        lambda key, done: actions.put(leave(viewer), key, code, done.old, seen=done.new),
    )  # fmt: skip
    practice_frame.do(EXERCISES, deed, desk, viewer)


def _form(facts: Facts, desk: Desk, viewer: Viewer, part: Part) -> None:
    """Change one exercise, or write a new one."""
    _, chosen = viewer.translate, desk.chosen[EXERCISES]
    code = None if chosen == NEW else chosen
    seen: OwnExercise | None = desk.seen.get(EXERCISES)
    before = seen.exercise if seen else _SHIPPED.get(code or "")
    given, pressed = _fields(before, desk, viewer)
    practice_frame.preview(EXERCISES, _("As a client sees it"), lambda: _preview(given, viewer))
    deed = Deed(
        (code, given),
        lambda key, held: actions.write(leave(viewer), key, code, **given, seen=held),
        lambda key, done: actions.put(leave(viewer), key, done.code, done.old, seen=done.new),
    )
    conflict = practice_frame.troubles(part, deed, desk, viewer)
    if st.button(_("Back to the list"), key="exercise-back", icon=":material/arrow_back:"):
        _open(None, facts, desk)
        st.rerun()
    if pressed and not conflict:
        practice_frame.do(EXERCISES, deed, desk, viewer)


def _fields(before: Exercise | None, desk: Desk, viewer: Viewer) -> tuple[dict[str, Any], bool]:
    """The exercise as it was last sent, for `actions.write`, and whether it is to be saved."""
    _ = viewer.translate
    kinds, texts = list(ExerciseKind), dict[str, str]()
    with st.form("form-exercise", border=False):
        kind = st.selectbox(
            _label("kind", _), kinds, index=kinds.index(before.kind) if before else 0, filter_mode=None,
            format_func=lambda one: _(EXERCISE_KIND_NAMES[one]), key=desk.field_of(EXERCISES, "kind"),
        )  # fmt: skip
        for language in LANGUAGES:
            name, how = f"name_{language}", f"words_{language}"
            texts[name] = st.text_input(
                _label(name, _), before.name.said(language) if before else "", max_chars=LONGEST_NAME,
                key=desk.field_of(EXERCISES, name), autocomplete="off",
            ) or ""  # fmt: skip
            texts[how] = st.text_area(
                _label(how, _), before.words.said(language) if before else "", max_chars=LONGEST_WORDS, height=180,
                key=desk.field_of(EXERCISES, how), placeholder=_("A step on each line"),
            ) or ""  # fmt: skip
        minutes = _minutes(before.minutes if before else None, desk, _)
        with st.container(horizontal=True, gap="small"):
            pressed = st.form_submit_button(_("Save"), key="save-exercise", type="primary")
            st.form_submit_button(_("Look at the preview"), key="look-exercise")
    given = {
        "kind": kind.value, "name": {one: texts[f"name_{one}"] for one in LANGUAGES},
        "told": {one: texts[f"words_{one}"] for one in LANGUAGES}, "minutes": minutes,
    }  # fmt: skip
    return given, pressed


def _label(field: str, _: Translate) -> str:
    return _(_FIELDS[field])


def _minutes(kept: int | None, desk: Desk, _: Translate) -> int | None:
    every = _MINUTES if kept in _MINUTES else (*_MINUTES, kept)
    return st.selectbox(
        _label("minutes", _), every, index=every.index(kept), filter_mode=None,
        format_func=lambda one: _("as long as one likes") if one is None else str(one),
        key=desk.field_of(EXERCISES, "minutes"),
    )  # fmt: skip


def _preview(given: dict[str, Any], viewer: Viewer) -> None:
    _ = viewer.translate
    name, told = given["name"].get(_.language), given["told"].get(_.language) or ""
    if not (name or told):
        panels.muted(_("Nothing yet: write a name and a few steps."))
        return
    st.markdown(f"**{escaped(name)}**")
    st.markdown("\n".join(f"- {escaped(line)}" for line in told.splitlines() if line.strip()))


def _said(kept: OwnExercise | None, _: Translate) -> str:
    """What is kept under a code, in words."""
    if kept is None:
        return _("default")
    one = kept.exercise
    return "\n".join([one.name.said(_.language), *one.steps(_.language), *([] if kept.active else [_("put aside")])])
