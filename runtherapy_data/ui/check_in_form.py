"""The check-in itself: four numbers, a fold with the rest, and one button; kept as a draft at every tap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import streamlit as st

from runtherapy_data.actions import check_ins as actions
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant
from runtherapy_data.measures.daily import DAILY
from runtherapy_data.measures.ranges import CHECK_IN_RANGES
from runtherapy_data.queries import check_ins as queries
from runtherapy_data.queries import exercises as exercise_queries
from runtherapy_data.queries.check_ins import ANSWERS, DayAnswers
from runtherapy_data.queries.exercises import GivenExercise
from runtherapy_data.store import reading
from runtherapy_data.ui.check_in_days import Opened
from runtherapy_data.ui.check_in_desk import Desk
from runtherapy_data.ui.drafts import Drafting, drafting
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.scales import scale

FIELDS: Final = {
    **{one.code: one.name for one in DAILY},
    "pain": N_("Pain"), "hours_slept": N_("Hours slept"), "words": N_("A few words"), "exercises": N_("Exercises"),
}  # fmt: skip
PLACE: Final = "check-in"
_HALVES: Final = tuple(half / 2 for half in range(CHECK_IN_RANGES["hours_slept"][1] * 2 + 1))
_EXERCISES: Final = "exercises"  # in a draft, beside the names of the answers
_TOUCHED: Final = "touched"  # in a draft: it stands in the place of what was saved, also where it answers less


@dataclass(frozen=True, slots=True)
class Known:
    """One day as it is stored, what was given to do on it, and what is half filled in."""

    grant: Grant
    stored: DayAnswers
    given: tuple[GivenExercise, ...]
    draft: Drafting

    @property
    def done(self) -> frozenset[UUID]:
        """The exercises that are ticked off on the day."""
        return frozenset(one.id for one in self.given if one.is_done)

    @property
    def is_filled_in(self) -> bool:
        """Whether something of the day is stored."""
        return not self.stored.is_empty or bool(self.done)

    @property
    def is_half_written(self) -> bool:
        """Whether something was filled in and not saved yet."""
        return bool(self.draft.content.get(_TOUCHED))


def known(found: Opened, day: dt.date) -> Known:
    """What is there of one of the open days."""
    with reading(found.grant) as connection:
        stored = queries.of_day(connection, found.grant, day)
        given = exercise_queries.given(connection, found.grant, day)
    return Known(found.grant, stored, given, drafting(found.grant, actions.DRAFT, day.isoformat()))


def fill_in(known: Known, busy: Desk, viewer: Viewer) -> tuple[DayAnswers, frozenset[UUID]]:
    """Draw the fields of one day; what is filled in now is kept as a draft before the page goes on."""
    _begin(busy, known)
    now, done = _fields(busy.place, busy.first or {}, known.given, viewer.translate)
    answers = DayAnswers(day=known.stored.day, **now)
    is_stored = answers == known.stored and done == known.done
    exercises = sorted(str(one) for one in done)
    known.draft.keep(known.grant, {} if is_stored else {**now, _EXERCISES: exercises, _TOUCHED: True})
    return answers, done


def _begin(busy: Desk, known: Known) -> None:
    """Fields that are new on the screen start from the draft, where there is one, else from what is stored."""
    stored, draft = known.stored, known.draft.content
    stamp = int(stored.recorded_at.timestamp() * 1000) if stored.recorded_at else 0
    place = f"{stored.day:%Y%m%d}-{stamp}-{busy.turn}"
    if busy.place == place and busy.first is not None:
        return
    busy.place = place
    busy.first = {name: getattr(stored, name) for name in ANSWERS} | {_EXERCISES: [str(one) for one in known.done]}
    if draft.get(_TOUCHED):
        busy.first = {name: draft.get(name) for name in (*ANSWERS, _EXERCISES)}


def _fields(
    place: str, first: Mapping[str, Any], given: Sequence[GivenExercise], _: Translate
) -> tuple[dict[str, Any], frozenset[UUID]]:
    now: dict[str, Any] = {}
    with st.container(key="check-in-scales", gap="small"):
        for one in DAILY:
            now[one.code] = scale(
                _(one.name), f"{one.code}-{place}", _(one.at_zero), _(one.at_ten), _, first.get(one.code)
            )
    told = any(first.get(name) is not None for name in ("hours_slept", "pain", "words"))
    label = _("Tell more, or tick off an exercise") if given else _("Tell more")
    with st.expander(label, expanded=told or bool(first.get(_EXERCISES)), key=f"check-in-more-{place}"):
        now["hours_slept"] = _hours(place, first.get("hours_slept"), _)
        now["pain"] = scale(_("Pain"), f"pain-{place}", _("no pain"), _("the worst pain"), _, first.get("pain"))
        written = first.get("words") or ""
        words = st.text_area(
            _("A few words"), written, key=f"words-{place}", height=96,
            max_chars=max(actions.LONGEST_WORDS, len(written)),
        )  # fmt: skip
        now["words"] = (words or "").strip() or None
        done = _exercises(place, first.get(_EXERCISES) or (), given, _)
    return now, done


def _hours(place: str, first: float | None, _: Translate) -> float | None:
    """Half hours to choose from; what was imported may lie between them."""
    offered = sorted({*_HALVES, *([] if first is None else [float(first)])})
    return st.selectbox(
        _("Hours slept"), [None, *offered], index=0 if first is None else offered.index(float(first)) + 1,
        key=f"hours-{place}", format_func=lambda hours: _("not filled in") if hours is None else _said(hours, _),
    )  # fmt: skip


def _said(hours: float, _: Translate) -> str:
    return _("{hours} hours", hours=int(hours) if float(hours).is_integer() else _.number(hours, 1))


def _exercises(place: str, first: Sequence[str], given: Sequence[GivenExercise], _: Translate) -> frozenset[UUID]:
    """What was given to do, to tick off; nothing where nothing was given."""
    if not given:
        return frozenset()
    done = set()
    with st.container(key="check-in-exercises", gap=None):
        st.markdown(escaped(_("Which of these did you do?")))
        for one in given:
            name = escaped(one.exercise.name.said(_.language))
            if st.checkbox(name, str(one.id) in first, key=f"did-{one.id.hex}-{place}"):
                done.add(one.id)
    return frozenset(done)
