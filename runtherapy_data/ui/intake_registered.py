"""What was registered of a client, to read and to correct: name, how to reach them, complaints, first day."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from runtherapy_data.actions import registration_change as actions
from runtherapy_data.errors import ChangedMeanwhileError
from runtherapy_data.measures.codes import COMPLAINT_NAMES
from runtherapy_data.measures.registering import LONGEST_CONTACT, LONGEST_NAME
from runtherapy_data.queries.registered import Registered, registered
from runtherapy_data.store import reading
from runtherapy_data.ui import intake_desk, people_words
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.intake_desk import FIELDS, Desk

_KEEP = "keep"
_AROUND_DAYS = 56


def show(code: str, viewer: Viewer) -> None:
    """The fields with what is registered, and the way back after a change."""
    _, busy = viewer.translate, intake_desk.desk("registered", code)
    grant = busy.leave(viewer)
    with reading(grant) as connection:
        held = registered(connection, grant)
    if not isinstance(busy.opened, Registered):
        busy.opened = held
    wanted = _fields(busy.opened, busy, viewer)
    if wanted == busy.opened and held != busy.opened:  # nothing is lost by showing what stands there now
        busy.opened = None
        busy.renew()
        st.rerun()
    busy.say_trouble(_KEEP, FIELDS, _)
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Save these details"), key=f"registered-keep-{busy.nonce}"):
            _write(wanted, busy.opened, busy, viewer)
        if isinstance(busy.removed, Registered) and st.button(
            _("Undo"), key=f"registered-undo-{busy.nonce}", icon=":material/undo:"
        ):  # fmt: skip
            _write(busy.removed, held, busy, viewer, way_back=False)


def _fields(opened: Registered, busy: Desk, viewer: Viewer) -> Registered:
    _, today, nonce = viewer.translate, viewer.today, busy.nonce
    name = st.text_input(
        _("Name (optional)"), opened.name, key=f"registered-name-{nonce}", max_chars=LONGEST_NAME, autocomplete="off"
    )
    contact = st.text_input(
        _("How to reach them (optional)"), opened.contact, key=f"registered-contact-{nonce}", autocomplete="off",
        max_chars=LONGEST_CONTACT,
    )  # fmt: skip
    codes = list(COMPLAINT_NAMES)
    complaint = st.selectbox(
        _("Main complaint"), codes, index=codes.index(opened.complaint), key=f"registered-complaint-{nonce}",
        format_func=lambda one: _(COMPLAINT_NAMES[one]), filter_mode=None,
    )  # fmt: skip
    secondary = st.pills(
        _("Also (as many as fit)"), codes, selection_mode="multi", default=list(opened.secondary),
        format_func=lambda one: _(COMPLAINT_NAMES[one]), key=f"registered-secondary-{nonce}",
    )  # fmt: skip
    days = _days(opened.starts_on, today)
    starts_on = st.selectbox(
        _("First day"), days, index=days.index(opened.starts_on), key=f"registered-starts-{nonce}", filter_mode=None,
        format_func=lambda day: people_words.start(day, today, _), width=280,
    )  # fmt: skip
    others = tuple(sorted(one for one in secondary or [] if one != complaint))
    return Registered(name or "", contact or "", complaint or "", others, starts_on or opened.starts_on)


def _days(chosen: dt.date, today: dt.date) -> list[dt.date]:
    around = dt.timedelta(days=_AROUND_DAYS)
    first, last = min(chosen, today) - around, max(chosen, today) + around
    return [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]


def _write(wanted: Registered, was: Registered, busy: Desk, viewer: Viewer, *, way_back: bool = True) -> None:
    key = busy.key(actions.CHANGE, wanted)
    before = busy.attempt(_KEEP, lambda: actions.change(busy.leave(viewer), key, wanted, was=was))
    if before is not None:
        busy.opened = None
        busy.removed = before if way_back and before != wanted else None
    elif busy.trouble and isinstance(busy.trouble[1], ChangedMeanwhileError):
        busy.opened = None  # the fields show what stands there now
        busy.renew()
    st.rerun()
