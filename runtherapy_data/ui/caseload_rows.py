"""The clients of a caseload, a row each: a link to the course, and what there is to know about it at a glance.

Rows and not a grid on a canvas: a keyboard, a screen reader and a telephone can read them, and a gap stays a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.daily import ENERGY, MOOD, SLEEP
from runtherapy_data.ui import caseload_sparkline, navigation, panels
from runtherapy_data.ui import caseload_words as said
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views.caseload import SPARK_DAYS, Caseload, CaseloadRow

PAGE_SIZE: Final = 50
_COLUMNS: Final = (38, 36, 26)
_MEASURES: Final = (MOOD, SLEEP, ENERGY)


def _who(row: CaseloadRow, _: Translate) -> None:
    navigation.link("course", f"**{escaped(row.heading)}**", client=row.client_code)
    st.markdown(f"{escaped(said.place(row, _))}  \n:small[:gray[{escaped(said.reason(row, _))}]]")


def _sparks(row: CaseloadRow, _: Translate) -> str:
    """A list of three: each measure with its line. One element, so that forty rows stay light."""
    if not row.answered:
        nothing = _("No check-in in the last {days} days.", days=SPARK_DAYS)
        return f":gray[{escaped(nothing)}]"
    return "\n".join(
        f"- {escaped(_(one.name))} {caseload_sparkline.image(one, row.daily[one.code], _)}" for one in _MEASURES
    )


def _contact(row: CaseloadRow, viewer: Viewer) -> str:
    """Check-in, session, appointment; a long silence and a meeting today have a sign and are bold, never a colour."""
    _ = viewer.translate
    meets = escaped(said.appointment(row, viewer.principal.zone, _))
    heard = escaped(said.check_in(row, _))
    lines = [
        f"{caseload_sparkline.pause()} **{heard}**" if row.silent else heard,
        escaped(said.session(row, _)),
        f"{caseload_sparkline.clock()} **{meets}**" if row.meets_today else meets,
    ]
    return "  \n".join(line for line in lines if line)


def _running(row: CaseloadRow, viewer: Viewer) -> None:
    _ = viewer.translate
    with st.container(key=f"client-{row.course_id.hex}"):
        who, lines, contact = st.columns(_COLUMNS, gap="small", vertical_alignment="center")
        with who, st.container(gap=None):
            _who(row, _)
        lines.markdown(_sparks(row, _))
        contact.markdown(_contact(row, viewer))


def _short(row: CaseloadRow, viewer: Viewer) -> None:
    _ = viewer.translate
    facts = (said.place(row, _), said.reason(row, _), said.appointment(row, viewer.principal.zone, _))
    with st.container(key=f"client-{row.course_id.hex}", horizontal=True, gap="small"):
        navigation.link("course", f"**{escaped(row.heading)}**", client=row.client_code)
        st.markdown(" · ".join(escaped(fact) for fact in facts if fact))


def _page(rows: Sequence[CaseloadRow], key: str) -> Sequence[CaseloadRow]:
    """The rows of the page that was chosen; there is nothing to choose up to fifty."""
    pages = -(-len(rows) // PAGE_SIZE)
    if pages < 2:
        return rows
    page = st.pagination(pages, key=f"{key}-page")
    return rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]


def running(rows: Sequence[CaseloadRow], viewer: Viewer) -> None:
    """Who is in the middle of their course."""
    _ = viewer.translate
    panels.muted(
        _(
            "The small lines show the last {days} days: 0 at the bottom, 10 at the top, a thin line at 5. A gap is a "
            "day without an answer.",
            days=SPARK_DAYS,
        )
    )
    with st.container(key="clients", gap=None):
        for row in _page(rows, "running"):
            _running(row, viewer)


def waiting(caseload: Caseload, viewer: Viewer) -> None:
    """Who is registered, with nothing filled in yet: no lines, and no silence to count."""
    _ = viewer.translate
    if not caseload.waiting:
        return
    panels.section(_("Nothing filled in yet"))
    panels.muted(_("Agree with them when the first check-in will be."))
    with st.container(key="clients-waiting", gap=None):
        for row in caseload.waiting:
            _short(row, viewer)


def ended(caseload: Caseload, viewer: Viewer) -> None:
    """Whose course ended: folded away and not drawn before somebody asks, unless they are all that was found."""
    _ = viewer.translate
    if not caseload.ended:
        return
    label = _.plural("{n} course ended", "{n} courses ended", len(caseload.ended))
    alone = not (caseload.running or caseload.waiting)
    key = "ended-found" if alone else "ended"  # a name of its own: what is open or shut is remembered by it
    folded = st.expander(label, expanded=alone, key=key, on_change="rerun")
    if folded.open:
        with folded, st.container(key="clients-ended", gap=None):
            for row in _page(caseload.ended, "ended"):
                _short(row, viewer)
