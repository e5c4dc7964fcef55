"""The two forms of the page *Mensen*: let somebody in, and put a client into a caseload. Folded until asked for."""

from __future__ import annotations

import datetime as dt
from typing import Final

import streamlit as st

from runtherapy_data.actions import people as actions
from runtherapy_data.actions import treating
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Role
from runtherapy_data.identity.principals import ROLE_NAMES
from runtherapy_data.ui import people_facts, people_links
from runtherapy_data.ui import people_words as said
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.people_desk import ASSIGN, CREATE, FIELD_NAMES, Desk
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views.people import People

_ROLES: Final = (Role.CLIENT, Role.THERAPIST, Role.SUPERVISOR, Role.ADMIN)
_LANGUAGES: Final = {"nl": "Nederlands", "en": "English"}
START_DAYS: Final = 28  # a hand-over or a holiday is planned at most four weeks ahead here
FOR_GOOD: Final = 0
_WEEKS: Final = (FOR_GOOD, 1, 2, 3, 4, 6, 8)
_HAND_OVER: Final = N_("for good: whoever treats now hands over")


def let_in(desk: Desk, viewer: Viewer) -> None:
    """Open an account; its link then stands in the place of the form."""
    _ = viewer.translate
    folded = st.expander(_("Give somebody access"), key="let-in", on_change="rerun")
    if not folded.open:
        return
    with folded:
        if not people_links.show(desk, CREATE, viewer):
            _let_in_form(desk, viewer)


def _let_in_form(desk: Desk, viewer: Viewer) -> None:
    """Role and language first, since they decide what is asked; what is typed goes along with the button.

    In a form of its own: a field that is left would rerun the page, and take the first click on the button away.
    """
    _ = viewer.translate
    role = st.segmented_control(
        _("Role"), _ROLES, default=Role.THERAPIST, required=True, key="new-role",
        format_func=lambda one: _(ROLE_NAMES[one]),
    ) or Role.THERAPIST  # fmt: skip
    language = st.segmented_control(
        _("Language"), list(_LANGUAGES), default="nl", required=True, key="new-language",
        format_func=lambda one: _LANGUAGES[one],
    ) or "nl"  # fmt: skip
    with st.form("new-account-form", border=False):
        name = st.text_input(_("Name"), key="new-name", max_chars=120, autocomplete="off") or ""
        email = st.text_input(_("E-mail address"), key="new-email", max_chars=254, autocomplete="off") or ""
        code = ""
        if role == Role.CLIENT:
            code = st.text_input(_("Client code"), key="new-code", max_chars=40, autocomplete="off") or ""
        desk.say_trouble(CREATE, FIELD_NAMES, _)
        pressed = st.form_submit_button(_("Open the account and make a link"), key="new-account", type="primary")
    if pressed:
        key = desk.key(actions.CREATE, name, email, role, language, code)
        made = desk.attempt(
            CREATE,
            lambda: actions.create_account(
                people_facts.leave_to_write(viewer), key, name=name, email=email, role=role, language=language,
                client_code=code,
            ),
        )  # fmt: skip
        if made:
            desk.invitation = (CREATE, made)
        st.rerun()


def assign(people: People, desk: Desk, viewer: Viewer) -> None:
    """Put a client into a therapist's caseload, for good or for some weeks."""
    _ = viewer.translate
    folded = st.expander(_("Assign a client to a therapist"), key="assign", on_change="rerun")
    if not folded.open:
        return
    with folded:
        if desk.assigned:
            _assigned(desk, viewer)
        elif people.therapists:
            _assign_form(people, desk, viewer)
        else:
            st.markdown(escaped(_("There is no therapist yet. Give one access first.")))


def _length(weeks: int, _: Translate) -> str:
    return _(_HAND_OVER) if weeks == FOR_GOOD else _.plural("{n} week", "{n} weeks", weeks)


def _assign_form(people: People, desk: Desk, viewer: Viewer) -> None:
    _, today = viewer.translate, viewer.today
    names = {one.account_id: f"{one.name} ({one.courses})" for one in people.therapists}
    days = [today + dt.timedelta(days=number) for number in range(START_DAYS)]
    with st.form("assign-form", border=False):
        code = st.text_input(_("Client code"), key="assign-code", max_chars=40, autocomplete="off") or ""
        therapist = st.selectbox(
            _("Therapist (running courses)"), list(names), format_func=lambda one: names[one],
            key="assign-therapist", filter_mode=None,
        )  # fmt: skip
        start = st.selectbox(
            _("From"), days, format_func=lambda day: said.start(day, today, _), key="assign-from", filter_mode=None
        )
        weeks = st.selectbox(
            _("How long"), _WEEKS, format_func=lambda one: _length(one, _), key="assign-weeks", filter_mode=None
        )
        desk.say_trouble(ASSIGN, FIELD_NAMES, _)
        pressed = st.form_submit_button(_("Assign"), key="assign-now", type="primary")
    if pressed:
        until = start + dt.timedelta(days=7 * weeks) if weeks else None
        key = desk.key(treating.ASSIGN, code, therapist, start, until)
        desk.assigned = desk.attempt(
            ASSIGN,
            lambda: treating.assign(
                people_facts.leave_to_write(viewer), key, client_code=code, therapist_id=therapist, from_on=start,
                until_on=until,
            ),
        )  # fmt: skip
        st.rerun()


def _assigned(desk: Desk, viewer: Viewer) -> None:
    """What the assignment did, in words."""
    _, done = viewer.translate, desk.assigned
    if done is None:
        return
    said_done = _(
        "{name} treats client {code} from {day} on.",
        name=done.therapist, code=done.client_code, day=_.day(done.from_on, year=True),
    )  # fmt: skip
    if done.until_on:
        last = done.until_on - dt.timedelta(days=1)
        said_done += " " + _("This ends by itself after {day}.", day=_.day(last, year=True))
    if done.ended:
        said_done += " " + _("Until then: {names}.", names=", ".join(done.ended))
    if done.course_ended_on:
        said_done += " " + _("This course ended on {day}.", day=_.day(done.course_ended_on, year=True))
    st.markdown(escaped(said_done))
    if st.button(_("Assign another client"), key="assign-again"):
        desk.assigned = None
        st.rerun()
