"""Whether clients who asked for it get a message, how, and after how long; with the message itself."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from runtherapy_data.exports.reminder_message import message
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.practice_parts import REMINDERS
from runtherapy_data.measures.practice_settings import Reminders
from runtherapy_data.settings import settings
from runtherapy_data.ui import panels, practice_frame
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.practice_desk import Desk
from runtherapy_data.ui.practice_facts import Facts
from runtherapy_data.ui.practice_frame import Part, deciding

_WAYS: Final = {
    "off": N_("no messages"),
    "file": N_("a file for each message"),
    "email": N_("e-mail"),
}
_DAYS: Final = tuple(range(15))


def show(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """The part of the page about messages to clients."""
    _ = viewer.translate
    title, kept = _("Messages to clients"), facts.kept[REMINDERS]
    standing = _(_WAYS[facts.settings.reminders.way])
    practice_frame.fold(REMINDERS, title, standing, kept, desk, lambda: _form(desk, viewer, title))


def _form(desk: Desk, viewer: Viewer, title: str) -> None:
    _, seen = viewer.translate, Reminders.model_validate(desk.seen[REMINDERS] or {})
    st.markdown(
        _(
            "A client who asks for it hears that something is ready: at most once a day, and never what it is. Whoever"
            " does not ask for it hears nothing. The one who runs the machine lets the messages go out every morning."
        )
    )
    with st.container(key="choices-reminders", horizontal=True):
        ways = list(_WAYS)
        way = st.selectbox(
            _("How"), ways, index=ways.index(seen.way), format_func=lambda one: _(_WAYS[one]), filter_mode=None,
            key=desk.field_of(REMINDERS, "way"),
        )  # fmt: skip
        after = st.selectbox(
            _("Once it has been ready for"), _DAYS, index=_DAYS.index(seen.after_days), filter_mode=None,
            format_func=lambda days: _.plural("{n} day", "{n} days", days), key=desk.field_of(REMINDERS, "after"),
        )  # fmt: skip
    if way == "email" and not settings().smtp_host:
        panels.muted(_("No mail server is set on this machine yet: until then, every message counts as failed."))
    practice_frame.preview(REMINDERS, _("What the message says"), lambda: _preview(viewer))
    value = {"way": way, "after_days": after}
    part = Part(REMINDERS, title, now=lambda kept: said(kept, _))
    practice_frame.steps(part, deciding(REMINDERS, value, viewer), desk, viewer)


def _preview(viewer: Viewer) -> None:
    sent = message("", viewer.translate.language, viewer.practice, settings().public_url)
    st.markdown(f"**{escaped(sent.subject)}**")
    for line in sent.body.splitlines():
        if line:
            st.markdown(escaped(line))


def said(kept: Any, _: Translate) -> str:
    """What is kept, in words."""
    held = Reminders.model_validate(kept or {})
    return " · ".join((_(_WAYS[held.way]), _.plural("{n} day", "{n} days", held.after_days)))
