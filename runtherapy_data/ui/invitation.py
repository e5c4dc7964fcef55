"""Let a client in: an address, and a link that is shown once and works once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from runtherapy_data.access import grant_course
from runtherapy_data.actions import invitations as actions
from runtherapy_data.identity import Permission
from runtherapy_data.queries.invitations import ClientAccount, account_of
from runtherapy_data.queries.plan import terms
from runtherapy_data.settings import settings
from runtherapy_data.store import reading
from runtherapy_data.ui import course_desk, people_desk, people_links
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.people_desk import FIELD_NAMES
from runtherapy_data.ui.plain import escaped

_PLACE: Final = "client"
_LANGUAGES: Final = {"nl": "Nederlands", "en": "English"}


@dataclass
class Desk(people_desk.Desk, course_desk.AboutCourse):
    """What lies on it about an account, as where people are let in, and whose course it is."""


def show(code: str, viewer: Viewer) -> None:
    """How this client can sign in, with the form to invite them; the caller gives the heading."""
    _, busy = viewer.translate, course_desk.kept(Desk, "invitation", code)
    if people_links.show(busy, _PLACE, viewer):
        return
    grant = busy.leave(viewer, Permission.CLIENT_INVITE)
    with reading(grant) as connection:
        account = account_of(connection, grant)
    if account is None:
        _invite(busy, viewer)
    else:
        _known(account, busy, viewer)


def _invite(busy: Desk, viewer: Viewer) -> None:
    _ = viewer.translate
    st.markdown(
        escaped(
            _(
                "With a link the client chooses a password; it works once, and for {hours} hours. The address is only "
                "used to sign in.",
                hours=settings().link_hours,
            )
        )
    )
    with st.form(f"invite-form-{busy.nonce}", border=False):
        name = st.text_input(
            _("Name"), _name(busy, viewer), key=f"invite-name-{busy.nonce}", max_chars=120, autocomplete="off"
        )
        email = st.text_input(_("E-mail address"), key=f"invite-email-{busy.nonce}", max_chars=254, autocomplete="off")
        language = st.segmented_control(
            _("Language"), list(_LANGUAGES), default="nl", required=True, key=f"invite-language-{busy.nonce}",
            format_func=lambda one: _LANGUAGES[one],
        ) or "nl"  # fmt: skip
        busy.say_trouble(_PLACE, FIELD_NAMES, _)
        pressed = st.form_submit_button(
            _("Make the invitation link"), key=f"invite-{busy.nonce}", type="primary"
        )  # fmt: skip
    if pressed:
        key = busy.key(actions.INVITE, name, email, language)
        made = busy.attempt(
            _PLACE,
            lambda: actions.invite(
                busy.leave(viewer, Permission.CLIENT_INVITE), key, name=name or "", email=email or "", language=language
            ),
        )  # fmt: skip
        if made:
            busy.invitation = (_PLACE, made)
        st.rerun()


def _name(busy: Desk, viewer: Viewer) -> str:
    """How the client is addressed: by name, where the practice knows it, else by code."""
    grant = grant_course(viewer.principal, busy.client_code)
    with reading(grant) as connection:
        known = terms(connection, grant)
    return known.client_name or known.client_code


def _known(account: ClientAccount, busy: Desk, viewer: Viewer) -> None:
    _ = viewer.translate
    st.markdown(escaped(_standing(account, viewer)))
    busy.say_trouble(_PLACE, FIELD_NAMES, _)
    if not account.active:
        return
    if st.button(_("Make a new link"), key=f"invite-link-{busy.nonce}"):
        key = busy.key(actions.LINK, account.account_id)
        made = busy.attempt(_PLACE, lambda: actions.send_link(busy.leave(viewer, Permission.CLIENT_INVITE), key))
        if made:
            busy.invitation = (_PLACE, made)
        st.rerun()


def _standing(account: ClientAccount, viewer: Viewer) -> str:
    _ = viewer.translate
    if not account.active:
        return _(
            "The account {email} is deactivated. The administrator of the practice can open it again.",
            email=account.email,
        )
    if viewer.is_demo and account.link_expires_at is None and not account.has_password:
        return _("{email} is a demo account.", email=account.email)
    if account.link_expires_at is not None and not account.has_password:
        until = _.moment(account.link_expires_at.astimezone(ZoneInfo(viewer.principal.zone)))
        return _("{email} is invited; the link works until {until}.", email=account.email, until=until)
    if account.has_password:
        return _("{email} can sign in. A new link is for a forgotten password.", email=account.email)
    return _("{email} cannot sign in: the link has lapsed, or none was made.", email=account.email)
