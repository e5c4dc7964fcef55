"""The form that ends a course, or corrects how it ended: kept as a draft while it is filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from runtherapy_data.actions import endings
from runtherapy_data.errors import ConflictError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.codes import END_REASON_NAMES
from runtherapy_data.measures.protocol import months_after
from runtherapy_data.measures.signals import SignalGroup
from runtherapy_data.queries.course_terms import Terms
from runtherapy_data.ui import course_signals, panels
from runtherapy_data.ui import manage_desk as desks
from runtherapy_data.ui.drafts import Drafting, drafting
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.manage_desk import Desk
from runtherapy_data.ui.manage_facts import Facts
from runtherapy_data.ui.manage_plan import merged

BACK_DAYS: Final = 183
AROUND_DAYS: Final = 56  # so far from the usual day a follow-up may be agreed
_FIELDS: Final = {
    "ends_on": N_("Last day"),
    "end_reason": N_("How it ended"),
    "end_note": N_("About the end"),
    "follow_up_on": N_("Follow-up"),
}
_NONE: Final = dt.date.max  # in the list of follow-ups: there will be none


@dataclass(frozen=True, slots=True)
class _Given:
    """What is filled in now, in the columns of the course."""

    end_reason: str | None
    ends_on: dt.date
    end_note: str
    follow_up_on: dt.date | None


def show(facts: Facts, busy: Desk, viewer: Viewer) -> None:
    """Reason, last day, a note and the follow-up; what is filled in is there again after a lost connection."""
    _, seen = viewer.translate, busy.seen(desks.FORM, facts.terms)
    grant = busy.leave(viewer)
    draft = drafting(grant, endings.DRAFT, str(grant.course_id))
    start: Terms = busy.begun or _begun(seen, draft.content)
    if draft.found and draft.content:
        _found(draft, busy, facts, viewer)
    _still_open(facts, viewer)
    given = _fields(start, facts.settings.protocol.follow_up_months, busy, viewer)
    try:
        draft.keep(grant, _differing(given, _untouched(seen, facts, viewer)))
    except ConflictError:
        panels.muted(_("Your draft is not kept yet. It is tried again at your next change."))
    panels.muted(
        _(
            "Questionnaires at the end and at the follow-up move along; what was planned after the last day is "
            "asked no more. Only therapists read what you write here."
        )
    )
    busy.say_trouble(desks.FORM, _FIELDS, _)
    if st.button(_("Save the end"), key=f"end-keep-{busy.nonce}", type="primary"):
        _keep(given, seen, draft, facts, busy, viewer)


def _found(draft: Drafting, busy: Desk, facts: Facts, viewer: Viewer) -> None:
    """What was found from before is said, with a way to be rid of it."""
    _ = viewer.translate
    with st.container(key="done-end-draft", horizontal=True, gap="small", vertical_alignment="center"):
        panels.muted(_("Here is what you had filled in before. It is not saved yet."))
        if st.button(_("Begin anew"), key=f"end-draft-away-{busy.nonce}"):
            draft.throw_away(busy.leave(viewer))
            busy.renew()
            st.rerun()


def _still_open(facts: Facts, viewer: Viewer) -> None:
    """Ending a course closes no question about somebody's safety."""
    _ = viewer.translate
    if any(one.group == SignalGroup.RISK and one.is_open for one in course_signals.of_course(viewer, facts.code)):
        panels.muted(_("A risk question is still open. It stays at the top of your list, also after the last day."))


def _begun(seen: Terms, kept: Mapping[str, Any]) -> Terms:
    """What the fields start with: what stands, but for what the draft has otherwise."""
    found = dict(kept)
    for name in ("ends_on", "follow_up_on"):
        if found.get(name):
            found[name] = dt.date.fromisoformat(found[name])
    return replace(seen, **found)


def _untouched(seen: Terms, facts: Facts, viewer: Viewer) -> _Given:
    """The form as nobody filled it in."""
    last_on = seen.ends_on or max(viewer.today, seen.starts_on)
    met = seen.follow_up_on if seen.ends_on else months_after(last_on, facts.settings.protocol.follow_up_months)
    return _Given(seen.end_reason, last_on, seen.end_note or "", met)


def _differing(given: _Given, untouched: _Given) -> dict[str, str]:
    """What is worth a draft: what somebody filled in."""
    both = ((name, getattr(given, name), getattr(untouched, name)) for name in _FIELDS)
    return {name: str(value) for name, value, before in both if value and value != before}


def _fields(start: Terms, months: int, busy: Desk, viewer: Viewer) -> _Given:
    _, today, nonce = viewer.translate, viewer.today, busy.nonce
    known = start.end_reason in endings.REASONS
    reason = st.radio(
        _("How it ended"), endings.REASONS,
        index=endings.REASONS.index(start.end_reason) if known and start.end_reason else None,
        format_func=lambda one: _(END_REASON_NAMES[one]), key=f"end-reason-{nonce}",
    )  # fmt: skip
    first, ahead = max(start.starts_on, today - dt.timedelta(days=BACK_DAYS)), dt.timedelta(days=desks.AHEAD_DAYS)
    lasts = desks.days(first, max(today, start.starts_on) + ahead, start.ends_on)
    last_on = desks.choose_day(
        _("Last day"), lasts, start.ends_on or max(today, start.starts_on), f"end-last-{nonce}", today, _
    )
    note = st.text_area(
        _("About the end"), start.end_note or "", key=f"end-note-{nonce}", max_chars=endings.LONGEST_NOTE, height=96
    )
    return _Given(reason, last_on, note or "", _follow_up(start, last_on, months, busy, viewer))


def _follow_up(start: Terms, last_on: dt.date, months: int, busy: Desk, viewer: Viewer) -> dt.date | None:
    """The day to meet again: as the practice's protocol has it, counted from the last day, unless agreed otherwise."""
    _, usual = viewer.translate, months_after(last_on, months)
    around = dt.timedelta(days=AROUND_DAYS)
    days = desks.days(max(usual - around, last_on + dt.timedelta(days=1)), usual + around, start.follow_up_on)
    options = [_NONE, *reversed([day for day in days if day > last_on])]
    agreed = start.follow_up_on or (_NONE if start.ends_on and start.end_reason else usual)
    chosen = st.selectbox(
        _("Follow-up"), options, index=options.index(agreed if agreed in options else usual),
        key=f"end-follow-{last_on}-{busy.nonce}",
        format_func=lambda day: _("no follow-up") if day == _NONE else _.day(day, year=True),
    )  # fmt: skip
    return None if chosen == _NONE else chosen


def _keep(given: _Given, seen: Terms, draft: Drafting, facts: Facts, busy: Desk, viewer: Viewer) -> None:
    key = busy.key(endings.END, given)
    mine = {name: getattr(given, name) or None for name in _FIELDS}

    def end() -> object:
        done = endings.end(
            busy.leave(viewer), key, last_on=given.ends_on, reason=given.end_reason or "", note=given.end_note,
            follow_up_on=given.follow_up_on, seen=seen,
        )  # fmt: skip
        draft.forget()
        return done

    desks.done(busy, end, merge=lambda stands: merged(stands, seen, mine))
