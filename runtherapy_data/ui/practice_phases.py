"""What a practice calls the phases of a course, in full and short for the bands of the figure."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from runtherapy_data.i18n import LANGUAGES, Translate, translator
from runtherapy_data.measures.codes import PHASE_NAMES, PHASE_SHORT_NAMES
from runtherapy_data.measures.practice_parts import LONGEST_NAME, LONGEST_SHORT, PHASES
from runtherapy_data.ui import panels, practice_frame
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.practice_desk import Desk
from runtherapy_data.ui.practice_facts import Facts
from runtherapy_data.ui.practice_frame import Part, deciding
from runtherapy_data.ui.practice_words import standing

_NAMES: Final = {"name": PHASE_NAMES, "short": PHASE_SHORT_NAMES}
_MOST: Final = {"name": LONGEST_NAME, "short": LONGEST_SHORT}


def show(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """The part of the page about the phases."""
    _ = viewer.translate
    title, kept = _("Names of the phases"), facts.kept[PHASES]
    practice_frame.fold(PHASES, title, standing(kept, _), kept, desk, lambda: _form(desk, viewer, title))


def default(phase: str, which: str, language: str) -> str:
    """What the product calls a phase."""
    return translator(language)(_NAMES[which][phase])


def _label(which: str, language: str, _: Translate) -> str:
    labels = {
        ("name", "nl"): _("In full, Dutch"), ("name", "en"): _("In full, English"),
        ("short", "nl"): _("Short, Dutch"), ("short", "en"): _("Short, English"),
    }  # fmt: skip
    return labels[which, language]


def _field(phase: str, which: str, language: str, _: Translate) -> str:
    """A field by what it gives another name: whoever hears the page hears no heading above it."""
    return f"{_label(which, language, _)}: {default(phase, which, language)}"


def _form(desk: Desk, viewer: Viewer, title: str) -> None:
    _ = viewer.translate
    st.markdown(
        _(
            "Your own names stand on every page, on paper and in the figure. An empty field takes the default, which"
            " it shows in grey. Short names have at most {most} letters: a band of the figure may be a week wide.",
            most=LONGEST_SHORT,
        )
    )
    typed, pressed = _fields(desk, viewer)
    practice_frame.preview(PHASES, _("As they will be called"), lambda: _preview(typed, viewer))
    part = Part(PHASES, title, _field_names(_), now=lambda kept: said(kept, _))
    practice_frame.steps(part, deciding(PHASES, typed, viewer), desk, viewer, pressed=pressed)


def _fields(desk: Desk, viewer: Viewer) -> tuple[dict[str, Any], bool]:
    """The phases that have a name of their own as last sent, and whether they are to be saved."""
    _, kept, own = viewer.translate, desk.seen[PHASES] or {}, dict[str, Any]()
    with st.form("form-phases", border=False):
        for phase in PHASE_NAMES:
            st.markdown(f"**{escaped(default(phase, 'name', _.language))}**")
            given = {which: dict[str, str]() for which in _NAMES}
            with st.container(key=f"phase-fields-{phase}", horizontal=True, gap="small"):
                for which in _NAMES:
                    for language in LANGUAGES:
                        given[which][language] = st.text_input(
                            _field(phase, which, language, _),
                            kept.get(phase, {}).get(which, {}).get(language, ""),
                            key=desk.field_of(PHASES, f"{phase}-{which}-{language}"), max_chars=_MOST[which],
                            placeholder=default(phase, which, language), autocomplete="off",
                        ) or ""  # fmt: skip
            if names := _named(phase, given):
                own[phase] = names
        with st.container(horizontal=True, gap="small"):
            pressed = st.form_submit_button(_("Save"), key="save-phases", type="primary")
            st.form_submit_button(_("Look at the preview"), key="look-phases")
    return own, pressed


def _named(phase: str, given: dict[str, dict[str, str]]) -> dict[str, dict[str, str]] | None:
    """A phase in the practice's words, what was left open filled in from the default; None where all was left open."""
    trimmed = {which: {one: " ".join(text.split()) for one, text in texts.items()} for which, texts in given.items()}
    if not any(text for texts in trimmed.values() for text in texts.values()):
        return None
    return {
        which: {language: text or default(phase, which, language) for language, text in texts.items()}
        for which, texts in trimmed.items()
    }


def _preview(typed: dict[str, Any], viewer: Viewer) -> None:
    _ = viewer.translate
    for language in LANGUAGES:
        rows = [
            tuple((typed.get(phase) or {}).get(which, {}).get(language) or default(phase, which, language)
                  for which in _NAMES)
            for phase in PHASE_NAMES
        ]  # fmt: skip
        header = tuple(_label(which, language, _) for which in _NAMES)
        panels.table(f"phase-names-{language}", header, rows)


def _field_names(_: Translate) -> dict[str, str]:
    """What an error calls a field: the phase and which of its names."""
    return {
        f"{PHASES}.{phase}.{which}.{language}": _field(phase, which, language, _)
        for phase in PHASE_NAMES
        for which in _NAMES
        for language in LANGUAGES
    }


def said(kept: Any, _: Translate) -> str:
    """The names that are kept, a phase a line."""
    own = [f"{one['name'][_.language]} ({one['short'][_.language]})" for one in (kept or {}).values()]
    return "\n".join(own) or _("default")
