"""The phases of a course on *Plan en fasen*: where it is now, and a form to set, correct or take away a phase."""

from __future__ import annotations

import datetime as dt
from typing import Final

import streamlit as st

from runtherapy_data.actions import phases as actions
from runtherapy_data.actions.phases import ChangedPhase
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import PHASE_NAMES
from runtherapy_data.queries.phases import HeldPhase
from runtherapy_data.ui import manage_desk as desks
from runtherapy_data.ui import panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.manage_desk import Desk
from runtherapy_data.ui.manage_facts import Facts

PART: Final = "phases"
_FIELDS: Final = {"phase": N_("Phase"), "starts_on": N_("From")}
_NEW: Final = dt.date.min


def show(facts: Facts, viewer: Viewer) -> None:
    """The phases so far, the one of today pointed out, and the folded form."""
    _, busy = viewer.translate, desks.desk(PART, facts.code)
    panels.section(_("Phases"))
    if facts.phases:
        panels.lines(PART, [_line(one, facts.phases, viewer) for one in facts.phases])
    else:
        panels.muted(_("No phase was set yet."))
    desks.way_back(busy, PART, _said(busy.removed, _), lambda key, last: actions.undo(busy.leave(viewer), key, last), _)
    unfolded = desks.folded(_("Set or change a phase"), PART, busy)
    if unfolded:
        with unfolded:
            _form(facts, busy, viewer)


def now(phases: tuple[HeldPhase, ...], today: dt.date) -> HeldPhase | None:
    """The phase of that day; None before the first one."""
    return next((one for one in reversed(phases) if one.starts_on <= today), None)


def _line(one: HeldPhase, phases: tuple[HeldPhase, ...], viewer: Viewer) -> tuple[str, str]:
    _ = viewer.translate
    lead = _("from {day} on", day=_.day(one.starts_on, year=one.starts_on.year != viewer.today.year))
    if one == now(phases, viewer.today):
        lead = _("{day}, the phase of today", day=lead)
    elif one.starts_on > viewer.today:
        lead = _("{day}, still to come", day=lead)
    return lead[0].upper() + lead[1:], _(PHASE_NAMES[one.phase])


def _said(done: ChangedPhase | None, _: Translate) -> str:
    if done is None:
        return ""
    if done.after is None:
        taken = done.before
        return _("Taken away: {phase}.", phase=_(PHASE_NAMES[taken.phase])) if taken else ""
    name, day = _(PHASE_NAMES[done.after.phase]), _.day(done.after.starts_on, year=True)
    return _("Kept: {phase} from {day} on.", phase=name, day=day)


def _chosen(facts: Facts, busy: Desk, _: Translate) -> HeldPhase | None:
    """The phase that is corrected; None for a new one."""
    if not facts.phases:
        return None
    held = {one.starts_on: one for one in facts.phases}
    which = st.selectbox(
        _("Which phase"), [_NEW, *reversed(held)], key=f"phase-which-{busy.nonce}", filter_mode=None,
        format_func=lambda day: _named(held[day], _) if day in held else _("a new one"),
    )  # fmt: skip
    return held.get(which)


def _named(one: HeldPhase, _: Translate) -> str:
    since = _("from {day} on", day=_.day(one.starts_on))
    return f"{_(PHASE_NAMES[one.phase])}, {since}"


def _next(facts: Facts, today: dt.date) -> str:
    """What usually follows the phase of today."""
    every, current = list(PHASE_NAMES), now(facts.phases, today)
    place = every.index(current.phase) + 1 if current else 0
    return str(every[min(place, len(every) - 1)])


def _form(facts: Facts, busy: Desk, viewer: Viewer) -> None:
    _, today, terms = viewer.translate, viewer.today, facts.terms
    stands = _chosen(facts, busy, _)
    place = f"{stands.starts_on if stands else 'new'}-{busy.nonce}"
    chosen = busy.seen(place, stands)
    first = min([terms.starts_on, *(one.starts_on for one in facts.phases)])
    last = terms.ends_on or max(today, terms.starts_on) + dt.timedelta(days=desks.AHEAD_DAYS)
    start = chosen.starts_on if chosen else min(max(today, terms.starts_on), last)
    with st.form(f"phase-form-{place}", border=False):
        every = list(PHASE_NAMES)
        phase = st.radio(
            _("Phase"), every, index=every.index(chosen.phase if chosen else _next(facts, today)),
            format_func=lambda one: _(PHASE_NAMES[one]), key=f"phase-what-{place}",
        )  # fmt: skip
        on = desks.choose_day(_("From"), desks.days(first, last, start), start, f"phase-from-{place}", today, _)
        busy.say_trouble(desks.FORM, _FIELDS, _)
        with st.container(horizontal=True, gap="small"):
            pressed = st.form_submit_button(_("Save the phase"), key=f"phase-keep-{place}", type="primary")
            removed = chosen and st.form_submit_button(_("Take the phase away"), key=f"phase-remove-{place}")
    if pressed and phase:
        key = busy.key(actions.SET, phase, on, chosen)
        desks.done(busy, lambda: actions.set_phase(busy.leave(viewer), key, phase=phase, on=on, instead_of=chosen))
    if removed and chosen:
        key = busy.key(actions.REMOVE, chosen)
        desks.done(busy, lambda: actions.remove(busy.leave(viewer), key, chosen))
