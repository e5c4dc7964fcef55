"""What a client calls a questionnaire."""

from __future__ import annotations

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.views.questionnaires_open import about, headed


@pytest.mark.parametrize(
    ("code", "within", "alone"),
    [
        ("phq9", "depressieve klachten (PHQ-9)", "Depressieve klachten (PHQ-9)"),
        ("4dkl", "Vierdimensionale Klachtenlijst (4DKL)", "Vierdimensionale Klachtenlijst (4DKL)"),
        ("psk", "je eigen doelen", "Je eigen doelen"),
        ("of_their_own", "of_their_own", "Of_their_own"),  # one that the product does not know
    ],
)
def test_a_client_reads_first_what_a_questionnaire_is_about(code: str, within: str, alone: str) -> None:
    dutch = translator("nl")
    assert (about(code, dutch), headed(code, dutch)) == (within, alone)
