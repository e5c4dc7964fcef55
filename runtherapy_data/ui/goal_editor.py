"""Write a client's goals: three to five activities in the client's words; change, drop and take up again."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.actions import goals as actions
from runtherapy_data.i18n import N_
from runtherapy_data.queries.goals import Goal
from runtherapy_data.store import reading
from runtherapy_data.ui import folding, goal_scores, panels
from runtherapy_data.ui.course_desk import Desk, desk
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.views import goals as view
from runtherapy_data.views.goals import GoalSoFar

_FIELDS: Final = {"words": N_("Goal")}
_NEW: Final = "new"


def show(code: str, viewer: Viewer) -> None:
    """The goals of this client's newest course, to read and to change; the caller gives the heading."""
    _, busy = viewer.translate, desk("goals", code)
    panels.muted(
        _(
            "Three to five activities that matter to the client and that are hard now, in their own words: something "
            "that they do often, such as doing the shopping without hurrying."
        )
    )
    grant = busy.leave(viewer)
    with reading(grant) as connection:
        found = view.of(connection, grant, dropped=True)
    asked = [one for one in found if one.goal.dropped_on is None]
    for one in asked:
        _goal(one, busy, viewer)
    if any(one.scores for one in asked):
        panels.muted(view.scale_words(_))
    _way_back(busy, viewer)
    goal_scores.show(asked, busy, viewer)
    if len(asked) < actions.MOST:
        _new(len(asked), busy, viewer)
    else:
        busy.say_trouble(_NEW, _FIELDS, _)
        panels.muted(_("Five is the most: drop one to take up another."))
    _dropped([one.goal for one in found if one.goal.dropped_on is not None], busy, viewer)


def _goal(one: GoalSoFar, busy: Desk, viewer: Viewer) -> None:
    """One goal with what can be done about it, or the form to say it in other words."""
    _, goal = viewer.translate, one.goal
    place = f"goal-{goal.position}"
    with st.container(key=f"own-{place}", gap="small"):
        if busy.changing == goal.position:
            _reword(goal, busy, viewer)
            return
        st.markdown(f"**{escaped(goal.words)}**  \n:small[{escaped(one.told(_))}]")
        with st.container(key=f"own-steps-{place}", horizontal=True, gap="small"):
            if st.button(named(_("Edit"), goal.words), key=f"{place}-edit", type="tertiary"):
                busy.changing, busy.opened = goal.position, goal.words
                busy.trouble, busy.removed = None, None
                st.rerun()
            if st.button(named(_("Drop"), goal.words), key=f"{place}-drop", type="tertiary"):
                key = busy.key(actions.DROP, goal.position)
                if busy.attempt(place, lambda: actions.drop(busy.leave(viewer), key, goal.position)):
                    busy.removed = goal
                st.rerun()
        busy.say_trouble(place, _FIELDS, _)


def _reword(goal: Goal, busy: Desk, viewer: Viewer) -> None:
    _, place = viewer.translate, f"goal-{goal.position}"
    field = f"{place}-words-{busy.nonce}"
    st.session_state.setdefault(field, goal.words)
    with st.form(f"{place}-form", border=False):
        words = st.text_input(_("Goal"), key=field, max_chars=actions.LONGEST, autocomplete="off")
        panels.muted(_("It stays the same goal: its scores stay with it. Something else is a new goal."))
        busy.say_trouble(place, _FIELDS, _)
        with st.container(horizontal=True, gap="small"):
            pressed = st.form_submit_button(_("Save the goal"), key=f"{place}-keep-{busy.nonce}", type="primary")
            stopped = st.form_submit_button(_("Leave it as it was"), key=f"{place}-leave-{busy.nonce}")
    if pressed:
        key = busy.key(actions.REWORD, goal.position, words)
        busy.attempt(
            place, lambda: actions.reword(busy.leave(viewer), key, goal.position, words or "", was=busy.opened)
        )
        busy.take_notice(lambda now: now.words)
        st.rerun()
    if stopped:
        busy.changing, busy.trouble = None, None
        st.rerun()


def _new(many: int, busy: Desk, viewer: Viewer) -> None:
    _ = viewer.translate
    with st.form(f"goal-form-{busy.nonce}", border=False):
        label = _("Goal {number}", number=many + 1)
        words = st.text_input(
            label, key=f"goal-new-{busy.nonce}", max_chars=actions.LONGEST, autocomplete="off",
            placeholder=_("In the client's own words"),
        )  # fmt: skip
        busy.say_trouble(_NEW, _FIELDS, _)
        pressed = st.form_submit_button(_("Add the goal"), key=f"goal-add-{busy.nonce}")
    if pressed:
        key = busy.key(actions.ADD, words)
        busy.attempt(_NEW, lambda: actions.add(busy.leave(viewer), key, words or ""))
        st.rerun()


def _way_back(busy: Desk, viewer: Viewer) -> None:
    """The goal that was dropped a moment ago, to take up again."""
    _, dropped = viewer.translate, busy.removed
    if not isinstance(dropped, Goal):
        return
    with st.container(key="goal-dropped", horizontal=True, gap="small"):
        st.markdown(escaped(_("Dropped: {what}.", what=dropped.words)))
        if st.button(_("Undo"), key=f"goal-undo-{busy.nonce}", icon=":material/undo:"):
            _restore(dropped, busy, viewer)


def _dropped(found: list[Goal], busy: Desk, viewer: Viewer) -> None:
    """Goals that are asked no more: folded away, each to be taken up again."""
    _ = viewer.translate
    if not found:
        return
    label = _.plural("{n} goal that is asked no more", "{n} goals that are asked no more", len(found))
    folded = folding.part("goals-dropped", label)
    if folded is None:
        return
    with folded:
        for goal in found:
            with st.container(key=f"own-goal-dropped-{goal.position}", horizontal=True, gap="small"):
                since = _("since {day}", day=_.day(goal.dropped_on, year=True)) if goal.dropped_on else ""
                st.markdown(f"{escaped(goal.words)}  \n:small[{escaped(since)}]")
                again = named(_("Take up again"), goal.words)
                if st.button(again, key=f"goal-again-{goal.position}", type="tertiary"):
                    _restore(goal, busy, viewer)


def _restore(goal: Goal, busy: Desk, viewer: Viewer) -> None:
    key = busy.key(actions.RESTORE, goal.position)
    busy.attempt(_NEW, lambda: actions.restore(busy.leave(viewer), key, goal.position))
    st.rerun()
