"""Which clients of the caseload to see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import COMPLAINT_NAMES, PHASE_NAMES
from runtherapy_data.views.caseload import Caseload, CaseloadRow
from runtherapy_data.views.caseload_sections import MEETING, OVERDUE, SECTION_NAMES, place

ENOUGH_TO_CHOOSE: Final = 6  # up to here a list is read faster than a choice is made
ALL: Final = ""
OWN: Final = "own"
# Among the reasons to choose from, an appointment today is one whether or not there is a signal as well; so is what is
# still open.
_REASON_NAMES: Final = {**SECTION_NAMES, MEETING: N_("Appointment today")}


@dataclass(frozen=True, slots=True)
class Choice:
    """What to look for; "" means whatever it is. `reason` is a section of the list.

    `whose`: the reader's own clients, or those of a colleague (by name) in whose place they have them.
    """

    words: str = ""
    reason: str = ALL
    phase: str = ALL
    complaint: str = ALL
    whose: str = ALL

    def fits(self, row: CaseloadRow) -> bool:
        """Whether the row is asked for. A phase is one that somebody is in: a course that ended is in none."""
        return (
            self.words.strip().casefold() in row.heading.casefold()
            and self.phase in (ALL, None if row.ends_on else row.phase)
            and self.complaint in (ALL, row.complaint)
            and self.whose in (ALL, whose(row))
        )

    @property
    def is_made(self) -> bool:
        """Whether anything was chosen at all."""
        return bool(self.words.strip() or self.reason or self.phase or self.complaint or self.whose)

    def among(self, caseload: Caseload) -> Caseload:
        """Of each list the rows that fit; only who runs can stand under a reason."""
        others = caseload if not self.reason else Caseload(caseload.today)
        return Caseload(
            caseload.today,
            running=tuple(row for row in caseload.running if self.fits(row) and self._stands(row)),
            waiting=tuple(filter(self.fits, others.waiting)),
            ended=tuple(filter(self.fits, others.ended)),
        )

    def _stands(self, row: CaseloadRow) -> bool:
        return not self.reason or self.reason in reasons(row)


def reasons(row: CaseloadRow) -> tuple[str, ...]:
    """Where to look for somebody: the section in which they stand, what is still open, the appointments of today."""
    beside = ((OVERDUE, bool(row.overdue)), (MEETING, row.meets_today))
    return tuple(dict.fromkeys([place(row).section, *(section for section, holds in beside if holds)]))


def whose(row: CaseloadRow) -> str:
    """Whose client somebody is: the reader's own, or of the colleague in whose place they have them."""
    return row.standing_in_for or OWN


def _counted(name: str, everything: str, names: Mapping[str, str], counts: Counter[str], _: Translate) -> str:
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
        found = Counter(reason for row in caseload.running for reason in reasons(row))
        reason = _counted("caseload-reason", _("All reasons"), _REASON_NAMES, found, _)
        phases = Counter(row.phase for row in rows if row.phase)
        phase = _counted("caseload-phase", _("All phases"), PHASE_NAMES, phases, _)
        complaints = Counter(row.complaint for row in rows)
        complaint = _counted("caseload-complaint", _("All complaints"), COMPLAINT_NAMES, complaints, _)
        chosen = _colleague(rows, _)
    return Choice(words or "", reason, phase, complaint, chosen)


def _colleague(rows: Iterable[CaseloadRow], _: Translate) -> str:
    """The reader's own or a colleague's; there is nothing to choose for who stands in for nobody."""
    found = Counter(whose(row) for row in rows)
    colleagues = sorted(name for name in found if name != OWN)
    if not colleagues:
        return ALL
    names = {OWN: N_("My own")} | {name: name for name in colleagues}
    return _counted("caseload-whose", _("All clients"), names, found, _)
