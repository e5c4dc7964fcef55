"""The end of a course on *Plan en fasen*: its last day and reason, the follow-up after it, and opening it again."""

from __future__ import annotations

import datetime as dt
from typing import Final

import streamlit as st

from runtherapy_data.actions import course_terms, endings
from runtherapy_data.actions.course_terms import ChangedTerms
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import END_REASON_NAMES, EndReason
from runtherapy_data.measures.protocol import months_after
from runtherapy_data.queries.course_terms import Terms
from runtherapy_data.ui import manage_desk as desks
from runtherapy_data.ui import navigation, panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.manage_desk import Desk
from runtherapy_data.ui.manage_facts import Facts, leave
from runtherapy_data.ui.manage_plan import merged

PART: Final = "end"
BACK_DAYS: Final = 183
_FIELDS: Final = {
    "ends_on": N_("Last day"),
    "end_reason": N_("How it ended"),
    "end_note": N_("About the end"),
    "follow_up_on": N_("Follow-up"),
}
_NONE: Final = dt.date.max


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
        lambda key, last: course_terms.undo(leave(viewer, facts.code), key, last), _,
    )  # fmt: skip
    if terms.end_reason == EndReason.NOT_BEGUN:
        panels.muted(_("The intake decided that this course would not begin."))
        navigation.link("intake", _("To the intake"), icon=":material/person_add:", client=facts.code)
        return
    if terms.ends_on is not None:
        _after(facts, busy, viewer)
    folded = st.expander(
        _("End the course") if terms.ends_on is None else _("Correct the end"), key="end-panel", on_change="rerun"
    )
    if folded.open:
        with folded:
            _form(facts, busy, viewer)


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
        if met and st.button(_("The follow-up took place"), key="end-followed-up", type="primary"):
            key = busy.key(endings.FOLLOW_UP, None)
            desks.done(busy, lambda: endings.set_follow_up(leave(viewer, facts.code), key, None, terms))
        if st.button(_("Open the course again"), key="end-reopen"):
            key = busy.key(endings.REOPEN)
            desks.done(busy, lambda: endings.reopen(leave(viewer, facts.code), key, terms))


def _follow_ups(terms: Terms, months: int, today: dt.date) -> tuple[list[dt.date], dt.date]:
    """The days to choose from, and the one that the practice's protocol gives."""
    usual = months_after(terms.ends_on or today, months)
    chosen = terms.follow_up_on or usual
    options = desks.days(
        min(usual, chosen) - dt.timedelta(days=56), max(usual, chosen) + dt.timedelta(days=56), terms.follow_up_on
    )
    return list(reversed(options)), usual


def _form(facts: Facts, busy: Desk, viewer: Viewer) -> None:
    _, today, seen = viewer.translate, viewer.today, busy.seen(desks.FORM, facts.terms)
    terms: Terms = busy.begun or seen
    ahead = today + dt.timedelta(days=desks.AHEAD_DAYS)
    lasts = desks.days(max(terms.starts_on, today - dt.timedelta(days=BACK_DAYS)), ahead, terms.ends_on)
    follow_ups, usual = _follow_ups(terms, facts.settings.protocol.follow_up_months, today)
    follow_ups = [_NONE, *follow_ups]
    current = terms.follow_up_on or (_NONE if terms.ends_on else usual)
    with st.form(f"end-form-{busy.nonce}", border=False):
        reason = st.radio(
            _("How it ended"), endings.REASONS,
            index=endings.REASONS.index(terms.end_reason) if terms.end_reason in endings.REASONS else None,
            format_func=lambda one: _(END_REASON_NAMES[one]), key=f"end-reason-{busy.nonce}",
        )  # fmt: skip
        last_on = desks.choose_day(
            _("Last day"), lasts, terms.ends_on or max(today, terms.starts_on), f"end-last-{busy.nonce}", today, _
        )
        note = st.text_area(
            _("About the end"), terms.end_note or "", key=f"end-note-{busy.nonce}", max_chars=endings.LONGEST_NOTE,
            height=96,
        ) or ""  # fmt: skip
        follow_up = st.selectbox(
            _("Follow-up"), follow_ups, index=follow_ups.index(current), key=f"end-follow-{busy.nonce}",
            format_func=lambda day: _("none") if day == _NONE else _.day(day, year=True),
        )  # fmt: skip
        panels.muted(
            _(
                "Questionnaires at the end and at the follow-up move along; what was planned after the last day is "
                "asked no more. Only therapists read what you write here."
            )
        )
        busy.say_trouble(desks.FORM, _FIELDS, _)
        pressed = st.form_submit_button(_("Keep the end"), key="end-keep", type="primary")
    if pressed:
        met = None if follow_up == _NONE else follow_up
        key = busy.key(endings.END, last_on, reason, note, met)
        mine = {"ends_on": last_on, "end_reason": reason, "end_note": note.strip() or None, "follow_up_on": met}
        desks.done(
            busy,
            lambda: endings.end(
                leave(viewer, facts.code), key, last_on=last_on, reason=reason or "", note=note, follow_up_on=met,
                seen=seen,
            ),
            merge=lambda stands: merged(stands, seen, mine),
        )  # fmt: skip
