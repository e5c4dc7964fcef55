"""The signals of one course, for its therapist: which there are, which one the figure points out, and their panel."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from runtherapy_data.access import grant_course, grant_system
from runtherapy_data.actions import evaluation
from runtherapy_data.identity import Permission
from runtherapy_data.measures.signals import SignalState
from runtherapy_data.store import reading
from runtherapy_data.ui import panels, signal_cards, signal_steps
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.signal_cards import PARAMETER
from runtherapy_data.ui.signal_desk import Desk, desk
from runtherapy_data.views import signals as view
from runtherapy_data.views.course import Course
from runtherapy_data.views.signal_evidence import Evidence
from runtherapy_data.views.signal_evidence import of as evidence_of
from runtherapy_data.views.signals import Signal


def of_course(viewer: Viewer, client_code: str) -> tuple[Signal, ...]:
    """Every signal of the client's course, looked for anew through today where that was not done yet."""
    grant = grant_course(viewer.principal, client_code)
    looking = grant_system(
        grant.practice_id, Permission.SIGNALS, asked_by=viewer.principal.email, zone=viewer.principal.zone
    )
    evaluation.refresh(looking, viewer.today, [grant.course_id])
    with reading(grant) as connection:
        return view.of_course(connection, grant)


def pointed_out(found: Sequence[Signal]) -> Signal | None:
    """The signal in the address (?signal=…), if it is one of these; whatever else stands there means nothing."""
    asked = st.query_params.get(PARAMETER, "")
    return next((one for one in found if str(one.id) == asked), None)


def evidence(chosen: Signal | None, course: Course) -> Evidence | None:
    """What the chosen signal rests on, for the figures; None where none was chosen."""
    return evidence_of(chosen, course) if chosen else None


def show(found: Sequence[Signal], chosen: Signal | None, viewer: Viewer, *, drawn: bool) -> None:
    """The panel: open signals, those put off, closed ones; `drawn`: there is a figure beside it.

    In order of urgency, one of them whole (the chosen one, else the first) and the others in a few lines, so that all
    stand beside the figure. A signal about risk is always whole.
    """
    _, busy = viewer.translate, desk()
    panels.section(_("Signals"))
    if st.query_params.get(PARAMETER) and chosen is None:
        panels.muted(_("The signal in the address is not one of this course, or is no longer there."))
    _just_closed(found, chosen, busy, viewer)
    now = [one for one in found if one.is_open and not one.is_snoozed(viewer.today)]
    if chosen is not None and chosen not in now:
        signal_cards.card(chosen, busy, viewer, shown=True, drawn=drawn)
    whole = chosen or next(iter(now), None)
    for one in now:
        if one is whole or one.is_risk:
            signal_cards.card(one, busy, viewer, shown=one is chosen, drawn=drawn)
        else:
            signal_cards.line(one, viewer)
    if not now:
        panels.muted(_("No signal asks for a conversation now."))
    aside = [one for one in found if one.is_snoozed(viewer.today)]
    _folded(_.plural("{n} signal put off", "{n} signals put off", len(aside)), "aside", aside, chosen, busy, viewer)
    closed = [one for one in found if not one.is_open]
    _folded(_.plural("{n} earlier signal", "{n} earlier signals", len(closed)), "closed", closed, chosen, busy, viewer)


def _just_closed(found: Sequence[Signal], chosen: Signal | None, busy: Desk, viewer: Viewer) -> None:
    """The signal that was closed or put off a moment ago left its place: here is the way back."""
    _ = viewer.translate
    last = next((one for one in found if one.id == busy.last), None)
    if last is None or last is chosen or not (last.state == SignalState.DONE or last.is_snoozed(viewer.today)):
        return
    with st.container(key="just-closed", horizontal=True, gap="small"):
        told = _("{name}: put off.", name=last.name(_)) if last.is_open else _("{name}: done.", name=last.name(_))
        st.markdown(escaped(told))
        signal_steps.undo(last, busy, viewer, place="just-closed")


def _folded(label: str, key: str, signals: Sequence[Signal], chosen: Signal | None, busy: Desk, viewer: Viewer) -> None:
    """Signals that ask for nothing now: built when somebody opens them."""
    if not signals:
        return
    folded = st.expander(label, key=f"signals-{key}", on_change="rerun")
    if folded.open:
        with folded:
            for one in signals:
                if one is not chosen:
                    signal_cards.card(one, busy, viewer, shown=False)
