"""The lists of the page, one below the other: each reason under its heading, then who is calm, begins or has ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from runtherapy_data.measures.signals import SignalGroup
from runtherapy_data.ui import caseload_rows as rows_of
from runtherapy_data.ui import panels
from runtherapy_data.ui.caseload_desk import CaseloadDesk
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.caseload import SPARK_DAYS, Caseload, CaseloadRow
from runtherapy_data.views.caseload_sections import CALM, MEETING, OVERDUE, SECTION_NAMES, SNOOZED

_FOLDED: Final = (SNOOZED, CALM)
_QUIET: Final = (OVERDUE, MEETING, *_FOLDED)


def _counted(name: str, rows: Sequence[CaseloadRow]) -> str:
    return f"{name} ({len(rows)})"


def reasons(caseload: Caseload, desk: CaseloadDesk, viewer: Viewer, *, found: bool) -> None:
    """Who runs: reason by reason, then who is put off, then who is calm; the last two are folded away.

    `found`: somebody searched, and what they searched for is not folded away from them.
    """
    _ = viewer.translate
    sections = caseload.sections(desk.held)
    shown = [section for section in sections if section not in _FOLDED]
    if not any(section not in _QUIET for section in sections) and not found:
        panels.nothing_yet(
            "asking",
            _("Nobody asks for attention today."),
            _("All courses were looked through today. Open a calm client below to see how it goes."),
        )
    with st.container(key="monday"):
        for section in shown:
            _section(section, sections[section], desk, viewer)
        for section in _FOLDED:
            if section in sections:
                _folded(section, sections[section], desk, viewer, opened=found or not shown)
    if caseload.running:
        panels.muted(
            _(
                "The small lines show the last {days} days, from the lowest answer there is at the bottom to the "
                "highest at the top. A gap is a day without an answer; sessions and questionnaires are joined one to "
                "the next.",
                days=SPARK_DAYS,
            )
        )


def _section(section: str, rows: Sequence[CaseloadRow], desk: CaseloadDesk, viewer: Viewer) -> None:
    _ = viewer.translate
    panels.section(_counted(_(SECTION_NAMES[section]), rows))
    if section == SignalGroup.RISK:
        panels.muted(_("What your practice does now stands with the answer, on the page of the course."))
    with st.container(key=f"clients-{section}", gap=None):
        for row in rows_of.page_of(rows, section):
            if section == MEETING:
                rows_of.calm(row, desk, viewer)
            elif section == OVERDUE and not row.signals and row.course_id not in desk.outcomes:
                rows_of.waits(row, desk, viewer)
            else:
                rows_of.asking(row, desk, viewer)


def _folded(section: str, rows: Sequence[CaseloadRow], desk: CaseloadDesk, viewer: Viewer, *, opened: bool) -> None:
    """Folded away, and not drawn before somebody asks."""
    label = _counted(viewer.translate(SECTION_NAMES[section]), rows)
    key = f"{section}-found" if opened else section  # a name of its own: what is open or shut is remembered by it
    folded = st.expander(label, expanded=opened, key=key, on_change="rerun")
    if folded.open:
        with folded, st.container(key=f"clients-{section}", gap=None):
            for row in rows_of.page_of(rows, section):
                rows_of.calm(row, desk, viewer)


def waiting(caseload: Caseload, viewer: Viewer) -> None:
    """Who is registered, with nothing filled in yet: no lines, and no silence to count."""
    _ = viewer.translate
    if not caseload.waiting:
        return
    panels.section(_counted(_("Nothing filled in yet"), caseload.waiting))
    invited = sum(row.let_in for row in caseload.waiting)
    if invited < len(caseload.waiting):
        panels.muted(_("Whoever is not invited yet cannot check in: invite them first."))
    if invited == len(caseload.waiting):
        panels.muted(_("Agree with them when the first check-in will be."))
    elif invited:
        panels.muted(_("Agree with the others when the first check-in will be."))
    with st.container(key="clients-waiting", gap=None):
        for row in caseload.waiting:
            rows_of.short(row, viewer)


def ended(caseload: Caseload, viewer: Viewer) -> None:
    """Whose course ended: folded away and not drawn before somebody asks, unless they are all that was found."""
    _ = viewer.translate
    if not caseload.ended:
        return
    label = _.plural("{n} course ended", "{n} courses ended", len(caseload.ended))
    alone = not (caseload.running or caseload.waiting)
    key = "ended-found" if alone else "ended"  # a name of its own: what is open or shut is remembered by it
    folded = st.expander(label, expanded=alone, key=key, on_change="rerun")
    if folded.open:
        with folded, st.container(key="clients-ended", gap=None):
            for row in rows_of.page_of(caseload.ended, "ended"):
                rows_of.short(row, viewer)
