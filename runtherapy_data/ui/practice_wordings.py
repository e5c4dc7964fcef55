"""The texts of questionnaires that clients of the practice may read: which there are, and a way to bring another."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from runtherapy_data.actions import practice_wordings as actions
from runtherapy_data.i18n import LANGUAGES, Translate
from runtherapy_data.measures.wording import Text, Wording
from runtherapy_data.queries.practice_wordings import OwnWording
from runtherapy_data.ui import panels, practice_frame
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.ui.practice_desk import Desk
from runtherapy_data.ui.practice_facts import Facts, leave
from runtherapy_data.ui.practice_frame import Deed, Part
from runtherapy_data.ui.practice_protocol import short_name
from runtherapy_data.ui.practice_words import LANGUAGE_NAMES

WORDINGS: Final = "wordings"
FILE_PAGE: Final = "/wording"  # of the gate: a file does not come in through Streamlit (docs/adr/0007)


def show(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """The part of the page about the texts of questionnaires."""
    _ = viewer.translate
    title = _("Texts of questionnaires")
    if facts.ready and f"decide-{WORDINGS}" not in st.session_state:
        st.session_state[f"decide-{WORDINGS}"] = True  # somebody comes back with the file that they chose
    names = ", ".join(short_name(one, _) for one in facts.wordings)
    _troubles(facts, _)
    practice_frame.fold(WORDINGS, title, names, None, desk, lambda: _body(facts, desk, viewer, title))


def _troubles(facts: Facts, _: Translate) -> None:
    """What is wrong in the machine's folder of texts: in sight before anything is opened, since clients miss it."""
    if not facts.troubles:
        return
    left_out = _(
        "Put the file right or take it out of the folder. Until then its text is left out, and all else works on."
    )
    st.warning("  \n".join(escaped(one) for one in (*(trouble.text(_) for trouble in facts.troubles), left_out)))


def _body(facts: Facts, desk: Desk, viewer: Viewer, title: str) -> None:
    _ = viewer.translate
    st.markdown(
        _(
            "A client can fill in only what is here in their own language; everything else a therapist types over from"
            " paper. Most questionnaires are somebody's property: the file says who allowed your practice to show it."
        )
    )
    part = Part(WORDINGS, title, now=lambda kept: _said(kept, _))
    with st.container(key=f"decide-steps-{WORDINGS}", horizontal=True, gap="small"):
        practice_frame.undo(part, desk, viewer)
    if facts.ready is not None:
        _ready(facts.ready, facts, desk, viewer, part)
        return
    desk.say_trouble(WORDINGS, {}, _)
    _list(facts, desk, viewer)
    _bring(desk, viewer)


def _list(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """Every text that there is, whose it is, its questions, and the way out for those of the practice."""
    _ = viewer.translate
    own = {one.instrument: one for one in facts.own_wordings}
    for code in sorted({*facts.wordings, *own}):
        name = short_name(code, _)
        with st.container(key=f"decide-wording-{code}", horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(gap=None):
                st.markdown(escaped(name))
                panels.muted(_standing(facts.wordings.get(code), own.get(code), _))
            if code in facts.wordings and st.button(
                named(_("Look at the questions"), name), key=f"wording-look-{code}", type="tertiary"
            ):
                desk.chosen[WORDINGS] = code
            if code in own and st.button(named(_("Take out"), name), key=f"wording-out-{code}", type="tertiary"):
                desk.seen[WORDINGS] = own[code].content
                practice_frame.do(WORDINGS, _putting(code, None, viewer), desk, viewer)
    chosen = facts.wordings.get(desk.chosen.get(WORDINGS, ""))
    if chosen:
        practice_frame.preview(WORDINGS, short_name(chosen.instrument, _), lambda: _preview(chosen, _))


def _standing(wording: Wording | None, own: OwnWording | None, _: Translate) -> str:
    if own and own.wording is None:
        return _("does not fit the questionnaire any more, and is not used")
    languages = ", ".join(_(LANGUAGE_NAMES[one]) for one in (wording.languages if wording else ()))
    whose = _("of the practice") if own else _("comes along")
    return " · ".join(one for one in (whose, languages, wording.permission if wording else "") if one)


def _bring(desk: Desk, viewer: Viewer) -> None:
    """Two ways to bring a file: choose it on a page of the gate, or paste what it holds."""
    _ = viewer.translate
    heading, way = _("Bring another text"), _("Choose a file")
    st.markdown(f"**{escaped(heading)}**")
    st.markdown(f"[{escaped(way)}]({FILE_PAGE})")
    with st.form("form-wording", border=False):
        pasted = st.text_area(
            _("Or paste what the file holds"), key=desk.field_of(WORDINGS, "pasted"), height=140,
            placeholder='{"instrument": "isi", "licence": "…", "permission": "…", "nl": {…}}',
        ) or ""  # fmt: skip
        pressed = st.form_submit_button(_("Look at the questions"), key="look-wording")
    if pressed:
        name = _("what was pasted")
        desk.attempt(WORDINGS, lambda: actions.lay_ready(leave(viewer), pasted.encode(), name))
        st.rerun()


def _ready(content: dict[str, Any], facts: Facts, desk: Desk, viewer: Viewer, part: Part) -> None:
    """A text that lies ready: its questions, then keep it or let it go."""
    _, wording = viewer.translate, Wording.model_validate(content)
    code, name = wording.instrument, short_name(wording.instrument, viewer.translate)
    held = next((one.content for one in facts.own_wordings if one.instrument == code), None)
    if desk.chosen.get(WORDINGS) != f"ready-{code}":
        desk.chosen[WORDINGS], desk.seen[WORDINGS] = f"ready-{code}", held
    replaces = held is not None or code in facts.wordings
    st.markdown(
        escaped(
            _("{name} lies ready, in place of the text that is there.", name=name)
            if replaces
            else _("{name} lies ready. Nobody sees it before you save it.", name=name)
        )
    )
    practice_frame.preview(WORDINGS, _("What clients are asked"), lambda: _preview(wording, _))
    deed = Deed(
        (code, "ready"), lambda key, seen: actions.keep_ready(leave(viewer), key, seen=seen),
        lambda key, done: actions.put(leave(viewer), key, code, done.old, seen=done.new),
    )  # fmt: skip
    conflict = practice_frame.troubles(part, deed, desk, viewer)
    with st.container(key="decide-steps-ready", horizontal=True, gap="small"):
        keep = st.button(named(_("Save"), name), key="wording-keep", type="primary")
        away = st.button(named(_("Throw away"), name), key="wording-away", type="tertiary")
    if keep and not conflict:
        practice_frame.do(WORDINGS, deed, desk, viewer)
    if away:
        desk.attempt(WORDINGS, lambda: actions.throw_away(leave(viewer)))
        desk.chosen.pop(WORDINGS, None)
        st.rerun()


def _putting(code: str, content: dict[str, Any] | None, viewer: Viewer) -> Deed:
    return Deed(
        (code, content is None),
        lambda key, seen: actions.put(leave(viewer), key, code, content, seen=seen),
        lambda key, done: actions.put(leave(viewer), key, code, done.old, seen=done.new),
    )


def _preview(wording: Wording, _: Translate) -> None:
    """The questions with their answers, in every language that the text is there in."""
    for language in LANGUAGES:
        text, name = wording.said(language), _(LANGUAGE_NAMES[language])
        if text is None:
            panels.muted(_("Not in {language}: who reads that fills it in on paper.", language=name))
            continue
        st.markdown(f"**{escaped(name)}**")
        st.markdown(escaped(text.intro))
        st.markdown("\n".join(_item(text, place) for place in range(1, len(text.items) + 1)))
        if not text.has_rows:
            panels.muted(_("Answers: {answers}", answers=" · ".join(text.answers_to(1))))
    panels.muted(_("Licence: {licence}", licence=wording.licence))


def _item(text: Text, place: int) -> str:
    """A question, with its answers below it where it has some of its own."""
    said = f"{place}. {escaped(text.items[place - 1])}"
    return f"{said}  \n   {escaped(' · '.join(text.answers_to(place)))}" if text.has_rows else said


def _said(kept: dict[str, Any] | None, _: Translate) -> str:
    """What is kept for an instrument, in words."""
    if kept is None:
        return _("no text of the practice")
    wording = Wording.model_validate(kept)
    texts = [text for language in wording.languages if (text := wording.said(language))]
    return "\n".join(text.intro for text in texts)
