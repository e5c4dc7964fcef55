"""The end of a course on *Plan en fasen*: its last day and reason, the follow-up after it, and opening it again."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.actions import course_terms, endings
from runtherapy_data.actions.course_terms import ChangedTerms
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import END_REASON_NAMES, EndReason
from runtherapy_data.ui import manage_desk as desks
from runtherapy_data.ui import manage_end_form, navigation, panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.manage_desk import Desk
from runtherapy_data.ui.manage_facts import Facts

PART: Final = "end"


def show(facts: Facts, viewer: Viewer) -> None:
    """How the course ended or that it goes on, what can be done about it, and the way back."""
    _, busy, terms = viewer.translate, desks.desk(PART, facts.code), facts.terms
    panels.section(_("End and follow-up"))
    if terms.ends_on is None:
        panels.muted(_("The course goes on. As planned, its last day is {day}.", day=_.day(terms.last_on, year=True)))
    else:
        panels.lines(PART, _lines(facts, _))
    desks.way_back(
        busy, PART, _said(busy.removed, _),
        lambda key, last: course_terms.undo(busy.leave(viewer), key, last), _,
    )  # fmt: skip
    if terms.end_reason == EndReason.NOT_BEGUN:
        panels.muted(_("The intake decided that this course would not begin."))
        navigation.link("intake", _("To the intake"), icon=":material/person_add:", client=facts.code)
        return
    if terms.ends_on is not None:
        _after(facts, busy, viewer)
    unfolded = desks.folded(_("End the course") if terms.ends_on is None else _("Correct the end"), PART, busy)
    if unfolded:
        with unfolded:
            manage_end_form.show(facts, busy, viewer)


def _lines(facts: Facts, _: Translate) -> list[tuple[str, str]]:
    terms = facts.terms
    lines = [
        (_("Last day"), _.day(terms.last_on, year=True)),
        (_("How it ended"), _(END_REASON_NAMES[terms.end_reason]) if terms.end_reason else ""),
        (_("Follow-up"), _.day(terms.follow_up_on, year=True) if terms.follow_up_on else _("none agreed")),
    ]
    if terms.end_note:
        lines.append((_("About the end"), terms.end_note))
    return lines


def _said(done: ChangedTerms | None, _: Translate) -> str:
    if done is None or done.after is None or done.before is None:
        return ""
    before, after = done.before, done.after
    if after.ends_on is None:
        return _("The course goes on again.")
    if (before.ends_on, before.end_reason) != (after.ends_on, after.end_reason):
        return _("The course ends on {day}.", day=_.day(after.ends_on, year=True))
    return _("The end was changed.")


def _after(facts: Facts, busy: Desk, viewer: Viewer) -> None:
    """What can be done once a course ended: the follow-up took place, or the course goes on after all."""
    _, terms = viewer.translate, facts.terms
    with st.container(key="end-steps", horizontal=True, gap="small"):
        met = terms.follow_up_on is not None and terms.follow_up_on <= viewer.today
        if met and st.button(_("The follow-up took place"), key=f"end-followed-up-{busy.nonce}", type="primary"):
            key = busy.key(endings.FOLLOW_UP, None)
            desks.done(busy, lambda: endings.set_follow_up(busy.leave(viewer), key, None, terms))
        if st.button(_("Open the course again"), key=f"end-reopen-{busy.nonce}"):
            key = busy.key(endings.REOPEN)
            desks.done(busy, lambda: endings.reopen(busy.leave(viewer), key, terms))
