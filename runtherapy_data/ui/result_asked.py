"""What is asked of a client, for the therapist: enter it from paper, another day, not any more, and undo."""

from __future__ import annotations

import datetime as dt
from typing import Final

import streamlit as st

from runtherapy_data.actions import questionnaire_requests as actions
from runtherapy_data.measures.codes import MOMENT_NAMES, DueState, Moment
from runtherapy_data.measures.instruments import instruments
from runtherapy_data.measures.protocol import OWN_GOALS, last_day
from runtherapy_data.queries.questionnaire_asks import Ask
from runtherapy_data.ui import panels, people_words, result_entry, result_list
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.ui.result_desk import ASKED, NEW, Desk
from runtherapy_data.ui.result_facts import Facts
from runtherapy_data.views import questionnaire_lines as said
from runtherapy_data.views.questionnaires_open import title

AHEAD_DAYS: Final = 400


def show(facts: Facts, busy: Desk, viewer: Viewer) -> None:
    """What is open, with its steps; a way back for the last one; and a form to ask for more."""
    _ = viewer.translate
    panels.section(_("Asked"))
    if busy.kept_in_list:
        result_list.just_kept(facts, busy, viewer)
    wanted = [one for one in facts.asks if one.is_open]
    for ask in wanted:
        _row(ask, facts, busy, viewer)
    if not wanted:
        panels.muted(_("Nothing is asked at the moment."))
    _way_back(busy, viewer)
    busy.say_trouble(ASKED, said.FIELDS, _)
    folded = st.expander(_("Ask for a questionnaire"), key="ask-panel", on_change="rerun")
    if folded.open:
        with folded:
            _new(facts, busy, viewer)
            _by_protocol(facts, busy, viewer)
            _dropped(facts, busy, viewer)


def _row(ask: Ask, facts: Facts, busy: Desk, viewer: Viewer) -> None:
    _, place = viewer.translate, ask.id.hex
    what, when = said.asked(ask, viewer.today, _)
    with st.container(key=f"asked-{place}", gap="small"):
        with st.container(key=f"asked-line-{place}", horizontal=True, gap="small"):
            st.markdown(f"**{escaped(what)}**  \n{escaped(when)}", width="stretch")
            if st.button(named(_("Enter from paper"), what), key=f"paper-{place}"):
                busy.enter(NEW, ask)
                st.rerun()
            if st.button(named(_("Another day"), what), key=f"move-{place}"):
                busy.moving = None if busy.moving and busy.moving.id == ask.id else ask
                st.rerun()
            if st.button(named(_("Do not ask"), what), key=f"drop-{place}"):
                key = busy.key(actions.DROP, ask.id)
                busy.before = busy.attempt(ASKED, lambda: actions.drop(busy.leave(viewer), key, ask.id))
                st.rerun()
        if busy.moving and busy.moving.id == ask.id:
            _move(ask, busy.moving, busy, viewer)
        if busy.entering == NEW and busy.preset and busy.preset.id == ask.id:
            result_entry.show(facts, busy, viewer)


def _days(viewer: Viewer, *named_days: dt.date) -> list[dt.date]:
    """Today and the days to come; those that are named are among them."""
    every = {viewer.today + dt.timedelta(days=number) for number in range(AHEAD_DAYS)}
    return sorted(every | {day for day in named_days if day > viewer.today})


def _move(ask: Ask, seen: Ask, busy: Desk, viewer: Viewer) -> None:
    """Another day for what is asked; `seen` is how it stood when this was opened."""
    _, place = viewer.translate, f"{ask.id.hex}-{busy.nonce}"
    days = _days(viewer, ask.due_on)
    with st.form(f"move-form-{place}", border=False):
        due_on = st.selectbox(
            _("Day"), days, index=days.index(max(ask.due_on, viewer.today)), key=f"move-day-{place}",
            format_func=lambda day: people_words.start(day, viewer.today, _),
        )  # fmt: skip
        pressed = st.form_submit_button(_("Ask on this day"), key="move-keep", type="primary")
    if pressed:
        key = busy.key(actions.MOVE, seen, due_on)
        busy.before = busy.attempt(ASKED, lambda: actions.move(busy.leave(viewer), key, seen, due_on))
        if busy.moving:  # what stands now is said, and has been seen from here on
            busy.moving = ask
        st.rerun()


def _way_back(busy: Desk, viewer: Viewer) -> None:
    """What was moved or dropped a moment ago, to put back."""
    _, before = viewer.translate, busy.before
    if before is None:
        return
    with st.container(key="asked-undo", horizontal=True, gap="small"):
        what, _when = said.asked(before, viewer.today, _)
        st.markdown(escaped(_("Changed: {what}.", what=what)))
        if st.button(_("Undo"), key="asked-undo-button", icon=":material/undo:"):
            key = busy.key("put back", before.id)
            busy.attempt(ASKED, lambda: actions.put_back(busy.leave(viewer), key, before))
            st.rerun()


def _new(facts: Facts, busy: Desk, viewer: Viewer) -> None:
    _, place = viewer.translate, busy.nonce
    codes = [one.id for one in instruments()]
    days = _days(viewer)
    with st.form(f"ask-form-{place}", border=False):
        code = st.selectbox(
            _("Questionnaire"), codes, index=codes.index("phq9"), format_func=lambda one: title(one, _),
            key=f"ask-code-{place}",
        )  # fmt: skip
        due_on = st.selectbox(
            _("Day"), days, format_func=lambda day: people_words.start(day, viewer.today, _), key=f"ask-day-{place}"
        )
        moments = [Moment.EXTRA.value, *(one.value for one in Moment if one != Moment.EXTRA)]
        moment = st.selectbox(
            _("Moment"), moments, format_func=lambda one: _(MOMENT_NAMES[one]), key=f"ask-moment-{place}"
        )
        if code == OWN_GOALS and not any(one.dropped_on is None for one in facts.goals):
            panels.muted(_("No goals have been agreed yet: there is nothing to ask about."))
        pressed = st.form_submit_button(_("Ask for it"), key="ask-keep", type="primary")
    if pressed:
        key = busy.key(actions.ASK, code, due_on, moment)
        busy.attempt(ASKED, lambda: actions.ask(busy.leave(viewer), key, code, due_on, moment))
        st.rerun()


def _by_protocol(facts: Facts, busy: Desk, viewer: Viewer) -> None:
    _, course = viewer.translate, facts.course
    panels.muted(_("The practice's protocol asks for its questionnaires at the intake, halfway, at the end and after."))
    if st.button(_("Ask what the protocol asks"), key="ask-protocol"):
        ends_on = course.ends_on or last_day(course.starts_on, course.planned_weeks)
        key = busy.key(actions.BY_PROTOCOL)
        busy.attempt(ASKED, lambda: actions.by_protocol(busy.leave(viewer), key, course.starts_on, ends_on))
        st.rerun()


def _dropped(facts: Facts, busy: Desk, viewer: Viewer) -> None:
    _ = viewer.translate
    dropped = [one for one in facts.asks if one.state == DueState.DROPPED]
    if not dropped:
        return
    not_any_more = _("Not asked any more")
    st.markdown(f"**{escaped(not_any_more)}**")
    for ask in dropped:
        _again(ask, busy, viewer)


def _again(ask: Ask, busy: Desk, viewer: Viewer) -> None:
    _ = viewer.translate
    what, when = said.asked(ask, viewer.today, _)
    with st.container(key=f"asked-dropped-{ask.id.hex}", horizontal=True, gap="small"):
        st.markdown(escaped(f"{what}, {when}"), width="stretch")
        if st.button(named(_("Ask again"), what), key=f"again-{ask.id.hex}"):
            key = busy.key(actions.ASK_AGAIN, ask.id)
            busy.before = busy.attempt(ASKED, lambda: actions.ask_again(busy.leave(viewer), key, ask.id))
            st.rerun()
