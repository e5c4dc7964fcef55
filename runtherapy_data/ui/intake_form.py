"""The form that begins a course: who, for which complaints, from when, how long, with which consents."""

from __future__ import annotations

import datetime as dt
from typing import Final

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
    _, busy = viewer.translate, intake_desk.desk("begin", code or "")
    with st.container(key="intake-begin", gap="small"):
        given = _asked(busy, viewer, is_new=code is None)
        busy.say_trouble(_BEGIN, FIELDS, _)
        label = _("Register and go on with the intake") if code is None else _("Begin the new course")
        pressed = st.button(label, key=f"intake-begin-{busy.nonce}", type="primary")
    if pressed:
        key = busy.key(registration.BEGIN, given)
        begun = busy.attempt(
            _BEGIN, lambda: registration.begin(grant_new_course(viewer.principal, code), key, given)
        )  # fmt: skip
        if begun is not None:
            navigation.go_to("intake", client=begun.client_code)
        st.rerun()


def _asked(busy: Desk, viewer: Viewer, *, is_new: bool) -> Beginning:
    _, nonce = viewer.translate, busy.nonce
    name = contact = ""
    if is_new:
        panels.muted(_("The client gets a code of their own. A name and how to reach them may stay empty."))
        name, contact = _who(nonce, _)
    complaint = st.selectbox(
        _("Main complaint"), list(COMPLAINT_NAMES), index=None, placeholder=_("Choose a complaint"),
        format_func=lambda one: _(COMPLAINT_NAMES[one]), key=f"begin-complaint-{nonce}", filter_mode=None,
    )  # fmt: skip
    secondary = st.pills(
        _("Also (as many as fit)"), [one for one in COMPLAINT_NAMES if one != complaint], selection_mode="multi",
        format_func=lambda one: _(COMPLAINT_NAMES[one]), key=f"begin-secondary-{nonce}",
    ) or []  # fmt: skip
    starts_on, weeks, sessions = _when(busy, viewer)
    mode = _mode([complaint or "", *secondary], nonce, _)
    return Beginning(
        complaint=complaint or "",
        secondary=tuple(secondary),
        starts_on=starts_on,
        weeks=weeks,
        sessions_per_week=sessions,
        mode=mode,
        name=name,
        contact=contact,
        consents=_consents(nonce, _),
    )


def _who(nonce: str, _: Translate) -> tuple[str, str]:
    name = st.text_input(
        _("Name (optional)"), key=f"begin-name-{nonce}", max_chars=LONGEST_NAME, autocomplete="off"
    )  # fmt: skip
    contact = st.text_input(
        _("How to reach them (optional)"), key=f"begin-contact-{nonce}", max_chars=LONGEST_CONTACT, autocomplete="off",
        placeholder=_("a telephone number, for instance"),
    )  # fmt: skip
    return name or "", contact or ""


def _when(busy: Desk, viewer: Viewer) -> tuple[dt.date, int, int]:
    _, today, nonce = viewer.translate, viewer.today, busy.nonce
    days = [today + dt.timedelta(days=number) for number in range(-_BACK_DAYS, _AHEAD_DAYS + 1)]
    with st.container(key="begin-when", horizontal=True, gap="small"):
        starts_on = st.selectbox(
            _("First day"), days, index=_BACK_DAYS, key=f"begin-starts-{nonce}", filter_mode=None, width=280,
            format_func=lambda day: people_words.start(day, today, _),
        )  # fmt: skip
        weeks = st.number_input(_("Weeks"), *WEEKS, 10, 1, key=f"begin-weeks-{nonce}", width=160)
        sessions = st.number_input(
            _("Sessions a week"), *SESSIONS, 3, 1, key=f"begin-sessions-{nonce}", width=160
        )  # fmt: skip
    return starts_on or today, int(weeks), int(sessions)


def _mode(complaints: list[str], nonce: str, _: Translate) -> str:
    """How the load grows: what is suggested for these complaints until somebody chooses otherwise."""
    suggested = suggested_mode(complaints)
    mode = st.segmented_control(
        _("Build-up"), list(MODE_NAMES), default=suggested.value, required=True,
        format_func=lambda one: _(MODE_NAMES[one]), key=f"begin-mode-{suggested}-{nonce}",
    ) or suggested.value  # fmt: skip
    panels.muted(_(_MODE_HINTS[mode]) + (f" {_(FATIGUE_WORDS)}" if suggested == Mode.NO_FIXED_INCREMENTS else ""))
    return str(mode)


def _consents(nonce: str, _: Translate) -> tuple[str, ...]:
    """What the client consents to, each apart: nothing is ticked beforehand."""
    said = _("The client consents to")
    st.markdown(f"**{escaped(said)}**")
    return tuple(
        purpose.value
        for purpose in Purpose
        if st.checkbox(
            f"**{escaped(opened(_(PURPOSE_NAMES[purpose])))}.** {escaped(_(PURPOSE_WORDS[purpose]))}",
            key=f"begin-consent-{purpose}-{nonce}",
        )
    )
