"""A practice's own words take the place of a phrase, and of nothing else that happens to read the same."""

from __future__ import annotations

import pytest

from runtherapy_data.i18n import Phrase, translator
from runtherapy_data.measures.codes import PHASE_NAMES, PHASE_SHORT_NAMES, SESSION_KIND_NAMES, Phase, SessionKind
from runtherapy_data.measures.practice_settings import PhaseName, PracticeSettings, phrases
from runtherapy_data.measures.words import Words

OWN = PracticeSettings(
    phase_names={
        Phase.GUIDED_RUNNING: PhaseName(
            name=Words(nl="Samen het bos in {x}", en="Into the woods"), short=Words(nl="bos", en="woods")
        )
    }
)


@pytest.mark.parametrize(
    "language, phase, name, short",
    [
        ("nl", Phase.GUIDED_RUNNING, "Samen het bos in {x}", "bos"),
        ("en", Phase.GUIDED_RUNNING, "Into the woods", "woods"),
        ("nl", Phase.INTAKE, "Intake", "intake"),
        ("en", Phase.REFLECTION, "Reflection and body awareness", "reflection"),
    ],
)
def test_a_phase_is_called_what_the_practice_calls_it(language: str, phase: Phase, name: str, short: str) -> None:
    _ = translator(language).saying(phrases(OWN, language))
    assert (_(PHASE_NAMES[phase]), _(PHASE_SHORT_NAMES[phase])) == (name, short)


def test_the_same_text_about_another_thing_keeps_its_name() -> None:
    _ = translator("nl").saying({Phrase("guided"): "bos"})
    assert _(Phrase("guided")) == "bos"
    assert _("guided") == "begeleid"
    assert _(SESSION_KIND_NAMES[SessionKind.GUIDED]) == "met de therapeut"


def test_who_says_other_words_is_another_translator_and_the_shared_one_stays_as_it_was() -> None:
    plain, own = translator("nl"), translator("nl").saying(phrases(OWN, "nl"))
    assert own != plain
    assert own == translator("nl").saying(phrases(OWN, "nl"))
    assert plain == translator("nl").saying({})
    assert plain(PHASE_NAMES[Phase.GUIDED_RUNNING]) == "Begeleid lopen"


def test_no_two_phases_share_a_message() -> None:
    every = [*PHASE_NAMES.values(), *PHASE_SHORT_NAMES.values()]
    assert len(set(every)) == len(every)
