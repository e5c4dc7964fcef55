"""What the page of documents needs to know: the course, its signals, and the documents that the reader made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from runtherapy_data.access import grant_course
from runtherapy_data.exports import card, report_words
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.papers import PaperKind
from runtherapy_data.queries.documents import OwnDocument, own_documents
from runtherapy_data.store import reading
from runtherapy_data.ui import course_signals, shown
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.course import Course
from runtherapy_data.views.signals import Signal


@dataclass(frozen=True, slots=True)
class Facts:
    """One course as its therapist reads it, its signals, and their own documents of it, the newest first.

    `speaking`: a language to its words, the practice's own included.
    """

    course: Course
    signals: tuple[Signal, ...]
    documents: tuple[OwnDocument, ...]
    speaking: Callable[[str], Translate]

    def generated(self, kind: PaperKind, language: str) -> Mapping[str, str]:
        """Part → what it says before anybody edited it, in the language of the paper."""
        _ = self.speaking(language)
        if kind == PaperKind.CARD:
            return card.generated(self.course, self.signals, _)
        return report_words.generated(self.course, _)

    def unfinished(self, kind: PaperKind, language: str, viewer: Viewer) -> OwnDocument | None:
        """The document to go on with: the newest report, or the newest card if it is of today."""
        for one in self.documents:
            if (one.kind, one.language) == (kind, language):
                made_on = one.made_at.astimezone(ZoneInfo(viewer.principal.zone)).date()
                return one if kind == PaperKind.REPORT or made_on == viewer.today else None
        return None


def facts(viewer: Viewer, client_code: str) -> Facts:
    """Everything of one client's newest course; what is refused ends the page calmly."""
    course = shown.course(viewer, client_code)
    signals = course_signals.of_course(viewer, course.client_code)
    grant = grant_course(viewer.principal, course.client_code)
    with reading(grant) as connection:
        return Facts(course, signals, own_documents(connection, grant), viewer.speaking)
