"""The practice's own texts: help in need, for every client, and what a therapist does first at a signal about risk."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from runtherapy_data.i18n import LANGUAGES, N_, Translate
from runtherapy_data.measures.practice_parts import HELP_CHECKED, HELP_TEXT, LONGEST_TEXT, RISK_PROTOCOL
from runtherapy_data.ui import help_text, panels, practice_frame
from runtherapy_data.ui.guard import HELP_IN_NEED, Viewer
from runtherapy_data.ui.plain import escaped, paragraphs
from runtherapy_data.ui.practice_desk import Desk
from runtherapy_data.ui.practice_facts import Facts
from runtherapy_data.ui.practice_frame import Part, deciding
from runtherapy_data.ui.practice_words import LANGUAGE_NAMES, help_texts, standing, unchecked
from runtherapy_data.views.signal_words import GENERAL_PROTOCOL

_SHOWN: Final = "help-shown"
_FIELDS: Final = {
    f"{part}.{language}": name
    for part in (HELP_TEXT, RISK_PROTOCOL)
    for language, name in (("nl", N_("Text in Dutch")), ("en", N_("Text in English")))
}


def help_in_need(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """What a client always has in sight."""
    _ = viewer.translate
    title = _("Help in need")
    stands = _("to be checked by the practice") if unchecked(facts) else standing(facts.kept[HELP_TEXT], _)
    practice_frame.fold(
        HELP_TEXT, title, stands, facts.kept[HELP_TEXT], desk, lambda: _help(facts, desk, viewer, title)
    )


def _help(facts: Facts, desk: Desk, viewer: Viewer, title: str) -> None:
    _ = viewer.translate
    st.markdown(
        _(
            "Clients have this text in sight on every page, and large after an answer about risk. A telephone number"
            " can be tapped by itself; two stars before and after words make them bold. An empty field takes the"
            " default."
        )
    )
    texts, pressed = _written(HELP_TEXT, 110, desk, viewer)
    shown = help_texts(facts) | {language: text for language, text in texts.items() if text}
    practice_frame.preview(HELP_TEXT, _("As a client sees it"), lambda: _help_preview(shown, viewer))
    part = Part(HELP_TEXT, title, _FIELDS, now=lambda kept: said(kept, _))
    practice_frame.steps(part, deciding(HELP_TEXT, texts, viewer), desk, viewer, pressed=pressed)
    _check(facts, desk, viewer)


def _help_preview(shown: dict[str, str], viewer: Viewer) -> None:
    for language in LANGUAGES:
        with st.container(key=f"help-preview-{language}"):
            st.markdown(help_text.as_markdown(shown[language]))


def _check(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """Somebody of the practice says that they checked what stands there now; another text is not checked by that."""
    _, texts = viewer.translate, help_texts(facts)
    # What was on the page when the button was pressed, and not what somebody else made of it since.
    shown = desk.seen.get(_SHOWN, texts)
    desk.seen |= {_SHOWN: texts, HELP_CHECKED: facts.kept[HELP_CHECKED]}
    with st.container(key="help-checked", gap="small"):
        desk.say_trouble(HELP_CHECKED, {}, _)
        if unchecked(facts):
            numbers = dict.fromkeys(number for text in texts.values() for number in help_text.numbers(text))
            st.markdown(
                escaped(_("Call or look up each number, then say so here: {numbers}.", numbers=", ".join(numbers)))
            )
            if st.button(_("We checked this text and these numbers"), key="check-help"):
                today = viewer.today.isoformat()
                value = {language: {"text": text, "on": today} for language, text in shown.items()}
                practice_frame.do(HELP_CHECKED, deciding(HELP_CHECKED, value, viewer), desk, viewer)
        else:
            on = max(one.on for one in facts.settings.help_checked.values())
            panels.muted(_("Checked by the practice on {day}.", day=_.day(on, year=True)))
        practice_frame.undo(Part(HELP_CHECKED, _("Help in need")), desk, viewer)


def risk_protocol(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """What therapists of the practice do first when a question about risk was answered."""
    _ = viewer.translate
    title = _("When a question about risk was answered")
    kept = facts.kept[RISK_PROTOCOL]
    practice_frame.fold(RISK_PROTOCOL, title, standing(kept, _), kept, desk, lambda: _risk(desk, viewer, title))


def _risk(desk: Desk, viewer: Viewer, title: str) -> None:
    _ = viewer.translate
    st.markdown(
        _(
            "Therapists read this above the signal; clients never do. Without a text of your own they read a general"
            " one, which says that it is general."
        )
    )
    texts, pressed = _written(RISK_PROTOCOL, 220, desk, viewer)

    def draw() -> None:
        own = texts.get(_.language) or next((text for text in texts.values() if text), "")
        first = _("First of all")
        with st.container(key="protocol-preview", gap=None):
            st.markdown(f"**{escaped(first)}**")
            st.markdown(paragraphs(own or _(GENERAL_PROTOCOL)))

    practice_frame.preview(RISK_PROTOCOL, _("As a therapist sees it"), draw)
    part = Part(RISK_PROTOCOL, title, _FIELDS, now=lambda kept: said(kept, _))
    practice_frame.steps(part, deciding(RISK_PROTOCOL, texts, viewer), desk, viewer, pressed=pressed)


def _written(part: str, height: int, desk: Desk, viewer: Viewer) -> tuple[dict[str, str], bool]:
    """The text in both languages as it was last sent, and whether it is to be saved.

    In a form of its own: a field that is left would rerun the page, and take the first click on a button away.
    """
    _, kept = viewer.translate, desk.seen[part] or {}
    texts: dict[str, str] = {}
    with st.form(f"form-{part}", border=False):
        for language in LANGUAGES:
            texts[language] = st.text_area(
                _(_FIELDS[f"{part}.{language}"]), help_text.as_typed(kept.get(language, "")),
                key=desk.field_of(part, language), height=height, max_chars=LONGEST_TEXT[part],
                placeholder=_placeholder(part, language, viewer),
            ) or ""  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            pressed = st.form_submit_button(_("Save"), key=f"save-{part}", type="primary")
            st.form_submit_button(_("Look at the preview"), key=f"look-{part}")
    return texts, pressed


def _placeholder(part: str, language: str, viewer: Viewer) -> str:
    """What is read as long as the field stays empty."""
    said = viewer.speaking(language)
    return help_text.as_typed(said(HELP_IN_NEED if part == HELP_TEXT else GENERAL_PROTOCOL))


def said(kept: Any, _: Translate) -> str:
    """What is kept, in both languages."""
    texts = kept or {}
    default = _("default")
    return "\n".join(f"{_(LANGUAGE_NAMES[one])}: {texts.get(one) or default}" for one in LANGUAGES)
