"""Which day, what time, and when next: chosen from lists in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.views.session_words import KINDS

AHEAD_DAYS: Final = 70
_NONE: Final = ""
_TIMES: Final = [_NONE, *(f"{hour:02}:{minute:02}" for hour in range(6, 22) for minute in (0, 15, 30, 45))]
USUAL_TIME: Final = "10:00"
_NEAR: Final = {0: N_("today, {day}"), -1: N_("yesterday, {day}"), 1: N_("tomorrow, {day}")}


def days(first: dt.date, last: dt.date, *, and_also: dt.date | None = None) -> list[str]:
    """The days to choose from, the newest first; a day that stands already is always among them."""
    span = [last - dt.timedelta(days=back) for back in range(max(0, (last - first).days) + 1)]
    return [day.isoformat() for day in sorted({*span, *([and_also] if and_also else [])}, reverse=True)]


def day(given: Mapping[str, Any], place: str, options: Sequence[str], today: dt.date, _: Translate) -> str:
    """The day of the session."""
    chosen = given["day"] if given.get("day") in options else options[0]
    return str(st.selectbox(
        _("Day"), options, index=options.index(chosen), format_func=lambda one: said(one, today, _),
        key=f"session-day-{place}", filter_mode=None,
    ))  # fmt: skip


def kind(given: Mapping[str, Any], place: str, _: Translate) -> str:
    """With the therapist, or on one's own."""
    chosen = given.get("kind") or next(iter(KINDS))
    return st.segmented_control(
        _("Kind"), list(KINDS), default=chosen, required=True,
        format_func=lambda one: _(KINDS[one]), key=f"session-kind-{place}",
    ) or chosen  # fmt: skip


def start(given: Mapping[str, Any], place: str, _: Translate) -> str | None:
    """The time at which it began, where somebody wants that to be known."""
    return _time(_("Begin time"), given.get("start_time"), f"session-start-{place}", _, may_be_none=True)


def following(
    given: Mapping[str, Any], place: str, today: dt.date, usual: str | None, _: Translate
) -> dict[str, str | None]:
    """The next appointment: no day is no appointment; the time is that of last time unless another one is chosen."""
    held = given.get("next_day")
    ahead = [(today + dt.timedelta(days=number)).isoformat() for number in range(AHEAD_DAYS)]
    options = [_NONE, *sorted({*ahead, *([held] if held else [])})]
    with st.container(key=f"session-next-{place}", horizontal=True, gap="small"):
        on = st.selectbox(
            _("Day of the next appointment"), options, index=options.index(held or _NONE), width=260,
            format_func=lambda one: said(one, today, _) if one else _("none agreed"), key=f"session-next-day-{place}",
            filter_mode=None,
        )  # fmt: skip
        if not on:
            return {"next_day": None, "next_time": None}
        time = _time(
            _("Time of the next appointment"), given.get("next_time") or usual or USUAL_TIME,
            f"session-next-time-{place}", _, may_be_none=False,
        )  # fmt: skip
    return {"next_day": on, "next_time": time}


def _time(label: str, held: str | None, key: str, _: Translate, *, may_be_none: bool) -> str | None:
    times = sorted({*_TIMES, *([held] if held else [])})
    options = times if may_be_none else [one for one in times if one]
    chosen = st.selectbox(
        label, options, index=options.index(held or options[0]), key=key, width=260, filter_mode=None,
        format_func=lambda one: one or _("not noted"),
    )  # fmt: skip
    return chosen or None


def said(day_iso: str, today: dt.date, _: Translate) -> str:
    """A day to choose: "today, 23 Nov", "Thu 26 Nov": short, so that it fits in the field in large letters too."""
    on = dt.date.fromisoformat(day_iso)
    known = _NEAR.get((on - today).days)
    return _(known, day=_.day(on).partition(" ")[2]) if known else _.day(on)
