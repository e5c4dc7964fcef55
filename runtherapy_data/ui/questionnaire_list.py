"""The list of a client's questionnaires: what is asked now, what comes later, what was filled in."""

from __future__ import annotations

import streamlit as st

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import MOMENT_NAMES
from runtherapy_data.ui import navigation, panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.ui.questionnaire_desk import Desk, Sent, open_form
from runtherapy_data.ui.questionnaire_facts import Facts
from runtherapy_data.views.questionnaires_open import Offered, headed


def not_begun(viewer: Viewer) -> None:
    """A client for whom no course was begun."""
    _ = viewer.translate
    panels.heading(_("Questionnaires"), _("Your course has not begun yet."))


def show(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """The whole list; above it what was sent a moment ago."""
    _ = viewer.translate
    panels.heading(_("Questionnaires"), facts.open.sentence(_))
    if desk.sent is not None:
        _sent(desk.sent, viewer)
    for offered in facts.open.now:
        _offer(offered, desk, _)
    if facts.open.together:
        panels.section(_("Together with your therapist"))
        panels.muted(_("You need not do anything for these: your therapist goes through them with you."))
        panels.lines("together", _by_day(facts.open.together, _))
    if facts.open.later:
        panels.section(_("Later"))
        panels.lines("later", _by_day(facts.open.later, _))
    _filled_in(facts, _)


def need_help(viewer: Viewer, *, sent: bool) -> None:
    """The practice's own text with its numbers, large: an answer asks for it."""
    _ = viewer.translate
    with st.container(key="help-now", gap="small"):
        st.markdown(
            escaped(_("You say that you have such thoughts. You need not be alone with them. Talk to somebody today."))
        )
        st.markdown(viewer.help_text)
        panels.muted(
            _("Your therapist sees this answer. Nobody reads along day and night, so do call when it cannot wait.")
            if sent
            else _("Your therapist sees this answer once you send it. Nobody reads along day and night.")
        )


def _sent(sent: Sent, viewer: Viewer) -> None:
    _ = viewer.translate
    if sent.asks_attention:
        need_help(viewer, sent=True)
    with st.container(key="sent", gap="small"):
        said = (
            _("Your answers about your own goals are sent. Your therapist talks them over with you.")
            if sent.is_own_goals
            else _("The {name} is sent. Your therapist talks it over with you.", name=sent.name)
        )
        if not sent.is_scored:
            more = _("There were too few answers for a score; your therapist sees what you did answer.")
            said = f"{said} {more}"
        st.markdown(escaped(said))
        navigation.link("progress", _("Look at your progress"), icon=":material/show_chart:")


def _offer(offered: Offered, desk: Desk, _: Translate) -> None:
    form, ask = offered.form, offered.ask
    if form is None:
        return
    many = _.plural("One question", "{n} questions", len(form.questions))
    begun = offered.answered > 0
    with st.container(key=f"offered-{ask.id.hex}", gap="small"):
        st.subheader(escaped(headed(form.instrument, _)), anchor=False)
        panels.muted(
            _("{questions} · {answered} answered so far", questions=many, answered=offered.answered) if begun else many
        )
        label = _("Go on") if begun else _("Begin")
        if st.button(named(label, form.name), key=f"open-{ask.id.hex}", type="primary"):
            desk.sent = None
            open_form(ask.id.hex)
            st.rerun()


def _by_day(offered: tuple[Offered, ...], _: Translate) -> list[tuple[str, str]]:
    """What is asked from each day on: (day and moment, the questionnaires below each other)."""
    found: dict[str, list[str]] = {}
    for one in offered:
        day, moment = _.day(one.ask.opens_on, year=True), _(MOMENT_NAMES[one.ask.moment])
        found.setdefault(_("from {day}, {moment}", day=day, moment=moment), []).append(headed(one.ask.instrument, _))
    return [(lead, "\n".join(names)) for lead, names in found.items()]


def _filled_in(facts: Facts, _: Translate) -> None:
    panels.section(_("Filled in"))
    if not facts.filled_in:
        panels.muted(_("No questionnaire has been filled in yet."))
        return
    found: dict[str, list[str]] = {}
    for one in facts.filled_in:
        day, moment = _.day(one.taken_on, year=True), _(MOMENT_NAMES[one.moment])
        found.setdefault(_("{day}, {moment}", day=day, moment=moment), []).append(headed(one.instrument, _))
    panels.lines("filled-in", [(lead, "\n".join(names)) for lead, names in found.items()])
    with st.container(key="to-progress"):
        navigation.link("progress", _("What they say is on the page of your progress"), icon=":material/show_chart:")
