"""What was done: intervals by one quick line or with plus and minus, or minutes of walking and running."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.intervals import RANGES, Intervals
from runtherapy_data.measures.intervals_typed import parsed
from runtherapy_data.measures.ranges import SESSION_RANGES
from runtherapy_data.ui import panels
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.session_values import INTERVALS, MINUTES
from runtherapy_data.views.session_words import intervals_said, said_of

_WAYS: Final = {INTERVALS: N_("Intervals"), MINUTES: N_("Minutes")}
# The steppers: part of an interval → its name, and how much one step is.
_STEPS: Final = {
    "times": (N_("Times"), 1.0),
    "run": (N_("Minutes of running each time"), 0.5),
    "walk": (N_("Minutes of walking each time"), 0.5),
    "warm_up": (N_("Minutes of walking before"), 1.0),
    "cool_down": (N_("Minutes of walking afterwards"), 1.0),
}
_NEEDED: Final = ("times", "run", "walk")


def show(given: Mapping[str, Any], place: str, last: str | None, _: Translate) -> dict[str, Any]:
    """The fields of one form; `last` is how walking and running took turns last time, to take again with one press."""
    way = st.segmented_control(
        _("What was done"), list(_WAYS), default=given.get("way") or INTERVALS, required=True,
        format_func=lambda one: _(_WAYS[one]), key=f"session-way-{place}",
    ) or INTERVALS  # fmt: skip
    held = {name: given.get(name) for name in ("intervals", "walking_minutes", "running_minutes")}
    if way == INTERVALS:
        return {**held, "way": way, "intervals": _intervals(given, place, last, _)}
    return {**held, "way": way, **_minutes(given, place, _)}


def _minutes(given: Mapping[str, Any], place: str, _: Translate) -> dict[str, Any]:
    names = {"walking_minutes": _("Minutes of walking"), "running_minutes": _("Minutes of running")}
    with st.container(key=f"session-minutes-{place}", horizontal=True, gap="small"):
        return {
            name: st.number_input(
                label, *SESSION_RANGES[name], value=given.get(name), step=1, key=f"session-{name}-{place}",
                placeholder="–", width=200,
            )
            for name, label in names.items()
        }  # fmt: skip


def _intervals(given: Mapping[str, Any], place: str, last: str | None, _: Translate) -> str | None:
    _begin(_line(place), given.get("intervals") or "")
    typed = st.text_input(
        _("Intervals, such as 5 x 2/3"), key=_line(place), max_chars=120, autocomplete="off", on_change=_to_steps,
        args=(place,),
    )  # fmt: skip
    known = _known(typed)
    if known is not None:
        st.markdown(escaped(_(
            "{intervals}: {running} min running, {walking} min walking.", intervals=said_of(known, _),
            running=known.running_minutes, walking=known.walking_minutes,
        )))  # fmt: skip
    elif typed:
        _say_unclear(typed, _)
    else:
        panels.muted(_("5 x 2/3 is five times 2 minutes running and 3 minutes walking. Walking before and after: "
                       "5 + 5 x 2/3 + 5."))  # fmt: skip
        if last and intervals_said(last, _):
            st.button(
                escaped(_("As last time: {intervals}", intervals=intervals_said(last, _))),
                key=f"session-as-last-{place}", on_click=_take, args=(place, last),
            )  # fmt: skip
    _stepper(place, known, _)
    return typed or None


def _stepper(place: str, known: Intervals | None, _: Translate) -> None:
    """The same in plus and minus, for who would rather tap than type."""
    with (
        st.expander(_("With plus and minus"), key=f"session-steps-{place}"),
        st.container(key=f"session-stepper-{place}", horizontal=True, gap="small"),
    ):
        for name, (label, step) in _STEPS.items():
            low, high = (float(end) for end in RANGES[name])
            _begin(_step(place, name), float(getattr(known, name)) if known else None)
            st.number_input(
                _(label), low, high, value=None, step=step, format="%g", key=_step(place, name), placeholder="–",
                on_change=_to_line, args=(place,), width=220,
            )  # fmt: skip


def _say_unclear(typed: str, _: Translate) -> None:
    try:
        parsed(typed)
    except InvalidInputError as error:
        st.warning(escaped(error.text(_)))


def _begin(key: str, value: object) -> None:
    """The first value of a field that another field can set: Streamlit wants such a value in the session."""
    if key not in st.session_state:
        st.session_state[key] = value


def _known(typed: str | None) -> Intervals | None:
    try:
        return parsed(typed or "")
    except InvalidInputError:
        return None


def _line(place: str) -> str:
    return f"session-intervals-{place}"


def _step(place: str, name: str) -> str:
    return f"session-step-{name}-{place}"


def _take(place: str, notation: str) -> None:
    st.session_state[_line(place)] = notation
    _to_steps(place)


def _to_steps(place: str) -> None:
    """The line was typed: the steppers follow it, as far as it is clear."""
    if (known := _known(st.session_state.get(_line(place)))) is not None:
        for name in _STEPS:
            st.session_state[_step(place, name)] = float(getattr(known, name))


def _to_line(place: str) -> None:
    """A stepper was pressed: the line says the same. Nothing is written before the three that it needs are there."""
    steps: dict[str, Any] = {name: st.session_state.get(_step(place, name)) for name in _STEPS}
    if any(steps[name] is None for name in _NEEDED):
        return
    before, after = steps["warm_up"] or 0.0, steps["cool_down"] or 0.0
    try:
        known = Intervals(int(steps["times"]), steps["run"], steps["walk"], before, after)
    except InvalidInputError:
        return
    st.session_state[_line(place)] = str(known)
