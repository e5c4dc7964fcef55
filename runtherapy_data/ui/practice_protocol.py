"""Which questionnaires a practice asks for, and when; with the days on which a course would be asked."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import streamlit as st

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import MOMENT_NAMES, Moment
from runtherapy_data.measures.instruments import instrument, instruments
from runtherapy_data.measures.practice_parts import PROTOCOL
from runtherapy_data.measures.protocol import ASKED_MOMENTS, Asked, Protocol, last_day, schedule
from runtherapy_data.ui import panels, practice_frame
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.practice_desk import Desk
from runtherapy_data.ui.practice_facts import Facts
from runtherapy_data.ui.practice_frame import Part, deciding
from runtherapy_data.ui.practice_words import standing

_MID_WEEKS: Final = tuple(range(2, 27))
_MONTHS: Final = (1, 2, 3, 4, 6, 9, 12, 18, 24)
EXAMPLE_WEEKS: Final = 10


def short_name(code: str, _: Translate) -> str:
    """A questionnaire by its short name: PHQ-9."""
    known = instrument(code)
    return known.name.said(_.language).split(" – ")[0] if known else code


def show(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """The part of the page about questionnaires."""
    _ = viewer.translate
    title = _("Questionnaires")
    kept = facts.kept[PROTOCOL]
    practice_frame.fold(PROTOCOL, title, standing(kept, _), kept, desk, lambda: _form(desk, viewer, title))


def said(kept: Any, _: Translate) -> str:
    """The protocol that is kept, in one line."""
    protocol, parts = Protocol.model_validate(kept or {}), list[str]()
    for moment in ASKED_MOMENTS:
        names = [short_name(one.instrument, _) for one in protocol.asked if one.moment == moment]
        if names:
            parts.append(f"{_(MOMENT_NAMES[moment])}: {', '.join(names)}")
    if not parts:
        return _("nothing is asked by rule")
    when = _(
        "halfway in week {week}, follow-up after {months} months",
        week=protocol.mid_week, months=protocol.follow_up_months,
    )  # fmt: skip
    return "; ".join([*parts, when])


def _form(desk: Desk, viewer: Viewer, title: str) -> None:
    _, seen = viewer.translate, Protocol.model_validate(desk.seen[PROTOCOL] or {})
    st.markdown(
        _(
            "What every new course is asked. A course that runs keeps what was planned for it; its therapist can ask"
            " more or leave something out."
        )
    )
    asked = [one for moment in ASKED_MOMENTS for one in _at(moment, seen, desk, viewer)]
    with st.container(key="choices-protocol", horizontal=True):
        mid_week = _chosen("mid_week", _("Halfway is week"), _MID_WEEKS, seen.mid_week, desk)
        months = _chosen("months", _("Follow-up, in months after the end"), _MONTHS, seen.follow_up_months, desk)
    chosen = Protocol(asked=tuple(asked), mid_week=mid_week, follow_up_months=months)
    practice_frame.preview(
        PROTOCOL, _("A course of {weeks} weeks that begins today is asked:", weeks=EXAMPLE_WEEKS),
        lambda: _preview(chosen, viewer),
    )  # fmt: skip
    part = Part(PROTOCOL, title, now=lambda kept: said(kept, _))
    practice_frame.steps(part, deciding(PROTOCOL, chosen.model_dump(mode="json"), viewer), desk, viewer)


def _at(moment: Moment, seen: Protocol, desk: Desk, viewer: Viewer) -> list[Asked]:
    """The questionnaires of one moment, to tap."""
    _ = viewer.translate
    name = _(MOMENT_NAMES[moment])
    chosen = st.pills(
        name[0].upper() + name[1:], [one.id for one in instruments()], selection_mode="multi",
        default=[one.instrument for one in seen.asked if one.moment == moment],
        format_func=lambda code: short_name(code, _), key=desk.field_of(PROTOCOL, moment.value),
    )  # fmt: skip
    return [Asked(instrument=code, moment=moment) for code in _listed(chosen)]


def _listed(chosen: Any) -> list[str]:
    """What was tapped, in the order of the list: taps in another order say the same."""
    return [one.id for one in instruments() if one.id in (chosen or [])]


def _chosen(name: str, label: str, options: tuple[int, ...], kept: int, desk: Desk) -> int:
    every = tuple(sorted({*options, kept}))
    return st.selectbox(label, every, index=every.index(kept), key=desk.field_of(PROTOCOL, name), filter_mode=None)


def _preview(protocol: Protocol, viewer: Viewer) -> None:
    _, today = viewer.translate, viewer.today
    days = schedule(protocol, today, last_day(today, EXAMPLE_WEEKS))
    if not days:
        st.markdown(_("Nothing. Therapists can still ask for a questionnaire by hand."))
        return
    together: dict[tuple[dt.date, str], list[str]] = {}
    for one, day in days:
        together.setdefault((day, one.moment), []).append(short_name(one.instrument, _))
    panels.lines(
        "protocol-days",
        [
            (f"{_.day(day, year=True)} · {_(MOMENT_NAMES[moment])}", ", ".join(names))
            for (day, moment), names in together.items()
        ],
    )
