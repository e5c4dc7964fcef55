"""The fields of one session: what was done, how it was, what was noticed, what comes next. All but the day can wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import TalkTest
from runtherapy_data.measures.exercises import Exercise
from runtherapy_data.measures.observations import OBSERVED, PICKS
from runtherapy_data.measures.ranges import SESSION_RANGES
from runtherapy_data.measures.session_entry import LONGEST_EXERCISES, LONGEST_TEXT
from runtherapy_data.measures.session_scales import SESSION_SCALES, SessionScale
from runtherapy_data.ui import exercise_picker, panels
from runtherapy_data.ui.scales import scale

_TALK: Final = {TalkTest.EASILY.value: N_("easily"), TalkTest.JUST.value: N_("only just"), TalkTest.NO.value: N_("not")}
# What signals (effort and the talk test beside it) and the figure of the course (feeling) rest on.
_FIRST: Final = ("effort", "feeling_before", "feeling_after")


def felt(given: Mapping[str, Any], place: str, _: Translate) -> dict[str, Any]:
    """How it was: 0 to 10, and whether talking went. What is not touched stays open."""
    return {name: value for one in SESSION_SCALES for name, value in _scale(one, given, place, _).items()}


def felt_briefly(given: Mapping[str, Any], place: str, _: Translate) -> dict[str, Any]:
    """For who has a minute: effort, talk test, the feeling before and after. The rest is folded, and said beside it."""
    first = [one for one in SESSION_SCALES if one.code in _FIRST]
    found = {name: value for one in first for name, value in _scale(one, given, place, _).items()}
    rest = [one for one in SESSION_SCALES if one.code not in _FIRST]
    stands = any(given.get(one.code) is not None for one in rest)
    is_open = st.session_state.setdefault(f"session-told-{place}", stands)  # no tap folds it under a finger
    with st.expander(_("Tell more"), expanded=is_open, key=f"session-more-{place}"):
        for one in rest:
            found |= _scale(one, given, place, _)
    said = [f"{_(one.name).lower()} {found[one.code]}" for one in rest if found[one.code] is not None]
    if said:
        panels.muted(_("Also filled in: {what}.", what=", ".join(said)))
    return found


def _scale(one: SessionScale, given: Mapping[str, Any], place: str, _: Translate) -> dict[str, Any]:
    """One question; behind the effort comes the talk test, which says it in another way."""
    key = f"session-{one.code}-{place}"
    found: dict[str, Any] = {
        one.code: scale(_(one.name), key, _(one.at_zero), _(one.at_ten), _, value=given.get(one.code))
    }
    if one.code == "effort":
        found["talk_test"] = st.segmented_control(
            _("Talk test: could you talk meanwhile?"), list(_TALK), default=given.get("talk_test"),
            format_func=lambda code: _(_TALK[code]), key=f"session-talk-{place}",
        )  # fmt: skip
    return found


def planned(given: Mapping[str, Any], place: str, _: Translate) -> dict[str, Any]:
    """How long it was meant to be."""
    return {
        "planned_minutes": st.number_input(
            _("Planned minutes, walking and running together"), *SESSION_RANGES["planned_minutes"],
            value=given.get("planned_minutes"), step=5, key=f"session-planned-{place}", placeholder="–", width=200,
        )
    }  # fmt: skip


def noticed(given: Mapping[str, Any], place: str, _: Translate) -> dict[str, Any]:
    """What the therapist saw: a tap for what is usual, words beside it. Folded open where something stands already."""
    found: dict[str, Any] = {}
    stands = any(given.get(kind) or given.get(f"picks_{kind}") for kind in OBSERVED)
    with st.expander(_("What you noticed"), expanded=stands, key=f"session-noticed-{place}"):
        panels.muted(_("Only therapists read this."))
        for kind, name in OBSERVED.items():
            words = {one.code: one.words.said(_.language) for one in PICKS[kind]}
            chosen = [code for code in given.get(f"picks_{kind}") or () if code in words]
            found[f"picks_{kind}"] = st.pills(
                _(name), list(words), selection_mode="multi", default=chosen, format_func=words.__getitem__,
                key=f"session-picks-{kind}-{place}",
            )  # fmt: skip
            found[kind] = st.text_input(
                _("{what}, in words", what=_(name)), given.get(kind) or "", max_chars=LONGEST_TEXT,
                key=f"session-{kind}-{place}", autocomplete="off",
            )  # fmt: skip
    return found


def reflection(given: Mapping[str, Any], place: str, label: str) -> dict[str, Any]:
    """What the client says of it."""
    return {
        "reflection": st.text_area(
            label, given.get("reflection") or "", max_chars=LONGEST_TEXT, height=96, key=f"session-reflection-{place}"
        )
    }


def to_practise(given: Mapping[str, Any], place: str, library: Sequence[Exercise], _: Translate) -> dict[str, Any]:
    """What the client takes home: exercises of the library, and words beside them."""
    stands = bool(given.get("exercises") or given.get("home_exercises"))
    with st.expander(_("To practise at home"), expanded=stands, key=f"session-home-{place}"):
        codes = exercise_picker.choose(library, f"session-{place}", _, chosen=given.get("exercises") or ())
        words = st.text_input(
            _("In words, for the client"), given.get("home_exercises") or "", max_chars=LONGEST_EXERCISES,
            key=f"session-home-words-{place}", autocomplete="off",
        )  # fmt: skip
    return {"exercises": codes, "home_exercises": words}
