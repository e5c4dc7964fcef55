"""What was changed in an intake: texts, outcome, medical points, goals, plan; who, when, from what into what."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final
from zoneinfo import ZoneInfo

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import COMPLAINT_NAMES, INTAKE_OUTCOME_NAMES
from runtherapy_data.queries.course_history import OF_INTAKE, Change, changes
from runtherapy_data.store import reading
from runtherapy_data.ui import intake_facts, panels
from runtherapy_data.ui.guard import Viewer

SHOWN: Final = 20
_NOTHING: Final = "–"
_NAMES: Final[dict[str, str]] = {
    "name": N_("Name"),
    "contact": N_("How to reach them"),
    "complaint": N_("Main complaint"),
    "secondary": N_("Also"),
    "starts_on": N_("First day"),
    "complaints": N_("Complaints, in words"),
    "physical_capacity": N_("What the body can bear"),
    "mental_capacity": N_("What the mind can bear"),
    "outcome": N_("Outcome of the intake"),
    "referred_to": N_("Referred to"),
    "dropped_on": N_("Asked no more"),
    "confirmed_at": N_("Confirmed"),
}
_WORDS: Final = {"goal": N_("Goal"), "medical_point": N_("Point of attention")}


def show(code: str, viewer: Viewer) -> None:
    """Every change, folded until asked for."""
    _ = viewer.translate
    folded = st.expander(_("What was changed, by whom"), key="intake-history", on_change="rerun")
    if not folded.open:
        return
    grant = intake_facts.leave(viewer, code)
    with reading(grant) as connection:
        found = changes(connection, grant, OF_INTAKE)
    with folded:
        if not found:
            panels.muted(_("Nothing was changed here yet."))
            return
        panels.lines("intake-history", [_told(one, viewer) for one in found[:SHOWN]])
        if len(found) > SHOWN:
            panels.muted(_("Only the last {n} changes are shown.", n=SHOWN))


def _told(one: Change, viewer: Viewer) -> tuple[str, str]:
    _, zone = viewer.translate, ZoneInfo(viewer.principal.zone)
    when = _.moment(one.at.astimezone(zone))
    lines = _plan(one, _) if one.fact == "plan_week" else _columns(one, zone, _)
    return f"{when} · {one.who}" if one.who else when, "\n".join(lines)


def _columns(one: Change, zone: ZoneInfo, _: Translate) -> list[str]:
    lines = []
    for name in one.new or one.old or {}:
        label = _WORDS.get(one.fact) if name == "words" else _NAMES.get(name)
        if label is not None:
            before, after = (_value(name, (side or {}).get(name), zone, _) for side in (one.old, one.new))
            lines.append(f"{_(label)}: {before} → {after}")
    return lines


def _value(name: str, value: Any, zone: ZoneInfo, _: Translate) -> str:
    if value is None:
        return _NOTHING
    if name == "outcome":
        return _(INTAKE_OUTCOME_NAMES.get(str(value), str(value)))
    if name == "confirmed_at":
        return _.moment(dt.datetime.fromisoformat(str(value)).astimezone(zone))
    if name == "complaint":
        return _(COMPLAINT_NAMES.get(str(value), str(value)))
    if name == "secondary":
        return ", ".join(_(COMPLAINT_NAMES.get(one, one)) for one in value) or _NOTHING
    if name in ("dropped_on", "starts_on"):
        return _.day(dt.date.fromisoformat(str(value)), year=True)
    return " ".join(str(value).split())


def _plan(one: Change, _: Translate) -> list[str]:
    """A plan as it is kept: week → sessions and minutes."""
    weeks = sorted({*(one.old or {}), *(one.new or {})}, key=int)
    lines = []
    for week in weeks:
        before, after = (_pair((side or {}).get(week), _) for side in (one.old, one.new))
        lines.append(_("Week {week}: {before} → {after}", week=week, before=before, after=after))
    return lines


def _pair(pair: list[int] | None, _: Translate) -> str:
    if pair is None:
        return _NOTHING
    return _("{sessions} × · {minutes} min", sessions=pair[0], minutes=pair[1])
