"""A client's consent, purpose by purpose: since when, recorded by whom; given and withdrawn here."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from runtherapy_data.actions import consents as actions
from runtherapy_data.i18n import N_
from runtherapy_data.measures.codes import PURPOSE_NAMES, Purpose
from runtherapy_data.queries.consents import HeldConsent, of_client
from runtherapy_data.store import reading
from runtherapy_data.ui import panels
from runtherapy_data.ui.course_desk import Desk, desk
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named

_FIELDS: Final = {"purpose": N_("Purpose")}
_CLOSING: Final = 1  # the desk's `changing` while somebody is asked whether the file may close
PURPOSE_WORDS: Final[dict[str, str]] = {
    Purpose.THERAPY: N_("The therapist keeps this file: what the client fills in, sessions, questionnaires."),
    Purpose.SUPERVISION: N_("The therapist may talk about this course with the supervisor of the practice."),
    Purpose.COHORT: N_("The course counts in groups of ten or more; nobody can be traced in them."),
}


def show(code: str, viewer: Viewer) -> None:
    """The consents of this client, to record and to withdraw; the caller gives the heading."""
    _, busy = viewer.translate, desk("consents", code)
    grant = busy.leave(viewer)
    with reading(grant) as connection:
        found = of_client(connection, grant)
    for purpose in Purpose:
        of_purpose = [one for one in found if one.purpose == purpose]
        with st.container(key=f"own-consent-{purpose}", gap="small"):
            st.markdown(f"**{escaped(opened(_(PURPOSE_NAMES[purpose])))}**  \n{escaped(_(PURPOSE_WORDS[purpose]))}")
            st.caption(escaped(_state(of_purpose[0] if of_purpose else None, viewer)))
            _step(purpose, bool(of_purpose and of_purpose[0].holds), busy, viewer)
            busy.say_trouble(purpose, _FIELDS, _)
    _earlier(found, viewer)


def opened(text: str) -> str:
    """The text with a capital, to begin a line."""
    return f"{text[0].upper()}{text[1:]}"


def _step(purpose: Purpose, holds: bool, busy: Desk, viewer: Viewer) -> None:
    _, place = viewer.translate, f"consent-{purpose}"
    name = _(PURPOSE_NAMES[purpose])
    if not holds:
        if st.button(named(_("Record consent"), name), key=f"{place}-give"):
            key = busy.key(actions.GIVE, purpose)
            busy.attempt(purpose, lambda: actions.give(busy.leave(viewer), key, purpose))
            st.rerun()
    elif purpose == Purpose.THERAPY and busy.changing == _CLOSING:
        _confirm_closing(busy, viewer)
    elif st.button(named(_("Withdraw consent"), name), key=f"{place}-withdraw", type="tertiary"):
        if purpose == Purpose.THERAPY:
            busy.changing, busy.trouble = _CLOSING, None
        else:
            key = busy.key(actions.WITHDRAW, purpose)
            busy.attempt(purpose, lambda: actions.withdraw(busy.leave(viewer), key, purpose))
        st.rerun()


def _confirm_closing(busy: Desk, viewer: Viewer) -> None:
    """Withdrawing consent to the therapy itself closes the file at once: that is asked once more."""
    _ = viewer.translate
    st.markdown(
        escaped(
            _(
                "Without consent to the therapy itself this file closes at once, also to you. Nothing is erased. If "
                "the client consents again, the administrator of the practice records it, and the file opens again."
            )
        )
    )
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Yes, withdraw and close the file"), key=f"consent-close-{busy.nonce}", type="primary"):
            key = busy.key(actions.WITHDRAW, Purpose.THERAPY)
            busy.attempt(Purpose.THERAPY, lambda: actions.withdraw(busy.leave(viewer), key, Purpose.THERAPY))
            st.rerun()
        if st.button(_("No, leave it"), key=f"consent-stay-{busy.nonce}"):
            busy.changing = None
            st.rerun()


def _state(newest: HeldConsent | None, viewer: Viewer) -> str:
    _ = viewer.translate
    if newest is None:
        return _("No consent recorded.")
    given = _day(newest.given_at, viewer)
    if newest.withdrawn_at is not None:
        return _("Withdrawn {day}.", day=_day(newest.withdrawn_at, viewer))
    if newest.recorded_by:
        return _("Consents since {day}; recorded by {who}.", day=given, who=newest.recorded_by)
    return _("Consents since {day}.", day=given)


def _day(moment: dt.datetime, viewer: Viewer) -> str:
    return viewer.translate.day(moment.astimezone(ZoneInfo(viewer.principal.zone)).date(), year=True)


def _earlier(found: tuple[HeldConsent, ...], viewer: Viewer) -> None:
    """Everything that was ever recorded, where something was withdrawn."""
    _ = viewer.translate
    if all(one.holds for one in found):
        return
    folded = st.expander(_("What was recorded earlier"), key="consents-earlier", on_change="rerun")
    if not folded.open:
        return
    with folded:
        rows = [
            [
                opened(_(PURPOSE_NAMES[one.purpose])), _day(one.given_at, viewer),
                _day(one.withdrawn_at, viewer) if one.withdrawn_at else "–", one.recorded_by or "–",
            ]
            for one in found
        ]  # fmt: skip
        panels.table("consents", [_("Purpose"), _("Given"), _("Withdrawn"), _("Recorded by")], rows)
