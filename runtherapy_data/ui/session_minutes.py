"""What was done: intervals by one quick line or without typing, or minutes of walking and running."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.intervals import MOST_TIMES, RANGES, Intervals
from runtherapy_data.measures.intervals_typed import parsed
from runtherapy_data.measures.ranges import SESSION_RANGES
from runtherapy_data.ui import panels
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.session_values import INTERVALS, MINUTES
from runtherapy_data.views.session_words import intervals_said, said_of

_WAYS: Final = {INTERVALS: N_("Intervals"), MINUTES: N_("Minutes")}
# Without typing: part of an interval → its name.
_STEPS: Final = {
    "times": N_("Times"),
    "run": N_("Minutes of running each time"),
    "walk": N_("Minutes of walking each time"),
    "warm_up": N_("Minutes of walking before"),
    "cool_down": N_("Minutes of walking afterwards"),
}
# Minutes to choose from: a number field of the browser reads "2,5" as 25 in some languages.
_HALVES_UNTIL: Final = 15
_OFFERED: Final = (*(half / 2 for half in range(2 * _HALVES_UNTIL)), *map(float, range(_HALVES_UNTIL, 91)))
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
    kept = given.get("intervals")
    _begin(_line(place), _shown(kept or "", _))
    typed = st.text_input(
        _("Intervals, such as 5 x 2/3"), key=_line(place), max_chars=120, autocomplete="off", on_change=_to_steps,
        args=(place, _),
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
                key=f"session-as-last-{place}", on_click=_take, args=(place, last, _),
            )  # fmt: skip
    _stepper(place, known, _)
    return kept if typed and kept and typed == _shown(kept, _) else typed or None


def _stepper(place: str, known: Intervals | None, _: Translate) -> None:
    """The same, for who would rather tap than type."""
    with (
        st.expander(_("Without typing"), key=f"session-steps-{place}"),
        st.container(key=f"session-stepper-{place}", horizontal=True, gap="small"),
    ):
        for name, label in _STEPS.items():
            key = _step(place, name)
            _begin(key, _value(name, known) if known else None)
            if name == "times":
                st.number_input(
                    _(label), 1, MOST_TIMES, value=None, step=1, key=key, placeholder="–", on_change=_to_line,
                    args=(place, _), width=220,
                )  # fmt: skip
                continue
            low, held = RANGES[name][0], st.session_state[key]
            offered = sorted({*(one for one in _OFFERED if one >= low), *([] if held is None else [held])})
            st.selectbox(
                _(label), [None, *offered], key=key, on_change=_to_line, args=(place, _), width=220, filter_mode=None,
                format_func=lambda minutes: "–" if minutes is None else _.plain(minutes),
            )  # fmt: skip


def _value(name: str, known: Intervals) -> int | float:
    value = getattr(known, name)
    return int(value) if name == "times" else float(value)


def _shown(notation: str, _: Translate) -> str:
    """The notation with halves as the reader writes them: 5x(1,5/2)."""
    return notation.replace(".", _.plain(0.5)[1])


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


def _take(place: str, notation: str, _: Translate) -> None:
    st.session_state[_line(place)] = _shown(notation, _)
    _to_steps(place, _)


def _to_steps(place: str, _: Translate) -> None:
    """The line was typed: the other fields follow it, as far as it is clear."""
    if (known := _known(st.session_state.get(_line(place)))) is not None:
        for name in _STEPS:
            st.session_state[_step(place, name)] = _value(name, known)


def _to_line(place: str, _: Translate) -> None:
    """Something was chosen: the line says the same. Nothing is written before the three that it needs are there."""
    steps: dict[str, Any] = {name: st.session_state.get(_step(place, name)) for name in _STEPS}
    if any(steps[name] is None for name in _NEEDED):
        return
    before, after = steps["warm_up"] or 0.0, steps["cool_down"] or 0.0
    try:
        known = Intervals(int(steps["times"]), steps["run"], steps["walk"], before, after)
    except InvalidInputError:
        return
    st.session_state[_line(place)] = _shown(str(known), _)
