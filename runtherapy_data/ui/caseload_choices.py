"""Which clients of the caseload to see, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import COMPLAINT_NAMES, PHASE_NAMES
from runtherapy_data.views.caseload import Caseload, CaseloadRow, by_need

ENOUGH_TO_CHOOSE: Final = 6  # up to here a list is read faster than a choice is made
ALL: Final = ""
BY_NEED, BY_WEEK, BY_SILENCE, BY_NAME = "need", "week", "silence", "name"
_ORDER_NAMES: Final = {
    BY_NEED: N_("Who first"),
    BY_WEEK: N_("By week"),
    BY_SILENCE: N_("Longest silent"),
    BY_NAME: N_("By name"),
}
_NEVER: Final = 1_000_000  # days: somebody who never checked in comes before everybody who did
_ORDERS: Final[dict[str, Callable[[CaseloadRow], tuple[object, ...]]]] = {
    BY_NEED: by_need,
    BY_WEEK: lambda row: (row.week, row.client_code),
    BY_SILENCE: lambda row: (-(_NEVER if row.days_silent is None else row.days_silent), row.client_code),
    BY_NAME: lambda row: (row.heading.casefold(), row.client_code),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What to look for; "" means whatever it is."""

    words: str = ""
    phase: str = ALL
    complaint: str = ALL
    order: str = BY_NEED

    def fits(self, row: CaseloadRow) -> bool:
        """Whether the row is asked for. A phase is one that somebody is in: a course that ended is in none."""
        return (
            self.words.strip().casefold() in row.heading.casefold()
            and self.phase in (ALL, None if row.ends_on else row.phase)
            and self.complaint in (ALL, row.complaint)
        )

    def of(self, rows: Sequence[CaseloadRow]) -> tuple[CaseloadRow, ...]:
        """The rows that fit, in the chosen order."""
        return tuple(sorted(filter(self.fits, rows), key=_ORDERS[self.order]))

    def among(self, caseload: Caseload) -> Caseload:
        """Of each list the rows that fit; who runs in the chosen order, the other lists each in their own."""
        return Caseload(
            caseload.today,
            running=self.of(caseload.running),
            waiting=tuple(filter(self.fits, caseload.waiting)),
            ended=tuple(filter(self.fits, caseload.ended)),
        )


def _counted(name: str, everything: str, names: dict[str, str], counts: Counter[str], _: Translate) -> str:
    """A drop-down of what there is, with how many of each; a choice that nobody fits any more falls back to all."""
    options = [ALL, *(code for code in names if counts[code])]
    kept = st.session_state.get(name, ALL)
    # Said anew on every run: the browser keeps the label, not the code, also when the language has changed.
    st.session_state[name] = kept if kept in options else ALL
    labels = {code: f"{_(names[code])} ({counts[code]})" for code in options if code} | {ALL: everything}
    chosen = st.selectbox(
        labels[ALL], options, format_func=lambda code: labels[code], key=name, filter_mode=None,
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    return chosen or ALL


def choose(caseload: Caseload, _: Translate) -> Choice:
    """The choices above the lists; none where they are short. They are kept while somebody looks at a course.

    What there is to choose is counted among those who are treated now; the search finds ended courses as well.
    """
    rows = (*caseload.running, *caseload.waiting)
    if len(rows) + len(caseload.ended) <= ENOUGH_TO_CHOOSE:
        return Choice()
    with st.container(key="choices", horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input(
            _("Search by code or name"), key="caseload-words", type="search", live=True, autocomplete="off",
            placeholder=_("Search by code or name"), label_visibility="collapsed", persist_state="session", width=240,
        )  # fmt: skip
        phases = Counter(row.phase for row in rows if row.phase)
        phase = _counted("caseload-phase", _("All phases"), PHASE_NAMES, phases, _)
        complaints = Counter(row.complaint for row in rows)
        complaint = _counted("caseload-complaint", _("All complaints"), COMPLAINT_NAMES, complaints, _)
    order = st.segmented_control(
        _("Order"), list(_ORDER_NAMES), default=BY_NEED, required=True, key="caseload-order",
        format_func=lambda one: _(_ORDER_NAMES[one]), label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    return Choice(words or "", phase, complaint, order or BY_NEED)
