"""What a therapist can do with a signal: seen, discussed, done, put off for a while, and undo."""

from __future__ import annotations

import datetime as dt
from typing import Final

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.signals import LONGEST_SNOOZE_DAYS, STATE_NAMES, SignalState, SignalStep
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.ui.signal_desk import Desk
from runtherapy_data.views.signals import Signal

USUAL_DAYS: Final = 7
# Where a signal is → the steps forward that are left.
_LEFT: Final[dict[str, tuple[SignalStep, ...]]] = {
    SignalState.NEW: (SignalStep.SEEN, SignalStep.DISCUSSED, SignalStep.DONE),
    SignalState.SEEN: (SignalStep.DISCUSSED, SignalStep.DONE),
    SignalState.DISCUSSED: (SignalStep.DONE,),
}
_NAMES: Final[dict[str, str]] = {
    SignalStep.SEEN: N_("Seen"),
    SignalStep.DISCUSSED: N_("Discussed"),
    SignalStep.DONE: N_("Done"),
}


def buttons(signal: Signal, desk: Desk, viewer: Viewer) -> None:
    """The steps that are left, putting off, and taking one's own last step back."""
    _, place = viewer.translate, signal.id.hex
    if desk.aside == signal.id and signal.is_open:
        _put_aside(signal, desk, viewer)
        return
    with st.container(key=f"steps-{place}", horizontal=True, gap="small"):
        for step in _LEFT.get(signal.state, ()):
            if st.button(named(_(_NAMES[step]), signal.name(_)), key=f"{step}-{place}"):
                desk.take(viewer, signal, step)
                st.rerun()
        if (
            signal.is_open
            and not signal.is_risk
            and st.button(named(_("Put off"), signal.name(_)), key=f"aside-{place}")
        ):
            desk.aside, desk.trouble = signal.id, None
            st.rerun()
        undo(signal, desk, viewer)


def undo(signal: Signal, desk: Desk, viewer: Viewer, *, place: str = "card") -> None:
    """One's own last step, to take back; nothing where there is none. `place` tells two such buttons apart."""
    _, last = viewer.translate, signal.last_step
    if last is None or not signal.may_undo(viewer.principal.account_id):
        return
    what = _("put off") if last.step == SignalStep.SNOOZED else _(STATE_NAMES[last.step])
    if st.button(
        named(_("Undo: {step}", step=what), signal.name(_)), key=f"undo-{place}-{signal.id.hex}", icon=":material/undo:"
    ):
        desk.undo(viewer, signal)
        st.rerun()


def _until(day: dt.date, today: dt.date, _: Translate) -> str:
    days = _.plural("{n} day", "{n} days", (day - today).days)
    return f"{_.day(day)} ({days})"


def _put_aside(signal: Signal, desk: Desk, viewer: Viewer) -> None:
    """A reason and a last day; what is typed goes along with the button."""
    _, place, today = viewer.translate, signal.id.hex, viewer.today
    days = [today + dt.timedelta(days=number) for number in range(1, LONGEST_SNOOZE_DAYS + 1)]
    with st.form(f"aside-form-{place}", border=False):
        reason = st.text_input(_("Why can this wait?"), key=f"reason-{place}", max_chars=500, autocomplete="off") or ""
        until = st.selectbox(
            _("Put off through"), days, index=USUAL_DAYS - 1, format_func=lambda day: _until(day, today, _),
            key=f"until-{place}", filter_mode=None,
        )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            pressed = st.form_submit_button(_("Put off"), key=f"aside-now-{place}", type="primary")
            stopped = st.form_submit_button(_("No, leave it"), key=f"aside-not-{place}")
    if pressed:
        desk.take(viewer, signal, SignalStep.SNOOZED, reason=reason, until=until)
        st.rerun()
    if stopped:
        desk.aside, desk.trouble = None, None
        st.rerun()
    st.caption(escaped(_("Afterwards it is back on your list, if it still holds then.")))
