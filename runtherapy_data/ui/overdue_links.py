"""What is left waiting in a course, each as the link to where a therapist takes it up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.overdue import Waiting
from runtherapy_data.ui import navigation
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.views.overdue import Overdue

PAGES: Final[dict[str, str]] = {
    Waiting.MEDICAL: "manage",
    Waiting.SESSION: "log-session",
    Waiting.INTAKE: "intake",
    Waiting.QUESTIONNAIRE: "results",
    Waiting.FOLLOW_UP: "manage",
}


def show(waiting: Iterable[Overdue], client_code: str, _: Translate, *, whose: bool = False) -> None:
    """A link each; `whose`: among other clients, so that who hears the page is told whose it is."""
    for one in waiting:
        sentence = one.sentence(_)
        label = named(sentence, client_code) if whose else escaped(sentence)
        navigation.link(PAGES[one.kind], label, icon=":material/schedule:", client=client_code)
