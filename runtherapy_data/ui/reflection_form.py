"""Looking back on a week: four numbers and one sentence, folded below the check-in in the days that it is open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from runtherapy_data.access import grant_course
from runtherapy_data.actions import week_reflections as actions
from runtherapy_data.actions.week_reflections import Saved
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.days import first_day
from runtherapy_data.measures.weekly import WEEKLY
from runtherapy_data.queries.week_reflections import ANSWERS, WeekAnswers
from runtherapy_data.store import reading
from runtherapy_data.ui import desk as desks
from runtherapy_data.ui import panels
from runtherapy_data.ui.drafts import Drafting, drafting
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.scales import scale
from runtherapy_data.views import week_reflections as view

FIELDS: Final = {**{one.code: one.name for one in WEEKLY}, "words": N_("One sentence about this week")}
_NAME: Final = "reflection-desk"
_PLACE: Final = "reflection"
_TOUCHED: Final = "touched"


@dataclass
class Desk(desks.Desk):
    """As the desk of the check-in, for one week."""

    place: str = ""
    first: dict[str, Any] | None = None
    turn: int = 0
    saved: Saved | None = None
    taken_back: bool = False


def ask(viewer: Viewer) -> None:
    """The form for the week that can be looked back on today; nothing in the days between.

    Raises:
        NotAllowedError: no course was begun for this client.
    """
    _ = viewer.translate
    grant = grant_course(viewer.principal, permission=Permission.CHECK_IN_WRITE)
    with reading(grant) as connection:
        found = view.of(connection, grant, viewer.today)
    if found.open_week is None:
        return
    week_on = first_day(found.starts_on, found.open_week)
    stored = next((one for one in found.weeks if one.week_on == week_on), WeekAnswers(week_on=week_on))
    busy = _desk()
    days = _("{first} to {last}", first=_.day(week_on), last=_.day(week_on + dt.timedelta(days=6)))
    with st.container(key="reflection", gap="small"):
        panels.section(_("Looking back on week {week}", week=found.open_week))
        panels.muted(_("{days}. Once a week, and only if you want to.", days=days))
        title = _("Change what you filled in") if not stored.is_empty else _("Look back")
        draft = drafting(grant, actions.DRAFT, week_on.isoformat())
        with st.expander(title, expanded=draft.found, key=f"reflection-fold-{week_on:%Y%m%d}"):
            now = _fields(busy, draft, stored, _)
            draft.keep(grant, {} if now == stored else _content(now))
            _button(grant, now, stored, busy, viewer)
        _afterwards(grant, stored, busy, viewer)


def _desk() -> Desk:
    found = st.session_state.get(_NAME)
    if not isinstance(found, Desk):
        found = Desk()
        st.session_state[_NAME] = found
    return found


def _fields(busy: Desk, draft: Drafting, stored: WeekAnswers, _: Translate) -> WeekAnswers:
    stamp = int(stored.recorded_at.timestamp() * 1000) if stored.recorded_at else 0
    place = f"{stored.week_on:%Y%m%d}-{stamp}-{busy.turn}"
    if busy.place != place or busy.first is None:
        busy.place = place
        kept = draft.content if draft.content.get(_TOUCHED) else None
        busy.first = {name: kept.get(name) if kept else getattr(stored, name) for name in ANSWERS}
    first = busy.first
    now: dict[str, Any] = {}
    for one in WEEKLY:
        now[one.code] = scale(_(one.name), f"{one.code}-{place}", _(one.at_zero), _(one.at_ten), _, first[one.code])
    words = st.text_input(
        _("One sentence about this week"), first["words"] or "", key=f"week-words-{place}", autocomplete="off",
        max_chars=actions.LONGEST_WORDS,
    )  # fmt: skip
    return WeekAnswers(week_on=stored.week_on, **now, words=(words or "").strip() or None)


def _content(now: WeekAnswers) -> dict[str, Any]:
    return {**{name: getattr(now, name) for name in ANSWERS}, _TOUCHED: True}


def _button(grant: Grant, now: WeekAnswers, stored: WeekAnswers, busy: Desk, viewer: Viewer) -> None:
    _ = viewer.translate
    if now == stored and not stored.is_empty:
        return
    busy.say_trouble(_PLACE, FIELDS, _)
    if st.button(_("Save the week"), key=f"reflection-save-{busy.place}", type="primary"):
        key = busy.key(actions.SAVE, now)
        done = busy.attempt(_PLACE, lambda: actions.save(grant, key, now))
        if done is not None:
            _turn_over(grant, busy, done, now.week_on)
        st.rerun()


def _turn_over(grant: Grant, busy: Desk, saved: Saved | None, week_on: dt.date) -> None:
    busy.saved, busy.taken_back = saved, saved is None
    busy.turn += 1
    drafting(grant, actions.DRAFT, week_on.isoformat()).forget()


def _afterwards(grant: Grant, stored: WeekAnswers, busy: Desk, viewer: Viewer) -> None:
    """What was saved a moment ago, with a way back."""
    _, saved = viewer.translate, busy.saved
    if busy.taken_back:
        st.info(escaped(_("Taken back: it stands as it was before.")))
    if saved is None or saved.answers != stored:
        return
    st.info(escaped(_("Your week is saved. Your therapist can read it too.")))
    if st.button(_("Undo"), key=f"reflection-undo-{busy.turn}", icon=":material/undo:"):
        key = busy.key(actions.TAKE_BACK, saved.answers, saved.before)
        done = busy.attempt(_PLACE, lambda: actions.take_back(grant, key, saved))
        busy.saved = None
        if done is not None:
            _turn_over(grant, busy, None, stored.week_on)
        st.rerun()
