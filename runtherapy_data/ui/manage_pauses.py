"""Pausing and resuming a course on *Plan en fasen*."""

from __future__ import annotations

import datetime as dt
from typing import Final

import streamlit as st

from runtherapy_data.actions import course_terms
from runtherapy_data.actions import pauses as actions
from runtherapy_data.actions.pauses import ChangedPause
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.days import OPEN_EVENT_DAYS, event_through
from runtherapy_data.queries.life_events import HeldEvent
from runtherapy_data.ui import manage_desk as desks
from runtherapy_data.ui import manage_plan, panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.manage_desk import Desk
from runtherapy_data.ui.manage_facts import Facts

PART: Final = "pauses"
LONGEST_DAYS: Final = 183  # farther ahead than this nobody plans the end of a pause here
_FIELDS: Final = {"first_on": N_("First day"), "last_on": N_("Last day"), "note": N_("Why")}
_NOT_KNOWN: Final = dt.date.max
_NEW: Final = None


def show(facts: Facts, viewer: Viewer) -> None:
    """The pauses so far, *Resume* while one goes on, and the folded form."""
    _, busy = viewer.translate, desks.desk(PART, facts.code)
    panels.section(_("Pause"))
    if facts.pauses:
        panels.lines(PART, [_line(one, _) for one in facts.pauses])
    else:
        panels.muted(_("The course was not paused."))
    desks.way_back(
        busy, PART, _said(busy.removed, viewer), lambda key, last: actions.undo(busy.leave(viewer), key, last), _
    )
    _longer(busy.removed, facts, busy, viewer)
    current = going_on(facts.pauses, viewer.today)
    if current is not None:
        _resume(current, facts, busy, viewer)
    label = _("Pause again, or change a pause") if facts.pauses else _("Pause the course")
    unfolded = desks.folded(label, PART, busy)
    if unfolded:
        with unfolded:
            _form(facts, busy, viewer)


def _longer(done: ChangedPause | None, facts: Facts, busy: Desk, viewer: Viewer) -> None:
    """After a pause of some weeks: the course may well go on for as long, if the therapist thinks so."""
    _, terms = viewer.translate, facts.terms
    lasted = done.after if done else None
    if lasted is None or lasted.last_on is None or terms.ends_on is not None:
        return
    weeks = round(((lasted.last_on - lasted.first_on).days + 1) / 7)
    longer = terms.planned_weeks + weeks
    if not weeks or longer > course_terms.WEEKS[1]:
        return
    panels.muted(_.plural("The pause lasts about {n} week.", "The pause lasts about {n} weeks.", weeks))
    if st.button(_("Plan {weeks} weeks in all", weeks=longer), key=f"pause-longer-{busy.nonce}"):
        key = busy.key(course_terms.CHANGE, longer)
        desks.done(
            desks.desk(manage_plan.PART, facts.code),
            lambda: course_terms.change(
                busy.leave(viewer), key, planned_weeks=longer, sessions_per_week=terms.sessions_per_week,
                mode=terms.mode, seen=terms,
            ),
        )  # fmt: skip


def going_on(pauses: tuple[HeldEvent, ...], today: dt.date) -> HeldEvent | None:
    """The pause of that day, also one that nobody ended."""
    return next((one for one in pauses if one.first_on <= today <= (one.last_on or dt.date.max)), None)


def _resume(current: HeldEvent, facts: Facts, busy: Desk, viewer: Viewer) -> None:
    _ = viewer.translate
    if event_through(current.first_on, current.last_on, viewer.today) < viewer.today:
        weeks = OPEN_EVENT_DAYS // 7
        panels.muted(
            _(
                "This pause has no last day and began more than {weeks} weeks ago: its further days count again. "
                "Give it a last day, or resume the course.",
                weeks=weeks,
            )
        )
    if st.button(_("Resume the course today"), key=f"pause-resume-{busy.nonce}", type="primary"):
        key = busy.key(actions.RESUME, current.id)
        desks.done(busy, lambda: actions.resume(busy.leave(viewer), key, current.id))


def days_of(one: HeldEvent, _: Translate) -> str:
    """The days of a pause in words."""
    if one.last_on is None:
        return _("since {day}, not over yet", day=_.day(one.first_on))
    return _("{first} through {last}", first=_.day(one.first_on), last=_.day(one.last_on))


def _line(one: HeldEvent, _: Translate) -> tuple[str, str]:
    days = days_of(one, _)
    return days[0].upper() + days[1:], one.note or _("Pause")


def _said(done: ChangedPause | None, viewer: Viewer) -> str:
    _ = viewer.translate
    if done is None:
        return ""
    if done.after is None:
        return _("The pause was taken away.")
    if done.after.last_on is not None and done.after.last_on < viewer.today and done.before is not None:
        return _("The course goes on. The pause lasted: {days}.", days=days_of(done.after, _))
    return _("Paused: {days}.", days=days_of(done.after, _))


def _chosen(facts: Facts, busy: Desk, _: Translate) -> HeldEvent | None:
    if not facts.pauses:
        return None
    held = {one.id: one for one in facts.pauses}
    which = st.selectbox(
        _("Which pause"), [_NEW, *held], key=f"pause-which-{busy.nonce}", filter_mode=None,
        format_func=lambda one: days_of(held[one], _) if one in held else _("a new one"),
    )  # fmt: skip
    return held.get(which) if which else None


def _form(facts: Facts, busy: Desk, viewer: Viewer) -> None:
    _, today, terms = viewer.translate, viewer.today, facts.terms
    stands = _chosen(facts, busy, _)
    place = f"{stands.id.hex if stands else 'new'}-{busy.nonce}"
    chosen = busy.seen(place, stands)
    last = terms.ends_on or max(today, terms.starts_on) + dt.timedelta(days=desks.AHEAD_DAYS)
    start = chosen.first_on if chosen else min(max(today, terms.starts_on), last)
    firsts = desks.days(terms.starts_on, last, start)
    until = desks.days(firsts[-1], last + dt.timedelta(days=LONGEST_DAYS), chosen.last_on if chosen else None)
    ends = [_NOT_KNOWN, *reversed([day for day in until if day >= min(start, today)])]
    with st.form(f"pause-form-{place}", border=False):
        first_on = desks.choose_day(_("First day"), firsts, start, f"pause-first-{place}", today, _)
        last_on = st.selectbox(
            _("Last day"), ends, index=ends.index((chosen and chosen.last_on) or _NOT_KNOWN),
            format_func=lambda day: _("not known yet") if day == _NOT_KNOWN else _.day(day, year=True),
            key=f"pause-last-{place}",
        )  # fmt: skip
        note = st.text_input(
            _("Why"), chosen.note if chosen else "", key=f"pause-note-{place}", max_chars=actions.LONGEST_NOTE,
            autocomplete="off",
        ) or ""  # fmt: skip
        panels.muted(
            _(
                "Signals leave these days out and nothing is overdue in them. The weeks of the course go on counting. "
                "The client reads the days and the reason too."
            )
        )
        busy.say_trouble(desks.FORM, _FIELDS, _)
        with st.container(horizontal=True, gap="small"):
            pressed = st.form_submit_button(_("Save the pause"), key=f"pause-keep-{place}", type="primary")
            removed = chosen and st.form_submit_button(_("Take the pause away"), key=f"pause-remove-{place}")
    if pressed:
        _keep(facts, busy, viewer, chosen, (first_on, None if last_on == _NOT_KNOWN else last_on, note))
    if removed and chosen:
        key = busy.key(actions.REMOVE, chosen)
        desks.done(busy, lambda: actions.remove(busy.leave(viewer), key, chosen))


def _keep(
    facts: Facts, busy: Desk, viewer: Viewer, chosen: HeldEvent | None, said: tuple[dt.date, dt.date | None, str]
) -> None:
    first_on, last_on, note = said
    key = busy.key(actions.SET, chosen, *said)
    desks.done(
        busy,
        lambda: actions.set_pause(
            busy.leave(viewer), key, first_on=first_on, last_on=last_on, note=note, instead_of=chosen
        ),
    )
