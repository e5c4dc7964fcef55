"""One signal on the course page: what was found, what to ask, what it rests on, and what can be done with it."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from runtherapy_data.analysis.rules import rules
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.signals import STATE_NAMES, SignalStep
from runtherapy_data.ui import panels, signal_steps
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.signal_desk import Desk
from runtherapy_data.views.signals import Signal

PARAMETER: Final = "signal"  # of the address: which signal the figure points out
STEP_NAMES: Final[dict[str, str]] = {
    SignalStep.RAISED: N_("raised by the rule"),
    SignalStep.SEEN: N_("seen"),
    SignalStep.DISCUSSED: N_("discussed"),
    SignalStep.DONE: N_("done"),
    SignalStep.EXPIRED: N_("closed by itself: what it was about is no longer so"),
    SignalStep.SNOOZED: N_("put off"),
    SignalStep.UNDONE: N_("last step undone"),
}


def card(signal: Signal, desk: Desk, viewer: Viewer, *, shown: bool, drawn: bool = True) -> None:
    """A signal, whole; `shown`: the figure points out what it rests on; `drawn`: there is a figure to do so."""
    _ = viewer.translate
    with st.container(key=f"signal-{signal.id.hex}", gap="small"):
        if signal.is_risk and signal.is_open:
            _protocol(signal, _)
        with st.container(gap=None):
            panels.muted(standing(signal, viewer))
            st.subheader(escaped(signal.name(_)), anchor=False)
            st.markdown(escaped(signal.sentence(_)))
        if signal.is_open:
            _questions(signal, _)
        if drawn and signal.days:
            _point_out(signal, _, shown=shown)
        desk.say_trouble(signal.id, {}, viewer.translate)
        signal_steps.buttons(signal, desk, viewer)
        _ground(signal, viewer)


def line(signal: Signal, viewer: Viewer) -> None:
    """A signal in short, beside one that is open: where it stands, its name to press, and its sentence."""
    _ = viewer.translate
    with st.container(key=f"signal-line-{signal.id.hex}", gap=None):
        panels.muted(standing(signal, viewer))
        st.button(
            escaped(signal.name(_)), key=f"open-{signal.id.hex}", type="tertiary", on_click=choose,
            args=(str(signal.id),),
        )  # fmt: skip
        st.markdown(escaped(signal.sentence(_)))


def standing(signal: Signal, viewer: Viewer) -> str:
    """Where it is in its life, and since when its ground is there."""
    _ = viewer.translate
    parts = [_(STATE_NAMES[signal.state]), _("since {day}", day=_.day(signal.since_on))]
    if signal.snoozed_until and signal.is_snoozed(viewer.today):
        parts.append(_("put off through {day}: {reason}", day=_.day(signal.snoozed_until), reason=signal.snooze_reason))
    return " · ".join(parts)


def _protocol(signal: Signal, _: Translate) -> None:
    """What the practice agreed to do first when a question about risk was answered."""
    first = _("First of all")
    with st.container(key=f"protocol-{signal.id.hex}", gap=None):
        st.markdown(f"**{escaped(first)}**")
        st.markdown(_paragraphs(signal.protocol(_)))


def _paragraphs(text: str) -> str:
    """A practice's own text, with its own lines."""
    return "  \n".join(escaped(line) for line in text.splitlines() if line.strip())


def _questions(signal: Signal, _: Translate) -> None:
    questions = signal.questions(_)
    if questions:
        told = "\n".join(f"- {escaped(question)}" for question in questions)
        with st.container(key=f"ask-{signal.id.hex}", gap=None):
            panels.muted(_.plural("To ask", "To ask", len(questions)))
            st.markdown(told)


def _point_out(signal: Signal, _: Translate, *, shown: bool) -> None:
    name = _("Take the marking away") if shown else _("Show in the figure")
    icon = ":material/close:" if shown else ":material/show_chart:"
    key = f"point-{signal.id.hex}"
    st.button(name, key=key, icon=icon, on_click=choose, args=("" if shown else str(signal.id),))


def choose(signal_id: str) -> None:
    """Which signal the figure points out stands in the address: a link to it can be kept, and going back works."""
    if signal_id:
        st.query_params[PARAMETER] = signal_id
    else:
        st.query_params.pop(PARAMETER, None)


def _ground(signal: Signal, viewer: Viewer) -> None:
    """On demand: days, numbers, threshold and rule, and what happened to the signal."""
    _ = viewer.translate
    folded = st.expander(_("What does this rest on?"), key=f"ground-{signal.id.hex}", on_change="rerun")
    if not folded.open:
        return
    with folded:
        panels.lines(f"ground-{signal.id.hex}", [(name, text) for name, text in _rests_on(signal, _) if text])
        panels.muted(_("A signal is a reason to talk, not a diagnosis."))
        panels.muted(_("What happened to it"))
        panels.lines(
            f"life-{signal.id.hex}", [_happened(signal, number, viewer) for number in range(len(signal.events))]
        )


def _rests_on(signal: Signal, _: Translate) -> list[tuple[str, str]]:
    known = next((one for one in rules() if one.id == signal.rule), None)
    return [
        (_("Found"), signal.ground(_)),
        (_("On which days"), _capital(signal.days_text(_)) if signal.days else ""),
        (_("When this is a signal"), signal.threshold_text(_)),
        (_("What the rule is for"), known.why.said(_.language) if known else ""),
        (_("Rule and source"), f"{signal.rule}: {known.source.said(_.language)}" if known else signal.rule),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _happened(signal: Signal, number: int, viewer: Viewer) -> tuple[str, str]:
    """One step in its life: when and who, what."""
    _, event = viewer.translate, signal.events[number]
    when = _.moment(event.at.astimezone(ZoneInfo(viewer.principal.zone)))
    what = _(STEP_NAMES[event.step])
    return f"{when} · {event.who}" if event.who else when, f"{what}: {event.reason}" if event.reason else what
