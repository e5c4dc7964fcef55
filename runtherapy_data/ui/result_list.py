"""What came back of a client's questionnaires: each result, its correction, its history, and a way back."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from runtherapy_data.actions import questionnaires as actions
from runtherapy_data.identity import Permission
from runtherapy_data.measures.instruments import instrument
from runtherapy_data.queries.corrections import of_fact
from runtherapy_data.queries.questionnaires import HeldResult
from runtherapy_data.store import reading
from runtherapy_data.ui import panels, result_entry
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.ui.result_desk import NEW, RESULTS, Desk
from runtherapy_data.ui.result_facts import Facts
from runtherapy_data.views import questionnaire_lines as said
from runtherapy_data.views.course_results import results as scales_of

SHOWN: Final = 8


def enter(facts: Facts, busy: Desk, viewer: Viewer) -> None:
    """The way to the form for paper, or the form; and what was just kept."""
    _ = viewer.translate
    if not busy.kept_in_list:
        just_kept(facts, busy, viewer)
    if busy.entering == NEW and busy.preset is None:
        result_entry.show(facts, busy, viewer)
    elif busy.entering != NEW and st.button(
        _("Enter a questionnaire from paper"), key="result-new", icon=":material/edit_note:"
    ):
        busy.enter(NEW)
        st.rerun()


def show(facts: Facts, busy: Desk, viewer: Viewer) -> None:
    """All results, the newest first."""
    _ = viewer.translate
    panels.section(_("Results"))
    if not facts.results:
        panels.muted(_("No questionnaire has been filled in yet."))
    _way_back(busy, viewer)
    busy.say_trouble(RESULTS, said.FIELDS, _)
    everything = len(facts.results) > SHOWN and st.toggle(
        _.plural("All {n} result", "All {n} results", len(facts.results)), key="all-results"
    )
    for held in facts.results if everything else facts.results[:SHOWN]:
        with st.container(key=f"result-{held.id.hex}", gap="small"):
            _one(held, facts, busy, viewer)
    busy.shown = {one.id: one.revision for one in facts.results}


def _one(held: HeldResult, facts: Facts, busy: Desk, viewer: Viewer) -> None:
    _, place = viewer.translate, held.id.hex
    name = said.named_result(held, _)
    if busy.entering == place:
        st.markdown(f"**{escaped(name)}**")
        result_entry.show(facts, busy, viewer, held)
        return
    lines = [f"**{escaped(name)}**", escaped(said.scores(held, _)), *(escaped(line) for line in said.notes(held, _))]
    with st.container(key=f"result-line-{place}", horizontal=True, gap="small"):
        st.markdown("  \n".join(lines), width="stretch")
        if instrument(held.instrument) and st.button(named(_("Correct"), name), key=f"correct-{place}"):
            busy.enter(place)
            st.rerun()
        if st.button(named(_("Take away"), name), key=f"remove-{place}"):
            seen = busy.shown.get(held.id, held.revision)
            grant, key = busy.leave(viewer, Permission.RESULT_WRITE), busy.key(actions.REMOVE, held.id, seen)
            busy.removed = busy.attempt(RESULTS, lambda: actions.remove(grant, key, held.id, seen))
            st.rerun()
        if held.revision > 1 and st.button(named(_("History"), name), key=f"history-{place}"):
            busy.history = None if busy.history == held.id else held.id
            st.rerun()
    if busy.history == held.id:
        _history(held, busy, viewer)


def _history(held: HeldResult, busy: Desk, viewer: Viewer) -> None:
    """Who corrected it, when, and what became what; the newest first."""
    _, zone = viewer.translate, ZoneInfo(viewer.principal.zone)
    grant = busy.leave(viewer, Permission.RESULT_WRITE)
    with reading(grant) as connection:
        found = of_fact(connection, grant, actions.FACT, str(held.id))
    when = [_.moment(one.at.astimezone(zone)) for one in found]
    told = [said.corrected(one, held.instrument, at, _) for one, at in zip(found, when, strict=True)]
    panels.lines(f"history-{held.id.hex}", told)


def _way_back(busy: Desk, viewer: Viewer) -> None:
    _, removed = viewer.translate, busy.removed
    if removed is None:
        return
    with st.container(key="result-removed", horizontal=True, gap="small"):
        st.markdown(escaped(_("Taken away: {what}.", what=said.named_result(removed, _))))
        if st.button(_("Undo"), key="result-undo", icon=":material/undo:"):
            grant, key = busy.leave(viewer, Permission.RESULT_WRITE), busy.key(actions.RESTORE, removed.id)
            busy.attempt(RESULTS, lambda: actions.restore(grant, key, removed))
            st.rerun()


def just_kept(facts: Facts, busy: Desk, viewer: Viewer) -> None:
    """The result that was written a moment ago: its scores, what may be said of the change, and a way back."""
    _ = viewer.translate
    held = next((one for one in facts.results if one.id == busy.saved), None)
    if held is None:
        return
    with st.container(key="result-kept", gap="small"):
        st.markdown(f"**{escaped(said.named_result(held, _))}**: {escaped(said.scores(held, _))}")
        for scale in scales_of(facts.course):
            if scale.instrument == held.instrument and held.instrument:
                st.markdown(escaped(scale.sentence(_)))
        if held.revision == 1 and st.button(_("Undo"), key="result-kept-undo", icon=":material/undo:"):
            grant, key = busy.leave(viewer, Permission.RESULT_WRITE), busy.key(actions.REMOVE, held.id)
            busy.removed = busy.attempt(RESULTS, lambda: actions.remove(grant, key, held.id, held.revision))
            st.rerun()
