"""What the page of documents says about itself."""

from __future__ import annotations

from typing import Final

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.papers import PaperKind
from runtherapy_data.ui import course_words, navigation, panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.course import Course

_ABOUT: Final[dict[PaperKind, str]] = {
    PaperKind.CARD: N_("What is on the card"),
    PaperKind.REPORT: N_("What is in the report"),
}


def none_chosen(viewer: Viewer) -> None:
    """The page before a client was chosen."""
    _ = viewer.translate
    panels.heading(
        _("Conversation card and end report"), _("Choose a client above to make a card or a report of their course.")
    )
    navigation.link("caseload", _("Or start from the list of your clients"), icon=":material/arrow_forward:")


def heading(course: Course, viewer: Viewer) -> None:
    """Whose course it is about, and the way back to it."""
    _ = viewer.translate
    panels.heading(
        _("Conversation card and end report"),
        _("Read the text, change what you like, and make the PDF. What you type is kept as a draft."),
        above=course_words.whose(course),
    )
    navigation.link("course", _("Back to the course"), icon=":material/arrow_back:", client=course.client_code)


def about(kind: PaperKind, _: Translate) -> str:
    """The heading above the fields."""
    return _(_ABOUT[kind])
