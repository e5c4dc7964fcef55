"""*Waarneming* on the page *Mensen*: who stands in for whom, and a form to let somebody stand in for a while."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import streamlit as st

from runtherapy_data.actions import substitutions as actions
from runtherapy_data.actions.substitutions import ChangedStanding
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.queries.substitutions import Standing
from runtherapy_data.ui import desk as desks
from runtherapy_data.ui import panels, people_facts
from runtherapy_data.ui import people_words as said
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.views.people import People

AHEAD_DAYS: Final = 92
_FORM: Final = "form"
_FIELDS: Final = {
    "therapist": N_("Who is away"),
    "substitute": N_("Who stands in"),
    "from_on": N_("First day"),
    "until_on": N_("Last day"),
}


@dataclass
class Desk(desks.Desk):
    """`done`: what was done last, to take it back."""

    done: ChangedStanding | None = None


def _desk() -> Desk:
    found = st.session_state.get("standing-in-desk")
    if not isinstance(found, Desk):
        found = Desk()
        st.session_state["standing-in-desk"] = found
    return found


def show(people: People, viewer: Viewer) -> None:
    """Who stands in for whom today or later, with *End* for each; the form below, folded until asked for."""
    _, desk = viewer.translate, _desk()
    panels.section(_("Standing in"))
    panels.muted(
        _(
            "Who stands in for a colleague has their whole caseload for a while, also who joins it, and can do what "
            "the colleague can. Private notes stay private. The audit trail names the colleague with all that is done."
        )
    )
    standing = people_facts.standing_in(viewer)
    for one in standing:
        _row(one, desk, viewer)
    if not standing:
        panels.muted(_("Nobody stands in for anybody at the moment."))
    _way_back(desk, viewer)
    opened = desk.trouble is not None and desk.trouble[0] == _FORM
    folded = st.expander(
        _("Let somebody stand in"), expanded=opened, key=f"standing-in-panel-{desk.nonce}", on_change="rerun"
    )
    if folded.open:
        with folded:
            _form(people, desk, viewer)


def told(one: Standing, _: Translate) -> str:
    """One substitution in words."""
    first, last = _.day(one.from_on, year=True), _.day(one.last_on, year=True)
    return _(
        "{name} stands in for {away}: {first} through {last}.",
        name=one.substitute, away=one.therapist, first=first, last=last,
    )  # fmt: skip


def _row(one: Standing, desk: Desk, viewer: Viewer) -> None:
    _, running = viewer.translate, one.runs(viewer.today)
    with st.container(key=f"standing-{one.id.hex}", horizontal=True, gap="small", vertical_alignment="center"):
        closed = _("The account of {name} is closed: nobody stands in.", name=one.substitute)
        parts = (told(one, _), "" if running else _("Still to come."), "" if one.is_open else closed)
        st.markdown(escaped(" ".join(parts)))
        label = _("End now") if running else _("Take away")
        if st.button(named(label, one.substitute, one.therapist), key=f"standing-end-{one.id.hex}-{desk.nonce}"):
            key = desk.key(actions.END, one.id)
            desk.done = desk.attempt(one.id, lambda: actions.end(people_facts.leave_to_write(viewer), key, one.id))
            st.rerun()
    desk.say_trouble(one.id, _FIELDS, _)


def _way_back(desk: Desk, viewer: Viewer) -> None:
    _, done = viewer.translate, desk.done
    if done is None:
        return
    if done.before is None and done.after is not None:
        what = _("Kept: {what}", what=told(done.after, _))
    elif done.before is not None:
        what = _("{name} no longer stands in for {away}.", name=done.before.substitute, away=done.before.therapist)
    with st.container(key="standing-in-done", horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(escaped(what))
        if st.button(_("Undo"), key=f"standing-in-undo-{desk.nonce}", icon=":material/undo:"):
            key = desk.key(actions.UNDO)
            desk.attempt(_FORM, lambda: actions.undo(people_facts.leave_to_write(viewer), key, done))
            desk.done = None
            st.rerun()


def _form(people: People, desk: Desk, viewer: Viewer) -> None:
    _, today = viewer.translate, viewer.today
    names = {one.account_id: f"{one.name} ({one.courses})" for one in people.therapists}
    if len(names) < 2:
        st.markdown(escaped(_("It takes two therapists. Give a second one access first.")))
        return
    every = list(names)
    firsts = [today + dt.timedelta(days=number) for number in range(AHEAD_DAYS)]
    lasts = [today + dt.timedelta(days=number) for number in range(AHEAD_DAYS + actions.LONGEST.days)]
    with st.form(f"standing-in-form-{desk.nonce}", border=False):
        away = _therapist(_("Who is away"), every, names, f"standing-away-{desk.nonce}", _)
        stands_in = _therapist(_("Who stands in"), every, names, f"standing-who-{desk.nonce}", _)
        first = st.selectbox(
            _("First day"), firsts, format_func=lambda day: said.start(day, today, _), filter_mode=None,
            key=f"standing-first-{desk.nonce}",
        )  # fmt: skip
        last = st.selectbox(
            _("Last day"), lasts, index=13, format_func=lambda day: _.day(day, year=True), filter_mode=None,
            key=f"standing-last-{desk.nonce}",
        )  # fmt: skip
        desk.say_trouble(_FORM, _FIELDS, _)
        pressed = st.form_submit_button(_("Let them stand in"), key=f"standing-in-keep-{desk.nonce}", type="primary")
    if pressed:
        _begin(desk, viewer, away, stands_in, (first, last + dt.timedelta(days=1)))


def _therapist(label: str, every: list[UUID], names: dict[UUID, str], key: str, _: Translate) -> UUID | None:
    chosen: UUID | None = st.selectbox(
        label, every, index=None, placeholder=_("Choose a therapist"), format_func=lambda one: names[one],
        filter_mode=None, key=key,
    )  # fmt: skip
    return chosen


def _begin(
    desk: Desk, viewer: Viewer, away: UUID | None, stands_in: UUID | None, days: tuple[dt.date, dt.date]
) -> None:
    key = desk.key(actions.BEGIN, away, stands_in, *days)
    desk.done = desk.attempt(
        _FORM,
        lambda: actions.begin(
            people_facts.leave_to_write(viewer), key, therapist_id=away, substitute_id=stands_in,
            from_on=days[0], until_on=days[1],
        ),
    )  # fmt: skip
    st.rerun()
