"""Which day a check-in is about: today, or one of the two days before it, by the practice's calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from runtherapy_data.access import grant_course
from runtherapy_data.actions.check_ins import DRAFT
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.days import day_in
from runtherapy_data.measures.open_days import Span, open_days
from runtherapy_data.queries import check_ins as queries
from runtherapy_data.queries import drafts
from runtherapy_data.store import now, reading
from runtherapy_data.ui import navigation, panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views.check_in_words import named_day

NIGHT_UNTIL: Final = dt.time(4)  # until then somebody who is still up may mean the day that just went by


@dataclass(frozen=True, slots=True)
class Opened:
    """A client's own course, and the days of it that can be filled in now, the newest first."""

    grant: Grant
    course: Span
    days: tuple[dt.date, ...]

    def is_half_written(self, day: dt.date) -> bool:
        """Whether something of the day was tapped, on whichever device, and not saved yet."""
        with reading(self.grant) as connection:
            kept = drafts.own(connection, self.grant, DRAFT)
        return day.isoformat() in kept


def opened(viewer: Viewer) -> Opened | None:
    """The client's own newest course, or None when no course was begun for them yet."""
    try:
        grant = grant_course(viewer.principal, permission=Permission.CHECK_IN_WRITE)
    except NotAllowedError:
        return None
    with reading(grant) as connection:
        course = queries.span(connection, grant)
    return Opened(grant, course, open_days(course, viewer.today))


def nothing_open(found: Opened | None, viewer: Viewer) -> None:
    """There is no day to fill in: why, and where to go."""
    _ = viewer.translate
    if found is None:
        said = _("Your course has not begun yet. As soon as your therapist begins it, you can check in here.")
    elif found.course.starts_on > viewer.today:
        said = _("Your course begins on {day}. From that day on you can check in here.",
                 day=_.day(found.course.starts_on))  # fmt: skip
    else:
        said = _("Your course has ended. What you filled in stays with your progress.")
    panels.heading(_("Check-in"), said)
    navigation.link("progress", _("To my progress"), icon=":material/arrow_forward:")


def choose(found: Opened, kept: dt.date | None, viewer: Viewer) -> dt.date:
    """Which of the open days it is about: three named buttons; `kept` is the day that was chosen before midnight."""
    _, today = viewer.translate, viewer.today
    if kept is not None and kept not in found.days and found.is_half_written(kept):
        st.warning(
            escaped(_("{day} can no longer be filled in. What you tapped for it is not saved.", day=_.day(kept)))
        )
    start = kept or _begun_before_midnight(found, viewer)
    start = start if start in found.days else found.days[0]
    with st.container(key="check-in-days", gap="small"):
        chosen = st.segmented_control(
            _("Which day"), found.days, default=start, required=True, key=f"check-in-day-{today:%Y%m%d}",
            format_func=lambda day: f"{named_day(day, today, _)} :small[{escaped(_.day(day))}]",
            label_visibility="collapsed", width="stretch",
        )  # fmt: skip
        if said := _about_today(viewer):
            panels.muted(said)
    return chosen or start


def _begun_before_midnight(found: Opened, viewer: Viewer) -> dt.date | None:
    """The day that just went by, where somebody is still up and was filling it in: in a new tab, after a break."""
    yesterday = viewer.today - dt.timedelta(days=1)
    return yesterday if _is_night(viewer) and found.is_half_written(yesterday) else None


def _is_night(viewer: Viewer) -> bool:
    return now().astimezone(ZoneInfo(viewer.principal.zone)).time() < NIGHT_UNTIL


def _about_today(viewer: Viewer) -> str:
    """Which day today is, where somebody might think of another one: at night, and far from the practice."""
    _, moment = viewer.translate, now()
    day = _.day(viewer.today)
    if _is_night(viewer):
        return _("It is past midnight: today is now {day}. For the day that just went by, choose yesterday.", day=day)
    try:
        elsewhere = day_in(st.context.timezone or viewer.principal.zone, moment)
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    return "" if elsewhere == viewer.today else _("At the practice it is {day} now; that is today here.", day=day)
