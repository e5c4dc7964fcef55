"""Typing a questionnaire over from paper, or correcting a result: scored while it is typed, kept as a draft."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from runtherapy_data.actions import questionnaires as actions
from runtherapy_data.errors import ChangedMeanwhileError, InvalidInputError
from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import MOMENT_NAMES, Moment
from runtherapy_data.measures.instruments import Instrument, instrument, instruments
from runtherapy_data.measures.questionnaire_entry import Entry, Measured, measured
from runtherapy_data.queries.questionnaires import HeldResult
from runtherapy_data.ui import panels, people_words, result_fields
from runtherapy_data.ui.drafts import Drafting, drafting
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.result_desk import ENTRY, NEW, Desk
from runtherapy_data.ui.result_facts import Facts
from runtherapy_data.ui.result_fields import Filled
from runtherapy_data.views import questionnaire_lines as said
from runtherapy_data.views.questionnaires_open import title

BEFORE_START_DAYS = 28


@dataclass(frozen=True, slots=True)
class _Typed:
    """What the form holds now; `made` is None where it cannot be scored yet, `why` then says so."""

    known: Instrument
    taken_on: dt.date
    moment: str
    filled: Filled
    revision: int
    entry: Entry | None
    made: Measured | None
    why: str = ""


def show(facts: Facts, busy: Desk, viewer: Viewer, held: HeldResult | None = None) -> None:
    """The form, for a new result or (`held`) for the one that is corrected."""
    _, place = viewer.translate, f"{busy.entering}-{busy.nonce}"
    grant = busy.leave(viewer, Permission.RESULT_WRITE)
    draft = drafting(grant, actions.PAPER_DRAFT, busy.entering or NEW)
    with st.container(key="result-form", gap="small"):
        st.subheader(_("Correct a result") if held else _("Enter from paper"), anchor=False)
        typed = _fields(facts, busy, viewer, draft, held, place)
        _score(typed, _)
        conflict = busy.trouble[1] if busy.trouble and busy.trouble[0] == ENTRY else None
        if held and isinstance(conflict, ChangedMeanwhileError):
            _choose(conflict, typed, held, grant, busy, draft, viewer)
            return
        busy.say_trouble(ENTRY, said.FIELDS, _)
        with st.container(key="result-form-steps", horizontal=True, gap="small"):
            kept = st.button(_("Save the result"), key="result-keep", type="primary", disabled=typed.made is None)
            stopped = st.button(_("Stop"), key="result-stop")
    if kept:
        _keep(typed, held, typed.revision, grant, busy, draft)
        st.rerun()
    if stopped:
        draft.throw_away(grant)
        busy.enter(None)
        st.rerun()


def _fields(facts: Facts, busy: Desk, viewer: Viewer, draft: Drafting, held: HeldResult | None, place: str) -> _Typed:
    """Draw all fields, keep what they hold, and score it."""
    _, start = viewer.translate, busy.begun_with(place, draft.content, held.revision if held else 0)
    if busy.preset and start.get("instrument", busy.preset.instrument) != busy.preset.instrument:
        start = {"revision": 0}  # what was half typed is of another questionnaire
    code = held.instrument if held else _instrument(busy, start.get("instrument"), place, _)
    known = instrument(code) or instruments()[0]
    with st.container(key="result-when", horizontal=True, gap="small"):
        moment = _moment(busy, held, start.get("moment"), place, _)
        taken_on = _day(facts, viewer, held, start.get("taken_on"), place)
    numbers = result_fields.numbers_of(known, facts, held)
    content = start if start.get("instrument", code) == code else {}
    first = result_fields.first_values(content, known, held, numbers, _)
    filled = result_fields.show(known, facts, numbers, first, f"{code}-{place}", _)
    if filled != result_fields.first_values({}, known, held, numbers, _) or draft.content:
        day = taken_on.isoformat()
        grant = busy.leave(viewer, Permission.RESULT_WRITE)
        draft.keep(
            grant,
            {"instrument": code, "moment": moment, "taken_on": day, "revision": start["revision"], **filled.content()},
        )
    try:
        entry = filled.entry(known, numbers)
        made = measured(known, entry, numbers)
    except InvalidInputError as error:
        return _Typed(
            known, taken_on, moment, filled, start["revision"], None, None, error.text(_) if _begun(filled) else ""
        )
    return _Typed(known, taken_on, moment, filled, start["revision"], entry, made)


def _begun(filled: Filled) -> bool:
    return bool(filled.typed.strip() or filled.items or filled.subscales or filled.total)


def _instrument(busy: Desk, kept: str | None, place: str, _: Translate) -> str:
    codes = [one.id for one in instruments()]
    wanted = busy.preset.instrument if busy.preset else kept
    return st.selectbox(
        _("Questionnaire"), codes, index=codes.index(wanted if wanted in codes else "phq9"),
        format_func=lambda one: title(one, _), key=f"entry-code-{place}",
    )  # fmt: skip


def _moment(busy: Desk, held: HeldResult | None, kept: str | None, place: str, _: Translate) -> str:
    moments = [one.value for one in Moment]
    first = held.moment if held else Moment.EXTRA.value
    wanted = busy.preset.moment if busy.preset else kept or first
    return st.selectbox(
        _("Moment"), moments, index=moments.index(wanted), format_func=lambda one: _(MOMENT_NAMES[one]),
        key=f"entry-moment-{place}", filter_mode=None,
    )  # fmt: skip


def _day(facts: Facts, viewer: Viewer, held: HeldResult | None, kept: str | None, place: str) -> dt.date:
    """The days back to four weeks before the course, the newest first; the day of the result is among them."""
    _, today = viewer.translate, viewer.today
    wanted = dt.date.fromisoformat(kept) if kept else held.taken_on if held else today
    first = min(facts.course.starts_on - dt.timedelta(days=BEFORE_START_DAYS), wanted, today)
    days = [today - dt.timedelta(days=number) for number in range((today - first).days + 1)]
    return st.selectbox(
        _("Day"), days, index=days.index(wanted) if wanted in days else 0, key=f"entry-day-{place}",
        format_func=lambda day: people_words.start(day, today, _) if day == today else _.day(day, year=True),
    )  # fmt: skip


def _score(typed: _Typed, _: Translate) -> None:
    """The score as it stands, before anything is kept."""
    if typed.made is None:
        panels.muted(typed.why or _("The score appears here while you type."))
        return
    now = _result(typed, UUID(int=0), typed.known.id)
    lines = [_("Score: {scores}", scores=said.scores(now, _)), *said.notes(now, _)[:-1]]
    if typed.made.prorated:
        lines.append(_("The mean of the other answers stands in for what is missing."))
    st.markdown("  \n".join(escaped(line) for line in lines))


def _result(typed: _Typed, id: UUID, code: str) -> HeldResult:
    """What the form holds, as a result."""
    made = typed.made or Measured({}, None, {})
    answers = {item: int(value) for item, value in made.answers.items() if value == int(value)}
    return HeldResult(id, code, typed.taken_on, typed.moment, made.total, made.subscales, answers)


def _keep(typed: _Typed, held: HeldResult | None, revision: int, grant: Grant, busy: Desk, draft: Drafting) -> None:
    if typed.entry is None:
        return
    entry, facts = typed.entry, (typed.known.id, typed.taken_on, typed.moment, typed.filled)
    if held is None:
        key = busy.key(actions.ADD, *facts)
        written = busy.attempt(
            ENTRY, lambda: actions.add(grant, key, typed.known.id, typed.taken_on, typed.moment, entry)
        )
    else:
        key = busy.key(actions.CHANGE, held.id, revision, *facts)
        written = busy.attempt(
            ENTRY,
            lambda: actions.change(grant, key, held.id, revision, typed.taken_on, typed.moment, entry),
        )
    if written is not None:
        draft.forget()
        busy.enter(None)
        busy.saved = written.id


def _choose(
    conflict: ChangedMeanwhileError, typed: _Typed, held: HeldResult, grant: Grant, busy: Desk, draft: Drafting,
    viewer: Viewer,
) -> None:  # fmt: skip
    """Somebody else was quicker: both side by side, and a choice. Nothing is overwritten before it."""
    _, theirs = viewer.translate, conflict.now
    st.warning(escaped(conflict.text(_)))
    if isinstance(theirs, HeldResult):
        found = said.differences(theirs, _result(typed, held.id, held.instrument), _)
        header = (_("What"), _("Stands now"), _("Yours"))
        panels.table("result-conflict", header, found)
    with st.container(key="result-conflict-steps", horizontal=True, gap="small"):
        mine = st.button(_("Take mine"), key="result-mine", type="primary", disabled=typed.made is None)
        left = st.button(_("Leave what stands"), key="result-theirs")
    if mine:
        _keep(typed, held, conflict.revision, grant, busy, draft)
        st.rerun()
    if left:
        draft.throw_away(grant)
        busy.enter(None)
        st.rerun()
