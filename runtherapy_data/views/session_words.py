"""A session in words: what was done, how it was, and what is said after it was saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import SESSION_KIND_NAMES, TALK_TEST_NAMES, SessionKind
from runtherapy_data.measures.intervals import Intervals
from runtherapy_data.measures.intervals_typed import parsed
from runtherapy_data.measures.observations import OBSERVED, picked_words
from runtherapy_data.measures.session_entry import SessionEntry
from runtherapy_data.measures.session_scales import SESSION_SCALES
from runtherapy_data.views.course import SessionFact

# Column → its name in the form, in the order of the form; the words of an error and of the history.
NAMES: Final[dict[str, str]] = {
    "day": N_("Day"),
    "started_at": N_("Begin time"),
    "kind": N_("Kind"),
    "planned_minutes": N_("Planned minutes"),
    "intervals": N_("Intervals"),
    "walking_minutes": N_("Minutes of walking"),
    "running_minutes": N_("Minutes of running"),
    **{one.code: one.name for one in SESSION_SCALES},
    "talk_test": N_("Talk test"),
    "picks": N_("What you noticed"),
    **OBSERVED,
    "reflection": N_("In the client's own words"),
    "home_exercises": N_("To practise at home"),
    "exercises": N_("Exercises"),
    "next_appointment_at": N_("Next appointment"),
}


@lru_cache(maxsize=1024)  # a figure says those of a whole course at each rerun, and most sessions share a few
def intervals_said(notation: str | None, _: Translate) -> str:
    """Intervals in words: "5 × (2 min running / 3 min walking)"; empty where there are none that can be read."""
    try:
        known = parsed(notation or "")
    except InvalidInputError:
        return ""
    return said_of(known, _)


def said_of(known: Intervals, _: Translate) -> str:
    """Intervals in words, with the walking before and after where there is some. `parsed` reads them back."""
    run, walk = _half(known.run, _), _half(known.walk, _)
    if known.walk or known.cool_down:  # what was walked afterwards would be read as walked in between
        said = _("{times} × ({run} min running / {walk} min walking)", times=known.times, run=run, walk=walk)
    else:
        said = _("{times} × {run} min running", times=known.times, run=run)
    if known.warm_up:
        said = _("{minutes} min walking, {then}", minutes=_half(known.warm_up, _), then=said)
    if known.cool_down:
        said = _("{first}, {minutes} min walking", first=said, minutes=_half(known.cool_down, _))
    return said


def _half(minutes: float, _: Translate) -> str:
    return _.number(minutes, 0 if minutes == int(minutes) else 1)


def minutes_said(entry: SessionEntry | SessionFact, _: Translate) -> str:
    """Running and walking apart; never a pace or a distance."""
    parts = []
    if entry.running_minutes:
        parts.append(_("{minutes} min running", minutes=entry.running_minutes))
    if entry.walking_minutes:
        parts.append(_("{minutes} min walking", minutes=entry.walking_minutes))
    return ", ".join(parts) or _("no minutes noted")


def done_said(entry: SessionEntry, _: Translate) -> str:
    """What was done: minutes, and how they took turns."""
    turns = intervals_said(entry.intervals, _)
    return f"{minutes_said(entry, _)} · {turns}" if turns else minutes_said(entry, _)


# How a kind is called to a therapist; a client reads SESSION_KIND_NAMES ("on your own").
KINDS: Final[dict[str, str]] = {
    SessionKind.GUIDED: N_("with the therapist"),
    SessionKind.INDEPENDENT: N_("on their own"),
}


def heading_of(entry: SessionEntry, _: Translate, *, to_client: bool = False) -> str:
    """The day and who was there: "Mon 23 Nov · with the therapist"."""
    return f"{_.day(entry.day)} · {_((SESSION_KIND_NAMES if to_client else KINDS)[entry.kind])}"


def felt_said(entry: SessionEntry, _: Translate) -> str:
    """How it felt, and whether talking went, as far as that was filled in."""
    parts = []
    before, after = entry.feeling_before, entry.feeling_after
    if before is not None and after is not None:
        parts.append(_("feeling {before} before, {after} afterwards", before=before, after=after))
    elif before is not None or after is not None:
        parts.append(_("feeling {before} before", before=before) if after is None
                     else _("feeling {after} afterwards", after=after))  # fmt: skip
    for one in SESSION_SCALES:
        value = getattr(entry, one.code)
        if value is not None and not one.code.startswith("feeling"):
            parts.append(f"{_(one.name).lower()} {value}")
    if entry.talk_test:
        parts.append(_(TALK_TEST_NAMES[entry.talk_test]))
    return ", ".join(parts)


def less_than_planned(entry: SessionEntry, _: Translate) -> str:
    """What is said where less was done than planned, which is a good choice; empty where that is not so."""
    done = (entry.running_minutes or 0) + (entry.walking_minutes or 0)
    if entry.planned_minutes is None or done >= entry.planned_minutes:
        return ""
    return _("Less than planned: that is a good choice too.")


def saved_said(entry: SessionEntry, _: Translate, *, to_client: bool) -> str:
    """One calm sentence after a session was saved. No praise for minutes, and nothing to compare."""
    day = _.day(entry.day)
    if to_client:
        return _("Your session of {day} is noted: {what}.", day=day, what=minutes_said(entry, _))
    if entry.kind == SessionKind.INDEPENDENT:
        return _("The client's own session of {day} is noted: {what}.", day=day, what=minutes_said(entry, _))
    return _("The session of {day} is noted: {what}.", day=day, what=minutes_said(entry, _))


def value_said(name: str, value: Any, _: Translate, zone: str) -> str:
    """One column's value as people read it; a dash where nothing stands. Takes values from the history (JSON) too."""
    if value is None or value == "":
        return "–"
    if name == "picks":
        return _picks_said(value, _)
    if name in ("started_at", "next_appointment_at"):
        moment = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
        there = moment.astimezone(ZoneInfo(zone))
        return f"{there:%H:%M}" if name == "started_at" else f"{_.day(there.date())} {there:%H:%M}"
    if name == "day":
        return _.day(dt.date.fromisoformat(value) if isinstance(value, str) else value)
    codes = {"kind": KINDS, "talk_test": TALK_TEST_NAMES}.get(name, {})
    if name == "intervals":
        return intervals_said(value, _) or str(value)
    return _(codes[value]) if value in codes else str(value)


def _picks_said(picks: Mapping[str, Any], _: Translate) -> str:
    said = [f"{_(name)}: {words}" for kind, name in OBSERVED.items()
            if (words := picked_words(kind, picks, _.language))]  # fmt: skip
    return "; ".join(said) or "–"
