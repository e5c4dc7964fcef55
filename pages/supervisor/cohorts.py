"""*Cohorten vergelijken*: for which groups does it work, and where do we lose people? Never a single person."""

import streamlit as st

from runtherapy_data.charts import cohorts
from runtherapy_data.identity import Permission
from runtherapy_data.ui import cohort_panels, cohort_pickers, cohort_shown, drawn, guard, panels
from runtherapy_data.views.cohort_words import summary

viewer = guard.require(Permission.COHORT_READ)
_ = viewer.translate
choices = cohort_shown.choices(viewer)
if not choices.released:
    cohort_panels.nothing_yet(choices, _)
else:
    top = st.container(gap=None)
    a, b = cohort_pickers.pair(choices, _)
    comparison = cohort_shown.comparison(viewer, choices, a, b)
    answer = summary(comparison, _)
    with top:
        cohort_panels.heading(comparison, answer, _)
    if not comparison.is_empty:
        panels.figure("cohorts", drawn.cohort_figure(viewer, comparison), cohorts.config(_), alt=answer)
        cohort_panels.overlap(comparison, _)
        cohort_panels.numbers(comparison, _)
        cohort_panels.outcomes(comparison, _)
        cohort_panels.could_explain(_)
    cohort_panels.not_shown(comparison, choices, _)
