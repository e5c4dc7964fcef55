"""The zone in which the days of a practice begin."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st

from runtherapy_data.measures.practice_parts import DEFAULT_ZONE, ZONE
from runtherapy_data.store import now
from runtherapy_data.ui import panels, practice_frame
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.practice_desk import Desk
from runtherapy_data.ui.practice_facts import Facts
from runtherapy_data.ui.practice_frame import Part, deciding

_REGIONS: Final = ("Europe/", "America/", "Africa/", "Asia/", "Atlantic/", "Australia/", "Indian/", "Pacific/")


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """The zones that are named after a place, those of Europe first."""
    named = (one for one in available_timezones() if one.startswith(_REGIONS))
    return tuple(sorted(named, key=lambda one: (not one.startswith("Europe/"), one)))


def show(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """The part of the page about the zone."""
    _ = viewer.translate
    title, kept = _("Time zone"), facts.kept[ZONE]
    practice_frame.fold(ZONE, title, name_of(kept), kept, desk, lambda: _form(desk, viewer, title))


def name_of(kept: dict[str, str] | None) -> str:
    """The zone that is kept, by its name."""
    return kept["name"] if kept else DEFAULT_ZONE


def _form(desk: Desk, viewer: Viewer, title: str) -> None:
    _, seen = viewer.translate, name_of(desk.seen[ZONE])
    st.markdown(
        _(
            "A day begins at midnight in this zone: for check-ins, weeks of a course and everything that is due. Also"
            " for a client who travels. Days that are kept already stay as they are."
        )
    )
    every = zones() if seen in zones() else (seen, *zones())
    chosen = st.selectbox(_("Zone"), every, index=every.index(seen), key=desk.field_of(ZONE, "name")) or seen
    practice_frame.preview(ZONE, _("What that means now"), lambda: _preview(seen, chosen, viewer))
    part = Part(ZONE, title, now=name_of)
    practice_frame.steps(part, deciding(ZONE, {"name": chosen}, viewer), desk, viewer)


def _preview(seen: str, chosen: str, viewer: Viewer) -> None:
    _, moment = viewer.translate, now()
    here, there = (moment.astimezone(ZoneInfo(zone)) for zone in (seen, chosen))
    lines = [(_place(seen), _("Now it is {moment}.", moment=_.moment(here)))]
    if chosen != seen:
        said = [_("Now it is {moment}.", moment=_.moment(there)), _midnight(here, there, viewer)]
        if here.date() != there.date():
            said.append(_("Today becomes {day}.", day=_.day(there.date())))
        lines.append((_place(chosen), " ".join(one for one in said if one)))
    panels.lines("zone", lines)


def _midnight(here: dt.datetime, there: dt.datetime, viewer: Viewer) -> str:
    """By how much the beginning of a day moves: earlier where the clock is ahead. As the clocks stand now."""
    _ = viewer.translate
    ahead = (there.utcoffset() or dt.timedelta()) - (here.utcoffset() or dt.timedelta())
    hours = abs(ahead) / dt.timedelta(hours=1)
    said = _.number(hours, 0 if hours.is_integer() else 2)
    if not ahead:
        return ""
    if ahead > dt.timedelta():
        return _("A day begins {hours} hours earlier than it did.", hours=said)
    return _("A day begins {hours} hours later than it did.", hours=said)


def _place(zone: str) -> str:
    return zone.replace("_", " ")
