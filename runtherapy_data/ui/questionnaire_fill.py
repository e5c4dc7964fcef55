"""Filling in a questionnaire: one question a screen, back and later at any time, a check before it is sent."""

from __future__ import annotations

import streamlit as st

from runtherapy_data.actions import questionnaires as actions
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.protocol import OWN_GOALS
from runtherapy_data.ui import panels, scales
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.ui.questionnaire_desk import Desk, Progress, Sent, close_form, keep, progress_of
from runtherapy_data.ui.questionnaire_facts import Facts
from runtherapy_data.ui.questionnaire_list import need_help
from runtherapy_data.views.questionnaire_form import Form, Question
from runtherapy_data.views.questionnaires_open import Offered, headed

_SEND = "send"


def show(offered: Offered, facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """The question that the reader is at, or the check when all have passed."""
    form = offered.form
    assert form is not None  # noqa: S101 - only what has a form is offered to be filled in
    progress = progress_of(facts, offered)
    with st.container(key="questionnaire", gap="medium"):
        if progress.at > len(form.questions):
            _check(offered, form, progress, facts, desk, viewer)
        else:
            _ask(offered, form, progress, facts, desk, viewer)
        if form.terms and progress.at in (1, len(form.questions) + 1):  # with the first question, and with all of them
            panels.muted(f"{headed(form.instrument, viewer.translate)} · {form.terms}")


def _ask(offered: Offered, form: Form, progress: Progress, facts: Facts, desk: Desk, viewer: Viewer) -> None:
    _, question = viewer.translate, form.questions[progress.at - 1]
    _how_far(form, progress, _)
    st.markdown(escaped(form.intro))
    st.title(escaped(question.words), anchor=False)
    given = progress.answers.get(question.item)
    answer = _answers(offered, question, given, _)
    if answer != given:
        progress = progress.answered(question.item, answer)
        keep(facts.grant, offered, progress)
        desk.unanswered = None
    if form.asks_attention({item: value for item, value in progress.answers.items() if item == question.item}):
        need_help(viewer, sent=False)
    if desk.unanswered == progress.at:
        st.warning(_("Choose an answer, or leave this question out."))
    _steps(offered, form, progress, facts, desk, _)


def _how_far(form: Form, progress: Progress, _: Translate) -> None:
    """In words, and as a bar that the style sheet draws from the key: tenths of the way."""
    many = len(form.questions)
    with st.container(key=f"way-{10 * progress.at // many}", gap=None):
        st.caption(escaped(_("{name} · question {number} of {many}", name=form.name, number=progress.at, many=many)))


def _answers(offered: Offered, question: Question, given: int | None, _: Translate) -> int | None:
    """The answer that stands chosen now."""
    key = f"answer-{offered.ask.id.hex}-{question.item}"
    values = [value for value, _words in question.answers]
    if question.is_row and values == list(scales.TEN):
        return scales.scale(question.words, key, question.answers[0][1], question.answers[-1][1], _, given)
    words = {value: question.said(value, _) for value in values}
    return st.radio(
        escaped(question.words), values, index=values.index(given) if given in values else None, key=key,
        format_func=lambda value: escaped(words[value]), label_visibility="collapsed",
    )  # fmt: skip


def _steps(offered: Offered, form: Form, progress: Progress, facts: Facts, desk: Desk, _: Translate) -> None:
    """On, back, out: what was chosen is kept already.

    Each question has its own buttons, so that the second of two fast taps does nothing to the question after it.
    """
    question = form.questions[progress.at - 1]
    many = len(form.questions)
    with st.container(key="question-steps", horizontal=True, gap="small"):
        if progress.at > 1 and st.button(_("Back"), key=f"question-back-{progress.at}"):
            _go(facts, offered, progress.moved(progress.at - 1), desk)
        if st.button(
            _("To the check") if progress.checking else _("Next"), key=f"question-next-{progress.at}", type="primary"
        ):
            if question.item in progress.answers:
                _go(facts, offered, progress.onwards(many), desk)
            desk.unanswered = progress.at
            st.rerun()
    with st.container(key="question-ways-out", horizontal=True, gap="small"):
        if st.button(_("Leave this question out"), key=f"question-skip-{progress.at}", type="tertiary"):
            _go(facts, offered, progress.answered(question.item, None).onwards(many), desk)
        _pause(_)


def _pause(_: Translate) -> None:
    if st.button(_("Go on later"), key="question-later", type="tertiary"):
        close_form()
        st.rerun()


def _go(facts: Facts, offered: Offered, progress: Progress, desk: Desk) -> None:
    keep(facts.grant, offered, progress)
    desk.unanswered, desk.trouble = None, None
    st.rerun()


def _check(offered: Offered, form: Form, progress: Progress, facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """All answers below each other, each to be changed; then one press sends them."""
    _ = viewer.translate
    panels.heading(
        _("Check your answers"), _("Nothing is sent yet. Change what is not right, then send it."), above=form.name
    )
    if form.asks_attention(progress.answers):
        need_help(viewer, sent=False)
    with st.container(key="checks", gap=None):
        for place, question in enumerate(form.questions, 1):
            with st.container(key=f"checked-{place}", horizontal=True, gap="small"):
                answer = progress.answers.get(question.item)
                said = _("left out") if answer is None else question.said(answer, _)
                st.markdown(f"{place}. {escaped(question.words)}  \n**{escaped(said)}**", width="stretch")
                if st.button(named(_("Change"), str(place)), key=f"change-{place}", type="tertiary"):
                    _go(facts, offered, progress.moved(place), desk)
    missing = form.missing(progress.answers)
    if missing:
        places = ", ".join(map(str, missing))
        panels.muted(_.plural("You left out question {places}.", "You left out questions {places}.", len(missing),
                              places=places))  # fmt: skip
    desk.say_trouble(_SEND, {}, _)
    with st.container(key="question-steps", horizontal=True, gap="small"):
        if st.button(_("Send"), key="questionnaire-send", type="primary", disabled=not progress.answers):
            _send(offered, form, progress, facts, desk)
            st.rerun()
    _pause(_)


def _send(offered: Offered, form: Form, progress: Progress, facts: Facts, desk: Desk) -> None:
    key = desk.key(actions.SEND, offered.ask.id)
    written = desk.attempt(_SEND, lambda: actions.send(facts.grant, key, offered.ask.id, progress.answers))
    if written is not None:
        desk.sent = Sent(form.name, form.instrument == OWN_GOALS, bool(written.scores.risk), written.scores.is_scored)
        close_form()
