"""Small choices a reader makes on a page. Buttons, not drop-downs, where there are few."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.views.course import Course

WHOLE: Final = "whole"
# The choice → how many weeks of the course it shows, counted back from the last one with anything in it; None: all.
WEEKS: Final[dict[str, int | None]] = {WHOLE: None, "4": 4, "2": 2}
_NAMES: Final = {WHOLE: N_("The whole course"), "4": N_("Last 4 weeks"), "2": N_("Last 2 weeks")}


def weeks(course: Course, _: Translate) -> tuple[int, int] | None:
    """Which weeks of the course to look at: (first, last), or None for all of them."""
    chosen = st.segmented_control(
        _("Weeks"), list(WEEKS), default=WHOLE, required=True, format_func=lambda key: _(_NAMES[key]), key="weeks"
    )
    many = WEEKS[chosen or WHOLE]
    return None if many is None else (max(1, course.week - many + 1), course.week)


def tension(_: Translate) -> bool:
    """Whether tension is drawn as well."""
    return st.toggle(_("Show tension"), key="tension")
