"""The parts of a document, each in a field of its own that says its limit and can go back to what was suggested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from runtherapy_data.exports import card
from runtherapy_data.exports.card import Quote
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.papers import PAPER_NAMES, PARTS, WORDS, WORDS_FROM, PaperKind, PaperPart
from runtherapy_data.ui import panels
from runtherapy_data.ui.document_desk import Desk
from runtherapy_data.ui.document_facts import Facts
from runtherapy_data.ui.guard import Viewer

LANGUAGE_NAMES: Final = {"nl": "Nederlands", "en": "English"}
_HINTS: Final[dict[str, str]] = {
    "to": N_("The name of the practice or the GP; left out when empty."),
    "question": N_("One question to talk about."),
    "advice": N_("Yours to write: nothing is suggested here. Left out when empty."),
}
_LETTERS_A_LINE: Final = 80
_QUOTE_LETTERS: Final = 70


def choose(viewer: Viewer) -> tuple[PaperKind, str]:
    """Which paper, and in which language: by itself that of the screen."""
    _ = viewer.translate
    with st.container(key="choices", horizontal=True):
        kind = st.segmented_control(
            _("Which document"), list(PaperKind), default=PaperKind.CARD, required=True, key="document-kind",
            format_func=lambda one: _(PAPER_NAMES[one]),
        )  # fmt: skip
        language = st.segmented_control(
            _("Language of the paper"), list(LANGUAGE_NAMES), default=_.language, required=True,
            key="document-language", format_func=lambda one: LANGUAGE_NAMES[one],
        )  # fmt: skip
    return kind or PaperKind.CARD, language or _.language


def edit(facts: Facts, desk: Desk, viewer: Viewer) -> dict[str, str]:
    """Show every part; returns part → text as it stands in its field now."""
    generated = facts.generated(desk.kind, desk.language)
    texts: dict[str, str] = {}
    if desk.kind == PaperKind.CARD:
        texts |= _quote(facts, desk, viewer)
    for part in PARTS[desk.kind]:
        if not part.quoted:
            texts[part.code] = _field(part, generated[part.code], desk, viewer)
            if part.code == "question":
                _suggestions(facts, desk, viewer)
    return texts


def _field(part: PaperPart, generated: str, desk: Desk, viewer: Viewer) -> str:
    _, key = viewer.translate, desk.field_of(part.code)
    st.session_state.setdefault(key, desk.kept.get(part.code, ""))
    with st.container(key=f"document-{part.code}", gap="small"):
        text = st.text_area(_(part.title), key=key, max_chars=part.longest, height=_height(st.session_state[key]))
        panels.muted(_hint(part, _))
        if generated and text != generated:
            st.button(
                _("Back to the suggested text"), key=f"{key}-back", type="tertiary", icon=":material/undo:",
                on_click=_put, args=(key, generated),
            )  # fmt: skip
    return text or ""


def _hint(part: PaperPart, _: Translate) -> str:
    limit = _("At most {most} characters.", most=_.number(part.longest))
    return f"{_(_HINTS[part.code])} {limit}" if part.code in _HINTS else limit


def _height(text: str) -> int:
    """Room for the text as it is, and for a line more."""
    lines = sum(1 + len(line) // _LETTERS_A_LINE for line in text.splitlines()) + 1
    return 34 + 26 * max(2, min(lines, 12))


def _put(key: str, text: str) -> None:
    st.session_state[key] = text


def _quote(facts: Facts, desk: Desk, viewer: Viewer) -> dict[str, str]:
    """The client's own words are chosen, never edited: one of what they wrote, or none."""
    _, spoken = viewer.translate, viewer.speaking(desk.language)
    every: list[Quote | None] = [*card.quotes(facts.course, spoken), None]
    kept = {code: desk.kept.get(code, "") for code in (WORDS, WORDS_FROM)}
    texts: list[Mapping[str, str]] = [card.quoted(one, spoken) for one in every]
    if kept not in texts:  # as it was kept, though the client may have changed it since
        texts.insert(0, kept)
    if len(texts) == 1:
        panels.muted(_("The client has not written anything yet: the card leaves that part out."))
        return {**texts[0]}
    place = st.selectbox(
        _("In the client's own words"), range(len(texts)), index=texts.index(kept), key=desk.field_of(WORDS),
        format_func=lambda at: _begun(texts[at], _), filter_mode=None,
    )  # fmt: skip
    return {**texts[place]}


def _begun(text: Mapping[str, str], _: Translate) -> str:
    words = " ".join(text[WORDS].split())
    if not words:
        return _("Nothing: leave this part out")
    begun = words if len(words) <= _QUOTE_LETTERS else f"{words[:_QUOTE_LETTERS]}…"
    return f"{text[WORDS_FROM].partition(',')[0]}: {begun}"


def _suggestions(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """Questions that the open signals bring along; none of those about risk."""
    _, key = viewer.translate, desk.field_of("question")
    asked: Sequence[str] = card.questions(facts.signals, viewer.speaking(desk.language))
    others = [one for one in asked if one != st.session_state.get(key)]
    if others:
        chosen = f"{key}-chosen"
        st.selectbox(
            _("Take a question from a signal"), others, index=None, key=chosen, filter_mode=None,
            placeholder=_("Choose a question"), on_change=_take, args=(chosen, key),
        )  # fmt: skip


def _take(chosen: str, key: str) -> None:
    if st.session_state.get(chosen):
        st.session_state[key] = st.session_state[chosen]
