"""What the page *Praktijk* says about how things stand."""

from __future__ import annotations

from typing import Final

from runtherapy_data.i18n import LANGUAGES, N_, Translate, translator
from runtherapy_data.measures.practice_parts import HELP_CHECKED, HELP_TEXT
from runtherapy_data.ui.guard import HELP_IN_NEED
from runtherapy_data.ui.practice_facts import Facts

LANGUAGE_NAMES: Final[dict[str, str]] = {"nl": N_("Dutch"), "en": N_("English")}


def help_texts(facts: Facts) -> dict[str, str]:
    """Language → the text for help in need as clients read it today, the default where the practice has no own."""
    own = facts.kept[HELP_TEXT] or {}
    return {language: own.get(language) or translator(language)(HELP_IN_NEED) for language in LANGUAGES}


def unchecked(facts: Facts) -> list[str]:
    """The languages whose text for help in need nobody of the practice checked as it stands."""
    held = facts.settings.help_checked
    texts = help_texts(facts)
    return [one for one in LANGUAGES if one not in held or held[one].text != texts[one]]


def sentence(facts: Facts, _: Translate) -> str:
    """The one sentence at the top: what needs the administrator, else how it stands."""
    if unchecked(facts):
        return _("The text for help in need, with its telephone numbers, has yet to be checked by your practice.")
    decided = any(value for part, value in facts.kept.items() if part != HELP_CHECKED)
    if decided or facts.exercises or facts.own_wordings:
        return _("This is what your practice decided for itself. Everything else follows the defaults.")
    return _("Your practice follows the defaults everywhere.")


def standing(own: object, _: Translate) -> str:
    """Whether a part is the practice's own or the default."""
    return _("own choice") if own else _("default")
