"""The first measurement of a client's goals, filled in together at the intake: how hard is each of them now?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from runtherapy_data.actions import questionnaires as actions
from runtherapy_data.actions.goals import FEWEST
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Permission
from runtherapy_data.measures.codes import Moment
from runtherapy_data.measures.protocol import OWN_GOALS
from runtherapy_data.measures.questionnaire_entry import Entry
from runtherapy_data.ui import panels, scales
from runtherapy_data.ui.course_desk import Desk
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.goals import IMPOSSIBLE, NO_TROUBLE, GoalSoFar

_SCORE: Final = "scores"
_FIELDS: Final = {"items": N_("How hard is it now")}


def show(asked: Sequence[GoalSoFar], busy: Desk, viewer: Viewer) -> None:
    """A scale for each goal, folded, as long as there are enough goals and none of them was scored yet."""
    _ = viewer.translate
    if len(asked) < FEWEST or any(one.scores for one in asked):
        return
    folded = st.expander(_("Score the goals now, together"), key="goals-score", on_change="rerun")
    if not folded.open:
        return
    with folded:
        panels.muted(_("Or leave it: the client is asked the same as a first questionnaire."))
        given: dict[int, float] = {}
        for one in asked:
            number = scales.scale(
                one.goal.words, f"goal-score-{one.goal.position}-{busy.nonce}", _(NO_TROUBLE), _(IMPOSSIBLE), _
            )
            if number is not None:
                given[one.goal.position] = number
        busy.say_trouble(_SCORE, _FIELDS, _)
        if st.button(_("Save the scores"), key=f"goals-score-keep-{busy.nonce}", type="primary"):
            key = busy.key(actions.ADD, *given.items())
            busy.attempt(
                _SCORE,
                lambda: actions.add(
                    busy.leave(viewer, Permission.RESULT_WRITE), key, OWN_GOALS,
                    viewer.today, Moment.INTAKE, Entry(given),
                ),
            )  # fmt: skip
            st.rerun()
