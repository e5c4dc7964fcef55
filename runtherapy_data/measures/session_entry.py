"""One session as somebody fills it in, and the one place that says what may be filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.codes import SESSION_KIND_NAMES, TALK_TEST_NAMES
from runtherapy_data.measures.days import day_in
from runtherapy_data.measures.intervals_typed import parsed
from runtherapy_data.measures.observations import OBSERVED, picked
from runtherapy_data.measures.ranges import SESSION_RANGES
from runtherapy_data.measures.within import code, whole, words

LONGEST_TEXT: Final = 2000
LONGEST_EXERCISES: Final = 500
AHEAD: Final = dt.timedelta(days=366)  # an appointment farther away, or as long before the session, is a wrong year
# What a client fills in of a session of their own; the rest is the therapist's, and stays as it is.
OWN_FIELDS: Final = (
    "day", "started_at", "walking_minutes", "running_minutes", "intervals", "effort", "talk_test", "feeling_before",
    "feeling_after", "enjoyment", "pain", "reflection",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """What was done and how it was; the fields are the columns of the session log.

    Minutes are minutes, scales 0–10; None is "not filled in". `started_at` and `next_appointment_at` are moments with a
    zone. With `intervals` (as typed, or in their notation) the minutes of walking and running follow from them.
    """

    day: dt.date
    kind: str
    started_at: dt.datetime | None = None
    planned_minutes: int | None = None
    walking_minutes: int | None = None
    running_minutes: int | None = None
    intervals: str | None = None
    effort: int | None = None
    talk_test: str | None = None
    feeling_before: int | None = None
    feeling_after: int | None = None
    enjoyment: int | None = None
    pain: int | None = None
    breathing: str | None = None
    posture: str | None = None
    muscle_tension: str | None = None
    mental_signals: str | None = None
    picks: Mapping[str, Any] | None = None
    reflection: str | None = None
    home_exercises: str | None = None
    next_appointment_at: dt.datetime | None = None

    def values(self) -> dict[str, Any]:
        """Column → value."""
        return asdict(self)


def moment_at(day: dt.date, time: dt.time, zone: str) -> dt.datetime:
    """A day and a time by the clock of a zone, in UTC. A time that the clock skips is the one an hour later.

    At the two ends of the calendar, where UTC would fall off it, the time stays as it is: `checked` refuses that day.
    """
    return in_utc(dt.datetime.combine(day, time, ZoneInfo(zone)))


def in_utc(moment: dt.datetime) -> dt.datetime:
    """The moment in UTC; one that lies beyond the calendar there is returned as it is."""
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        return moment


def entry_of(values: Mapping[str, Any]) -> SessionEntry:
    """A session from its columns as JSON keeps them, such as in its history; other names are left aside."""
    known = {name: values[name] for name in ENTERED if name in values}
    for name in ("started_at", "next_appointment_at"):
        known[name] = dt.datetime.fromisoformat(known[name]) if known.get(name) else None
    return SessionEntry(**{**known, "day": dt.date.fromisoformat(values["day"])})


ENTERED: Final = tuple(one.name for one in fields(SessionEntry))
_SAYS_NOTHING: Final = ("day", "kind", "started_at", "planned_minutes", "walking_minutes", "running_minutes")


def checked(entry: SessionEntry, *, first_on: dt.date, last_on: dt.date, today: dt.date, zone: str) -> SessionEntry:
    """The entry as it is kept: texts trimmed, intervals in their notation, minutes counted.

    Args:
        entry: what was filled in.
        first_on: the earliest day that is possible.
        last_on: the latest.
        today: the day on which it is filled in.
        zone: the practice's, for the day of `started_at`.

    Raises:
        InvalidInputError: `field` is the column; in the order of the form.
    """
    _held_day(entry, first_on, last_on, zone)
    code("kind", entry.kind, SESSION_KIND_NAMES)
    for name, ends in SESSION_RANGES.items():
        whole(name, getattr(entry, name), ends)
    code("talk_test", entry.talk_test, TALK_TEST_NAMES)
    _held_appointment(entry, today, zone)
    kept = tidied(entry)
    if not (kept.walking_minutes or kept.running_minutes) and not _says_something(kept):
        raise InvalidInputError(
            "walking_minutes",
            N_("There is nothing filled in yet."),
            N_("Fill in the minutes, or one thing about how it went."),
        )
    return kept


def tidied(entry: SessionEntry) -> SessionEntry:
    """The entry with its texts trimmed, its intervals in their notation, its minutes counted. Errors as `checked`."""
    most = {**dict.fromkeys((*OBSERVED, "reflection"), LONGEST_TEXT), "home_exercises": LONGEST_EXERCISES}
    texts: dict[str, Any] = {name: words(name, getattr(entry, name), longest) for name, longest in most.items()}
    return replace(_counted(entry), **texts, picks=picked(entry.picks))


def _held_day(entry: SessionEntry, first_on: dt.date, last_on: dt.date, zone: str) -> None:
    if not first_on <= entry.day <= last_on:
        raise InvalidInputError(
            "day", N_("{given} is not possible here: days from {low} to {high} are."), N_("Choose one of these."),
            given=entry.day.isoformat(), low=first_on.isoformat(), high=last_on.isoformat(),
        )  # fmt: skip
    if entry.started_at is not None and _day_of("started_at", entry.started_at, zone) != entry.day:
        raise InvalidInputError(
            "started_at", N_("{given} is not on the day of the session, {day}."), N_("Give both the same day."),
            given=entry.started_at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes"), day=entry.day.isoformat(),
        )  # fmt: skip


def clock(moment: dt.datetime | None, zone: str) -> str:
    """What the clock said, as a form holds it: hour and minute; empty where no moment is noted."""
    if moment is None:
        return ""
    try:
        return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"
    except OverflowError:
        return ""


def _held_appointment(entry: SessionEntry, today: dt.date, zone: str) -> None:
    if entry.next_appointment_at is None:
        return
    on = _day_of("next_appointment_at", entry.next_appointment_at, zone)
    if not entry.day - AHEAD <= on <= today + AHEAD:
        raise _far_away("next_appointment_at", on)


def _day_of(field: str, moment: dt.datetime, zone: str) -> dt.date:
    try:
        return day_in(zone, moment)
    except OverflowError as error:
        raise _far_away(field, moment.date()) from error


def _far_away(field: str, day: dt.date) -> InvalidInputError:
    return InvalidInputError(
        field, N_("This day is more than a year away."), N_("Check the year: {day}."), day=day.isoformat()
    )


def _counted(entry: SessionEntry) -> SessionEntry:
    """Minutes that were not filled in are none; with intervals they are what the intervals add up to."""
    if not (entry.intervals or "").strip():
        return replace(
            entry, intervals=None, walking_minutes=entry.walking_minutes or 0,
            running_minutes=entry.running_minutes or 0,
        )  # fmt: skip
    known = parsed(str(entry.intervals))
    return replace(
        entry,
        intervals=str(known),
        walking_minutes=whole("intervals", known.walking_minutes, SESSION_RANGES["walking_minutes"]),
        running_minutes=whole("intervals", known.running_minutes, SESSION_RANGES["running_minutes"]),
    )


def _says_something(entry: SessionEntry) -> bool:
    given = (getattr(entry, name) for name in ENTERED if name not in _SAYS_NOTHING)
    return any(value is not None for value in given)
