"""What the caseload says about one client, as lines of text."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import (
    COMPLAINT_NAMES,
    END_REASON_NAMES,
    EVENT_NAMES,
    MODE_NAMES,
    PHASE_NAMES,
    Mode,
)
from runtherapy_data.ui.course_words import SESSION_KIND_SHORT
from runtherapy_data.views.caseload import CaseloadRow
from runtherapy_data.views.signals import Signal


def when(row: CaseloadRow, _: Translate) -> str:
    """How far the course is: "week 6 of 10", or the day on which it begins or ended."""
    if row.ends_on is not None:
        reason = _(END_REASON_NAMES[row.end_reason]) if row.end_reason else ""
        return _("Ended {day}: {reason}", day=_.day(row.ends_on, year=True), reason=reason)
    if row.week < 1:
        return _("Begins {day}", day=_.day(row.starts_on, year=True))
    if row.week > row.weeks:
        return _("Week {week}, planned: {weeks}", week=row.week, weeks=row.weeks)
    return _("Week {week} of {weeks}", week=row.week, weeks=row.weeks)


def phase(row: CaseloadRow, _: Translate) -> str:
    """The phase that somebody is in; empty before the first one and after the last day."""
    running = row.ends_on is None and row.week >= 1
    return _(PHASE_NAMES[row.phase]) if row.phase and running else ""


def place(row: CaseloadRow, _: Translate) -> str:
    """Where in the course somebody is: "Week 6 of 10 · Guided running"."""
    return " · ".join(part for part in (when(row, _), phase(row, _)) if part)


def reason(row: CaseloadRow, _: Translate) -> str:
    """Why somebody came; also how the load grows, where that is not the usual way."""
    complaint = _(COMPLAINT_NAMES[row.complaint])
    return complaint if row.mode == Mode.GENTLE_BUILD_UP else f"{complaint} · {_(MODE_NAMES[row.mode])}"


def check_in(row: CaseloadRow, _: Translate) -> str:
    """How long ago somebody checked in."""
    if row.days_silent is None:
        return _("No check-in yet")
    if row.days_silent == 0:
        return _("Check-in today")
    if row.days_silent == 1:
        return _("Check-in yesterday")
    if row.silent:
        return _("No check-in for {days} days", days=row.days_silent)
    return _("Check-in {days} days ago", days=row.days_silent)


def session(row: CaseloadRow, _: Translate) -> str:
    """The last session, and whether the therapist was there."""
    if row.last_session is None:
        return _("No session yet")
    kind = _(SESSION_KIND_SHORT[row.last_session.kind])
    return _("Session {day}, {kind}", day=_.day(row.last_session.day), kind=kind)


def appointment(row: CaseloadRow, zone: str, _: Translate) -> str:
    """The next appointment in the practice's own time; empty where none is known."""
    if row.next_appointment_at is None:
        return ""
    local = row.next_appointment_at.astimezone(ZoneInfo(zone))
    if row.meets_today:
        return _("Appointment today {time}", time=f"{local:%H:%M}")
    return _("Appointment {day} {time}", day=_.day(local.date()), time=f"{local:%H:%M}")


def put_off(signal: Signal, _: Translate) -> str:
    """Through which day a signal is out of sight, and why."""
    if signal.snoozed_until is None:
        return ""
    return _("Put off through {day}: {reason}", day=_.day(signal.snoozed_until), reason=signal.snooze_reason or "")


def all_put_off(row: CaseloadRow, _: Translate) -> tuple[str, ...]:
    """What is out of sight by name, in one line for those that wait through the same day for the same reason."""
    together: dict[str, list[str]] = {}
    for one in row.snoozed:
        together.setdefault(put_off(one, _), []).append(one.name(_))
    return tuple(f"{', '.join(names)} · {until}" for until, names in together.items())


def event(row: CaseloadRow, _: Translate) -> str:
    """The life event in which somebody is, whose days signals leave out: "Illness since Mon 9 Nov"; mostly empty."""
    if row.event is None:
        return ""
    return _("{event} since {day}", event=_(EVENT_NAMES[row.event.kind]), day=_.day(row.event.first_on))


def standing_in(row: CaseloadRow, _: Translate) -> str:
    """In whose place the reader has this client; empty for one of their own."""
    return _("standing in for {name}", name=row.standing_in_for) if row.standing_in_for else ""
