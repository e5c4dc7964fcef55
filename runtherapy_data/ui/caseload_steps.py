"""What a therapist can do with the reasons in a row: see, discuss, close, put off; and take that back in its place.

Each button says whose it is: the part that only a screen reader needs is small print, which the style sheet hides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.signals import LONGEST_SNOOZE_DAYS, SignalState, SignalStep
from runtherapy_data.ui import panels
from runtherapy_data.ui.caseload_desk import CaseloadDesk, Outcome
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.views.caseload import CaseloadRow
from runtherapy_data.views.signals import Signal

_USUAL_DAYS: Final = 7
_LIFE: Final = (SignalState.NEW, SignalState.SEEN, SignalState.DISCUSSED)
_STEPS: Final = (SignalStep.SEEN, SignalStep.DISCUSSED, SignalStep.DONE)
_BUTTONS: Final[dict[SignalStep, str]] = {
    SignalStep.SEEN: N_("Seen"),
    SignalStep.DISCUSSED: N_("Discussed"),
    SignalStep.DONE: N_("Done"),
}
_DONE: Final[dict[SignalStep, str]] = {
    SignalStep.SEEN: N_("Marked as seen."),
    SignalStep.DISCUSSED: N_("Marked as discussed."),
    SignalStep.DONE: N_("Closed."),
}


def next_step(row: CaseloadRow) -> tuple[SignalStep, tuple[Signal, ...]]:
    """The next step in the life of what the row shows, and the signals that have yet to take it."""
    life = min((_LIFE.index(one.state) for one in row.signals), default=0)
    return _STEPS[life], tuple(one for one in row.signals if one.state == _LIFE[life])


def buttons(row: CaseloadRow, desk: CaseloadDesk, viewer: Viewer) -> None:
    """One step in one press, and the way to the others; or what was just done, and the way back."""
    _, name = viewer.translate, row.course_id.hex
    with st.container(key=f"steps-{name}", horizontal=True, gap="small"):
        if outcome := desk.outcomes.get(row.course_id):
            _undoing(row, outcome, desk, viewer)
            return
        if not row.signals:
            return
        step, signals = next_step(row)
        if st.button(named(_(_BUTTONS[step]), row.client_code), key=f"step-{name}"):
            desk.take(viewer, row, step, signals)
            st.rerun()
        is_open = desk.opened == row.course_id
        label = _("Less") if is_open else _("More")
        if st.button(named(label, row.client_code), key=f"more-{name}", type="tertiary"):
            desk.opened = None if is_open else row.course_id
            st.rerun()


def _undoing(row: CaseloadRow, outcome: Outcome, desk: CaseloadDesk, viewer: Viewer) -> None:
    _ = viewer.translate
    st.markdown(escaped(said(outcome, _)))
    if st.button(named(_("Undo"), row.client_code), key=f"undo-{row.course_id.hex}", type="tertiary"):
        desk.undo(viewer, row, outcome.signals)
        st.rerun()


def said(outcome: Outcome, _: Translate) -> str:
    """What was just done, in words."""
    if outcome.until is not None:
        return _("Put off through {day}.", day=_.day(outcome.until))
    return _(_DONE[outcome.step])


def trouble(row: CaseloadRow, desk: CaseloadDesk, _: Translate) -> None:
    """What did not work in this row, and how to mend it."""
    if error := desk.troubles.get(row.course_id):
        st.warning(escaped(error.text(_)))


def choices(row: CaseloadRow, desk: CaseloadDesk, viewer: Viewer) -> None:
    """Every step with every reason of the row, and putting off; shown while the row is open."""
    if desk.opened != row.course_id or not row.signals:
        return
    with st.container(key=f"opened-{row.course_id.hex}", gap="small"):
        for signal in row.signals:
            _steps(row, signal, desk, viewer)
        _putting_off(row, [one for one in row.signals if not one.is_risk], desk, viewer)


def _steps(row: CaseloadRow, signal: Signal, desk: CaseloadDesk, viewer: Viewer) -> None:
    """The steps that a signal can still take, behind its name; going back is undoing."""
    _ = viewer.translate
    with st.container(horizontal=True, gap="small", key=f"steps-{signal.id.hex}"):
        st.markdown(escaped(signal.name(_)))
        for step in _STEPS[_LIFE.index(signal.state) :]:
            label = named(_(_BUTTONS[step]), row.client_code, signal.name(_))
            if st.button(label, key=f"{step}-{signal.id.hex}"):
                desk.take(viewer, row, step, [signal])
                st.rerun()


def _putting_off(row: CaseloadRow, signals: Sequence[Signal], desk: CaseloadDesk, viewer: Viewer) -> None:
    """Out of sight for some days, for a reason. What asks about risk waits for no day."""
    _, name = viewer.translate, row.course_id.hex
    if len(signals) < len(row.signals):
        panels.muted(_("The answer to a risk question cannot be put off."))
    if not signals:
        return
    with (
        st.form(key=f"snooze-{name}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        chosen = _which(signals, name, _)
        reason = st.text_input(_("Why can this wait?"), key=f"reason-{name}", autocomplete="off", width=320)
        days = st.number_input(
            _("Days (at most {most})", most=LONGEST_SNOOZE_DAYS),
            min_value=1, value=_USUAL_DAYS, step=1, key=f"days-{name}", width=168,
        )  # fmt: skip
        if st.form_submit_button(named(_("Put off"), row.client_code), key=f"put-off-{name}"):
            until = _through(viewer.today, int(days or 0))
            desk.take(viewer, row, SignalStep.SNOOZED, chosen, reason=reason or "", until=until)
            st.rerun()


def _through(today: dt.date, days: int) -> dt.date:
    """The last day that was asked for; what lies outside of every calendar is a day too far, and refused as such."""
    return today + dt.timedelta(days=max(0, min(days, LONGEST_SNOOZE_DAYS + 1)))


def _which(signals: Sequence[Signal], name: str, _: Translate) -> Sequence[Signal]:
    """All of them, or the one that was chosen."""
    if len(signals) == 1:
        return signals
    places = range(len(signals) + 1)
    labels = [_("All reasons"), *(one.name(_) for one in signals)]
    chosen = st.selectbox(
        _("Which reason"), places, format_func=lambda place: labels[place], key=f"which-{name}", filter_mode=None,
        width=280,
    )  # fmt: skip
    return [signals[chosen - 1]] if chosen else signals


def back(row: CaseloadRow, desk: CaseloadDesk, viewer: Viewer) -> None:
    """For somebody who was put off: the way back, where the reader put them off and nothing was done since."""
    mine = [
        one
        for one in row.snoozed
        if one.last_step is not None
        and one.last_step.step == SignalStep.SNOOZED
        and one.may_undo(viewer.principal.account_id)
    ]
    if not mine:
        return
    if st.button(
        named(viewer.translate(N_("Show again")), row.client_code), key=f"back-{row.course_id.hex}", type="tertiary"
    ):
        desk.undo(viewer, row, mine)
        st.rerun()
