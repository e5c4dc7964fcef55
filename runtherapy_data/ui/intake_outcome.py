"""What the intake leads to: suitable, not suitable, or referred to somebody else; with a way back."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.actions import intake as actions
from runtherapy_data.errors import ChangedMeanwhileError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.codes import INTAKE_OUTCOME_NAMES, IntakeOutcome
from runtherapy_data.ui import intake_desk, navigation, panels
from runtherapy_data.ui.consents import opened
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.intake_desk import FIELDS, Desk
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views.intake import IntakeView, outcome_words

_DECIDE: Final = "decide"
_WHAT_HAPPENS: Final[dict[str, str]] = {
    IntakeOutcome.SUITABLE: N_("The therapy begins; the phase is yours to set."),
    IntakeOutcome.NOT_SUITABLE: N_(
        "The course ends today as “not begun”. It counts as no drop-out, and the client is asked nothing more. You can "
        "take this back."
    ),
    IntakeOutcome.REFERRED: N_(
        "The course ends today as “not begun”, with to whom the client goes. It counts as no drop-out, and the client "
        "is asked nothing more. You can take this back."
    ),
}


def show(code: str, view: IntakeView, viewer: Viewer) -> None:
    """The outcome as it stands, or the form to say it."""
    _, busy = viewer.translate, intake_desk.desk("outcome", code)
    if view.intake.outcome is not None:
        _decided(view, busy, viewer)
        return
    if view.points_open:
        panels.muted(
            _.plural(
                "{n} medical point has not been confirmed yet.",
                "{n} medical points have not been confirmed yet.",
                view.points_open,
            )
        )
    outcome = st.segmented_control(
        _("Outcome of the intake"), list(INTAKE_OUTCOME_NAMES), key=f"outcome-{busy.nonce}",
        format_func=lambda one: opened(_(INTAKE_OUTCOME_NAMES[one])),
    )  # fmt: skip
    referred_to = ""
    if outcome == IntakeOutcome.REFERRED:
        referred_to = st.text_input(
            _("Referred to"), key=f"outcome-to-{busy.nonce}", max_chars=actions.LONGEST_REFERRAL,
            autocomplete="off", placeholder=_("the GP, a psychologist, a physiotherapist"),
        ) or ""  # fmt: skip
    if outcome:
        panels.muted(_(_WHAT_HAPPENS[outcome]))
    busy.say_trouble(_DECIDE, FIELDS, _)
    if st.button(_("Save the outcome"), key=f"outcome-keep-{busy.nonce}", type="primary"):
        key = busy.key(actions.DECIDE, outcome, referred_to)
        busy.attempt(
            _DECIDE,
            lambda: actions.decide(
                busy.leave(viewer), key, outcome or "", referred_to=referred_to,
                revision=view.intake.revision,
            ),
        )  # fmt: skip
        st.rerun()


def _decided(view: IntakeView, busy: Desk, viewer: Viewer) -> None:
    _, held = viewer.translate, view.intake
    st.markdown(f"**{escaped(opened(outcome_words(held, _)))}**")
    if view.is_unbegun:
        panels.muted(_("The course ended as “not begun”; nothing more is asked of the client."))
    else:
        label = _("Set the phase on the page Plan and phases")
        navigation.link("manage", label, icon=":material/event:", client=view.terms.client_code)
    busy.say_trouble(_DECIDE, FIELDS, _)
    if st.button(_("Take the outcome back"), key=f"outcome-back-{busy.nonce}", icon=":material/undo:"):
        key = busy.key(actions.TAKE_BACK, held.revision)
        busy.attempt(
            _DECIDE,
            lambda: actions.take_back(
                busy.leave(viewer), key, revision=held.revision
            ),
        )  # fmt: skip
        st.rerun()
    if busy.trouble and isinstance(busy.trouble[1], ChangedMeanwhileError):
        busy.trouble = None
