"""The document that a therapist is writing, between two reruns: which one, what was kept of it, and what went wrong.

What is typed is kept as a draft as soon as the field is left, so that a reload loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import streamlit as st

from runtherapy_data.actions import documents as actions
from runtherapy_data.exports import documents as papers
from runtherapy_data.exports.documents import MadePaper
from runtherapy_data.identity import Permission
from runtherapy_data.measures.papers import PaperKind
from runtherapy_data.queries.documents import OwnDocument
from runtherapy_data.store.types import new_id
from runtherapy_data.ui.course_desk import AboutCourse
from runtherapy_data.ui.document_facts import Facts
from runtherapy_data.ui.guard import Viewer

DESK: Final = "document-desk"


@dataclass
class Desk(AboutCourse):
    """One paper of one client in one language.

    `document_id`: where it is kept, None as long as nothing of it was; `kept`: part → text as it is kept, or as it was
    generated; `serial` names its fields, so that another paper has fields of its own; `made`: the finished PDF belongs
    to the texts as they are now, and has so many pages.
    """

    kind: PaperKind
    language: str
    document_id: UUID | None
    kept: Mapping[str, str]
    serial: str = field(default_factory=lambda: new_id().hex)
    made: int = 0

    def field_of(self, code: str) -> str:
        """The key of the field of a part."""
        return f"part-{self.serial}-{code}"

    def keep(self, viewer: Viewer, parts: Mapping[str, str], *, always: bool = False) -> None:
        """Keep the texts where they differ from what is kept; `always`: also where nobody changed a word."""
        if not always and dict(parts) == dict(self.kept):
            return
        self.made = 0
        kept = self.attempt(self.kind, lambda: self._save(viewer, parts))
        if self.trouble is None:
            self.document_id, self.kept = kept or self.document_id, dict(parts)
            self.renew()

    def _save(self, viewer: Viewer, parts: Mapping[str, str]) -> UUID | None:
        return actions.save(
            self.leave(viewer), self.key(*parts.values()), kind=self.kind, language=self.language, parts=parts,
            document_id=self.document_id,
        )  # fmt: skip

    def make(self, viewer: Viewer, parts: Mapping[str, str]) -> None:
        """Keep the texts and see whether the paper can be made of them."""
        self.keep(viewer, parts, always=True)
        if self.trouble is None and (document_id := self.document_id) is not None:
            paper = self.attempt(self.kind, lambda: self._paper(viewer, document_id))
            self.made = paper.pages if paper else 0

    def _paper(self, viewer: Viewer, document_id: UUID) -> MadePaper:
        return papers.pdf(self.leave(viewer, Permission.COURSE_READ), document_id)


def desk(facts: Facts, kind: PaperKind, language: str, viewer: Viewer) -> Desk:
    """The desk for this paper: the one that lies there, or a new one that goes on with what was kept."""
    found = st.session_state.get(DESK)
    code = facts.course.client_code
    if isinstance(found, Desk) and (found.client_code, found.kind, found.language) == (code, kind, language):
        return found
    return _put(facts, kind, language, facts.unfinished(kind, language, viewer))


def start_anew(facts: Facts, kind: PaperKind, language: str) -> None:
    """Put an empty document on the desk: its texts are generated, and nothing is kept until something is changed."""
    _put(facts, kind, language, None)


def _put(facts: Facts, kind: PaperKind, language: str, document: OwnDocument | None) -> Desk:
    generated = facts.generated(kind, language)
    kept = {code: document.parts.get(code, "") for code in generated} if document else dict(generated)
    made = Desk(facts.course.client_code, kind, language, document.id if document else None, kept)
    st.session_state[DESK] = made
    return made
