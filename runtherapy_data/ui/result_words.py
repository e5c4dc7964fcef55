"""The top of the page of a client's questionnaires."""

from __future__ import annotations

from runtherapy_data.ui import course_words, navigation, panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.result_facts import Facts
from runtherapy_data.views import questionnaire_lines as said


def none_chosen(viewer: Viewer) -> None:
    """The page before a client was chosen."""
    _ = viewer.translate
    panels.heading(_("Questionnaires"), _("Choose a client above to see what was asked of them and what came back."))
    navigation.link("caseload", _("Or start from the list of your clients"), icon=":material/arrow_forward:")


def heading(facts: Facts, viewer: Viewer) -> None:
    """Whose questionnaires these are, and what is open."""
    _ = viewer.translate
    panels.heading(
        _("Questionnaires of {whose}", whose=course_words.whose(facts.course)),
        said.sentence(facts.asks, viewer.today, _), above=course_words.facts(facts.course, _),
    )  # fmt: skip
