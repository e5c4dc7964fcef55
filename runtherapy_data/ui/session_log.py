"""*Sessie vastleggen*: the therapist's form for one session, new or changed, and what was logged before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from runtherapy_data.actions import sessions as actions
from runtherapy_data.errors import NotFoundError
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import SessionKind
from runtherapy_data.measures.exercises import Exercise
from runtherapy_data.measures.session_entry import SessionEntry
from runtherapy_data.queries import sessions as queries
from runtherapy_data.queries.exercises import library
from runtherapy_data.queries.sessions import CourseDays, HeldSession, RemovedSession
from runtherapy_data.store import reading
from runtherapy_data.ui import (
    due_panels,
    navigation,
    panels,
    session_after,
    session_conflict,
    session_fields,
    session_form,
    session_history,
    session_minutes,
    session_when,
)
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.ui.session_desk import Desk, desk
from runtherapy_data.ui.session_form import Form, leave
from runtherapy_data.ui.session_values import INTERVALS, fields_of
from runtherapy_data.views.session_words import NAMES, done_said, felt_said, heading_of

LISTED = 12


@dataclass(frozen=True, slots=True)
class _Known:
    """What the page needs to know of the course before it can ask anything."""

    sessions: tuple[HeldSession, ...]
    days: CourseDays
    planned: int | None
    library: tuple[Exercise, ...]
    removed: tuple[RemovedSession, ...]

    @property
    def last_guided(self) -> SessionEntry | None:
        """The newest session with the therapist."""
        return next((one.entry for one in self.sessions if one.entry.kind == SessionKind.GUIDED), None)


def asked_session() -> UUID | None:
    """The session that the address asks for (&session=…); None for a new one."""
    try:
        return UUID(st.query_params.get("session", ""))
    except ValueError:
        return None


def show(code: str, viewer: Viewer, *, is_opened: bool) -> None:
    """The form, or what was saved with it, and below it the sessions that there are."""
    busy = desk(code, asked_session())
    if is_opened:  # what was saved at an earlier visit is not said again
        busy.begin_anew()
    known = _known(busy, viewer)
    if known.days.starts_on > viewer.today:
        _ = viewer.translate
        panels.nothing_yet("sessions", _("This course begins on {day}.", day=_.day(known.days.starts_on, year=True)),
                           _("Sessions can be logged from that day on."))  # fmt: skip
        return
    session_after.just_now(busy, viewer)
    if busy.conflict is not None:
        session_conflict.show(busy.conflict, busy, viewer)
    elif busy.saved is not None:
        _after(busy.saved, busy, code, viewer)
    else:
        _form(busy, known, viewer)
    _earlier(known, busy, viewer)


def _known(busy: Desk, viewer: Viewer) -> _Known:
    grant = leave(busy, viewer)
    with reading(grant) as connection:
        days = queries.course_days(connection, grant)
        return _Known(
            queries.of_course(connection, grant),
            days,
            queries.planned_minutes(connection, grant, days, days.last(viewer.today)),
            library(connection, grant),
            queries.removed(connection, grant),
        )


def _form(busy: Desk, known: _Known, viewer: Viewer) -> None:
    _, held = viewer.translate, None
    if busy.session_id is not None:
        held = next((one for one in known.sessions if one.id == busy.session_id), None)
        if held is None:
            raise NotFoundError(_("This session is no longer there: it was removed."))
        busy.opened = busy.opened or held
        panels.section(_("Change the session of {day}", day=_.day(held.entry.day)))
    start = fields_of(busy.opened.entry, viewer.principal.zone) if busy.opened else _new(known, viewer)
    last = known.last_guided.intervals if known.last_guided and not held else None

    def fields(given: Mapping[str, Any], place: str) -> dict[str, Any]:
        return _fields(given, place, known, last, viewer)

    button = _("Save the change") if held else _("Save the session")
    session_form.show(Form(fields, start, button), busy, viewer)
    if busy.opened:
        _other_steps(busy.opened, busy, viewer)


def _new(known: _Known, viewer: Viewer) -> dict[str, Any]:
    """A new session: today, with the therapist, as long as the plan or else the last one says."""
    last = known.last_guided
    planned = known.planned if known.planned is not None else last.planned_minutes if last else None
    day = known.days.last(viewer.today)
    return {**fields_of(SessionEntry(day, SessionKind.GUIDED, planned_minutes=planned), viewer.principal.zone),
            "way": INTERVALS}  # fmt: skip


def _fields(given: Mapping[str, Any], place: str, known: _Known, last: str | None, viewer: Viewer) -> dict[str, Any]:
    """The form from top to bottom: what is used each time stands open, the rest is folded."""
    _, today = viewer.translate, viewer.today
    held = dt.date.fromisoformat(given["day"])
    options = session_when.days(known.days.starts_on, known.days.last(today), and_also=held)
    found: dict[str, Any] = {"day": session_when.day(given, place, options, today, _)}
    found["kind"] = session_when.kind(given, place, _)
    _same_day(found["day"], known.sessions, viewer)
    found |= session_minutes.show(given, place, last, _)
    found |= session_fields.felt(given, place, _)
    found |= session_fields.reflection(given, place, _("In the client's own words"))
    found |= session_fields.noticed(given, place, _)
    found |= session_fields.to_practise(given, place, known.library, _)
    with st.expander(_("Next appointment, planned minutes, begin time"), key=f"session-more-{place}"):
        found |= session_when.following(given, place, today, _usual_time(known, viewer), _)
        found |= session_fields.planned(given, place, _)
        time = session_when.start(given, place, _)
        found |= {"start_time": time, "start_day": found["day"] if time else None}
    return found


def _usual_time(known: _Known, viewer: Viewer) -> str | None:
    """The time of the last appointment that was made."""
    moments = (one.entry.next_appointment_at for one in known.sessions)
    last = next((moment for moment in moments if moment), None)
    return f"{last.astimezone(ZoneInfo(viewer.principal.zone)):%H:%M}" if last else None


def _same_day(day: str, sessions: Sequence[HeldSession], viewer: Viewer) -> None:
    """That there is one of this day already: nobody should log it twice without knowing."""
    _ = viewer.translate
    there = [one for one in sessions if one.entry.day.isoformat() == day and one.id != asked_session()]
    for one in there:
        what = _("There is a session on this day already: {what}.", what=f"{heading_of(one.entry, _)}, "
                 f"{done_said(one.entry, _)}")  # fmt: skip
        panels.muted(what)


def _other_steps(held: HeldSession, busy: Desk, viewer: Viewer) -> None:
    """Remove the session that is being changed, or leave it; and its history."""
    _ = viewer.translate
    with st.container(key="session-other-steps", horizontal=True, gap="small"):
        if st.button(_("Leave it as it was"), key=f"session-leave-{busy.nonce}"):
            session_form.throw_away(busy, viewer)
            _open(None)
        if st.button(_("Remove the session"), key=f"session-remove-{busy.nonce}"):
            if session_after.take_away(held, busy, viewer):
                gone = busy.removed
                desk(busy.client_code, None).removed = gone
                _open(None)
            st.rerun()
    session_history.show(held, leave(busy, viewer), viewer)


def _after(held: HeldSession, busy: Desk, code: str, viewer: Viewer) -> None:
    """What was saved, and what one could go on with."""
    _ = viewer.translate
    session_after.saved(held, busy, viewer)
    with st.container(key="session-onward", horizontal=True, gap="small"):
        if st.button(_("Change this session"), key=f"session-again-{busy.nonce}", icon=":material/edit:"):
            busy.begin_anew()
            _open(held.id)
        if st.button(_("Log another session"), key=f"session-another-{busy.nonce}", icon=":material/add:"):
            busy.begin_anew()
            _open(None)
        navigation.link("course", _("To the course"), icon=":material/show_chart:", client=code)
    due_panels.to_therapist(code, viewer)


def _open(session_id: UUID | None) -> None:
    """Go on with another session, or with a new one: in the address, so that loading the page anew keeps it."""
    if session_id is None:
        st.query_params.pop("session", None)
    else:
        st.query_params["session"] = str(session_id)
    st.rerun()


def _earlier(known: _Known, busy: Desk, viewer: Viewer) -> None:
    """The sessions that there are, the newest first, each with the way to change it; folded."""
    _ = viewer.translate
    others = [one for one in known.sessions if one.id != busy.session_id]
    just_now = busy.removed.session.id if busy.removed else None  # it has a way back at the top of the page
    gone = [one for one in known.removed if one.id != just_now]
    if not others and not gone:
        return
    with st.expander(_("Earlier sessions"), key="session-earlier"):
        everything = len(others) > LISTED and st.toggle(_("All sessions"), key="session-all")
        for one in others if everything else others[:LISTED]:
            _line(one, _)
        for taken in gone:
            _gone(taken, busy, viewer)


def _gone(gone: RemovedSession, busy: Desk, viewer: Viewer) -> None:
    """A session that was removed at some time, with the way to bring it back."""
    _ = viewer.translate
    heading = heading_of(gone.entry, _)
    with st.container(key=f"session-line-{gone.id.hex}", gap=None):
        st.markdown(f"**{escaped(heading)}**")
        when = session_history.moment_and_name(gone.at, gone.who, viewer)
        st.markdown(escaped(_("Removed: {when}. It was: {what}.", when=when, what=done_said(gone.entry, _))))
        busy.say_trouble(gone.id, NAMES, _)
        if st.button(named(_("Bring back"), heading), key=f"session-return-{gone.id.hex}", type="tertiary"):
            key, grant = busy.key(actions.RESTORE, gone.id, gone.at), leave(busy, viewer)
            if busy.attempt(gone.id, lambda: actions.bring_back(grant, key, gone.id)) is not None:
                busy.removed = None
            st.rerun()


def _line(held: HeldSession, _: Translate) -> None:
    with st.container(key=f"session-line-{held.id.hex}", gap=None):
        st.markdown(f"**{escaped(heading_of(held.entry, _))}**")
        told = " · ".join(part for part in (done_said(held.entry, _), felt_said(held.entry, _)) if part)
        st.markdown(escaped(told))
        label = named(_("Change"), heading_of(held.entry, _))
        if st.button(label, key=f"session-change-{held.id.hex}", type="tertiary"):
            _open(held.id)
