"""What the page *Plan en fasen* says about itself, and its history of changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import END_REASON_NAMES, MODE_NAMES, PHASE_NAMES
from runtherapy_data.queries.course_history import Change
from runtherapy_data.ui import course_links, course_words, navigation, panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.manage_facts import Facts
from runtherapy_data.ui.manage_pauses import days_of, going_on
from runtherapy_data.ui.manage_phases import now
from runtherapy_data.ui.manage_plan import length

NOTHING: Final = "–"
SHOWN: Final = 20
_COLUMNS: Final[dict[str, str]] = {
    "planned_weeks": N_("How long, in weeks"),
    "sessions_per_week": N_("Sessions a week"),
    "mode": N_("How the load grows"),
    "ends_on": N_("Last day"),
    "end_reason": N_("How it ended"),
    "end_note": N_("About the end"),
    "follow_up_on": N_("Follow-up"),
    "phase": N_("Phase"),
    "starts_on": N_("From"),
    "note": N_("Why"),
}
_OF_PAUSE: Final = {"starts_on": N_("First day of the pause"), "ends_on": N_("Last day of the pause")}
_CODES: Final[dict[str, Mapping[str, str]]] = {"mode": MODE_NAMES, "end_reason": END_REASON_NAMES, "phase": PHASE_NAMES}
_DAYS: Final = ("starts_on", "ends_on", "follow_up_on")


def none_chosen(viewer: Viewer) -> None:
    """The page before a client was chosen."""
    _ = viewer.translate
    panels.heading(_("Plan and phases"), _("Choose a client above to see what was planned with them."))
    navigation.link("caseload", _("Or start from the list of your clients"), icon=":material/arrow_forward:")


def heading(facts: Facts, viewer: Viewer) -> None:
    """Whose course it is about, where it stands in one sentence, and the way to the other pages about it."""
    _ = viewer.translate
    panels.heading(_("Plan and phases"), sentence(facts, viewer), above=course_words.whose(facts.course))
    course_links.show("manage", facts.code, viewer)


def sentence(facts: Facts, viewer: Viewer) -> str:
    """Where this course stands: paused, ended, or in its phase, and how long it is planned."""
    _, terms, today = viewer.translate, facts.terms, viewer.today
    planned = length(terms.planned_weeks, terms.starts_on, _)
    if terms.ends_on is not None and terms.ends_on < today:
        return _("This course ended on {day}.", day=_.day(terms.ends_on, year=True))
    if terms.ends_on is not None:
        return _("This course ends on {day}.", day=_.day(terms.ends_on, year=True))
    pause = going_on(facts.pauses, today)
    if pause is not None:
        return _("This course is paused: {days}.", days=days_of(pause, _))
    phase = now(facts.phases, today)
    if phase is None:
        return _("Planned: {planned}. No phase was set yet.", planned=planned)
    return _(
        "In the phase {phase} since {day}. Planned: {planned}.",
        phase=_(PHASE_NAMES[phase.phase]).lower(), day=_.day(phase.starts_on), planned=planned,
    )  # fmt: skip


def history(facts: Facts, viewer: Viewer) -> None:
    """Who changed what, when, from what into what; folded until asked for."""
    _ = viewer.translate
    folded = st.expander(_("What was changed, by whom"), key="history-panel", on_change="rerun")
    if not folded.open:
        return
    with folded:
        if not facts.changes:
            panels.muted(_("Nothing was changed here yet."))
            return
        panels.lines("history", [_told(one, viewer) for one in facts.changes[:SHOWN]])
        if len(facts.changes) > SHOWN:
            panels.muted(_("Only the last {n} changes are shown.", n=SHOWN))


def _told(one: Change, viewer: Viewer) -> tuple[str, str]:
    _ = viewer.translate
    when = _.moment(one.at.astimezone(ZoneInfo(viewer.principal.zone)))
    lead = f"{when} · {one.who}" if one.who else when
    names = [name for name in (one.new or one.old or {}) if name in _COLUMNS]
    lines = [_line(one, name, _) for name in names]
    return lead, "\n".join(lines)


def _line(one: Change, name: str, _: Translate) -> str:
    label = _OF_PAUSE.get(name) if one.fact == "life_event" else None
    before, after = (_value(name, side.get(name), _) if side else NOTHING for side in (one.old, one.new))
    return f"{_(label or _COLUMNS[name])}: {before} → {after}"


def _value(name: str, value: Any, _: Translate) -> str:
    """A value as it was kept, in words."""
    if value is None:
        return NOTHING
    if name in _CODES:
        return _(_CODES[name].get(str(value), str(value)))
    if name in _DAYS:
        return _.day(dt.date.fromisoformat(str(value)), year=True)
    return str(value)
