"""The plan of a course: a sentence, a figure with its table, and plain fields to write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from runtherapy_data.access import grant_course
from runtherapy_data.actions import plan as actions
from runtherapy_data.charts import plan as chart
from runtherapy_data.errors import ChangedMeanwhileError
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.build_up import START_MINUTES, START_RANGE, PlannedWeek, suggested, suggested_mode
from runtherapy_data.measures.codes import Mode
from runtherapy_data.measures.ranges import PLAN_RANGES
from runtherapy_data.store import reading
from runtherapy_data.ui import course_desk, panels
from runtherapy_data.ui.drafts import Drafting, drafting
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views import plan as view
from runtherapy_data.views.plan import Plan

_FIELDS: Final = {"sessions": N_("Sessions"), "minutes": N_("Minutes"), "week": N_("Week")}
_KEEP: Final = "keep"


@dataclass
class Desk(course_desk.Desk):
    """`first`: what the fields begin with, by week; `before`: the plan that the last keeping replaced."""

    first: tuple[PlannedWeek, ...] | None = None
    before: tuple[PlannedWeek, ...] | None = None


def show(code: str, viewer: Viewer) -> None:
    """The plan of this client's newest course, to read and to change; the caller gives the heading."""
    _, busy = viewer.translate, _desk(code)
    grant = _leave(busy, viewer)
    with reading(grant) as connection:
        kept = view.of(connection, grant)
    draft = drafting(grant, actions.DRAFT, str(grant.course_id))
    if busy.first is None:
        busy.first = _begun(kept, draft.content)
    # The picture stands above the fields and shows what they say: it is drawn when they have been read.
    above = st.container(key="plan-picture", gap="small")
    _reason(kept, _)
    _suggest(kept, busy, _)
    weeks = _fields(busy.first, kept, busy.nonce, _)
    untouched = weeks in (kept.weeks, _proposed(kept))
    draft.keep(grant, {} if untouched else {str(one.week): [one.sessions, one.minutes] for one in weeks})
    with above:
        _picture(view.fitted(kept, weeks), _)
    _keep(weeks, kept, draft, busy, viewer)


def _desk(code: str) -> Desk:
    found = st.session_state.get("plan-desk")
    if not isinstance(found, Desk) or found.client_code != code:
        found = Desk(code)
        st.session_state["plan-desk"] = found
    return found


def _leave(busy: Desk, viewer: Viewer) -> Grant:
    """Leave to work on the course, asked for anew each time."""
    return grant_course(viewer.principal, busy.client_code, Permission.COURSE_WRITE)


def _begun(kept: Plan, draft: dict[str, list[int]]) -> tuple[PlannedWeek, ...]:
    """What the fields begin with: what was half written, else what is kept, else what is suggested."""
    known = {one.week: one for one in kept.weeks}
    known |= {int(week): PlannedWeek(int(week), *pair) for week, pair in draft.items()}
    return tuple(known.get(one.week, one) for one in _proposed(kept))


def _proposed(kept: Plan) -> tuple[PlannedWeek, ...]:
    return suggested(kept.terms.mode, kept.terms.planned_weeks, kept.terms.sessions_per_week)


def _picture(plan: Plan, _: Translate) -> None:
    told = plan.sentence(_)
    st.markdown(escaped(told))
    fig = chart.figure(plan, _)
    if fig is not None:
        panels.figure("plan", fig, chart.config(_), alt=told)
    if st.toggle(_("Show the plan as a table"), key="plan-table"):
        header, rows = plan.table(_)
        panels.table("plan", header, rows, numbers=(0, 2, 3, 4, 5))


def _reason(kept: Plan, _: Translate) -> None:
    """How the load grows in this course, and why that is suggested."""
    fatigued = suggested_mode(kept.terms.complaints) == Mode.NO_FIXED_INCREMENTS
    panels.muted(_(view.MODE_WORDS[Mode(kept.terms.mode)]) + (f" {_(view.FATIGUE_WORDS)}" if fatigued else ""))


def _suggest(kept: Plan, busy: Desk, _: Translate) -> None:
    """Fill the fields with a build-up from so many minutes a session."""
    with st.container(key="plan-suggest", horizontal=True, vertical_alignment="bottom", gap="small"):
        start = st.number_input(
            _("Minutes of a session in the first week"), *START_RANGE, START_MINUTES, 5, key="plan-start", width=280
        )
        if st.button(_("Make a proposal"), key=f"plan-propose-{busy.nonce}"):
            terms = kept.terms
            busy.first = suggested(terms.mode, terms.planned_weeks, terms.sessions_per_week, int(start))
            busy.renew()
            st.rerun()


def _fields(first: Sequence[PlannedWeek], kept: Plan, nonce: str, _: Translate) -> tuple[PlannedWeek, ...]:
    """Two plain number fields for each week."""
    made = []
    with st.container(key="plan-weeks", gap=None):
        with st.container(key="plan-row-head", horizontal=True, gap="small"):
            for name in (_("Week"), _("Sessions"), _("Minutes")):
                st.markdown(escaped(name))
        for one in first:
            number, day, *_rest = view.week_words(kept.terms, one, _)
            with st.container(key=f"plan-row-{one.week}", horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"**{number}** {escaped(day)}")
                sessions = st.number_input(
                    _("Sessions in week {week}", week=one.week), *PLAN_RANGES["sessions"], one.sessions, 1,
                    key=f"plan-sessions-{one.week}-{nonce}", label_visibility="collapsed",
                )  # fmt: skip
                minutes = st.number_input(
                    _("Minutes in week {week}", week=one.week), *PLAN_RANGES["minutes"], one.minutes, 5,
                    key=f"plan-minutes-{one.week}-{nonce}", label_visibility="collapsed",
                )  # fmt: skip
            made.append(PlannedWeek(one.week, int(sessions), int(minutes)))
    return tuple(made)


def _keep(weeks: tuple[PlannedWeek, ...], kept: Plan, draft: Drafting, busy: Desk, viewer: Viewer) -> None:
    _, is_kept = viewer.translate, weeks == kept.weeks
    error = busy.trouble[1] if busy.trouble else None
    if isinstance(error, ChangedMeanwhileError):
        _conflict(error, weeks, draft, busy, viewer)
        return
    busy.say_trouble(_KEEP, _FIELDS, _)
    with st.container(key="plan-steps", horizontal=True, gap="small", vertical_alignment="center"):
        if is_kept:
            panels.muted(_("This plan is kept."))
        elif st.button(_("Keep the plan"), key=f"plan-keep-{busy.nonce}", type="primary"):
            _write(weeks, kept.weeks, draft, busy, viewer)
        if kept.weeks and not is_kept and st.button(_("Back to the plan that is kept"), key=f"plan-back-{busy.nonce}"):
            _begin_with(kept.weeks, busy)
        if is_kept and busy.before is not None and st.button(
            _("Undo"), key=f"plan-undo-{busy.nonce}", icon=":material/undo:"
        ):  # fmt: skip
            before = busy.before
            _write(before, kept.weeks, draft, busy, viewer)


def _write(
    weeks: tuple[PlannedWeek, ...], was: tuple[PlannedWeek, ...], draft: Drafting, busy: Desk, viewer: Viewer
) -> None:
    key = busy.key(actions.KEEP, *weeks)
    before = busy.attempt(_KEEP, lambda: actions.keep(_leave(busy, viewer), key, weeks, was=was))
    if before is not None:
        busy.before = before
        draft.forget()
        _begin_with(None, busy)
    st.rerun()


def _begin_with(weeks: tuple[PlannedWeek, ...] | None, busy: Desk) -> None:
    """Begin the fields anew: with these weeks, or with what is kept."""
    busy.first, busy.trouble = weeks, None
    busy.renew()
    st.rerun()


def _conflict(
    error: ChangedMeanwhileError, mine: tuple[PlannedWeek, ...], draft: Drafting, busy: Desk, viewer: Viewer
) -> None:
    """Somebody else changed the plan: both are shown week by week, and the writer chooses."""
    _ = viewer.translate
    theirs: tuple[PlannedWeek, ...] = error.now  # type: ignore[assignment]
    st.warning(escaped(error.text(_)))
    held, own = {one.week: one for one in theirs}, {one.week: one for one in mine}
    rows = [
        [str(week), _pair(held.get(week), _), _pair(own.get(week), _)]
        for week in sorted(held.keys() | own.keys())
        if held.get(week) != own.get(week)
    ]
    panels.table("plan-both", [_("Week"), _("Stands there now"), _("Yours")], rows)
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Take what stands there now"), key=f"plan-theirs-{busy.nonce}"):
            _begin_with(theirs, busy)
        if st.button(_("Keep mine"), key=f"plan-mine-{busy.nonce}"):
            busy.renew()
            _write(mine, theirs, draft, busy, viewer)


def _pair(one: PlannedWeek | None, _: Translate) -> str:
    if one is None:
        return "–"
    return _("{sessions} × · {minutes} min", sessions=one.sessions, minutes=one.minutes)
