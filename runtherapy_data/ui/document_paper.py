"""What comes of a document: the PDF through the gate, a look at its pages, and the same as text to copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from runtherapy_data.exports import plain_text
from runtherapy_data.i18n import N_
from runtherapy_data.measures.papers import PAPER_NAMES, PARTS, PaperKind
from runtherapy_data.queries.documents import OwnDocument
from runtherapy_data.ui import document_desk, panels
from runtherapy_data.ui.document_desk import Desk
from runtherapy_data.ui.document_facts import Facts
from runtherapy_data.ui.document_parts import LANGUAGE_NAMES
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped

DOWNLOADS: Final[dict[PaperKind, str]] = {
    PaperKind.CARD: N_("Download the conversation card (PDF)"),
    PaperKind.REPORT: N_("Download the end report (PDF)"),
}
MOST_EARLIER: Final = 10


def address(client_code: str, document_id: UUID, page: int | None = None) -> str:
    """Where the gate hands out a document, or a picture of one of its pages: it asks who wants it each time."""
    below = f"/documents/{quote(client_code, safe='')}/{document_id}"
    return f"{below}.pdf" if page is None else f"{below}/{page}.png"


def make(desk: Desk, texts: Mapping[str, str], viewer: Viewer) -> None:
    """The button that makes the PDF, and the way to it once it is made."""
    _ = viewer.translate
    with st.container(key="document-make", gap="small"):
        if st.button(_("Make the PDF"), key="document-make-now", type="primary"):
            desk.make(viewer, texts)
            st.rerun()
        desk.say_trouble(desk.kind, {one.code: one.title for one in PARTS[desk.kind]}, _)
        if desk.made and desk.document_id:
            way = address(desk.client_code, desk.document_id)
            st.markdown(f"[{_(DOWNLOADS[desk.kind])}]({way})")
            said = _.plural("One page of A4.", "{n} pages of A4.", desk.made)
            panels.muted(f"{said} " + _("It opens for you alone, as long as you are signed in."))
        elif desk.document_id:
            panels.muted(_("Your text is kept as a draft."))


def look(desk: Desk, viewer: Viewer) -> None:
    """The pages as they will be printed, as pictures that the gate hands out like the PDF itself."""
    _ = viewer.translate
    if not (desk.made and desk.document_id) or not st.toggle(_("Show what it looks like"), key="document-look"):
        return
    for page in range(1, desk.made + 1):
        # The nonce changes with the text: a browser then does not show the picture of the text before.
        way = f"{address(desk.client_code, desk.document_id, page)}?of={desk.nonce}"
        said = _("Page {page} as it will be printed", page=page)
        with st.container(key=f"document-page-{page}"):
            st.markdown(f"![{escaped(said)}]({way})")


def copy(facts: Facts, desk: Desk, texts: Mapping[str, str], viewer: Viewer) -> None:
    """The same content as plain text, with a button that copies it."""
    _ = viewer.translate
    folded = st.expander(_("Copy as text"), key="document-copy", on_change="rerun")
    if folded.open:
        text = plain_text.text(desk.kind, facts.course, texts, viewer.today, viewer.speaking(desk.language))
        with folded:
            st.code(text, language=None, wrap_lines=True)


def earlier(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """What the reader made of this course before, and how to begin again."""
    _ = viewer.translate
    if desk.document_id and st.button(_("Begin a new one"), key="document-anew", icon=":material/add:"):
        document_desk.start_anew(facts, desk.kind, desk.language)
        st.rerun()
    others = [one for one in facts.documents if one.id != desk.document_id][:MOST_EARLIER]
    if others:
        panels.section(_("Made earlier"))
        with st.container(key="document-earlier"):
            st.markdown("\n".join(f"- {_line(one, desk.client_code, viewer)}" for one in others))


def _line(document: OwnDocument, client_code: str, viewer: Viewer) -> str:
    _ = viewer.translate
    day = _.day(document.made_at.astimezone(ZoneInfo(viewer.principal.zone)).date(), year=True)
    name = f"{_(PAPER_NAMES[document.kind])}, {day} ({LANGUAGE_NAMES[document.language]})"
    return f"[{escaped(name)}]({address(client_code, document.id)})"
