"""The frame of a course on *Plan en fasen*: how many weeks, how many sessions a week, how the load grows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from runtherapy_data.actions import course_terms as actions
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import MODE_NAMES
from runtherapy_data.measures.protocol import last_day
from runtherapy_data.queries.course_terms import Terms
from runtherapy_data.ui import manage_desk as desks
from runtherapy_data.ui import panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.manage_desk import Desk
from runtherapy_data.ui.manage_facts import Facts

PART: Final = "terms"
_FIELDS: Final = {
    "planned_weeks": N_("How long"),
    "sessions_per_week": N_("Sessions a week"),
    "mode": N_("How the load grows"),
}


def show(facts: Facts, viewer: Viewer) -> None:
    """What is planned, and the folded form to plan it anew; an ended course has none."""
    _, busy, terms = viewer.translate, desks.desk(PART, facts.code), facts.terms
    panels.section(_("Length and pace of the course"))
    panels.lines(PART, _lines(terms, _))
    desks.way_back(
        busy, PART, _("The plan was changed."),
        lambda key, last: actions.undo(busy.leave(viewer), key, last), _,
    )  # fmt: skip
    if terms.ends_on is not None:
        return
    unfolded = desks.folded(_("Change length and pace"), PART, busy)
    if unfolded:
        with unfolded:
            _form(facts, busy, viewer)


def length(weeks: int, starts_on: dt.date, _: Translate, *, year: bool = True) -> str:
    """So many weeks, and the day on which that ends."""
    last = _.day(last_day(starts_on, weeks), year=year)
    return _.plural("{n} week, through {day}", "{n} weeks, through {day}", weeks, day=last)


def merged(stands: Terms, seen: Terms, mine: Mapping[str, Any]) -> Terms:
    """What stands now, but for what the reader chose otherwise than the form showed it."""
    return replace(stands, **{name: value for name, value in mine.items() if value != getattr(seen, name)})


def _lines(terms: Terms, _: Translate) -> list[tuple[str, str]]:
    return [
        (_("From"), _.day(terms.starts_on, year=True)),
        (_("How long"), length(terms.planned_weeks, terms.starts_on, _)),
        (_("Sessions a week"), str(terms.sessions_per_week)),
        (_("How the load grows"), _(MODE_NAMES[terms.mode])),
    ]


def _form(facts: Facts, busy: Desk, viewer: Viewer) -> None:
    _, seen = viewer.translate, busy.seen(desks.FORM, facts.terms)
    terms: Terms = busy.begun or seen
    weeks = list(range(actions.WEEKS[0], actions.WEEKS[1] + 1))
    with st.form(f"terms-form-{busy.nonce}", border=False):
        planned = st.selectbox(
            _("How long"), weeks, index=weeks.index(terms.planned_weeks), key=f"terms-weeks-{busy.nonce}",
            format_func=lambda one: length(one, terms.starts_on, _, year=False),
        )  # fmt: skip
        often = st.segmented_control(
            _("Sessions a week"), list(range(actions.SESSIONS[0], actions.SESSIONS[1] + 1)),
            default=terms.sessions_per_week, required=True, key=f"terms-often-{busy.nonce}",
        ) or terms.sessions_per_week  # fmt: skip
        modes = list(MODE_NAMES)
        mode = st.radio(
            _("How the load grows"), modes, index=modes.index(terms.mode), format_func=lambda one: _(MODE_NAMES[one]),
            key=f"terms-mode-{busy.nonce}",
        )  # fmt: skip
        panels.muted(
            _(
                "Questionnaires halfway and at the end move along with the last day; what you asked for by hand stays. "
                "With no fixed increments nothing is suggested from week to week."
            )
        )
        busy.say_trouble(desks.FORM, _FIELDS, _)
        pressed = st.form_submit_button(_("Save the plan"), key=f"terms-keep-{busy.nonce}", type="primary")
    if pressed:
        key = busy.key(actions.CHANGE, planned, often, mode)
        mine = {"planned_weeks": planned, "sessions_per_week": often, "mode": mode}
        desks.done(
            busy,
            lambda: actions.change(
                busy.leave(viewer), key, planned_weeks=planned, sessions_per_week=often, mode=mode, seen=seen
            ),
            merge=lambda stands: merged(stands, seen, mine),
        )
