"""Life events on the page of a course: what was noted, and a folded form to note, change or remove one."""

from __future__ import annotations

import datetime as dt
from typing import Final
from uuid import UUID

import streamlit as st

from runtherapy_data.actions import life_events as actions
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import EVENT_NAMES, EventKind
from runtherapy_data.queries.life_events import HeldEvent, of_course
from runtherapy_data.store import reading
from runtherapy_data.ui import course_words as said
from runtherapy_data.ui import panels, people_words
from runtherapy_data.ui.course_desk import Desk, desk
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views.course import Course, EventFact

AHEAD_DAYS: Final = 56  # a holiday is known some weeks before it
BEFORE_START_DAYS: Final = 28
_FIELDS: Final = {"kind": N_("What"), "first_on": N_("First day"), "last_on": N_("Last day"), "note": N_("Note")}
_FORM: Final = "form"
_NOTED: Final = [one.value for one in EventKind if one != EventKind.PAUSE]  # a pause is set with the course itself
_KINDS: Final = {**EVENT_NAMES, EventKind.OTHER: N_("Something else")}
_OPEN: Final = dt.date.max  # in the list of last days: there is none yet


def show(course: Course, viewer: Viewer) -> None:
    """What happened in the client's life, the newest first, and the form below it, folded until asked for."""
    _, busy = viewer.translate, desk("events", course.client_code)
    panels.section(_("Life events"))
    if course.events:
        panels.lines("events", [said.event_line(one, _) for one in reversed(course.events)])
    else:
        panels.muted(_("None noted. Days of a holiday or an illness are left out of the signals once they are noted."))
    _way_back(busy, viewer)
    folded = st.expander(
        _("Note or change an event") if course.events else _("Note an event"), key="event-panel", on_change="rerun"
    )
    if folded.open:
        with folded:
            _form(course, busy, viewer)


def _way_back(busy: Desk, viewer: Viewer) -> None:
    """The event that was removed a moment ago, to bring back."""
    _, removed = viewer.translate, busy.removed
    if not isinstance(removed, HeldEvent):
        return
    with st.container(key="event-removed", horizontal=True, gap="small"):
        st.markdown(escaped(_("Removed: {what}.", what=_named(removed, _))))
        if st.button(_("Undo"), key="event-undo", icon=":material/undo:"):
            key = busy.key(actions.RESTORE, removed.id)
            busy.attempt(_FORM, lambda: actions.restore(busy.leave(viewer), key, removed))
            st.rerun()


def _named(event: HeldEvent, _: Translate) -> str:
    days, what = said.event_line(EventFact(event.kind, event.first_on, event.last_on), _)
    return f"{what}, {days}"


def _chosen(course: Course, busy: Desk, viewer: Viewer) -> HeldEvent | None:
    """The event that is written anew; None for a new one. A pause is changed with the course (*Plan en fasen*)."""
    _ = viewer.translate
    if not course.events:
        return None
    grant = busy.leave(viewer)
    with reading(grant) as connection:
        held = {one.id: one for one in of_course(connection, grant) if one.kind in _NOTED}
    options: list[UUID | None] = [None, *held]
    chosen = st.selectbox(
        _("Event"), options, key=f"event-which-{busy.nonce}", filter_mode=None,
        format_func=lambda one: _named(held[one], _) if one in held else _("a new one"),
    )  # fmt: skip
    return held.get(chosen) if chosen else None


def _days(course: Course, chosen: HeldEvent | None, today: dt.date) -> list[dt.date]:
    """The days to choose from, the newest first; those of the chosen event are always among them."""
    named = {day for day in (chosen.first_on, chosen.last_on) if day} if chosen else set()
    first = min({course.starts_on - dt.timedelta(days=BEFORE_START_DAYS), today, *named})
    last = max({today + dt.timedelta(days=AHEAD_DAYS), *named})
    return [last - dt.timedelta(days=number) for number in range((last - first).days + 1)]


def _form(course: Course, busy: Desk, viewer: Viewer) -> None:
    """What is typed goes along with the button; days are chosen from a list, in the reader's language."""
    _, today = viewer.translate, viewer.today
    chosen = _chosen(course, busy, viewer)
    if chosen is None or busy.opened is None or busy.opened.id != chosen.id:
        busy.opened = chosen  # from here on what its reader saw, whatever a colleague makes of it
    days, place = _days(course, chosen, today), f"{chosen.id.hex if chosen else 'new'}-{busy.nonce}"
    ends = [_OPEN, *days]
    with st.form(f"event-form-{place}", border=False):
        kind = st.segmented_control(
            _("What"), _NOTED, default=chosen.kind if chosen else EventKind.HOLIDAY.value,
            required=True, format_func=lambda one: _(_KINDS[one]), key=f"event-kind-{place}",
        ) or EventKind.HOLIDAY.value  # fmt: skip
        first_on = st.selectbox(
            _("First day"), days, index=days.index(chosen.first_on if chosen else today),
            format_func=lambda day: people_words.start(day, today, _), key=f"event-first-{place}",
        )  # fmt: skip
        last_on = st.selectbox(
            _("Last day"), ends, index=ends.index((chosen and chosen.last_on) or _OPEN),
            format_func=lambda day: _("not over yet") if day == _OPEN else people_words.start(day, today, _),
            key=f"event-last-{place}",
        )  # fmt: skip
        note = st.text_input(
            _("Note"), chosen.note if chosen else "", key=f"event-note-{place}", max_chars=actions.LONGEST_NOTE,
            autocomplete="off",
        ) or ""  # fmt: skip
        panels.muted(_("The client reads this too, with the days in their own figure."))
        busy.say_trouble(_FORM, _FIELDS, _)
        with st.container(horizontal=True, gap="small"):
            pressed = st.form_submit_button(_("Save the event"), key="event-keep", type="primary")
            removed = chosen and st.form_submit_button(_("Remove the event"), key="event-remove")
    if pressed:
        until = None if last_on == _OPEN else last_on
        _keep(busy, viewer, chosen, HeldEvent(chosen.id if chosen else UUID(int=0), kind, first_on, until, note))
        st.rerun()
    if removed and chosen:
        seen: HeldEvent = busy.opened
        key = busy.key(actions.REMOVE, seen)
        busy.removed = busy.attempt(_FORM, lambda: actions.remove(busy.leave(viewer), key, seen))
        busy.take_notice(lambda now: now)
        st.rerun()


def _keep(busy: Desk, viewer: Viewer, chosen: HeldEvent | None, said_now: HeldEvent) -> None:
    facts = (said_now.kind, said_now.first_on, said_now.last_on, said_now.note)
    if chosen is None:
        key = busy.key(actions.ADD, *facts)
        busy.attempt(
            _FORM,
            lambda: actions.add(
                busy.leave(viewer), key, kind=said_now.kind, first_on=said_now.first_on, last_on=said_now.last_on,
                note=said_now.note,
            ),
        )  # fmt: skip
        return
    seen: HeldEvent = busy.opened
    key = busy.key(actions.CHANGE, seen, *facts)
    busy.attempt(
        _FORM,
        lambda: actions.change(
            busy.leave(viewer), key, seen, kind=said_now.kind, first_on=said_now.first_on, last_on=said_now.last_on,
            note=said_now.note,
        ),
    )  # fmt: skip
    busy.take_notice(lambda now: now)
