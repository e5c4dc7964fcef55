"""Between the fields of the form and the session: what a field holds (also as a draft), and what is saved of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from runtherapy_data.measures.codes import SessionKind
from runtherapy_data.measures.observations import OBSERVED
from runtherapy_data.measures.session_entry import SessionEntry, moment_at
from runtherapy_data.measures.session_scales import SESSION_SCALES

INTERVALS, MINUTES = "intervals", "minutes"
CLEARED: Final = False  # in a draft: the field was emptied, while it was filled in to begin with
_AS_IT_IS: Final = (
    "kind", "planned_minutes", "walking_minutes", "running_minutes", "talk_test", "reflection", "home_exercises",
    *(one.code for one in SESSION_SCALES), *OBSERVED,
)  # fmt: skip


def fields_of(entry: SessionEntry, zone: str) -> dict[str, Any]:
    """A session as the fields of the form hold it, in what JSON can hold."""
    found = {name: getattr(entry, name) for name in _AS_IT_IS}
    found["day"] = entry.day.isoformat()
    found["way"] = INTERVALS if entry.intervals else MINUTES
    found["intervals"] = entry.intervals
    for name, moment in (("start", entry.started_at), ("next", entry.next_appointment_at)):
        there = moment.astimezone(ZoneInfo(zone)) if moment else None
        found[f"{name}_time"] = f"{there:%H:%M}" if there else None
        found[f"{name}_day"] = there.date().isoformat() if there else None
    for kind in OBSERVED:
        found[f"picks_{kind}"] = list((entry.picks or {}).get(kind, ()))
    return found


def entry_of(given: Mapping[str, Any], zone: str) -> SessionEntry:
    """What the fields hold, as a session. Nothing is checked here: see `measures.session_entry.checked`."""
    by_intervals = given.get("way") == INTERVALS
    day = dt.date.fromisoformat(given["day"])
    values: dict[str, Any] = {name: given.get(name) for name in _AS_IT_IS}
    values["kind"] = given.get("kind") or SessionKind.GUIDED.value
    if by_intervals:
        values["walking_minutes"] = values["running_minutes"] = None
    return SessionEntry(
        day=day,
        started_at=_moment(given["day"], given.get("start_time"), zone),
        next_appointment_at=_moment(given.get("next_day"), given.get("next_time"), zone),
        intervals=(given.get("intervals") or None) if by_intervals else None,
        picks={kind: picked for kind in OBSERVED if (picked := given.get(f"picks_{kind}"))} or None,
        **values,
    )


def _moment(day: str | None, time: str | None, zone: str) -> dt.datetime | None:
    if not day or not time:
        return None
    return moment_at(dt.date.fromisoformat(day), dt.time.fromisoformat(time), zone)


def differing(start: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft keeps: the fields that are not as they were to begin with. 0 is an answer, and not empty."""
    return {
        name: CLEARED if _is_empty(value) else value
        for name, value in given.items()
        if not (_is_empty(value) and _is_empty(start.get(name))) and value != start.get(name)
    }


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == []


def begun(start: Mapping[str, Any], draft: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they are to begin with, and over them what the draft holds."""
    known = {name: (None if value is CLEARED else value) for name, value in draft.items()}
    return {**start, **known}
