"""The trajectory figure on the therapist's page, what a chosen signal rests on, and the table behind it."""

from __future__ import annotations

import streamlit as st

from runtherapy_data.charts import trajectory
from runtherapy_data.charts.trajectory_weeks import span
from runtherapy_data.i18n import Translate
from runtherapy_data.ui import course_panels, drawn, panels, pickers, signal_cards
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views.course import Course
from runtherapy_data.views.signal_evidence import Evidence
from runtherapy_data.views.signal_words import listed
from runtherapy_data.views.signals import Signal


def show(course: Course, answer: str, chosen: Signal | None, evidence: Evidence | None, viewer: Viewer) -> None:
    """The figure with its choices.

    `answer` is the sentence of the page; `chosen` the signal that the figure points out, with its `evidence`.
    """
    _ = viewer.translate
    with st.container(key="choices", horizontal=True):
        weeks, tension = pickers.weeks(course, _), pickers.tension(_)
    alt = answer
    if chosen and evidence:
        alt = f"{answer} {_pointed_out(chosen, evidence, course, weeks, _)}"
    how = {"weeks": weeks, "with_tension": tension, "compact": panels.on_phone(), "evidence": evidence}
    panels.figure("course", drawn.course_figure(viewer, course, **how), trajectory.config(_), alt=alt)
    course_panels.events_marked(course, _, weeks=weeks, to_client=False)
    course_panels.days_behind(course, _, weeks=weeks)


def _pointed_out(
    chosen: Signal, evidence: Evidence, course: Course, weeks: tuple[int, int] | None, _: Translate
) -> str:
    """Say above the figure what it points out, with the way back beside it; the words are returned."""
    told = said(chosen, evidence, _)
    if evidence.between(*span(course, weeks)) is None:
        told = _("{name}: its days lie outside these weeks. Choose all weeks to see them.", name=chosen.name(_))
    with st.container(key="pointed-out", horizontal=True, gap="small"):
        st.markdown(escaped(told))
        st.button(
            _("Take the marking away"), key="point-none", type="tertiary", on_click=signal_cards.choose, args=("",)
        )
    return told


def said(chosen: Signal, evidence: Evidence, _: Translate) -> str:
    """What the figure points out, in words: also for who cannot see it."""
    told = _("Marked in the figure: {name}, {days}.", name=chosen.name(_), days=listed(chosen.days, _))
    if evidence.effort:
        told += " " + _("The figures above the sessions say how much effort they took.")
    return told
