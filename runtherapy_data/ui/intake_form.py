"""The form that begins a course: who, for which complaints, from when, how long, with which consents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

import streamlit as st

from runtherapy_data.access import grant_new_course
from runtherapy_data.actions import registration
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.build_up import suggested_mode
from runtherapy_data.measures.codes import COMPLAINT_NAMES, MODE_NAMES, PURPOSE_NAMES, Mode, Purpose
from runtherapy_data.measures.registering import LONGEST_CONTACT, LONGEST_NAME, SESSIONS, WEEKS, Beginning
from runtherapy_data.ui import intake_desk, navigation, panels, people_words
from runtherapy_data.ui.consents import PURPOSE_WORDS, opened
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.intake_desk import FIELDS, Desk
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.session_values import begun, differing
from runtherapy_data.ui.unregistered import WAITING
from runtherapy_data.views.plan import FATIGUE_WORDS

_BACK_DAYS: Final = 28
_AHEAD_DAYS: Final = 56
_BEGIN: Final = "begin"
_MODE_HINTS: Final[dict[str, str]] = {
    Mode.GENTLE_BUILD_UP: N_("A plan in which the weeks grow a little; you change it as you see fit."),
    Mode.NO_FIXED_INCREMENTS: N_("A plan in which nothing grows by itself; you decide together, week by week."),
}


def show(viewer: Viewer, code: str | None = None) -> None:
    """The form for a new client or, with a code, for a new course of a client whose earlier one is over."""
    _, busy, who = viewer.translate, intake_desk.desk("begin", code or ""), viewer.principal
    found = WAITING.found(who, code or "")
    first = _first(found, busy, viewer)
    with st.container(key="intake-begin", gap="small"):
        if busy.is_taken_up and found:
            _taken_up(busy, viewer)
        given = _asked(first, busy.nonce, viewer, is_new=code is None)
        # What is no more than the form itself proposes is no draft.
        WAITING.keep(who, code or "", differing(_empty(viewer), _content(given)))
        busy.say_trouble(_BEGIN, FIELDS, _)
        label = _("Register and go on with the intake") if code is None else _("Begin the new course")
        pressed = st.button(label, key=f"intake-begin-{busy.nonce}", type="primary")
    if pressed:
        key = busy.key(registration.BEGIN, given)
        course = busy.attempt(
            _BEGIN, lambda: registration.begin(grant_new_course(viewer.principal, code), key, given)
        )  # fmt: skip
        if course is not None:
            _forget(busy, viewer)
            navigation.go_to("intake", client=course.client_code)
        st.rerun()


def _empty(viewer: Viewer) -> dict[str, Any]:
    """The form as it is before anybody fills it in."""
    return _content(Beginning(complaint="", starts_on=viewer.today))


def _content(given: Beginning) -> dict[str, Any]:
    """What the fields hold, in what a draft holds; the mode only where it is not the suggested one."""
    suggested = suggested_mode([given.complaint, *given.secondary]).value
    return {**asdict(given), "starts_on": given.starts_on.isoformat(), "secondary": list(given.secondary),
            "consents": list(given.consents), "mode": None if given.mode == suggested else given.mode}  # fmt: skip


def _first(found: Mapping[str, Any], busy: Desk, viewer: Viewer) -> dict[str, Any]:
    """What the fields hold when the form opens; it stays what it is as long as the form is on the screen.

    Streamlit forgets what a field held when its page is left: whoever comes back opens the form anew.
    """
    is_open = f"begin-weeks-{busy.nonce}" in st.session_state
    if not is_open or not isinstance(busy.opened, dict):
        busy.opened, busy.is_taken_up = begun(_empty(viewer), found), bool(found)
    opened: dict[str, Any] = busy.opened
    return opened


def _forget(busy: Desk, viewer: Viewer) -> None:
    WAITING.forget(viewer.principal, busy.client_code)
    busy.opened, busy.trouble = None, None
    busy.renew()


def _taken_up(busy: Desk, viewer: Viewer) -> None:
    """What was found from before is said, with a way to be rid of it."""
    _ = viewer.translate
    with st.container(key="begin-draft", horizontal=True, gap="small"):
        panels.muted(_("Here is what you had filled in before. It is not saved yet."))
        if st.button(_("Begin anew"), key=f"begin-anew-{busy.nonce}"):
            _forget(busy, viewer)
            st.rerun()


def _asked(first: Mapping[str, Any], nonce: str, viewer: Viewer, *, is_new: bool) -> Beginning:
    _ = viewer.translate
    name = contact = ""
    if is_new:
        panels.muted(_("The client gets a code of their own. A name and how to reach them may stay empty."))
        name, contact = _who(first, nonce, _)
    codes = list(COMPLAINT_NAMES)
    complaint = st.selectbox(
        _("Main complaint"), codes, index=codes.index(first["complaint"]) if first["complaint"] in codes else None,
        placeholder=_("Choose a complaint"), format_func=lambda one: _(COMPLAINT_NAMES[one]),
        key=f"begin-complaint-{nonce}", filter_mode=None,
    )  # fmt: skip
    others = [one for one in codes if one != complaint]
    secondary = st.pills(
        _("Also (as many as fit)"), others, selection_mode="multi",
        default=[one for one in first["secondary"] or () if one in others],
        format_func=lambda one: _(COMPLAINT_NAMES[one]), key=f"begin-secondary-{nonce}",
    ) or []  # fmt: skip
    starts_on, weeks, sessions = _when(first, nonce, viewer)
    mode = _mode(first, [complaint or "", *secondary], nonce, _)
    return Beginning(
        complaint=complaint or "",
        secondary=tuple(secondary),
        starts_on=starts_on,
        weeks=weeks,
        sessions_per_week=sessions,
        mode=mode,
        name=name,
        contact=contact,
        consents=_consents(first, nonce, _),
    )


def _who(first: Mapping[str, Any], nonce: str, _: Translate) -> tuple[str, str]:
    name = st.text_input(
        _("Name (optional)"), first["name"] or "", key=f"begin-name-{nonce}", max_chars=LONGEST_NAME,
        autocomplete="off",
    )  # fmt: skip
    contact = st.text_input(
        _("How to reach them (optional)"), first["contact"] or "", key=f"begin-contact-{nonce}",
        max_chars=LONGEST_CONTACT, autocomplete="off", placeholder=_("a telephone number, for instance"),
    )  # fmt: skip
    return name or "", contact or ""


def _when(first: Mapping[str, Any], nonce: str, viewer: Viewer) -> tuple[dt.date, int, int]:
    _, today = viewer.translate, viewer.today
    days = [today + dt.timedelta(days=number) for number in range(-_BACK_DAYS, _AHEAD_DAYS + 1)]
    held = dt.date.fromisoformat(first["starts_on"])
    with st.container(key="begin-when", horizontal=True, gap="small"):
        starts_on = st.selectbox(
            _("First day"), days, index=days.index(held) if held in days else _BACK_DAYS,
            key=f"begin-starts-{nonce}", filter_mode=None, width=280,
            format_func=lambda day: people_words.start(day, today, _),
        )  # fmt: skip
        weeks = st.number_input(_("Weeks"), *WEEKS, first["weeks"], 1, key=f"begin-weeks-{nonce}", width=160)
        sessions = st.number_input(
            _("Sessions a week"), *SESSIONS, first["sessions_per_week"], 1, key=f"begin-sessions-{nonce}", width=160
        )  # fmt: skip
    return starts_on or today, int(weeks), int(sessions)


def _mode(first: Mapping[str, Any], complaints: list[str], nonce: str, _: Translate) -> str:
    """How the load grows: what is suggested for these complaints until somebody chooses otherwise."""
    suggested = suggested_mode(complaints)
    was = suggested_mode([first["complaint"] or "", *(first["secondary"] or ())])
    mode = st.segmented_control(
        _("Build-up"), list(MODE_NAMES), default=(first["mode"] if was == suggested else None) or suggested.value,
        required=True, format_func=lambda one: _(MODE_NAMES[one]), key=f"begin-mode-{suggested}-{nonce}",
    ) or suggested.value  # fmt: skip
    panels.muted(_(_MODE_HINTS[mode]) + (f" {_(FATIGUE_WORDS)}" if suggested == Mode.NO_FIXED_INCREMENTS else ""))
    return str(mode)


def _consents(first: Mapping[str, Any], nonce: str, _: Translate) -> tuple[str, ...]:
    """What the client consents to, each apart: nothing is ticked beforehand."""
    said = _("The client consents to")
    st.markdown(f"**{escaped(said)}**")
    return tuple(
        purpose.value
        for purpose in Purpose
        if st.checkbox(
            f"**{escaped(opened(_(PURPOSE_NAMES[purpose])))}.** {escaped(_(PURPOSE_WORDS[purpose]))}",
            purpose.value in (first["consents"] or ()),
            key=f"begin-consent-{purpose}-{nonce}",
        )
    )
