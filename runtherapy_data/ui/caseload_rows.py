"""The clients of a caseload, a row each: a link to the course, why to look at it, and what is known at a glance.

Rows and not a grid on a canvas: a keyboard, a screen reader and a telephone can read them, and a gap stays a gap. A row
is one container whose parts the style sheet lays side by side (on a telephone below each other), so that forty of them
stay light.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.daily import ENERGY, MOOD, SLEEP
from runtherapy_data.measures.signals import STATE_NAMES, SignalState
from runtherapy_data.ui import caseload_sparkline, caseload_steps, navigation, overdue_links
from runtherapy_data.ui import caseload_words as said
from runtherapy_data.ui.caseload_desk import CaseloadDesk
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped, named
from runtherapy_data.views.caseload import SPARK_DAYS, CaseloadRow
from runtherapy_data.views.caseload_moved import Line
from runtherapy_data.views.signals import Signal

PAGE_SIZE: Final = 50
_MEASURES: Final = (MOOD, SLEEP, ENERGY)
_WIDTHS: Final = {1: 128, 2: 92, 3: 58}  # px of one line, by how many stand side by side
_HEIGHT: Final = 30


def _who(row: CaseloadRow, _: Translate, signal: Signal | None = None) -> None:
    """Code or name, and the week; below it what else places them. The link opens the signal, where there is one."""
    query = {"signal": str(signal.id)} if signal else {}
    label = f"**{escaped(row.heading)}** · {escaped(said.when(row, _).lower())}"
    navigation.link("course", label, client=row.client_code, **query)
    where = (said.phase(row, _), said.reason(row, _), said.standing_in(row, _))
    st.markdown("  \n".join(escaped(line) for line in where if line))


def _why(signal: Signal, _: Translate) -> str:
    """What was found; new with its sign and in full ink, seen or discussed with theirs and quieter."""
    word, sentence = escaped(_(STATE_NAMES[signal.state])), escaped(signal.sentence(_))
    if signal.state == SignalState.NEW:
        return f"{caseload_sparkline.fresh()} **{word}** · {sentence}"
    return f"{caseload_sparkline.tick()} :gray[{word} · {sentence}]"


def _was(signal: Signal, _: Translate) -> str:
    """What a row was about before it was put off or closed a moment ago."""
    return f"{caseload_sparkline.tick()} :gray[{escaped(signal.sentence(_))}]"


def _also(row: CaseloadRow, _: Translate) -> None:
    """Every further reason by its name, each opening its own ground; what is still open; and what was put off."""
    if not (row.signals[1:] or row.snoozed or row.overdue):
        return
    with st.container(key=f"also-{row.course_id.hex}", horizontal=True, gap="small"):
        if row.signals[1:] or row.overdue:
            st.markdown(escaped(_("Also:")))
        for one in row.signals[1:]:
            label = named(one.name(_), row.client_code)
            navigation.link("course", label, client=row.client_code, signal=str(one.id))
        overdue_links.show(row.overdue, row.client_code, _, whose=True)
        for line in said.all_put_off(row, _):
            st.markdown(f":gray[{escaped(line)}]")


def _lines(lines: Sequence[Line], _: Translate, width: int = 0) -> str:
    """A list: each measure with its line. One element, so that forty rows stay light."""
    if not lines:
        return "\u00a0"
    width = width or _WIDTHS[min(len(lines), 3)]
    return "\n".join(
        f"- {escaped(one.name(_))} {caseload_sparkline.image(one, _, width, _HEIGHT)}" for one in lines[:3]
    )


def _usual(row: CaseloadRow, _: Translate) -> str:
    if not row.answered:
        nothing = _("No check-in in the last {days} days.", days=SPARK_DAYS)
        return f":gray[{escaped(nothing)}]"
    return _lines([Line(one.code, row.daily[one.code], by_day=True) for one in _MEASURES], _, _WIDTHS[1])


def _contact(row: CaseloadRow, viewer: Viewer) -> str:
    """A life event, check-in, session, appointment; what stands out has a sign or is bold, never a colour.

    Nobody is silent after the last day of their course, and silence within a pause or an illness is no sign.
    """
    _ = viewer.translate
    meets = escaped(said.appointment(row, viewer.principal.zone, _))
    heard, event = escaped(said.check_in(row, _)), escaped(said.event(row, _))
    lines = [
        f"**{event}**" if event else "",
        "" if row.ends_on else f"{caseload_sparkline.pause()} **{heard}**" if row.silent and not event else heard,
        escaped(said.session(row, _)),
        f"{caseload_sparkline.clock()} **{meets}**" if row.meets_today else meets,
    ]
    return "  \n".join(line for line in lines if line)


def asking(row: CaseloadRow, desk: CaseloadDesk, viewer: Viewer) -> None:
    """Somebody with a reason to look at them, or in whose row something was just done."""
    _, outcome = viewer.translate, desk.outcomes.get(row.course_id)
    top = row.signals[0] if row.signals else outcome.signals[0] if outcome else None
    with st.container(key=f"client-row-asks-{row.course_id.hex}"):
        _who(row, _, top)
        st.markdown((_why(top, _) if row.signals else _was(top, _)) if top else "\u00a0")
        st.markdown(_lines(row.moved, _))
        st.markdown(_contact(row, viewer))
        _also(row, _)
        caseload_steps.buttons(row, desk, viewer)
        caseload_steps.choices(row, desk, viewer)
        caseload_steps.trouble(row, desk, _)


def calm(row: CaseloadRow, desk: CaseloadDesk, viewer: Viewer) -> None:
    """Somebody without a reason in sight."""
    _ = viewer.translate
    with st.container(key=f"client-row-calm-{row.course_id.hex}"):
        _who(row, _, row.snoozed[0] if row.snoozed else None)
        st.markdown(_usual(row, _))
        st.markdown(_contact(row, viewer))
        _put_off(row, desk, viewer)
        caseload_steps.trouble(row, desk, _)


def waits(row: CaseloadRow, desk: CaseloadDesk, viewer: Viewer) -> None:
    """Somebody without a signal in sight, in whose course something is left waiting."""
    _, name = viewer.translate, row.course_id.hex
    with st.container(key=f"client-row-waits-{name}"):
        _who(row, _, row.snoozed[0] if row.snoozed else None)
        with st.container(key=f"waits-{name}", gap=None):
            overdue_links.show(row.overdue, row.client_code, _, whose=True)
        usual = [Line(one.code, row.daily[one.code], by_day=True) for one in _MEASURES]
        st.markdown(_lines(usual, _) if row.answered else "\u00a0")
        st.markdown(_contact(row, viewer))
        _put_off(row, desk, viewer)
        caseload_steps.trouble(row, desk, _)


def _put_off(row: CaseloadRow, desk: CaseloadDesk, viewer: Viewer) -> None:
    """What is out of sight for a while, and the way back."""
    if not row.snoozed:
        return
    with st.container(key=f"also-{row.course_id.hex}", horizontal=True, gap="small"):
        for line in said.all_put_off(row, viewer.translate):
            st.markdown(escaped(line))
        caseload_steps.back(row, desk, viewer)


def short(row: CaseloadRow, viewer: Viewer) -> None:
    """Somebody whose course has yet to begin, or has ended."""
    _ = viewer.translate
    facts = (
        said.place(row, _), said.reason(row, _), said.standing_in(row, _),
        said.appointment(row, viewer.principal.zone, _),
    )  # fmt: skip
    with st.container(key=f"client-{row.course_id.hex}", horizontal=True, gap="small"):
        navigation.link("course", f"**{escaped(row.heading)}**", client=row.client_code)
        st.markdown(" · ".join(escaped(fact) for fact in facts if fact))
        if not row.let_in:
            label = named(_("Invite first"), row.client_code)
            navigation.link("intake", label, icon=":material/person_add:", client=row.client_code)


def page_of(rows: Sequence[CaseloadRow], key: str) -> Sequence[CaseloadRow]:
    """The rows of the page that was chosen; there is nothing to choose up to fifty."""
    pages = -(-len(rows) // PAGE_SIZE)
    if pages < 2:
        return rows
    page = st.pagination(pages, key=f"{key}-page")
    return rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
