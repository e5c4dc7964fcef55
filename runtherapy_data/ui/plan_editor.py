"""The plan of a course: a sentence, a figure with its table, and plain fields to write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from runtherapy_data.actions import plan as actions
from runtherapy_data.charts import plan as chart
from runtherapy_data.errors import ChangedMeanwhileError
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.build_up import START_MINUTES, START_RANGE, PlannedWeek, suggested
from runtherapy_data.measures.ranges import PLAN_RANGES
from runtherapy_data.store import reading
from runtherapy_data.ui import course_desk, panels, plan_mode
from runtherapy_data.ui.drafts import Drafting, drafting
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views import plan as view
from runtherapy_data.views.plan import Plan

_FIELDS: Final = {"sessions": N_("Sessions"), "minutes": N_("Minutes"), "week": N_("Week")}
_KEEP: Final = "keep"
Weeks = actions.Weeks


@dataclass
class Desk(course_desk.Desk):
    """`first`: what the fields begin with; `frame`: what that was made for; `before`: what the last keeping replaced.

    `opened` is the plan that stood there when somebody began to write; `drawn`: the nonce of the fields on the page.
    """

    first: Weeks = ()
    frame: tuple[str, int, int] | None = None
    before: Weeks | None = None
    drawn: str = ""


def show(code: str, viewer: Viewer) -> None:
    """The plan of this client's newest course, to read and to change; the caller gives the heading."""
    _, busy = viewer.translate, course_desk.kept(Desk, "plan", code)
    grant = busy.leave(viewer)
    with reading(grant) as connection:
        kept = view.of(connection, grant)
    draft = drafting(grant, actions.DRAFT, str(grant.course_id))
    _open(kept, draft, busy)
    # The picture stands above the fields and shows what they say: it is drawn when they have been read.
    above = st.container(key="plan-picture", gap="small")
    plan_mode.show(kept.terms, busy, viewer)
    _suggest(kept, busy, _)
    weeks = _fields(busy.first, kept, busy.nonce, _)
    busy.drawn = busy.nonce
    untouched = weeks in (busy.opened, _proposed(kept))
    if untouched and busy.opened != kept.weeks:  # nothing is lost by showing what stands there now
        _begin_with(None, busy)
    draft.keep(grant, {} if untouched else {"weeks": _pairs(weeks), "was": _pairs(busy.opened)})
    with above:
        _picture(view.fitted(kept, weeks), _)
    _keep(weeks, kept, draft, busy, viewer)


def _open(kept: Plan, draft: Drafting, busy: Desk) -> None:
    """Begin the fields: with what was half written, else with what is kept, else with what is suggested.

    Begun anew where length or pace of the course changed meanwhile, and where the reader was away: Streamlit forgets
    what stood in a field that was not drawn.
    """
    frame = (kept.terms.mode, kept.terms.planned_weeks, kept.terms.sessions_per_week)
    forgotten = busy.drawn == busy.nonce and f"plan-minutes-1-{busy.nonce}" not in st.session_state
    if busy.frame == frame and not forgotten:
        return
    was, written = draft.content.get("was"), draft.content.get("weeks")
    known = {one.week: one for one in (*kept.weeks, *_weeks(written or []))}
    busy.first = tuple(known.get(one.week, one) for one in _proposed(kept))
    busy.opened = kept.weeks if was is None else _weeks(was)
    busy.frame = frame
    busy.renew()


def _pairs(weeks: Weeks) -> list[list[int]]:
    """The weeks as a draft keeps them."""
    return [[one.week, one.sessions, one.minutes] for one in weeks]


def _weeks(pairs: list[list[int]]) -> Weeks:
    return tuple(PlannedWeek(*one) for one in pairs)


def _proposed(kept: Plan) -> Weeks:
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


def _suggest(kept: Plan, busy: Desk, _: Translate) -> None:
    """Fill the fields with a build-up from so many minutes a session."""
    with st.container(key="plan-suggest", horizontal=True, vertical_alignment="bottom", gap="small"):
        start = st.number_input(
            _("Minutes of a session in the first week"), *START_RANGE, START_MINUTES, 5, key="plan-start", width=280
        )
        if st.button(_("Make a proposal"), key=f"plan-propose-{busy.nonce}"):
            terms = kept.terms
            _begin_with(suggested(terms.mode, terms.planned_weeks, terms.sessions_per_week, int(start)), busy)


def _fields(first: Sequence[PlannedWeek], kept: Plan, nonce: str, _: Translate) -> Weeks:
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


def _keep(weeks: Weeks, kept: Plan, draft: Drafting, busy: Desk, viewer: Viewer) -> None:
    _, is_kept = viewer.translate, weeks == kept.weeks
    error = busy.trouble[1] if busy.trouble else None
    if isinstance(error, ChangedMeanwhileError):
        _conflict(error, weeks, draft, busy, viewer)
        return
    busy.say_trouble(_KEEP, _FIELDS, _)
    with st.container(key="plan-steps", horizontal=True, gap="small", vertical_alignment="center"):
        if is_kept:
            panels.muted(_("This plan is kept."))
        elif st.button(_("Save the plan"), key=f"plan-keep-{busy.nonce}", type="primary"):
            _write(weeks, busy.opened, draft, busy, viewer)
        if kept.weeks and not is_kept and st.button(_("Back to the plan that is kept"), key=f"plan-back-{busy.nonce}"):
            draft.throw_away(busy.leave(viewer))
            _begin_with(None, busy)
        if is_kept and busy.before is not None and st.button(
            _("Undo"), key=f"plan-undo-{busy.nonce}", icon=":material/undo:"
        ):  # fmt: skip
            before = busy.before
            _write(before, kept.weeks, draft, busy, viewer)


def _write(weeks: Weeks, was: Weeks, draft: Drafting, busy: Desk, viewer: Viewer) -> None:
    key = busy.key(actions.KEEP, *weeks)
    before = busy.attempt(_KEEP, lambda: actions.keep(busy.leave(viewer), key, weeks, was=was))
    if before is not None:
        busy.before = before
        draft.forget()
        _begin_with(None, busy)
    st.rerun()


def _begin_with(weeks: Weeks | None, busy: Desk) -> None:
    """Begin the fields anew: with these weeks, or with what is kept."""
    if weeks is None:
        busy.frame = None
    else:
        busy.first = weeks
    busy.trouble = None
    busy.renew()
    st.rerun()


def _conflict(error: ChangedMeanwhileError, mine: Weeks, draft: Drafting, busy: Desk, viewer: Viewer) -> None:
    """Somebody else changed the plan: both are shown week by week, and the writer chooses."""
    _ = viewer.translate
    theirs: Weeks = error.now  # type: ignore[assignment]
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
            draft.throw_away(busy.leave(viewer))
            _begin_with(None, busy)
        if st.button(_("Save mine"), key=f"plan-mine-{busy.nonce}"):
            busy.renew()
            _write(mine, theirs, draft, busy, viewer)


def _pair(one: PlannedWeek | None, _: Translate) -> str:
    if one is None:
        return "–"
    return _("{sessions} × · {minutes} min", sessions=one.sessions, minutes=one.minutes)
