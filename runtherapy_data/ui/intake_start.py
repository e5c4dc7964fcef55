"""The page of intakes without a client chosen: those that go on, a new client, a new course of an earlier client."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from runtherapy_data.i18n import Translate
from runtherapy_data.queries.intake import Former, GoingOn
from runtherapy_data.ui import intake_facts, intake_form, navigation, panels
from runtherapy_data.ui.guard import Viewer


def show(viewer: Viewer) -> None:
    """Where every intake begins."""
    _ = viewer.translate
    going_on, former = intake_facts.lists(viewer)
    panels.heading(_("Intake"), _sentence(going_on, _))
    with st.container(key="intake-going-on", gap="small"):
        for one in going_on:
            label = _("{who}: go on with the intake", who=_who(one, _))
            navigation.link("intake", label, icon=":material/arrow_forward:", client=one.client_code)
    panels.section(_("A new client"))
    intake_form.show(viewer)
    if former:
        panels.section(_("A new course for an earlier client"))
        _again(former, _)


def _sentence(going_on: Sequence[GoingOn], _: Translate) -> str:
    if not going_on:
        return _("Register somebody, and go through the intake part by part: every part is kept by itself.")
    return _.plural("{n} intake goes on.", "{n} intakes go on.", len(going_on))


def _who(one: GoingOn | Former, _: Translate) -> str:
    return f"{one.client_code} · {one.client_name}" if one.client_name else one.client_code


def _again(former: Sequence[Former], _: Translate) -> None:
    names = {one.client_code: f"{_who(one, _)} ({_.day(one.ends_on, year=True)})" for one in former}
    code = st.selectbox(
        _("Client, and when the last course ended"), list(names), index=None, key="intake-former",
        format_func=lambda one: names[one], placeholder=_("Choose a client"), width=420,
    )  # fmt: skip
    if code:
        navigation.link("intake", _("Begin a new course"), icon=":material/arrow_forward:", client=code)
